import type { Subject } from '../catalogue/catalogue-entry.ts'
import { countSubjects, type SubjectCounts } from './count-subjects.ts'
import type { PhraseIndex } from './phrase-index.ts'
import type { Alternative, Means, Slot } from './query-slots.ts'
import { situationMark } from './synonyms.ts'

export type SearchHit = {
  entryId: string
  /** From 0 to about 1; comparable within one answer only. */
  score: number
  /** Words to mark in the name, and the alias through which it was found. */
  matched: string[]
  via: 'name' | 'alias' | 'synonym' | 'pinyin' | 'typo' | 'text'
}

export type SearchAnswer = {
  hits: SearchHit[]
  /** How many entries fit, before `limit`. */
  total: number
  /** How many fit in all, before `among` cuts them, and how many of these are for persons and for firms; some are for both. */
  counts: SubjectCounts
  /** False: nothing fits well, and the page should say so. */
  sure: boolean
  /** Other things to ask for: the query with its spelling corrected, or names that come near. */
  suggestions: string[]
}

/** An entry by how well it fits: `coverage` is the share of the question it accounts for, `close` its phrase most like the question. */
export type Scored = { at: number; score: number; coverage: number; close: number }

/** The share of what was said that the best entry accounts for; more is asked when only one word of several fits. */
const sureCoverage = 0.42
const sureCoverageOfOne = 0.58
const sureScore = 0.38
/** What is taken for a word because it looks like it counts for less than what sounds like it. */
const looksAlike = 0.7

/** A word that somebody put into the table of synonyms is about services; a word in common may be about anything. */
const isOfService = ({ term }: Alternative): boolean => term.startsWith('#')
const isSituation = ({ term }: Alternative): boolean => term.startsWith(`#${situationMark}`)

/** Whether the best entry answers what was asked, or only has a word in common with it. */
function isSure(top: Scored, { phrases, slots }: Found): boolean {
  if (top.score < sureScore || top.coverage < sureCoverage) return false
  const own = slots.filter(({ bonus }) => !bonus)
  const fitting = own.filter(({ alternatives }) => alternatives.some(({ term }) => hasTerm(phrases, term, top.at)))
  if (own.length <= 3 && lacksWhatIsAsked(own, fitting, top)) return false
  const telling = fitting.filter(
    ({ typed, weight, alternatives }) =>
      weight > 0.5 && (typed.length > 1 || (weight > 3 && alternatives.some(isOfService))),
  )
  if (telling.length === 0) return top.coverage > 0.9
  const named = telling.some(({ alternatives }) => alternatives.some(isOfService))
  const [first] = own
  // A short question for a thing the catalogue has no word for is not answered by what else is said of it (商标 注册).
  if (own.length === 2 && own.some(({ isUnknownThing, weight }) => isUnknownThing && weight > 0.9)) return false
  if (own.length === 1 && first !== undefined && isGuessed(first)) return false
  return telling.length > 1 || named || own.length < 3 || top.coverage >= sureCoverageOfOne
}

/**
 * Whether the best entry leaves out what a short question turns on: its last word (律师执业 is not for him who helps at law), or the thing
 * to which something happened (手机卡挂失, 银行卡丢了).
 */
function lacksWhatIsAsked(own: readonly Slot[], fitting: readonly Slot[], { coverage }: Scored): boolean {
  const lacking = own.filter((slot) => !fitting.includes(slot) && isWeighty(slot))
  const last = own.at(-1)
  if (last !== undefined && own.length > 1 && lacking.includes(last)) return own.length === 2 || coverage < 0.5
  const onlyHappened = fitting.every(({ alternatives }) => alternatives.some(isSituation))
  return lacking.length > 0 && onlyHappened
}

/** Words that are nowhere weigh little by themselves, so less is asked of them. */
const isWeighty = ({ weight, alternatives }: Slot): boolean => weight >= (alternatives.length === 0 ? 0.9 : 1.9)

/** A short word that only looks or sounds like one of the catalogue's, and may as well be another (律师证, 教师证). */
function isGuessed({ typed, alternatives }: Slot): boolean {
  if (alternatives.some(({ means }) => means !== 'typo')) return false
  return typed.length === 2 || (typed.length === 3 && alternatives.every(({ quality }) => quality < looksAlike))
}

export type Found = {
  entries: readonly { entryId: string; name: { zh: string }; subjects: readonly Subject[] }[]
  phrases: PhraseIndex
  slots: readonly Slot[]
  limit: number
  among: Subject | undefined
}

/** What is shown of entries in the order of their score. */
export function answer(scored: readonly Scored[], found: Found): SearchAnswer {
  const [top] = scored
  const corrected = readCorrection(found.slots)
  if (top === undefined) return { hits: [], total: 0, counts: countSubjects([]), sure: false, suggestions: corrected }
  const sure = isSure(top, found)
  const floor = sure ? top.score * 0.42 : Math.max(top.score * 0.6, 0.3)
  const fitting = sure
    ? scored.filter(({ score }) => score >= floor)
    : top.coverage < 0.2
      ? []
      : scored.filter(({ score }) => score >= floor).slice(0, 3)
  const { among, entries } = found
  const subjectsOf = ({ at }: Scored) => entries[at]?.subjects ?? []
  const kept = among === undefined ? fitting : fitting.filter((one) => subjectsOf(one).includes(among))
  const hits = kept.slice(0, found.limit).map((one) => describe(one, found))
  const counts = countSubjects(fitting.map((one) => ({ subjects: subjectsOf(one) })))
  const names = sure ? [] : scored.slice(0, 3).map(({ at }) => found.entries[at]?.name.zh ?? '')
  return { hits, total: kept.length, counts, sure, suggestions: [...new Set([...corrected, ...names])].slice(0, 5) }
}

/** The query as it was understood, when something in it was misspelt. */
function readCorrection(slots: readonly Slot[]): string[] {
  const own = slots.filter(({ bonus }) => !bonus)
  if (!own.some(({ alternatives }) => alternatives[0]?.means === 'typo' || alternatives[0]?.means === 'pinyin'))
    return []
  return [own.map(({ alternatives, typed }) => alternatives[0]?.mark ?? typed).join('')]
}

function describe(one: Scored, { entries, phrases, slots }: Found): SearchHit {
  const entry = entries[one.at]
  if (entry === undefined) throw new Error(`no entry ${one.at}`)
  const used = slots
    .filter(({ bonus }) => !bonus)
    .flatMap((slot): { best: Alternative; weight: number }[] => {
      const best = slot.alternatives
        .filter(({ term }) => hasTerm(phrases, term, one.at))
        .toSorted((a, b) => b.quality - a.quality)[0]
      return best === undefined ? [] : [{ best, weight: slot.weight }]
    })
  const close = phrases.phrases[one.close]
  const matched = new Set(used.filter(({ best }) => best.means !== 'synonym').map(({ best }) => best.mark))
  if (close?.place === 'alias' && isTyped(close.text, slots)) matched.add(close.text)
  return {
    entryId: entry.entryId,
    score: one.score,
    matched: [...matched],
    via: chooseVia(used, close?.place ?? 'text'),
  }
}

/** Whether an alias is what was typed, but for words that say nothing: of a longer one, the rest was not asked for and is not marked. */
function isTyped(alias: string, slots: readonly Slot[]): boolean {
  const typed = new Set(slots.filter(({ bonus }) => !bonus).flatMap((slot) => [...slot.typed]))
  const characters = [...alias]
  return characters.filter((one) => typed.has(one)).length >= characters.length * 0.7
}

const hasTerm = (phrases: PhraseIndex, term: string, entry: number): boolean =>
  phrases.find(term).some(({ phrase }) => phrases.phrases[phrase]?.entry === entry)

function chooseVia(
  used: readonly { best: Alternative; weight: number }[],
  place: 'name' | 'alias' | 'text',
): SearchHit['via'] {
  const share = (means: Means): number =>
    used.filter(({ best }) => best.means === means).reduce((sum, { weight }) => sum + weight, 0)
  const total = used.reduce((sum, { weight }) => sum + weight, 0)
  for (const means of ['pinyin', 'typo'] as const) if (share(means) > total * 0.25) return means
  return share('synonym') > total * 0.6 ? 'synonym' : place
}
