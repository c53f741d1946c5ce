import type { Condition, Scalar } from '../scenario/condition.ts'
import { holds } from '../scenario/holds.ts'

/** A condition that may already be settled. */
export type Sieve = boolean | Condition

/** All of these, as short as it can be said. */
export function allOf(...parts: readonly Sieve[]): Sieve {
  if (parts.includes(false)) return false
  const open = distinct(parts)
  const [only] = open
  return only === undefined ? true : open.length === 1 ? only : { and: open }
}

/** Any of these, as short as it can be said. */
export function anyOf(...parts: readonly Sieve[]): Sieve {
  if (parts.includes(true)) return true
  const open = distinct(parts)
  const [only] = open
  return only === undefined ? false : open.length === 1 ? only : { or: open }
}

/** The opposite. */
export const noneOf = (part: Sieve): Sieve => (typeof part === 'boolean' ? !part : { not: part })

const distinct = (parts: readonly Sieve[]): Condition[] => {
  const seen = new Map<string, Condition>()
  for (const part of parts) if (typeof part !== 'boolean') seen.set(JSON.stringify(part), part)
  return [...seen.values()]
}

/** What a member's condition reads, in the names of the union. */
export type Reading = {
  /** Answers that being in the bundle settles. */
  given: Readonly<Record<string, unknown>>
  /** The union's name of a question or field; undefined: it is never asked. */
  nameOf: (id: string) => string | undefined
  /** When the member itself asks it, in the union's names. */
  askedWhen: (id: string) => Sieve
}

/**
 * A member's condition over the answers of the union. A shared field may hold a value that another member asked for: the
 * member itself would have no answer there, so each part of the condition also says when the member asks.
 */
export function translate(condition: Condition, reading: Reading): Sieve {
  if ('and' in condition) return allOf(...condition.and.map((part) => translate(part, reading)))
  if ('or' in condition) return anyOf(...condition.or.map((part) => translate(part, reading)))
  if ('not' in condition) return noneOf(translate(condition.not, reading))
  const [id] = readsOf(condition)
  // What is given is dropped by the member itself where it would not ask it.
  if (Object.hasOwn(reading.given, id)) return allOf(reading.askedWhen(id), holds(condition, reading.given))
  const name = reading.nameOf(id)
  return name === undefined ? false : allOf(reading.askedWhen(id), renamed(condition, name))
}

type Atom = Exclude<Condition, { and: Condition[] } | { or: Condition[] } | { not: Condition }>

const readsOf = (atom: Atom): [id: string, value: Scalar | Scalar[]] =>
  'eq' in atom ? atom.eq : 'in' in atom ? atom.in : 'gt' in atom ? atom.gt : atom.has

function renamed(atom: Atom, name: string): Condition {
  if ('eq' in atom) return { eq: [name, atom.eq[1]] }
  if ('in' in atom) return { in: [name, atom.in[1]] }
  if ('gt' in atom) return { gt: [name, atom.gt[1]] }
  return { has: [name, atom.has[1]] }
}
