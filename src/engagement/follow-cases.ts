import { createHmac } from 'node:crypto'
import { type Db, type FeedEvent, readFeed } from '#base'
import { type BundleEvent, type BundleFile, type CaseEvent, listBundleFiles } from '#handling'
import { wordsForBundle } from './notification/bundle-words.ts'
import { type About, type Message, wordsFor } from './notification/notice-words.ts'
import { addNotifications, type Concerned, listConcerned } from './notification/notification-store.ts'
import { invitationDays, isStaffOf } from './rating/rating.ts'
import { addInvitation } from './rating/rating-store.ts'

/** The secret of a case's invitation: computed, so that handling the event twice makes the same one. */
export const invitationToken = (secret: string, caseId: string): string =>
  createHmac('sha256', secret).update(`rate ${caseId}`).digest('base64url')

/** `isByRule`: whether tables decide on this route before any person looks. */
type Input = {
  db: Db
  cityCode: string
  secret: string
  mailIsSet: boolean
  isByRule: (route: string) => boolean
  now: Temporal.Instant
  /** Who acts for a firm, and so is told, hangs on the day. */
  today: Temporal.PlainDate
}

const happenedIn = (event: FeedEvent): CaseEvent => ({ type: event.type, data: event.data }) as CaseEvent
const nameless: About = { caseNo: '', itemCode: '', itemName: '', isByRule: false }
const matters = (event: FeedEvent): boolean =>
  event.stream === 'bundle' || (event.stream === 'case' && wordsFor(happenedIn(event), nameless) !== null)

const streamOf = (event: FeedEvent): string => event.streamId
const idsOf = (events: readonly FeedEvent[], stream: string): string[] => [
  ...new Set(events.filter((event) => event.stream === stream).map(streamOf)),
]

function messageOf(
  event: FeedEvent,
  about: Omit<About, 'isByRule'>,
  { bundles, isByRule }: { bundles: ReadonlyMap<string, BundleFile>; isByRule: (route: string) => boolean },
): Message | null {
  if (event.stream === 'case') {
    const happened = happenedIn(event)
    return wordsFor(happened, {
      ...about,
      isByRule: happened.type === 'submitted' && isByRule(happened.data.route.key),
    })
  }
  const file = bundles.get(event.streamId)
  return file === undefined ? null : wordsForBundle({ type: event.type, data: event.data } as BundleEvent, file)
}

/** Staff of the deciding authority are not asked to rate it, whosever case it was. */
const isForStaff = (event: FeedEvent, about: Concerned): boolean =>
  event.type === 'rating-invited' && isStaffOf(about.roles, about)

/**
 * Reads what happened to cases and bundles and tells their applicants; returns how many events were read. At least once, idempotent. A
 * batch costs three statements however many events it holds, so that telling does not slow the submitting.
 */
export const followCases = (input: Input): Promise<number> =>
  readFeed(input.db, 'engagement', 500, async (tx, events) => {
    const told = events.filter(matters)
    if (told.length === 0) return
    const bundles = new Map(
      (await listBundleFiles(tx, input.cityCode, idsOf(told, 'bundle'))).map((file) => [file.bundleFileId, file]),
    )
    const concerned = await listConcerned(tx, input.cityCode, [...new Set(told.map(streamOf))], input.today)
    await addNotifications(
      tx,
      input.cityCode,
      told.flatMap((event) => {
        const about = concerned.get(event.streamId)
        if (about === undefined || isForStaff(event, about)) return []
        const words = messageOf(event, about, { bundles, isByRule: input.isByRule })
        if (!words) return []
        return [
          {
            caseId: event.streamId,
            seq: event.seq,
            accountId: about.accountId,
            ...words,
            at: event.at,
            byEmail: input.mailIsSet && about.hasEmail,
            bySms: about.hasMobile,
          },
        ]
      }),
    )
    await inviteToRate(tx, input, told, concerned)
  })

/** Makes the invitations of cases that are over. */
async function inviteToRate(
  tx: Db,
  input: Input,
  told: readonly FeedEvent[],
  concerned: Awaited<ReturnType<typeof listConcerned>>,
): Promise<void> {
  for (const event of told) {
    const about = concerned.get(event.streamId)
    if (event.type !== 'rating-invited' || about === undefined || isForStaff(event, about)) continue
    await addInvitation(tx, input.cityCode, {
      token: invitationToken(input.secret, event.streamId),
      caseId: event.streamId,
      accountId: about.accountId,
      // Counted from when it is there to be counted, however late the feed is.
      at: input.now,
      expiresAt: event.at.add({ hours: invitationDays * 24 }),
    })
  }
}
