import { isRefusal, refuse } from '#base'
import { checkState } from '../task/task.ts'
import type { HandedIn } from './case-event.ts'
import type { CaseFile } from './case-file.ts'
import { cancelRun, type Moment, type Outcome, refused } from './progress.ts'

/** The applicant need not say why; the record says that no reason was given. */
export const unsaid = '申请人撤回，未说明原因'

/** 撤回: the applicant takes the application back, at any time before it is decided. */
export function withdraw(caseFile: CaseFile, input: { reason: string }, moment: Moment): Outcome {
  const wrongState = checkState(caseFile, 'withdraw')
  if (wrongState) return refused(wrongState)
  const reason = input.reason.trim() || unsaid
  const cancelled = cancelRun(caseFile, reason, moment)
  if (isRefusal(cancelled)) return refused(cancelled)
  return { events: [{ type: 'withdrawn', data: { on: moment.today.toString(), reason } }, ...cancelled] }
}

/** 终止: the law ends the case (the applicant died, the firm was dissolved, the matter fell away). */
export function terminate(caseFile: CaseFile, input: { reason: string; basis: string }, moment: Moment): Outcome {
  const wrongState = checkState(caseFile, 'terminate')
  if (wrongState) return refused(wrongState)
  if (input.reason.trim().length < 5 || input.basis.trim() === '') {
    return refused(
      refuse('invalid', { zh: '终止办理须写明理由和依据。', en: 'Terminating needs a reason and a legal basis.' }),
    )
  }
  const cancelled = cancelRun(caseFile, input.reason, moment)
  if (isRefusal(cancelled)) return refused(cancelled)
  return { events: [{ type: 'terminated', data: { on: moment.today.toString(), ...input } }, ...cancelled] }
}

/** The applicant brings what was deferred. */
export function supplyDeferred(caseFile: CaseFile, input: { materials: HandedIn[] }): Outcome {
  const wrongState = checkState(caseFile, 'supply-deferred')
  if (wrongState) return refused(wrongState)
  const owed = new Set(caseFile.deferred.filter((one) => !one.supplied).map((one) => one.materialNo))
  const given = input.materials.filter((one) => owed.has(one.materialNo))
  if (given.length === 0) {
    return refused(refuse('invalid', { zh: '没有需要后补的这份材料。', en: 'This paper is not owed.' }))
  }
  return { events: [{ type: 'deferred-supplied', data: { materials: given } }] }
}
