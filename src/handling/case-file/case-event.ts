import type { RunState } from '#bpmn'
import type { Eligibility, FeeAssessment, ItemRef } from '#management'
import type { CorrectionRequest, SupplyKind } from '../correction/correction-request.ts'
import type { ProcessEvent } from '../process/process-event.ts'
import type { SpecialProcedure } from '../time-limit/time-limit.ts'

export type { CorrectionRequest } from '../correction/correction-request.ts'

/** Who applies, as the account and the form said at submission. Kept with the case: accounts change, cases do not. */
export type Applicant = {
  kind: 'natural' | 'legal'
  name: string
  /** Resident identity number or credit code. */
  code: string
  mobile: string
  accountId: string
  /** Somebody acting under a mandate. */
  agent?: { accountId: string; name: string; mandateId: string }
  /** Who handed it in at the counter for the applicant: 经办人 of a firm, 委托代理人 of a person (Licensing Law art. 29). */
  handler?: { name: string; residentIdNo: string }
}

/** A material as handed in (材料). trust: A from the issuer · B checked against the original · C uploaded · D self-made. */
export type HandedIn = {
  materialNo: number
  position: number
  name: string
  digest: string
  mediaType: string
  size: number
  trust: 'A' | 'B' | 'C' | 'D'
}

export type Deferred = { materialNo: number; name: string; dueOn: string }

export type Delivery = 'online' | 'counter' | 'mail'
export type Channel = 'online' | 'mobile' | 'counter' | 'village' | 'api'

/** Everything that can happen to a case. Appended once, never changed; dates are the city's days. */
export type CaseEvent =
  | {
      type: 'submitted'
      data: {
        item: ItemRef
        itemCode: string
        itemName: string
        divisionCode: string
        route: { key: string; version: number }
        applicant: Applicant
        channel: Channel
        answers: Record<string, string>
        form: Record<string, unknown>
        materials: HandedIn[]
        /** Material numbers whose originals the applicant will bring to the counter. */
        brought: number[]
        delivery: Delivery
        commitment: { signedBy: string; text: string } | null
        receivedOn: string
      }
    }
  /** What the item's own tables said when it was submitted, with the rules that fired; told to everybody, binding nobody. */
  | { type: 'eligibility-assessed'; data: Eligibility }
  /** What it costs, by the item's own table; another such event replaces it, nothing else does. */
  | { type: 'fee-assessed'; data: FeeAssessment }
  | { type: 'run-advanced'; data: { run: RunState } }
  /** Moved to another version of its route, one by one and on purpose; it stands at the same steps. Early moves kept no reason. */
  | { type: 'route-moved'; data: { from: number; to: number; reason?: string; run: RunState } }
  | {
      type: 'task-opened'
      data: {
        token: number
        element: string
        name: string
        role: string
        stage: string
        authorityCode: string
        divisionCode: string
        instant: boolean
        /** The step's own limit in working days, counted from this day. */
        limit?: { days: number; from: string }
        /** The special procedure that this step is: the clock stands while it is open. */
        procedure?: SpecialProcedure
        /** The outcomes that the route offers at this step, where it is more than done. */
        outcomes?: string[]
      }
    }
  | { type: 'task-claimed'; data: { token: number; accountId: string; name: string } }
  // `cause`: nobody gave it back; its holder lost the post.
  | { type: 'task-released'; data: { token: number; reason: string; cause?: 'post-lost' } }
  | { type: 'task-done'; data: { token: number } }
  | { type: 'task-cancelled'; data: { token: number } }
  | { type: 'correction-requested'; data: { noticeNo: string; requests: CorrectionRequest[]; dueOn: string } }
  | {
      type: 'supplemented'
      data: { receivedOn: string; materials: HandedIn[]; form: Record<string, unknown> | null; note: string }
    }
  /** Taken in by a clerk at the counter, originals seen. */
  | { type: 'material-received'; data: { materials: HandedIn[]; note: string } }
  | { type: 'material-checked'; data: { materialNo: number; trust: 'A' | 'B'; note: string } }
  | { type: 'guide-guard-tripped'; data: { what: string; reason: string } }
  | { type: 'declined'; data: { on: string; reason: string; basis: string; rightOrgan: string | null } }
  | { type: 'accepted'; data: { on: string; deferred: Deferred[]; by: 'officer' | 'law' | 'rule' } }
  /** The applicant was reminded of what they owe, or it did not come in time; officers then end the case or go on by law. */
  | { type: 'supply-reminded' | 'supply-overdue'; data: { about: SupplyKind; dueOn: string } }
  | { type: 'deferred-supplied'; data: { materials: HandedIn[] } }
  | { type: 'examined'; data: { element: string; supports: boolean; opinion: string } }
  | {
      type: 'clock-stopped'
      data: {
        on: string
        procedure: SpecialProcedure
        basis: string
        noticeNo: string
        expectedDays: number
        /** Set when one of several departments stops its own clock. */
        authorityCode?: string
      }
    }
  /**
   * `procedure`: which one ended, where several may stand open at once; absent: all that this clock stands for. `noticeNo`: by the notice with
   * which it began, for two of a kind may stand open at once too.
   */
  | {
      type: 'clock-started'
      data: { on: string; result: string; procedure?: SpecialProcedure; authorityCode?: string; noticeNo?: string }
    }
  | { type: 'extended'; data: { on: string; days: number; basis: string; reason: string } }
  /** `by` is set where a decision table decided, not an officer (秒批). */
  | { type: 'decided'; data: { outcome: 'granted' | 'denied'; reason: string; basis: string; on: string; by?: 'rule' } }
  | { type: 'result-issued'; data: { resultNo: string; name: string } }
  | { type: 'closed'; data: { on: string; outcome: 'granted' | 'denied' } }
  | { type: 'rating-invited'; data: Record<string, never> }
  | { type: 'delivered'; data: { how: Delivery; to: string } }
  /** `sound`: whether what was granted stands up to the check; a check recorded without it found nothing against it. */
  | { type: 'followed-up'; data: { finding: string; sound?: boolean } }
  /** 撤销 of what a decision table had granted (Licensing Law art. 69). */
  | { type: 'overturned'; data: { on: string; reason: string; basis: string } }
  | { type: 'withdrawn'; data: { on: string; reason: string } }
  | { type: 'terminated'; data: { on: string; reason: string; basis: string } }
  | ProcessEvent

export type CaseEventType = CaseEvent['type']
