import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinyin } from 'pinyin-pro'
import { type Authority, townshipKind, villageKind } from './authority/authority.ts'
import type { City } from './city.ts'
import { type Division, plainName } from './division/division.ts'

const path = join(import.meta.dirname, '../../seeds/english.tsv')

/** The names that have an English form of their own: departments, themes, papers, items. Read once. */
const given: ReadonlyMap<string, string> = new Map(
  (existsSync(path) ? readFileSync(path, 'utf8') : '').split('\n').flatMap((line): [string, string][] => {
    const [zh, en] = line.split('\t')
    return zh && en ? [[zh, en]] : []
  }),
)

/** The English of a name from the seeds; the name itself when there is none. */
export const englishOf = (zh: string): string => given.get(zh) ?? zh

// A syllable that begins with a vowel is set apart (Xi’an), as the standard spelling of place names has it.
function spell(name: string): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' })
  const joined = syllables
    .map((syllable, index) => (index > 0 && /^[aoe]/.test(syllable) ? `’${syllable}` : syllable))
    .join('')
  return joined.charAt(0).toUpperCase() + joined.slice(1)
}

// Longest first: 街道 before 道, 社区 before 区.
const kinds: readonly (readonly [RegExp, string])[] = [
  [/街道$/, 'Subdistrict'],
  [/社区$/, 'Community'],
  [/农场$/, 'Farm'],
  [/镇$/, 'Town'],
  [/乡$/, 'Township'],
  [/村$/, 'Village'],
  [/区$/, 'District'],
  [/县$/, 'County'],
  [/市$/, 'City'],
]

// Whoever looks for a place by its English name has thousands spelt: each is spelt once.
function once<K extends object>(known: WeakMap<K, string>, key: K, make: () => string): string {
  const before = known.get(key)
  if (before !== undefined) return before
  const made = make()
  known.set(key, made)
  return made
}
const places = new WeakMap<object, string>()
const bodies = new WeakMap<Authority, string>()

/** 民生街道 → Minsheng Subdistrict: the kind of place translated, its name spelt in pinyin (GB/T 16159). */
export const englishPlace = (division: Pick<Division, 'name' | 'level'>): string =>
  once(places, division, () => spellPlace(division))

function spellPlace(division: Pick<Division, 'name' | 'level'>): string {
  const own = given.get(division.name)
  if (own !== undefined) return own
  // 博爱县柏山镇, 国营温县农场: what stands before the name itself is no part of it.
  const name = plainName(division)
    .replace(/^..县(?=.+(街道|镇|乡)$)/, '')
    .replace(/^国营/, '')
    .replace(/居委会$/, '社区')
  const kind = kinds.find(([suffix]) => suffix.test(name))
  const bare = kind === undefined ? name : name.replace(kind[0], '')
  if (kind === undefined || bare === '') return `${spell(name)}${division.level === 'village' ? ' Village' : ''}`
  return `${spell(bare)} ${kind[1]}`
}

/** Where a division lies, from the smallest place up: Minsheng Subdistrict, Jiefang District, Jiaozuo. */
export const englishPath = (path: readonly Division[]): string => path.toReversed().map(englishPlace).join(', ')

/** An authority by its department and its place: Public Security Bureau, Jiefang District. */
export const englishBody = (city: City, authority: Authority): string =>
  once(bodies, authority, () => spellBody(city, authority))

function spellBody(city: City, authority: Authority): string {
  const own = given.get(authority.name)
  if (own !== undefined) return own
  const division = city.divisions.get(authority.divisionCode)
  const place = englishPlace(division)
  if (authority.kind === villageKind) {
    const above = division.parentCode === null ? undefined : city.divisions.find(division.parentCode)
    return `${place} Committee${above ? `, ${englishPlace(above)}` : ''}`
  }
  if (authority.kind === townshipKind)
    return division.name.endsWith('街道')
      ? `${place} Office`
      : /[乡镇]$/.test(division.name)
        ? `${place} People’s Government`
        : `${place} Administrative Committee`
  const station = authority.level === 'township' ? given.get(authority.shortName) : undefined
  return station === undefined ? `${englishOf(authority.kind)}, ${place}` : `${place} ${station}`
}

type Known = {
  bodies: ReadonlyMap<string, Authority>
  places: ReadonlyMap<string, Division>
  items: ReadonlyMap<string, string>
}
const knownOf = new WeakMap<City, Known>()

// Names that come back from the record as text: found again among the city's authorities and items.
function namesOf(city: City): Known {
  const known = knownOf.get(city)
  if (known !== undefined) return known
  const fresh: Known = {
    bodies: new Map(city.authorities.all.map((one) => [one.name, one])),
    places: new Map(city.divisions.all.filter((one) => one.level !== 'village').map((one) => [one.name, one])),
    items: new Map([...city.entries.values()].map(({ published: { content } }) => [content.name.zh, content.name.en])),
  }
  knownOf.set(city, fresh)
  return fresh
}

/** The English of a name that was recorded in Chinese: an item, an authority, a department or a theme. */
export function englishName(city: City, zh: string): string {
  const { bodies, places, items } = namesOf(city)
  const body = bodies.get(zh)
  const place = places.get(zh)
  return (
    items.get(zh) ??
    given.get(zh) ??
    (body === undefined ? undefined : englishBody(city, body)) ??
    (place === undefined ? zh : englishPlace(place))
  )
}

/** A recorded sentence in English that quotes an item by its Chinese name: “出生登记” becomes “Birth registration”. */
export const englishQuotes = (city: City, text: string): string =>
  text.replace(/(["“])([^"”]+)(["”])/g, (_, open: string, name: string, close: string) =>
    [open, englishName(city, name), close].join(''),
  )
