import { createHmac } from 'node:crypto'
import { type Db, type FeedEvent, readFeed } from '#base'
import type { CaseEvent } from '#handling'
import { findCaseFile } from '#handling'
import { findAccount } from '#identity'
import { wordsFor } from './notification/notice-words.ts'
import { addNotification } from './notification/notification-store.ts'
import { invitationDays } from './rating/rating.ts'
import { addInvitation } from './rating/rating-store.ts'

/** The secret of a case's invitation: computed, so that handling the event twice makes the same one. */
export const invitationToken = (secret: string, caseId: string): string =>
  createHmac('sha256', secret).update(`rate ${caseId}`).digest('base64url')

type Input = { db: Db; cityCode: string; secret: string; mailIsSet: boolean }

/** Reads what happened to cases and tells their applicants; returns how many events were read. At least once, idempotent. */
export const followCases = (input: Input): Promise<number> =>
  readFeed(input.db, 'engagement', 200, async (tx, events) => {
    for (const event of events) if (event.stream === 'case') await tell(tx, input, event)
  })

async function tell(tx: Db, input: Input, event: FeedEvent): Promise<void> {
  const happened = { type: event.type, data: event.data } as CaseEvent
  const isInvitation = happened.type === 'rating-invited'
  const probe = wordsFor(happened, { caseNo: '', itemName: '' })
  if (probe === null && !isInvitation) return
  const caseFile = await findCaseFile(tx, input.cityCode, event.streamId)
  if (caseFile === undefined) return
  const { applicant } = caseFile
  if (isInvitation) {
    await addInvitation(tx, input.cityCode, {
      token: invitationToken(input.secret, caseFile.caseId),
      caseId: caseFile.caseId,
      accountId: applicant.accountId,
      at: event.at,
      expiresAt: event.at.add({ hours: invitationDays * 24 }),
    })
    return
  }
  const words = wordsFor(happened, { caseNo: caseFile.caseNo, itemName: caseFile.itemName })
  if (words === null) return
  const account = await findAccount(tx, applicant.accountId)
  await addNotification(tx, input.cityCode, {
    caseId: caseFile.caseId,
    seq: event.seq,
    accountId: applicant.accountId,
    ...words,
    at: event.at,
    byEmail: input.mailIsSet && account?.profile.email !== undefined,
    bySms: account?.profile.mobile !== undefined,
  })
}
