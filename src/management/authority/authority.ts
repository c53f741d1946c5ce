import type { Divisions } from '../division/division.ts'

export type AuthorityLevel = 'city' | 'county' | 'township' | 'village'

/** The body competent in law (实施主体). */
export type Authority = {
  creditCode: string
  /** Two digits, in case numbers. */
  authorityNo: string
  name: string
  shortName: string
  /** The kind of department that catalogue entries name, such as 公安局. */
  kind: string
  level: AuthorityLevel
  divisionCode: string
  nature: '1' | '2' | '3' // 法定机关 · 授权组织 · 受委托组织
  /** The code is made up (valid check digits, no real body): true for all of the demonstration city. */
  synthetic: boolean
  details: { address: string; hours: { zh: string; en: string }; phone: string; complaintPhone: string }
}

export type Authorities = {
  find(creditCode: string): Authority | undefined
  get(creditCode: string): Authority
  /** The body of this kind at exactly this division. */
  findAt(kind: string, divisionCode: string): Authority | undefined
  readonly all: readonly Authority[]
}

export function makeAuthorities(rows: readonly Authority[]): Authorities {
  const byCode = new Map(rows.map((row) => [row.creditCode, row]))
  const byPlace = new Map(rows.map((row) => [`${row.kind} ${row.divisionCode}`, row]))
  // Below the county only some departments have a station of their own; the township or village body does the rest.
  const general = new Map(
    rows.filter((row) => row.kind === townshipKind || row.kind === villageKind).map((row) => [row.divisionCode, row]),
  )
  return {
    find: (creditCode) => byCode.get(creditCode),
    get(creditCode) {
      const found = byCode.get(creditCode)
      if (found === undefined) throw new Error(`no authority ${creditCode}`)
      return found
    },
    findAt: (kind, divisionCode) => byPlace.get(`${kind} ${divisionCode}`) ?? general.get(divisionCode),
    all: rows,
  }
}

export const townshipKind = '乡镇人民政府（街道办事处）'
export const villageKind = '村（居）民委员会'

/**
 * What an entry says of who implements it. `decidedAt`: lower levels take it in and look first, but one level alone decides
 * (社会救助暂行办法: 乡镇受理和初审, 县级审批).
 */
type Implemented = {
  department: string
  levels: readonly AuthorityLevel[]
  decidedAt?: AuthorityLevel | undefined
}

/** Where the competent body was found, and whether the reader must still say where they are. */
export type Competence = { authority: Authority; needsPlace: boolean }

/**
 * The body competent for somebody at `divisionCode`: the lowest of the entry's levels that contains the reader. A reader who
 * only named the city is shown the first county's (or township's) body, marked `needsPlace`.
 */
export function findCompetent(
  entry: Implemented,
  divisionCode: string,
  divisions: Divisions,
  authorities: Authorities,
): Competence | undefined {
  const path = divisions.pathOf(divisionCode)
  const levels = entry.decidedAt === undefined ? entry.levels : [entry.decidedAt]
  for (const division of path.toReversed()) {
    if (division.level === 'province' || !levels.includes(division.level)) continue
    const authority = authorities.findAt(entry.department, division.code)
    if (authority !== undefined) return { authority, needsPlace: false }
  }
  let below = path.at(-1)
  while (below !== undefined) {
    below = divisions.listChildren(below.code)[0]
    if (below === undefined || below.level === 'province' || !levels.includes(below.level)) continue
    const authority = authorities.findAt(entry.department, below.code)
    if (authority !== undefined) return { authority, needsPlace: true }
  }
  return undefined
}

/** Every body that implements an entry in the city. */
export const listImplementing = (entry: Implemented, divisions: Divisions, authorities: Authorities): Authority[] =>
  divisions.all.flatMap((division) => {
    if (division.level === 'province' || !entry.levels.includes(division.level)) return []
    const authority = authorities.findAt(entry.department, division.code)
    return authority === undefined ? [] : [authority]
  })
