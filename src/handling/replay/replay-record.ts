import type { RunState, Variables } from '#bpmn'
import type { CaseFile } from '../case-file/case-file.ts'

/** One thing that moved the run of a case: a step that was done, a time that came, a message that was heard. */
export type RecordedStep = Moved & { variables: Variables }
type Moved = { what: string } & ({ how: 'complete' | 'timer' | 'message' } | { how: 'error'; code: string })

/** The way that a case really went, as far as its route is concerned: the tasks that were opened, what moved it, where it stands now. */
export type Recorded = {
  start: Variables
  steps: readonly RecordedStep[]
  opened: readonly string[]
  standing: readonly string[]
  /** It was withdrawn or ended on the way: where it would stand nobody asks any more. */
  cut: boolean
}

/** A line of a record: its mark, whether the number of the token follows at once, and what of the event's data follows, each after a space. */
export type RecordLine = { mark: string; token?: true; says: readonly (readonly string[])[] }

/**
 * What of a case moves its run, a line for each such event; what else happens to a case does not. The store makes its statement of this table,
 * so that a record read by the thousand and that of one case which was read whole are the same.
 */
export const recordLines = {
  'task-opened': { mark: 'o', token: true, says: [['element']] },
  'task-done': { mark: 'd', token: true, says: [] },
  'service-done': { mark: 's', says: [['element']] },
  'error-returned': { mark: 'e', says: [['element'], ['code']] },
  'timer-fired': { mark: 't', says: [['element']] },
  'message-received': { mark: 'm', says: [['message']] },
  'run-advanced': { mark: 'r', says: [['run', 'variables']] },
} as const satisfies Partial<Record<CaseFile['history'][number]['type'], RecordLine>>

/** What stands in place of the steps of a case that was cut off. */
export const cutMark = '-'

/** What a token has that only holds others or waits at a join: a case does not stand there. */
export const holdingMarks = ['via', 'loop', 'on'] as const

function readError(rest: string): Moved {
  const [what = '', ...code] = rest.split(' ')
  return { how: 'error', what, code: code.join(' ') }
}

const reading = /^([odstmer])(\d*) ?(.*)$/

/**
 * Reads the compact record that the store makes of a case's events, a line each: `o3 examine` a task opened under token 3, `d3`
 * it was done, `s check` a service answered, `e check code` it ended with a named error, `t wait` a time came, `m reply` a message was heard, `r {…}` the variables
 * of the run after that. The last line is where it stands, or `-` where it was withdrawn or ended on the way.
 */
export function readRecord(text: string): Recorded {
  const lines = text.split('\n')
  const standing = (lines.pop() ?? '').split(' ').filter((one) => one !== '')
  const elementOf = new Map<string, string>()
  const steps: RecordedStep[] = []
  let pending: Moved[] = []
  let start: Variables | null = null
  for (const line of lines) {
    const [, mark, token = '', rest = ''] = reading.exec(line) ?? []
    if (mark === 'o') elementOf.set(token, rest)
    else if (mark === 'd') pending.push({ how: 'complete', what: elementOf.get(token) ?? '' })
    else if (mark === 's') pending.push({ how: 'complete', what: rest })
    else if (mark === 'e') pending.push(readError(rest))
    else if (mark === 't') pending.push({ how: 'timer', what: rest })
    else if (mark === 'm') pending.push({ how: 'message', what: rest })
    else if (mark === 'r') {
      const variables = JSON.parse(rest) as Variables
      if (start === null) start = variables
      else steps.push(...pending.map((step) => ({ ...step, variables })))
      pending = []
    }
  }
  const cut = standing[0] === cutMark
  return { start: start ?? {}, steps, opened: [...new Set(elementOf.values())], standing: cut ? [] : standing, cut }
}

type ReadWhole = {
  history: readonly { type: string; data: unknown }[]
  run: {
    status: RunState['status']
    tokens: readonly (Pick<RunState['tokens'][number], 'id' | 'at'> &
      Partial<Record<(typeof holdingMarks)[number], unknown>>)[]
  }
}

/** The same record of a case that was read whole. */
export function recordOf({ history, run }: ReadWhole): Recorded {
  const standing = run.tokens
    .filter((token) => holdingMarks.every((mark) => token[mark] === undefined))
    .toSorted((a, b) => a.id - b.id)
    .map((token) => token.at)
  const last = run.status === 'cancelled' ? cutMark : standing.join(' ')
  return readRecord([...history.flatMap(lineOf), last].join('\n'))
}

function lineOf({ type, data }: ReadWhole['history'][number]): string[] {
  const line: RecordLine | undefined = (recordLines as Partial<Record<string, RecordLine>>)[type]
  if (line === undefined) return []
  const token = line.token === true ? textAt(data, ['token']) : ''
  return [[`${line.mark}${token}`, ...line.says.map((path) => textAt(data, path))].join(' ')]
}

/** A text as it is, anything else as JSON. */
function textAt(data: unknown, path: readonly string[]): string {
  const value = path.reduce<unknown>((inside, name) => (inside as Record<string, unknown>)[name], data)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
