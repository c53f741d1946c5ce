import type { StoredEvent } from '#base'
import type { RunState } from '#bpmn'
import { initialState } from '#bpmn'
import type { Account } from '#identity'
import type { ItemRef } from '#management'
import { mergeMaterials } from '../material/merge-materials.ts'
import { applyProcess, isProcessEvent } from '../process/apply-process.ts'
import { type ProcessPart, untouched } from '../process/process-event.ts'
import type { ClockEvent, SpecialProcedure } from '../time-limit/time-limit.ts'
import { type Assessment, assessedBy, isAssessment, unassessed } from './assessed.ts'
import type { Applicant, CaseEvent, Channel, CorrectionRequest, Deferred, Delivery, HandedIn } from './case-event.ts'

/** Where a case stands. Derived from what was done to it; never set. */
export type CaseState =
  | 'submitted'
  | 'correcting'
  | 'accepted'
  | 'granted'
  | 'denied'
  | 'declined'
  | 'withdrawn'
  | 'terminated'
  | 'revoked'

export type Task = {
  token: number
  element: string
  name: string
  role: string
  stage: string
  authorityCode: string
  divisionCode: string
  instant: boolean
  /** The step's own limit in working days, counted from the day it was opened. */
  limit?: { days: number; from: string }
  procedure?: SpecialProcedure
  outcomes?: string[]
  assignee: { accountId: string; name: string } | null
  openedAt: Temporal.Instant
}

export type Examination = {
  element: string
  supports: boolean
  opinion: string
  by: string
  byName: string
  at: Temporal.Instant
}

export type CaseFile = ProcessPart &
  Assessment & {
    cityCode: string
    caseId: string
    caseNo: string
    /** The submitted bundle (一件事) it belongs to; absent for a case on its own. */
    bundleFileId?: string
    /** What the identity provider says today of the account the case belongs to; it is no part of what was done. */
    account?: Pick<Account, 'name' | 'profile'>
    version: number
    state: CaseState
    item: ItemRef
    itemCode: string
    itemName: string
    /** Where the applicant is: the receiving division. The deciding one is the authority's. */
    divisionCode: string
    route: { key: string; version: number }
    applicant: Applicant
    channel: Channel
    answers: Record<string, string>
    form: Record<string, unknown>
    materials: HandedIn[]
    brought: number[]
    delivery: Delivery
    commitment: { signedBy: string; text: string } | null
    submittedAt: Temporal.Instant
    /** Counts for art. 32: when the application (or what completed it) was received. */
    receivedOn: Temporal.PlainDate
    correction: {
      noticeNo: string
      requests: CorrectionRequest[]
      dueOn: Temporal.PlainDate
      told: Temporal.Instant
      answered: boolean
    } | null
    acceptedOn: Temporal.PlainDate | null
    acceptedByLaw: boolean
    deferred: (Deferred & { supplied: boolean })[]
    /** What the clock reads (`dueOn`, `explain`, `clockState`). */
    clock: ClockEvent[]
    examinations: Examination[]
    decision: {
      outcome: 'granted' | 'denied'
      reason: string
      basis: string
      by: string
      byName: string
      /** Decided by a table, at whatever hour (秒批); only such a decision can be overturned. */
      byRule: boolean
      at: Temporal.Instant
    } | null
    /** What a decider took back after a table had granted it, and why. */
    overturned: { reason: string; basis: string; by: string; byName: string; at: Temporal.Instant } | null
    refusal: { reason: string; basis: string; rightOrgan: string | null } | null
    result: { resultNo: string; name: string; at: Temporal.Instant } | null
    closedAt: Temporal.Instant | null
    delivered: { how: Delivery; to: string; at: Temporal.Instant } | null
    run: RunState
    tasks: Task[]
    /** Every place that ever had a task of this case: who worked on it keeps seeing it. */
    places: Pick<Task, 'authorityCode' | 'divisionCode'>[]
    history: StoredEvent<CaseEvent>[]
  }

type Key = { cityCode: string; caseId: string; caseNo: string }

/** The case as its events make it. The first event must be its submission. */
export function reduceCaseFile(key: Key, events: readonly StoredEvent<CaseEvent>[]): CaseFile {
  const [first, ...rest] = events
  if (first?.type !== 'submitted') throw new Error(`case ${key.caseId} does not begin with its submission`)
  return rest.reduce(apply, opened(key, first))
}

/** Adds what just happened to a case already reduced. */
export const applyEvents = (caseFile: CaseFile, events: readonly StoredEvent<CaseEvent>[]): CaseFile =>
  events.reduce(apply, caseFile)

function opened(key: Key, event: StoredEvent<Extract<CaseEvent, { type: 'submitted' }>>): CaseFile {
  const { data } = event
  return {
    ...key,
    version: event.seq,
    state: 'submitted',
    item: data.item,
    itemCode: data.itemCode,
    itemName: data.itemName,
    divisionCode: data.divisionCode,
    route: data.route,
    applicant: data.applicant,
    channel: data.channel,
    answers: data.answers,
    form: data.form,
    materials: data.materials,
    brought: data.brought,
    delivery: data.delivery,
    commitment: data.commitment,
    submittedAt: event.at,
    receivedOn: Temporal.PlainDate.from(data.receivedOn),
    correction: null,
    acceptedOn: null,
    acceptedByLaw: false,
    deferred: [],
    clock: [],
    examinations: [],
    decision: null,
    overturned: null,
    refusal: null,
    result: null,
    closedAt: null,
    delivered: null,
    run: initialState(),
    tasks: [],
    ...{ ...untouched, ...unassessed },
    places: [],
    history: [event],
  }
}

function apply(before: CaseFile, event: StoredEvent<CaseEvent>): CaseFile {
  const caseFile: CaseFile = { ...before, version: event.seq, history: [...before.history, event] }
  if (isProcessEvent(event)) return applyProcess(caseFile, event)
  if (isAssessment(event)) return { ...caseFile, ...assessedBy(event) }
  switch (event.type) {
    case 'submitted':
      throw new Error(`case ${before.caseId} was submitted twice`)
    case 'run-advanced':
      return { ...caseFile, run: event.data.run }
    case 'route-moved':
      return { ...caseFile, route: { ...caseFile.route, version: event.data.to }, run: event.data.run }
    case 'task-opened':
      return opensTask(caseFile, { ...event.data, assignee: null, openedAt: event.at })
    case 'task-claimed':
      return claimed(caseFile, event.data)
    case 'task-released':
      return withTask(caseFile, event.data.token, { assignee: null })
    case 'task-done':
    case 'task-cancelled':
      return { ...caseFile, tasks: caseFile.tasks.filter((task) => task.token !== event.data.token) }
    case 'correction-requested': {
      const { noticeNo, requests, dueOn } = event.data
      return {
        ...caseFile,
        state: 'correcting',
        correction: { noticeNo, requests, dueOn: Temporal.PlainDate.from(dueOn), told: event.at, answered: false },
      }
    }
    case 'supplemented':
      return {
        ...caseFile,
        state: 'submitted',
        receivedOn: Temporal.PlainDate.from(event.data.receivedOn),
        materials: mergeMaterials(caseFile.materials, event.data.materials),
        form: event.data.form ?? caseFile.form,
        correction: caseFile.correction && { ...caseFile.correction, answered: true },
      }
    case 'material-received': {
      const nos = new Set(event.data.materials.map((one) => one.materialNo))
      return { ...supplyDeferred(caseFile, event.data.materials), brought: caseFile.brought.filter((n) => !nos.has(n)) }
    }
    case 'material-checked':
      return {
        ...caseFile,
        materials: caseFile.materials.map((one) =>
          one.materialNo === event.data.materialNo ? { ...one, trust: event.data.trust } : one,
        ),
        brought: caseFile.brought.filter((no) => no !== event.data.materialNo),
      }
    case 'guide-guard-tripped':
    case 'supply-reminded':
    case 'supply-overdue':
    case 'rating-invited':
    case 'followed-up':
      return caseFile
    case 'declined':
      return { ...caseFile, state: 'declined', refusal: event.data, closedAt: event.at }
    case 'accepted': {
      const on = Temporal.PlainDate.from(event.data.on)
      return {
        ...caseFile,
        state: 'accepted',
        acceptedOn: on,
        acceptedByLaw: event.data.by === 'law',
        deferred: event.data.deferred.map((one) => ({ ...one, supplied: false })),
        clock: [...caseFile.clock, { type: 'accepted', on }],
      }
    }
    case 'deferred-supplied':
      return supplyDeferred(caseFile, event.data.materials)
    case 'examined':
      return { ...caseFile, examinations: [...caseFile.examinations, { ...event.data, ...whoDid(event) }] }
    case 'clock-stopped':
      return withClock(caseFile, { ...event.data, type: 'clock-stopped', on: Temporal.PlainDate.from(event.data.on) })
    case 'clock-started':
      return withClock(caseFile, clockStarted(event.data))
    case 'extended':
      return withClock(caseFile, { ...event.data, type: 'extended', on: Temporal.PlainDate.from(event.data.on) })
    case 'decided': {
      const { outcome, reason, basis } = event.data
      const byRule = event.data.by === 'rule'
      return { ...caseFile, state: outcome, decision: { outcome, reason, basis, ...whoDid(event), byRule } }
    }
    case 'overturned': {
      const { reason, basis } = event.data
      return { ...caseFile, state: 'revoked', overturned: { reason, basis, ...whoDid(event) } }
    }
    case 'result-issued':
      return { ...caseFile, result: { ...event.data, at: event.at } }
    case 'closed':
      return {
        ...withClock(caseFile, { type: 'closed', on: Temporal.PlainDate.from(event.data.on) }),
        closedAt: event.at,
      }
    case 'delivered':
      return { ...caseFile, delivered: { ...event.data, at: event.at } }
    case 'withdrawn':
    case 'terminated':
      return ended(caseFile, event.type, event.at, event.data.on)
  }
}

/** Who did it, and when; the system has no account. */
const whoDid = ({ actor, at }: Pick<StoredEvent<CaseEvent>, 'actor' | 'at'>) => ({
  by: actor.kind === 'system' ? '' : actor.accountId,
  byName: actor.name,
  at,
})

const claimed = (caseFile: CaseFile, by: { token: number; accountId: string; name: string }): CaseFile =>
  withTask(caseFile, by.token, { assignee: { accountId: by.accountId, name: by.name } })

const opensTask = (caseFile: CaseFile, task: Task): CaseFile => ({
  ...caseFile,
  tasks: [...caseFile.tasks, task],
  places: withPlace(caseFile.places, task),
})

const withPlace = (places: CaseFile['places'], { authorityCode, divisionCode }: Task): CaseFile['places'] =>
  places.some((one) => one.authorityCode === authorityCode && one.divisionCode === divisionCode)
    ? places
    : [...places, { authorityCode, divisionCode }]

function clockStarted(data: Extract<CaseEvent, { type: 'clock-started' }>['data']): ClockEvent {
  const { on, result: _, ...which } = data
  return { ...which, type: 'clock-started', on: Temporal.PlainDate.from(on) }
}

const withTask = (caseFile: CaseFile, token: number, change: Partial<Task>): CaseFile => ({
  ...caseFile,
  tasks: caseFile.tasks.map((task) => (task.token === token ? { ...task, ...change } : task)),
})

const withClock = (caseFile: CaseFile, event: ClockEvent): CaseFile => ({
  ...caseFile,
  clock: [...caseFile.clock, event],
})

function ended(caseFile: CaseFile, state: 'withdrawn' | 'terminated', at: Temporal.Instant, on: string): CaseFile {
  const closed: ClockEvent = { type: 'closed', on: Temporal.PlainDate.from(on) }
  const clock: ClockEvent[] = caseFile.acceptedOn === null ? caseFile.clock : [...caseFile.clock, closed]
  return { ...caseFile, state, closedAt: at, clock }
}

function supplyDeferred(caseFile: CaseFile, materials: HandedIn[]): CaseFile {
  const given = new Set(materials.map((one) => one.materialNo))
  return {
    ...caseFile,
    materials: mergeMaterials(caseFile.materials, materials),
    deferred: caseFile.deferred.map((one) => (given.has(one.materialNo) ? { ...one, supplied: true } : one)),
  }
}
