import { isRefusal, refuse } from '#base'
import { workingDayOnOrAfter } from '#standards'
import { reassessmentEvents } from '../case-file/assess-submission.ts'
import type { CorrectionRequest, HandedIn } from '../case-file/case-event.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { type Moment, type Outcome, refused } from '../case-file/progress.ts'
import { listApplicableMaterials } from '../material/material.ts'
import { checkState, holdTask } from '../task/task.ts'
import { correctionDueOn } from '../time-limit/time-limit.ts'
import { gatheredRequests, requestFlaws, withGathered } from './correction-request.ts'

/** How long the applicant has to supply what was asked for, in days. Ours; no national rule says. */
export const supplementDays = 30

/** The last day to supply what is asked for today; where it is a day off, the next working day (民法典 art. 203). */
const supplyBy = ({ today, calendar }: Pick<Moment, 'today' | 'calendar'>): Temporal.PlainDate =>
  workingDayOnOrAfter(calendar, today.add({ days: supplementDays }))

/**
 * 一次性告知 (Licensing Law art. 32): everything that is missing, told once. A second notice is refused. What is not on the
 * published list needs a legal basis; without one the demand is refused and the attempt remembered (the guide guard).
 */
export function requestCorrection(
  caseFile: CaseFile,
  input: { requests: CorrectionRequest[] },
  moment: Moment,
): Outcome {
  const wrongState = checkState(caseFile, 'request-correction')
  if (wrongState) return refused(wrongState)
  if (caseFile.correction !== null) {
    return refused(
      refuse('conflict', {
        zh: '已经一次性告知过，不能再次要求补正。请受理、容缺受理或依法不予受理。',
        en: 'The applicant was told once already. Accept, accept with deferred materials, or decline by law.',
      }),
    )
  }
  const requests = withGathered(input.requests, gatheredRequests(caseFile))
  const flaws = requestFlaws(requests)
  if (flaws.length > 0)
    return refused(refuse('invalid', { zh: '告知内容不完整。', en: 'The notice is not complete.' }, flaws))
  const held = holdTask(caseFile, ['acceptance'], moment)
  if (isRefusal(held)) return refused(held)
  const guarded = guideGuard(caseFile, requests, moment)
  if (guarded) return guarded
  const dueOn = supplyBy(moment)
  return {
    events: [
      ...held.claimed,
      { type: 'correction-requested', data: { noticeNo: `${caseFile.caseNo}-B1`, requests, dueOn: dueOn.toString() } },
    ],
  }
}

/** What is not on the published list needs a legal basis; a demand without one is refused, and the attempt is remembered. */
export function guideGuard(
  caseFile: CaseFile,
  requests: readonly CorrectionRequest[],
  moment: Pick<Moment, 'item'>,
): Outcome | null {
  const listed = new Set(listApplicableMaterials(moment.item, caseFile.answers).map((material) => material.no))
  const outside = requests.filter(
    (request) => (request.materialNo === null || !listed.has(request.materialNo)) && !request.basis,
  )
  if (outside.length > 0) {
    return {
      refusal: refuse('not-allowed', {
        zh: `“${outside.map((one) => one.what).join('”“')}”不在公布的材料清单内。确需要求的，请选择法律依据；本次尝试已记录。`,
        en: `Not on the published list: ${outside.map((one) => one.what).join(', ')}. Choose a legal basis if it must be asked for; the attempt has been recorded.`,
      }),
      events: outside.map((one) => ({ type: 'guide-guard-tripped', data: { what: one.what, reason: one.reason } })),
    }
  }
  return null
}

/** The applicant supplies what was asked for. The clock of art. 32 starts anew: received on this day. */
export function supplement(
  caseFile: CaseFile,
  input: { materials: HandedIn[]; form: Record<string, unknown> | null; note: string },
  moment: Moment,
): Outcome {
  const wrongState = checkState(caseFile, 'supplement')
  if (wrongState) return refused(wrongState)
  if (input.materials.length === 0 && input.form === null && input.note.trim() === '') {
    const sentence = {
      zh: '还没有补交任何内容。请上传材料或写明情况。',
      en: 'Nothing has been supplied yet. Upload a paper or write a note.',
    }
    return refused(refuse('invalid', sentence, [{ pointer: '/note', sentence }]))
  }
  return {
    events: [
      { type: 'supplemented', data: { ...input, receivedOn: moment.today.toString() } },
      ...reassessmentEvents(caseFile, input.form, moment),
    ],
  }
}

/** Has the time to tell what is missing passed without a word? Then the application counts as accepted from receipt. */
export const isTellingOverdue = (caseFile: CaseFile, moment: Pick<Moment, 'today' | 'calendar'>): boolean =>
  caseFile.state === 'submitted' &&
  (caseFile.correction === null || caseFile.correction.answered) &&
  Temporal.PlainDate.compare(moment.today, correctionDueOn(caseFile.receivedOn, moment.calendar)) > 0
