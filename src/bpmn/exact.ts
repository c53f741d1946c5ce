/**
 * Numbers of FEEL are decimals (DMN 1.3, 10.3.2.3.1), the interpreter's are binary: 0.1 + 0.2 is more than 0.3 there, and 100 × 1.1
 * more than 110. What comes out of a calculation is therefore taken to fifteen digits, all that a binary number holds for sure.
 */
export const exact = (value: unknown): unknown =>
  typeof value === 'number' && Math.abs(value) < 1e15 ? Number(value.toPrecision(15)) : value

/** The functions of FEEL that round to a number of decimals, with how each takes a number of units of the last of them. */
const ways: ReadonlyMap<string, (units: number) => number> = new Map([
  ['round up', (units) => Math.sign(units) * Math.ceil(Math.abs(units))],
  ['round down', (units) => Math.trunc(units)],
  ['round half up', (units) => Math.sign(units) * Math.floor(Math.abs(units) + 0.5)],
  ['round half down', (units) => Math.sign(units) * Math.ceil(Math.abs(units) - 0.5)],
])

export const isReckoned = (name: string): boolean => ways.has(name) || name === 'modulo'

/** The point of a decimal number, moved: by its digits, so that nothing is calculated. */
function movePoint(value: number, places: number): number {
  const [digits = '', power = '0'] = String(value).split('e')
  return Number(`${digits}e${Number(power) + places}`)
}

const exactly = (value: number): number => Number(exact(value))

/**
 * Rounds to so many decimals, or takes the remainder, which has the sign of the divisor (DMN 1.3, 10.3.4.2 and 10.3.4.5); null, no result,
 * for what is no number, no number of decimals, or a division by nothing.
 */
export function reckon(name: string, value: unknown, by: unknown): number | null {
  if (typeof value !== 'number' || typeof by !== 'number') return null
  if (name === 'modulo') return by === 0 ? null : exactly(value - exactly(by * Math.floor(exactly(value / by))))
  const way = ways.get(name)
  return way === undefined || !Number.isInteger(by) ? null : movePoint(way(movePoint(value, by)), -by)
}
