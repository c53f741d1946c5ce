import { FeelDate, parseDate } from 'feelin'

/** What goes in and comes out: a date is an ISO text (`2026-03-01`). */
export type Value = string | number | boolean
/** One result, or several by the names of the outputs; a table that collects yields a list of either. */
export type Result = Value | { readonly [output: string]: Value }

export type Base = 'string' | 'number' | 'boolean' | 'date' | 'duration'
/** What an expression yields. A duration only occurs inside expressions; a list comes from a table that collects. */
export type Type = Base | `list of ${Base}`

/** The type that a file names, `integer` being the numbers without a fraction; null when we do not know it. */
export function readType(name: string): { base: Exclude<Base, 'duration'>; whole: boolean } | null {
  const bare = name.replace(/^feel:/, '')
  switch (bare) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'date':
      return { base: bare, whole: false }
    case 'integer':
    case 'long':
      return { base: 'number', whole: true }
    case 'double':
      return { base: 'number', whole: false }
  }
  return null
}

const day = 86_400_000

/** Days since 1970-01-01 of an ISO date between the years 0001 and 9999; null when the text is none. */
export function dayNumber(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return null
  const time = Date.parse(`${text}T00:00:00Z`)
  // A day that the month does not have rolls over into the next, so it must read back as it was written.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : time / day
}

export const dayText = (days: number): string => new Date(days * day).toISOString().slice(0, 10)

/** Whether a value from outside has the type; anything else (a number as text, NaN, a list) is refused, never converted. */
export function hasType(value: unknown, base: Base, whole = false): value is Value {
  switch (base) {
    case 'string':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && (!whole || Number.isInteger(value))
    case 'boolean':
      return typeof value === 'boolean'
    case 'date':
      return typeof value === 'string' && dayNumber(value) !== null
    case 'duration':
      return false
  }
}

export const isListType = (type: Type): boolean => type.startsWith('list of ')
export const baseOf = (type: Type): Base => type.replace('list of ', '') as Base
export const listOf = (base: Base): Type => `list of ${base}`

/** As the expression language wants it: dates are its own objects. */
export function toFeel(value: Value | readonly Value[], type: Type): unknown {
  if (baseOf(type) !== 'date') return value
  return Array.isArray(value) ? value.map((one) => parseDate(String(one))) : parseDate(String(value))
}

/** As we hand it out; null when the expression did not yield what it promised. */
export function fromFeel(value: unknown, base: Base): Value | null {
  const plain = base === 'date' && value instanceof FeelDate ? value.toString() : value
  return hasType(plain, base) ? plain : null
}
