import { isRefusal, refuse } from '#base'
import type { CaseFile } from '../case-file/case-file.ts'
import { cancelRun, type Moment, type Outcome, refused } from '../case-file/progress.ts'
import { checkState } from '../task/task.ts'
import { reasonFlaws } from './decision.ts'

/**
 * 撤销 (Licensing Law art. 69): a decider of the deciding authority takes back what a decision table granted, with reason and legal
 * basis. Only such a grant: what an officer decided is not undone by a colleague's click. Steps still open end with it.
 */
export function overturn(caseFile: CaseFile, input: { reason: string; basis: string }, moment: Moment): Outcome {
  const wrongState = checkState(caseFile, 'overturn')
  if (wrongState) return refused(wrongState)
  if (caseFile.decision?.byRule !== true) {
    return refused(
      refuse('conflict', {
        zh: '本件不是系统按规则决定的，不能这样撤销。',
        en: 'This case was not decided by rule and cannot be overturned here.',
      }),
    )
  }
  const flaws = reasonFlaws(input)
  if (flaws.length > 0)
    return refused(
      refuse('invalid', { zh: '撤销须写明理由和依据。', en: 'Overturning needs a reason and a legal basis.' }, flaws),
    )
  const cancelled = cancelRun(caseFile, input.reason, moment)
  if (isRefusal(cancelled)) return refused(cancelled)
  return { events: [{ type: 'overturned', data: { on: moment.today.toString(), ...input } }, ...cancelled] }
}
