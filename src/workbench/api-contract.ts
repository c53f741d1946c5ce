import type { Text } from '#base'
import type {
  Applicant,
  CaseState,
  Channel,
  CorrectionRequest,
  Deferred,
  Delivery,
  ExplainedDay,
  HandedIn,
  MoveName,
  Opinion,
  Proposal,
  Ruling,
  SpecialProcedure,
  Task,
  TimeLimit,
} from '#handling'
import type { ApplicableMaterial, Form, Question } from '#management'
import type { Assessed } from './assessment-contract.ts'

/** The shapes of /api/v1 as the desk reads them: instants and dates are text (ISO 8601). */
export type SessionView = {
  account: { accountId: string; name: string; kind: string } | null
  roles: {
    role: string
    divisionCode: string
    divisionName: string
    divisionNameEn: string
    authorityCode: string | null
    authorityName: string | null
    authorityNameEn: string | null
  }[]
  /** What a form must carry that this session sends; null when nobody is signed in. */
  csrf: string | null
  today: string
}

export type Light = 'none' | 'green' | 'amber' | 'red'

export type CaseRow = {
  caseId: string
  caseNo: string
  itemName: string
  itemNameEn: string
  applicantName: string
  channel: Channel
  state: CaseState
  dueOn: string | null
  /** By when officers must act next: before acceptance the five working days of art. 32. `remaining` counts to it. */
  actBy: string | null
  clockStopped: boolean
  authorityName: string
  submittedAt: string
  remaining: number | null
  light: Light
}
export type TaskRow = CaseRow & {
  token: number
  task: string
  stage: string
  assignee: { accountId: string; name: string } | null
  openedAt: string
  why: 'waiting' | 'overdue' | 'due-soon' | 'by-date'
}
/** A service that failed too often and waits for an administrator. */
export type IncidentRow = {
  caseNo: string
  itemName: string
  itemNameEn: string
  token: number
  element: string
  name: string
  call: string
  problem: string
  attempts: number
  calledAt: string
}
/** A version of a route that cannot be run any more, and how many cases stand by it. */
export type UnusableVersion = {
  key: string
  version: number
  title: Text
  running: number
  faults: { element: string | null; sentence: Text }[]
}
/** A bundle that cannot go on for now and is tried again by itself. */
export type StuckBundle = { bundleNo: string; name: Text; problem: Text; attempts: number; nextTryAt: string }
export type IncidentPage = Page<IncidentRow> & { unusable: UnusableVersion[]; bundles: StuckBundle[] }
export type Counts = { mine: number; free: number; dueToday: number; overdue: number }
export type Page<T> = { items: T[]; next: string | null }
/** A step at which tasks wait, and how many. */
export type StepCount = { step: string; waiting: number }
export type InboxPage = Page<TaskRow> & { counts: Counts; steps: StepCount[] }

export type ClockView = {
  limit: TimeLimit
  state: 'not-started' | 'running' | 'stopped' | 'closed'
  dueOn: string | null
  remaining: number
  used: number
  light: Light
  provisional: boolean
  days: (Omit<ExplainedDay, 'on'> & { on: string })[]
}

type StepView = { element: string; name: string; kind: string }
export type HistoryLine = {
  seq: number
  type: string
  at: string
  by: string
  byKind: 'person' | 'officer' | 'system'
  data: Record<string, unknown>
}

/** Where a case stands, and what would move it from there. */
type StandingView = StepView & {
  token: number
  awaits?: { type: 'timer' | 'message' | 'signal'; element: string; name: string }[]
}

export type CaseView = Assessed & {
  caseId: string
  caseNo: string
  version: number
  state: CaseState
  item: {
    itemCode: string
    name: Text
    entryId: string
    caseType: 'instant' | 'committed'
    legalBasis: string[]
    result: Text
  }
  /** The 一件事 it belongs to, with its other items. */
  bundle: {
    bundleNo: string
    name: Text
    siblings: { itemName: Text; state: CaseState | 'waiting' | 'skipped'; isThis: boolean }[]
  } | null
  authority: { name: string; nameEn: string; phone: string }
  /** How a decision on it is contested, as its letter says it. */
  remedy: Text
  division: string
  divisionEn: string
  applicant: Omit<Applicant, 'accountId'>
  channel: Channel
  submittedAt: string
  receivedOn: string
  /** The last day on which what is missing may be told (art. 32), before acceptance. */
  tellBy: string | null
  acceptedOn: string | null
  acceptedByLaw: boolean
  closedAt: string | null
  answers: Record<string, string>
  questions: Question[]
  form: Record<string, unknown>
  formDefinition: Form
  /** Fields that say otherwise than the account is vouched for: what the account says, by field id. */
  differences: Record<string, string>
  requirements: ApplicableMaterial[]
  materials: HandedIn[]
  /** Necessary papers that are not here; without them the case cannot be accepted. */
  missing: number[]
  /** Papers that the counter may take in now. */
  receivable: number[]
  brought: number[]
  deferred: (Deferred & { supplied: boolean })[]
  delivery: Delivery
  delivered: { how: Delivery; to: string; at: string } | null
  commitment: { signedBy: string; text: string } | null
  correction: {
    noticeNo: string
    requests: CorrectionRequest[]
    dueOn: string
    told: string
    answered: boolean
  } | null
  examinations: { element: string; supports: boolean; opinion: string; by: string; byName: string; at: string }[]
  decision: {
    outcome: 'granted' | 'denied'
    reason: string
    basis: string
    byName?: string
    byRule: boolean
    at: string
  } | null
  /** What was granted by rule and taken back. */
  overturned: { reason: string; basis: string; byName?: string; at: string } | null
  refusal: { reason: string; basis: string; rightOrgan: string | null } | null
  /** The letters sent so far, oldest first: each a PDF at `/cases/{caseNo}/{address}.pdf`. */
  notices: { address: string; number: string; title: Text }[]
  result: { resultNo: string; name: string; at: string } | null
  clocks: ClockView[]
  tasks: (Omit<Task, 'openedAt'> & {
    openedAt: string
    authorityName: string
    authorityNameEn: string
    /** The step's own limit, where it has one. */
    dueOn: string | null
    remaining: number | null
  })[]
  /** Departments whose own clock stands, and with it the whole case's. */
  stoppedDepartments: string[]
  opinions: (Omit<Opinion, 'at' | 'by'> & { at: string; authorityName: string; authorityNameEn: string })[]
  proposals: (Proposal & { authorityName: string; authorityNameEn: string })[]
  /** What departments found missing and the applicant was not told yet. */
  gathered: CorrectionRequest[]
  calls: { token: number; name: string; call: string; problem: string | null }[]
  timers: { element: string; dueAt: string; waits: boolean }[]
  ruling: Ruling | null
  run: { standing: StandingView[]; done: StepView[]; ahead: StepView[]; status: string }
  stepNames: Record<string, string>
  /** Not `isUsable`: an upgrade refuses this version, and the case waits to be moved to a mended one. */
  route: { key: string; version: number; isUsable: boolean } | null
  history: HistoryLine[]
  /** What this officer may lawfully do now, and why other moves are not there. */
  moves: MoveName[]
  hindrances: Text[]
  /** The task this officer could take, and the one it holds. */
  claim: number | null
  release: number | null
}

/** What an officer may ask the server to do to a case. */
export type OfficerAct =
  | { move: 'claim'; token: number }
  | { move: 'release'; token: number; reason: string }
  | {
      move: 'receive-material'
      materials: { materialNo: number; fileId: string }[]
      note: string
    }
  | { move: 'check-material'; materialNo: number; trust: 'A' | 'B'; note: string }
  | { move: 'request-correction'; requests: CorrectionRequest[] }
  | { move: 'accept'; deferred: number[] }
  | { move: 'decline'; reason: string; basis: string; rightOrgan: string | null }
  | { move: 'examine'; supports: boolean; opinion: string }
  | { move: 'propose-correction'; requests: CorrectionRequest[] }
  | { move: 'give-opinion'; supports: boolean; opinion: string }
  | { move: 'finish-procedure'; result: string }
  | { move: 'complete-step'; outcome: string; note: string }
  | { move: 'decide'; outcome: 'granted' | 'denied'; reason: string; basis: string }
  | { move: 'stop-clock'; procedure: SpecialProcedure; basis: string; expectedDays: number }
  | { move: 'start-clock'; result: string }
  | { move: 'extend'; days: number; basis: string; reason: string }
  | { move: 'deliver'; to: string }
  | { move: 'follow-up'; finding: string; sound: boolean }
  | { move: 'overturn'; reason: string; basis: string }
  | { move: 'terminate'; reason: string; basis: string }
