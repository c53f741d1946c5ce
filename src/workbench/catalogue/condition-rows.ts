import type { Condition } from '#management'
import { t, w } from '../text.ts'
import type { Asked, Scalar } from './asked.ts'

/** One plain line of a condition: a question, how its answer compares, and with what. */
export type ConditionRow = { field: string; op: 'is' | 'not' | 'has' | 'over'; values: readonly Scalar[] }

/** A condition as plain lines, all of which must hold, or one of which must. */
export type ConditionRows = { join: 'and' | 'or'; rows: readonly ConditionRow[] }

function rowOf(condition: Condition): ConditionRow | null {
  if ('eq' in condition) return { field: condition.eq[0], op: 'is', values: [condition.eq[1]] }
  if ('in' in condition) return { field: condition.in[0], op: 'is', values: condition.in[1] }
  if ('has' in condition) return { field: condition.has[0], op: 'has', values: [condition.has[1]] }
  if ('gt' in condition) return { field: condition.gt[0], op: 'over', values: [condition.gt[1]] }
  if ('not' in condition) {
    const row = rowOf(condition.not)
    return row?.op === 'is' ? { ...row, op: 'not' } : null
  }
  return null
}

/** The condition as plain lines; null where it says more than lines can, and must be kept as it is. */
export function rowsOf(condition: Condition | undefined): ConditionRows | null {
  if (condition === undefined) return { join: 'and', rows: [] }
  const join = 'or' in condition ? 'or' : 'and'
  const parts = 'and' in condition ? condition.and : 'or' in condition ? condition.or : [condition]
  const rows = parts.map(rowOf)
  return rows.every((row) => row !== null) ? { join, rows } : null
}

function conditionOfRow({ field, op, values }: ConditionRow): Condition {
  const [first] = values
  switch (op) {
    case 'has':
      return { has: [field, first ?? ''] }
    case 'over':
      return { gt: [field, Number(first ?? 0)] }
    case 'is':
    case 'not': {
      // A line whose answers are still to be chosen holds for nobody; the conformity check says so.
      const is: Condition =
        values.length === 1 && first !== undefined ? { eq: [field, first] } : { in: [field, [...values]] }
      return op === 'not' ? { not: is } : is
    }
  }
}

/** The lines as a condition; none: it always holds. */
export function conditionOf({ join, rows }: ConditionRows): Condition | undefined {
  const [first, ...more] = rows.map(conditionOfRow)
  if (first === undefined || more.length === 0) return first
  return join === 'or' ? { or: [first, ...more] } : { and: [first, ...more] }
}

/** A new line about something asked: the comparison that suits how it is answered. */
export const emptyRow = ({ id, kind, options }: Asked): ConditionRow =>
  kind === 'number'
    ? { field: id, op: 'over', values: [0] }
    : kind === 'several'
      ? { field: id, op: 'has', values: options.slice(0, 1).map((one) => one.value) }
      : { field: id, op: 'is', values: kind === 'yes-no' ? [true] : [] }

const named = (asked: readonly Asked[], id: string): string => {
  const one = asked.find((candidate) => candidate.id === id)
  return one ? t(one.label) : w(`（没有这一项：${id}）`, `(nothing is called ${id})`)
}

const answer = (asked: readonly Asked[], id: string, value: Scalar): string => {
  const option = asked.find((one) => one.id === id)?.options.find((one) => one.value === value)
  return option ? t(option.label) : String(value)
}

const quoted = (words: string): string => w(`“${words}”`, `“${words}”`)

const answers = (asked: readonly Asked[], id: string, values: readonly Scalar[]): string =>
  values.length === 0
    ? w('（还没有选答案）', '(no answer chosen yet)')
    : values.map((value) => quoted(answer(asked, id, value))).join(w('或', ' or '))

function rowWords(asked: readonly Asked[], { field, op, values }: ConditionRow): string {
  const question = quoted(named(asked, field))
  const chosen = answers(asked, field, values)
  switch (op) {
    case 'is':
      return w(`${question}是${chosen}`, `${question} is ${chosen}`)
    case 'not':
      return w(`${question}不是${chosen}`, `${question} is not ${chosen}`)
    case 'has':
      return w(`${question}含${chosen}`, `${question} includes ${chosen}`)
    case 'over':
      return w(`${question}大于 ${values[0] ?? 0}`, `${question} is over ${values[0] ?? 0}`)
  }
}

/** A condition in words, however deep it is. */
export function conditionWords(condition: Condition, asked: readonly Asked[]): string {
  const row = rowOf(condition)
  if (row !== null) return rowWords(asked, row)
  const parts = 'and' in condition ? condition.and : 'or' in condition ? condition.or : null
  if (parts === null)
    return 'not' in condition
      ? w(`不满足（${conditionWords(condition.not, asked)}）`, `not (${conditionWords(condition.not, asked)})`)
      : ''
  const words = parts.map((part) => {
    const said = conditionWords(part, asked)
    return 'and' in part || 'or' in part ? w(`（${said}）`, `(${said})`) : said
  })
  return words.join('and' in condition ? w('，并且', ' and ') : w('，或者', ' or '))
}
