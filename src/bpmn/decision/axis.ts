import { type Cell, holdsAt, type Point } from './cell.ts'
import type { InputClause } from './table.ts'
import { dayText } from './value.ts'

/**
 * A stretch of one input's values that no cell of the table tells apart: every cell holds for all of it or for none, so trying
 * one sample decides for the whole stretch. `low` and `high` bound it where values have an order.
 */
type Stretch = { sample: Point; low: number; high: number; lowIncluded: boolean; highIncluded: boolean; place: number }

/** One input cut into stretches, those outside its allowed values left out. */
export type Axis = { clause: InputClause; stretches: readonly Stretch[] }

// XML cannot hold this character, so no cell can name it: it stands for every text that is not named.
const anyOther = '\0'

export function cutAxis(clause: InputClause, cells: readonly Cell[]): Axis {
  const { domain } = clause
  const all = [...cells, ...domain.allowed]
  const stretches = cut(clause, all).map((each, place) => ({ ...each, place }))
  return {
    clause,
    stretches: stretches.filter((each) => domain.allowed.every((cell) => covers(cell, each.sample))),
  }
}

export const covers = (cell: Cell, sample: Point): boolean =>
  cell.kind === 'any' || (cell.kind === 'discrete' && holdsAt(cell, sample))

type Uncounted = Omit<Stretch, 'place'>

function cut(clause: InputClause, cells: readonly Cell[]): Uncounted[] {
  const pieces = cells.flatMap((cell) => (cell.kind === 'discrete' ? cell.pieces : []))
  const named = pieces.flatMap((piece): Point[] =>
    'is' in piece ? [piece.is] : 'other' in piece ? [piece.other] : [piece.from, piece.to],
  )
  const { base, whole } = clause.domain
  if (base === 'boolean') return [single(true), single(false)]
  if (base === 'string') return [...new Set(named), anyOther].map(single)
  return cutNumbers(named.map(Number), whole || base === 'date')
}

const single = (sample: Point): Uncounted => ({
  ...{ sample, low: Number.NaN, high: Number.NaN, lowIncluded: true, highIncluded: true },
})

/** Points and the open intervals between them; of whole numbers and days, only intervals that hold one. */
function cutNumbers(named: readonly number[], whole: boolean): Uncounted[] {
  const points = [...new Set(named)].filter(Number.isFinite).toSorted((a, b) => a - b)
  const found: Uncounted[] = []
  const put = (sample: number, low: number, high: number, included: boolean): void =>
    void found.push({ sample, low, high, lowIncluded: included, highIncluded: included })
  let before = -Infinity
  for (const point of [...points, Infinity]) {
    const sample = whole ? wholeBetween(before, point) : between(before, point)
    if (sample !== null) put(sample, before, point, false)
    if (Number.isFinite(point) && (!whole || Number.isInteger(point))) put(point, point, point, true)
    before = point
  }
  return found
}

function between(low: number, high: number): number | null {
  if (low === -Infinity) return high === Infinity ? 0 : high - 1
  if (high === Infinity) return low + 1
  const middle = low + (high - low) / 2
  return middle > low && middle < high ? middle : null
}

function wholeBetween(low: number, high: number): number | null {
  if (low === -Infinity) return high === Infinity ? 0 : Math.ceil(high) - 1
  const next = Math.floor(low) + 1
  return next < high ? next : null
}

/** Says in words which values of the input lie in neighbouring stretches. */
export function describe(axis: Axis, places: readonly number[]): { zh: string; en: string } {
  const { label, domain } = axis.clause
  const first = axis.stretches[places[0] ?? 0]
  const last = axis.stretches[places.at(-1) ?? 0]
  if (first === undefined || last === undefined) return { zh: label, en: label }
  if (domain.base === 'string' || domain.base === 'boolean') return describeNames(axis, places)
  const write = (value: number): string => (domain.base === 'date' ? dayText(value) : String(value))
  if (first === last && first.lowIncluded)
    return { zh: `${label} = ${write(first.low)}`, en: `${label} = ${write(first.low)}` }
  const low = first.low === -Infinity ? '' : `${write(first.low)} ${first.lowIncluded ? '≤' : '<'} `
  const high = last.high === Infinity ? '' : ` ${last.highIncluded ? '≤' : '<'} ${write(last.high)}`
  if (low === '' && high === '') return { zh: `${label} 任意`, en: `any ${label}` }
  return { zh: `${low}${label}${high}`, en: `${low}${label}${high}` }
}

function describeNames(axis: Axis, places: readonly number[]): { zh: string; en: string } {
  const { label } = axis.clause
  const samples = places.map((place) => axis.stretches[place]?.sample)
  const named = samples.filter((each) => each !== anyOther)
  const other = named.length < samples.length
  const zh = [...named.map((each) => `“${each}”`), ...(other ? ['其他'] : [])].join(' 或 ')
  const en = [...named.map((each) => `"${each}"`), ...(other ? ['anything else'] : [])].join(' or ')
  return { zh: `${label} = ${zh}`, en: `${label} = ${en}` }
}
