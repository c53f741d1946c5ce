import type { Text } from '#base'
import type { BundleNeed, ItemRef } from '#management'
import type { Applicant, Channel } from '../case-file/case-event.ts'
import type { CaseState } from '../case-file/case-file.ts'
import type { Submission } from '../case-file/submission.ts'

/** One needed member as it was submitted. Its case is known from the first, even while it waits to be opened. */
export type MemberPlan = {
  entryId: string
  caseId: string
  item: ItemRef
  itemName: Text
  /** Whose results it waits for, of those that are needed too. */
  needs: BundleNeed[]
  /** What will be submitted when they are there; null: it was opened with the bundle. */
  submission: Submission | null
}

/** How a member's case ended. */
export type MemberOutcome = Extract<
  CaseState,
  'granted' | 'denied' | 'declined' | 'withdrawn' | 'terminated' | 'revoked'
>

export type SkipReason = 'need-failed' | 'withdrawn' | 'not-accepted'

/** Everything that can happen to a submitted bundle. Appended once, never changed; the members' cases have their own events. */
export type BundleEvent =
  | {
      type: 'submitted'
      data: {
        /** The revision it was submitted under. */
        bundle: { bundleId: string; no: number }
        name: Text
        divisionCode: string
        applicant: Applicant
        channel: Channel
        answers: Record<string, string>
        members: MemberPlan[]
        receivedOn: string
      }
    }
  /** The answers made this one of the bundle's members unnecessary. */
  | { type: 'member-not-needed'; data: { entryId: string; itemName: Text } }
  | { type: 'member-case-opened'; data: { entryId: string; caseNo: string } }
  | { type: 'member-concluded'; data: { entryId: string; outcome: MemberOutcome } }
  /**
   * Its case is never opened: what it waited for will not come (`of`), the whole was withdrawn, or the item no longer takes
   * what was submitted.
   */
  | { type: 'member-skipped'; data: { entryId: string; why: SkipReason; of: string | null } }
  /** Its case cannot be opened for now: no version of its route can be run. It is tried again by itself until one can. */
  | { type: 'member-held'; data: { entryId: string; why: 'no-route' } }
  | { type: 'withdrawn'; data: { on: string; reason: string } }
  | { type: 'closed'; data: { on: string } }
