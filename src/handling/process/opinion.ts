import { isRefusal, refuse } from '#base'
import type { CorrectionRequest } from '../case-file/case-event.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { completeTask, type Moment, type Outcome, refused } from '../case-file/progress.ts'
import { guideGuard } from '../correction/correction.ts'
import { requestFlaws } from '../correction/correction-request.ts'
import { checkState, holdTask } from '../task/task.ts'
import { isStopped } from '../time-limit/special-procedure.ts'

/**
 * A department reads the shared papers before acceptance and says what it finds missing, or that nothing is. The applicant hears
 * of it once, from the lead, for all departments together (Licensing Law art. 32; 并联审批).
 */
export function proposeCorrection(
  caseFile: CaseFile,
  input: { requests: CorrectionRequest[] },
  moment: Moment,
): Outcome {
  const wrongState = checkState(caseFile, 'propose-correction')
  if (wrongState) return refused(wrongState)
  if (caseFile.acceptedOn !== null && input.requests.length > 0)
    return refused(
      refuse('conflict', {
        zh: '本件已经受理，不能再要求补正；没有异议的请直接完成。',
        en: 'The case is accepted: nothing more can be asked for. Finish the step without findings.',
      }),
    )
  const flaws = requestFlaws(input.requests)
  if (input.requests.length > 0 && flaws.length > 0)
    return refused(refuse('invalid', { zh: '意见内容不完整。', en: 'The findings are not complete.' }, flaws))
  const guarded = guideGuard(caseFile, input.requests, moment)
  if (guarded) return guarded
  const held = holdTask(caseFile, ['precheck'], moment)
  if (isRefusal(held)) return refused(held)
  const { token, authorityCode } = held.task
  const done = completeTask(caseFile, token, input.requests.length === 0 ? 'complete' : 'lacking', moment)
  if (isRefusal(done)) return refused(done)
  return {
    events: [
      ...held.claimed,
      { type: 'correction-proposed', data: { token, authorityCode, requests: input.requests } },
      ...done,
    ],
  }
}

/** Opinions that bind the decision; a consultation (征求意见) is heard and weighed. */
const binding: ReadonlySet<string> = new Set(['opinion', 'countersign'])

/** How many departments object: of each its last binding opinion counts, so that a mended plan can be agreed to. */
function countOpposed(given: readonly { stage: string; authorityCode: string; supports: boolean }[]): number {
  const last = new Map(given.filter((one) => binding.has(one.stage)).map((one) => [one.authorityCode, one.supports]))
  return [...last.values()].filter((supports) => !supports).length
}

/** A department's opinion: in a joint examination, a countersignature (会签) or a consultation (征求意见). Always in words. */
export function giveOpinion(
  caseFile: CaseFile,
  input: { supports: boolean; opinion: string },
  moment: Moment,
): Outcome {
  const wrongState = checkState(caseFile, 'give-opinion')
  if (wrongState) return refused(wrongState)
  if (input.opinion.trim().length < 2) {
    const sentence = { zh: '请写明本部门的意见。', en: 'Write your department’s opinion.' }
    return refused(refuse('invalid', sentence, [{ pointer: '/opinion', sentence }]))
  }
  const held = holdTask(caseFile, ['opinion', 'consult', 'countersign'], moment)
  if (isRefusal(held)) return refused(held)
  const { token, element, stage, authorityCode } = held.task
  if (isStopped(caseFile.clock, authorityCode)) {
    return refused(
      refuse('conflict', {
        zh: '本部门的特别程序还在进行，计时停止中。请先恢复计时，再出具意见。',
        en: 'Your department’s special procedure is still running. Start its clock again, then give the opinion.',
      }),
    )
  }
  const outcome = input.supports ? 'supported' : 'not-supported'
  const opposed = countOpposed([...caseFile.opinions, { stage, authorityCode, supports: input.supports }])
  const done = completeTask(caseFile, token, outcome, moment, {}, { opposed })
  if (isRefusal(done)) return refused(done)
  return {
    events: [
      ...held.claimed,
      { type: 'opinion-given', data: { token, element, stage, authorityCode, ...input } },
      ...done,
    ],
  }
}
