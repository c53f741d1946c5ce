import type { StoredEvent } from '../../src/base/index.ts'
import type { CaseEvent } from '../../src/handling/case-file/case-event.ts'
import { applyEvents, type CaseFile, type CaseState, reduceCaseFile } from '../../src/handling/case-file/case-file.ts'
import { applicantMoves, rolesFor } from '../../src/handling/case-file/may.ts'
import { type MoveName, movesOf } from '../../src/handling/case-file/moves.ts'
import { stateWords } from '../../src/handling/index.ts'
import { roles } from '../../src/identity/index.ts'

const on = '2026-03-02'

/** The event that each move appends, with facts enough to reduce. Where a move leads is asked of the reducer itself. */
const eventsOf = {
  'check-material': [{ type: 'material-checked', data: { materialNo: 1, trust: 'B', note: '' } }],
  'request-correction': [{ type: 'correction-requested', data: { noticeNo: '', requests: [], dueOn: on } }],
  supplement: [{ type: 'supplemented', data: { receivedOn: '2026-03-02', materials: [], form: null, note: '' } }],
  accept: [{ type: 'accepted', data: { on, deferred: [], by: 'officer' } }],
  decline: [{ type: 'declined', data: { on, reason: '', basis: '', rightOrgan: null } }],
  'supply-deferred': [{ type: 'deferred-supplied', data: { materials: [] } }],
  'propose-correction': [{ type: 'correction-proposed', data: { token: 1, authorityCode: '', requests: [] } }],
  'give-opinion': [
    {
      type: 'opinion-given',
      data: { token: 1, element: '', stage: 'opinion', authorityCode: '', supports: true, opinion: '' },
    },
  ],
  'finish-procedure': [{ type: 'clock-started', data: { on, result: '' } }],
  'complete-step': [{ type: 'step-done', data: { token: 1, element: '', outcome: '', note: '' } }],
  examine: [{ type: 'examined', data: { element: '', supports: true, opinion: '' } }],
  decide: [
    { type: 'decided', data: { outcome: 'granted', reason: '', basis: '', on } },
    { type: 'decided', data: { outcome: 'denied', reason: '', basis: '', on } },
  ],
  'stop-clock': [
    { type: 'clock-stopped', data: { on, procedure: 'hearing', basis: '', noticeNo: '', expectedDays: 1 } },
  ],
  'start-clock': [{ type: 'clock-started', data: { on, result: '' } }],
  extend: [{ type: 'extended', data: { on, days: 1, basis: '', reason: '' } }],
  'receive-material': [
    { type: 'material-received', data: { materials: [], note: '' } },
    { type: 'supplemented', data: { receivedOn: on, materials: [], form: null, note: '' } },
  ],
  deliver: [{ type: 'delivered', data: { how: 'counter', to: '' } }],
  'follow-up': [{ type: 'followed-up', data: { finding: '' } }],
  overturn: [{ type: 'overturned', data: { on, reason: '', basis: '' } }],
  withdraw: [{ type: 'withdrawn', data: { on, reason: '' } }],
  terminate: [{ type: 'terminated', data: { on, reason: '', basis: '' } }],
} as const satisfies Record<MoveName, readonly CaseEvent[]>

const stored = (event: CaseEvent): StoredEvent<CaseEvent> => ({
  ...event,
  seq: 1,
  at: Temporal.Instant.from('2026-03-02T01:30:00Z'),
  actor: { kind: 'system', name: 'docs' },
})

const submitted: CaseFile = reduceCaseFile({ cityCode: '4108', caseId: '', caseNo: '' }, [
  stored({
    type: 'submitted',
    data: {
      item: { entryId: '', authorityCode: '', entryRevision: 1, overrideRevision: 0 },
      itemCode: '',
      itemName: '',
      divisionCode: '',
      route: { key: '', version: 1 },
      applicant: { kind: 'natural', name: '', code: '', mobile: '', accountId: '' },
      channel: 'online',
      answers: {},
      form: {},
      materials: [],
      brought: [],
      delivery: 'counter',
      commitment: null,
      receivedOn: on,
    },
  }),
])

/** The states that a move can lead to from `state`. */
const leadsTo = (state: CaseState, move: MoveName): CaseState[] =>
  (eventsOf[move] as readonly CaseEvent[])
    // Papers taken in answer a notice only while one stands open.
    .filter((event) => event.type !== 'supplemented' || state === 'correcting')
    .map((event) => applyEvents({ ...submitted, state }, [stored(event)]).state)

const states = Object.keys(movesOf) as CaseState[]
const moves = Object.keys(rolesFor) as MoveName[]

function diagram(): string {
  const arrows = states.flatMap((state) => {
    const targets = new Map<CaseState, MoveName[]>()
    for (const move of movesOf[state]) {
      for (const target of leadsTo(state, move)) targets.set(target, [...(targets.get(target) ?? []), move])
    }
    if (targets.size === 0) return [`  ${state} --> [*]`]
    return [...targets].map(([target, names]) => `  ${state} --> ${target}: ${names.join('<br>')}`)
  })
  return ['```mermaid', 'stateDiagram-v2', '  [*] --> submitted: submit', ...arrows, '```'].join('\n')
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

function table(): string {
  const head = ['Move', 'From', ...roles, 'applicant or agent']
  const rows = moves.map((move) => {
    const held: readonly string[] = rolesFor[move]
    const from = states.filter((state) => (movesOf[state] as readonly MoveName[]).includes(move))
    return row([
      `\`${move}\``,
      from.join(', '),
      ...roles.map((role) => (held.includes(role) ? 'yes' : '')),
      applicantMoves.includes(move) ? 'yes' : '',
    ])
  })
  return [row(head), row(head.map(() => '---')), ...rows].join('\n')
}

function wordsTable(): string {
  const rows = states.map((state) => row([`\`${state}\``, stateWords({ state }).zh, stateWords({ state }).en]))
  return [row(['State', '中文', 'In words']), row(['---', '---', '---']), ...rows].join('\n')
}

/** docs/moves.md: what may be done to a case and by whom, drawn from the tables that the code obeys. */
export const renderMoves = (): string => `# Moves

Written by \`npm run docs\` from \`movesOf\` (\`src/handling/case-file/moves.ts\`), \`rolesFor\` (\`src/handling/case-file/may.ts\`)
and the reducer. Do not edit; a guard compares.

## What may follow

${diagram()}

${wordsTable()}

## Who may

${table()}

Every officer's move is also bound to a place: it is made at an open task whose role the officer holds at its place
(\`mayAtTask\` in \`src/handling/case-file/may.ts\`), the oldest of several. Extending, ending and overturning belong to the deciding authority. Nobody handles their own application, and whoever examined a case does not
decide it. An instant item is decided by the counter clerk.
`
