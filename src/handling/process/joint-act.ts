import type { CaseFile } from '../case-file/case-file.ts'
import type { Moment, Outcome } from '../case-file/moment.ts'
import { requestCorrection } from '../correction/correction.ts'
import type { CorrectionRequest } from '../correction/correction-request.ts'
import { giveOpinion, proposeCorrection } from './opinion.ts'
import { completeStep, finishProcedure } from './step.ts'

/** What departments do to a case together, at special procedures and at steps of the route’s own. */
export type JointAct =
  | { move: 'request-correction'; requests: CorrectionRequest[] }
  | { move: 'propose-correction'; requests: CorrectionRequest[] }
  | { move: 'give-opinion'; supports: boolean; opinion: string }
  | { move: 'finish-procedure'; result: string }
  | { move: 'complete-step'; outcome: string; note: string }

export function performJoint(caseFile: CaseFile, act: JointAct, moment: Moment): Outcome {
  switch (act.move) {
    case 'request-correction':
      return requestCorrection(caseFile, { requests: act.requests }, moment)
    case 'propose-correction':
      return proposeCorrection(caseFile, { requests: act.requests }, moment)
    case 'give-opinion':
      return giveOpinion(caseFile, { supports: act.supports, opinion: act.opinion }, moment)
    case 'finish-procedure':
      return finishProcedure(caseFile, { result: act.result }, moment)
    case 'complete-step':
      return completeStep(caseFile, { outcome: act.outcome, note: act.note }, moment)
  }
}
