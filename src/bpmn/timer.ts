import { type Expression, readExpression, type Variables } from './condition.ts'
import type { TimerForm } from './model.ts'
import type { ProblemCode } from './problem.ts'

/** When a timer is due, as ISO 8601 text; null when its expression cannot be decided or yields something else. */
export type Due = ((variables: Variables) => string | null) & { readonly names: readonly string[] }

// ISO 8601 as BPMN 2.0.2 (10.5.6) has it: at least one component, T only before a time.
const duration =
  /^P(?=[\dT])(?:\d{1,6}Y)?(?:\d{1,6}M)?(?:\d{1,6}W)?(?:\d{1,6}D)?(?:T(?=\d)(?:\d{1,6}H)?(?:\d{1,6}M)?(?:\d{1,6}(?:\.\d{1,9})?S)?)?$/
const date =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$/

/** Whether a text has the form of a timer, however long it is. */
function isWritten(form: TimerForm, text: string): boolean {
  switch (form) {
    case 'duration':
      return duration.test(text) && !text.endsWith('T')
    case 'date':
      return date.test(text) && isDay(text)
    case 'cycle': {
      const [times = '', every = '', ...rest] = text.split('/')
      return rest.length === 0 && /^R(?:[1-9]\d{0,5})?$/.test(times) && isWritten('duration', every)
    }
  }
}

// A cycle writes a line into the history each time, and a day beyond all calendars cannot be counted to.
const [shortestCycle, longest] = [60, 100 * 366 * 86_400]
const unitSeconds: Readonly<Record<string, number>> = { Y: 366 * 86_400, W: 7 * 86_400, D: 86_400, H: 3_600, S: 1 }

/** About how many seconds a duration lasts, rather more than less. */
function secondsOf(text: string): number {
  const [days = '', time = ''] = text.split('T')
  const sum = (part: string, month: number): number =>
    [...part.matchAll(/([\d.]+)([YMWDHS])/g)].reduce(
      (total, [, count, unit = '']) => total + Number(count) * (unit === 'M' ? month : (unitSeconds[unit] ?? 0)),
      0,
    )
  return sum(days, 31 * 86_400) + sum(time, 60)
}

/** Whether a timer that is written rightly can be kept: a hundred years at most, a cycle a minute at least. */
function isBounded(form: TimerForm, text: string): boolean {
  if (form === 'date') return true
  const every = secondsOf(form === 'cycle' ? (text.split('/')[1] ?? '') : text)
  return every <= longest && (form === 'duration' || every >= shortestCycle)
}

const isDue = (form: TimerForm, text: string): boolean => isWritten(form, text) && isBounded(form, text)

/** Whether the day is one of its month: nobody can be woken on 31 February. */
function isDay(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number)
  return (day ?? 0) <= new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate()
}

/** How often a cycle fires: `R3/PT1H` three times, `R/PT1H` for ever; any other timer once. */
export const timesOf = (due: string): number =>
  due.startsWith('R') ? Number(/^R(\d+)/.exec(due)?.[1] ?? Number.POSITIVE_INFINITY) : 1

/** Reads a timer: ISO 8601 text stands for itself, anything else is a FEEL expression that yields such text. */
export function readTimer(
  form: TimerForm,
  text: string,
  maxLength: number,
): { due: Due } | { code: ProblemCode; what: string } {
  if (isDue(form, text)) return { due: Object.assign(() => text, { names: [] }) }
  if (isWritten(form, text)) return { code: 'timer-unbounded', what: text }
  if (/^(?:P[\dT]|R\d*\/|\d)/.test(text)) return { code: 'timer-invalid', what: text } // meant as ISO 8601, and wrong
  const expression: Expression | { code: ProblemCode; what: string } = readExpression(text, maxLength)
  if (typeof expression !== 'function') return expression
  const { names } = expression
  const due = (variables: Variables): string | null => {
    const value = expression(variables)
    const found = value === undefined || value === null ? '' : String(value)
    return isDue(form, found) ? found : null
  }
  // What names no variable has only one answer, and it is known already.
  if (expression.trial !== null && due({}) === null && !isDue(form, String(expression.trial)))
    return { code: 'timer-invalid', what: text }
  return { due: Object.assign(due, { names }) }
}
