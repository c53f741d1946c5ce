import { refuse } from '#base'
import { isReadable, unreadable } from '#bpmn'
import { supplement } from '../correction/correction.ts'
import { decide, deliver, examine, followUp } from '../decision/decision.ts'
import { overturn } from '../decision/overturn.ts'
import { receiveMaterial } from '../material/receive-material.ts'
import { type JointAct, performJoint } from '../process/joint-act.ts'
import { claim, release } from '../task/task.ts'
import { extend, startClock, stopClock } from '../time-limit/special-procedure.ts'
import type { SpecialProcedure } from '../time-limit/time-limit.ts'
import { accept, checkMaterial, decline } from './acceptance.ts'
import type { HandedIn } from './case-event.ts'
import type { CaseFile } from './case-file.ts'
import { type Moment, type Outcome, refused } from './progress.ts'
import { supplyDeferred, terminate, withdraw } from './withdrawal.ts'

/** Everything that can be done to a case, by name, with what each needs. */
export type Act =
  | { move: 'claim'; token: number }
  | { move: 'release'; token: number; reason: string }
  | { move: 'receive-material'; materials: HandedIn[]; note: string }
  | { move: 'check-material'; materialNo: number; trust: 'A' | 'B'; note: string }
  | { move: 'supplement'; materials: HandedIn[]; form: Record<string, unknown> | null; note: string }
  | { move: 'accept'; deferred: number[] }
  | { move: 'decline'; reason: string; basis: string; rightOrgan: string | null }
  | { move: 'supply-deferred'; materials: HandedIn[] }
  | { move: 'examine'; supports: boolean; opinion: string }
  | JointAct
  | { move: 'decide'; outcome: 'granted' | 'denied'; reason: string; basis: string }
  | { move: 'stop-clock'; procedure: SpecialProcedure; basis: string; expectedDays: number }
  | { move: 'start-clock'; result: string; noticeNo?: string | undefined }
  | { move: 'extend'; days: number; basis: string; reason: string }
  | { move: 'deliver'; to: string }
  | { move: 'follow-up'; finding: string; sound: boolean }
  | { move: 'overturn'; reason: string; basis: string }
  | { move: 'withdraw'; reason: string }
  | { move: 'terminate'; reason: string; basis: string }

/** What an act would do to the case at this moment; refusals are outcomes too. `asHead`: with the powers of the office's head. */
export function perform(caseFile: CaseFile, act: Act, moment: Moment, asHead: boolean): Outcome {
  switch (act.move) {
    case 'claim':
      return claim(caseFile, act.token, moment)
    case 'release':
      return release(caseFile, act.token, { reason: act.reason, asHead }, moment)
    case 'receive-material':
      return receiveMaterial(caseFile, { materials: act.materials, note: act.note }, moment)
    case 'check-material':
      return checkMaterial(caseFile, { materialNo: act.materialNo, trust: act.trust, note: act.note }, moment)
    case 'accept':
      return accept(caseFile, { deferred: act.deferred }, moment)
    case 'decline':
      return decline(caseFile, { reason: act.reason, basis: act.basis, rightOrgan: act.rightOrgan }, moment)
    case 'examine':
      return examine(caseFile, { supports: act.supports, opinion: act.opinion }, moment)
    case 'request-correction':
    case 'propose-correction':
    case 'give-opinion':
    case 'finish-procedure':
    case 'complete-step':
      return performJoint(caseFile, act, moment)
    case 'decide':
      return decide(caseFile, { outcome: act.outcome, reason: act.reason, basis: act.basis }, moment)
    case 'stop-clock':
    case 'start-clock':
    case 'extend':
      return performOnClock(caseFile, act, moment)
    case 'deliver':
    case 'follow-up':
    case 'overturn':
      return performAfterwards(caseFile, act, moment)
    case 'supplement':
    case 'supply-deferred':
    case 'withdraw':
      return performForApplicant(caseFile, act, moment)
    case 'terminate':
      return terminate(caseFile, { reason: act.reason, basis: act.basis }, moment)
  }
}

/** What may follow a decision. */
type LaterAct = Extract<Act, { move: 'deliver' | 'follow-up' | 'overturn' }>

function performAfterwards(caseFile: CaseFile, act: LaterAct, moment: Moment): Outcome {
  switch (act.move) {
    case 'deliver':
      return deliver(caseFile, { to: act.to }, moment)
    case 'follow-up':
      return followUp(caseFile, { finding: act.finding, sound: act.sound }, moment)
    case 'overturn':
      return overturn(caseFile, { reason: act.reason, basis: act.basis }, moment)
  }
}

type ClockAct = Extract<Act, { move: 'stop-clock' | 'start-clock' | 'extend' }>

function performOnClock(caseFile: CaseFile, act: ClockAct, moment: Moment): Outcome {
  // Timers on borders count by this clock, and which do only the route can say: none is moved behind their back.
  if (act.move !== 'extend' && !isReadable(moment.graph)) {
    const { refused: why, sentence } = unreadable()
    return refused(refuse(why, sentence))
  }
  switch (act.move) {
    case 'stop-clock':
      return stopClock(caseFile, { procedure: act.procedure, basis: act.basis, expectedDays: act.expectedDays }, moment)
    case 'start-clock':
      return startClock(caseFile, { result: act.result, noticeNo: act.noticeNo }, moment)
    case 'extend':
      return extend(caseFile, { days: act.days, basis: act.basis, reason: act.reason }, moment)
  }
}

/** The moves that are the applicant's own. */
type ApplicantAct = Extract<Act, { move: 'supplement' | 'supply-deferred' | 'withdraw' }>

function performForApplicant(caseFile: CaseFile, act: ApplicantAct, moment: Moment): Outcome {
  switch (act.move) {
    case 'supplement':
      return supplement(caseFile, { materials: act.materials, form: act.form, note: act.note }, moment)
    case 'supply-deferred':
      return supplyDeferred(caseFile, { materials: act.materials })
    case 'withdraw':
      return withdraw(caseFile, { reason: act.reason }, moment)
  }
}
