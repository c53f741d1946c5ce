export type Division = {
  code: string
  name: string
  level: 'province' | 'city' | 'county' | 'township' | 'village'
  parentCode: string | null
}

/** All divisions of the city and what is above it, in memory: 2,149 rows that change once a year. */
export type Divisions = {
  find(code: string): Division | undefined
  get(code: string): Division
  listChildren(code: string): readonly Division[]
  /** From the city down to the division itself; the province is left out. */
  pathOf(code: string): Division[]
  readonly all: readonly Division[]
}

export function makeDivisions(rows: readonly Division[]): Divisions {
  const byCode = new Map(rows.map((row) => [row.code, row]))
  const children = Map.groupBy(
    rows.filter((row) => row.parentCode !== null),
    (row) => row.parentCode ?? '',
  )
  const get = (code: string): Division => {
    const found = byCode.get(code)
    if (found === undefined) throw new Error(`no division ${code}`)
    return found
  }
  const pathOf = (code: string): Division[] => {
    const here = get(code)
    if (here.level === 'province') return []
    return here.parentCode === null ? [here] : [...pathOf(here.parentCode), here]
  }
  return { find: (code) => byCode.get(code), get, listChildren: (code) => children.get(code) ?? [], pathOf, all: rows }
}

/** 民生街社区居民委员会 → 民生街社区: what people call the place. */
export const plainName = (division: Pick<Division, 'name'>): string =>
  division.name
    .replace(/(社区)?居民委员会$/, '社区')
    .replace(/村民委员会$/, '')
    .replace(/社区社区$/, '社区')
