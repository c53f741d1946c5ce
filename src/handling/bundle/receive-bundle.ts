import { isRefusal, type Refusal, refuse } from '#base'
import { reaches } from '#identity'
import type { Handling } from '../case-file/make-move.ts'
import { keepApplicant, type WalkIn } from '../case-file/receive-application.ts'
import { type SubmitBundleInput, submitBundle } from './submit-bundle.ts'

/**
 * 窗口收件 for a whole 一件事: one entry, and each needed item becomes a case of the applicant's own. Only at a comprehensive
 * window (综合窗口) of the applicant's place, which takes in for all departments: a window of one department cannot speak
 * for the others.
 */
export async function receiveBundle(
  handling: Handling,
  input: Omit<SubmitBundleInput, 'channel' | 'draftId' | 'walkIn'> & { applicant: WalkIn },
): Promise<{ bundleNo: string } | Refusal> {
  const { session, divisionCode, applicant } = input
  const everywhere = { divisionCode, authorityCode: '' }
  if (session.account.kind !== 'officer' || !reaches(session.roles, 'counter-clerk', everywhere)) {
    return refuse('not-allowed', {
      zh: '“一件事”由综合窗口收件，请引导到申请人所在地的综合窗口。',
      en: 'A bundle is taken in at a comprehensive window of the applicant’s place. Show the way there.',
    })
  }
  const walkIn = await keepApplicant(handling, applicant)
  return isRefusal(walkIn) ? walkIn : submitBundle(handling, { ...input, channel: 'counter', draftId: null, walkIn })
}
