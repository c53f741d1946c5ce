import { type Actor, attempt, type Db, dateIn, isRefusal, readFeed } from '#base'
import { type Form, formWithout, type ServiceItem, withoutRoute } from '#management'
import type { HandedIn } from '../case-file/case-event.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { findCaseFile } from '../case-file/case-file-store.ts'
import type { Handling } from '../case-file/make-move.ts'
import { type Submission, submit } from '../case-file/submission.ts'
import { openingOf, saveOpened } from '../case-file/submit-case-file.ts'
import { listApplicableMaterials } from '../material/material.ts'
import { mergeMaterials } from '../material/merge-materials.ts'
import type { BundleEvent, MemberOutcome } from './bundle-event.ts'
import {
  applyBundleEvents,
  type BundleFile,
  type BundleMemberFile,
  followMembers,
  type MemberConclusion,
} from './bundle-file.ts'
import { listBundleFiles, listBundleFilesOf, saveBundleMove } from './bundle-file-store.ts'
import { dropRetry, keepForRetry, lockRetry, takeRetry, withoutRouteOf } from './bundle-retry-store.ts'

/** The result of a case as a file that another case can hold. */
export type ResultFile = Pick<HandedIn, 'name' | 'digest' | 'mediaType' | 'size'>

export type BundleFollower = {
  handling: Handling
  /** Draws the result that was issued and keeps it as a file; drawing it again gives another file of the same words. */
  keepResult: (caseFile: CaseFile) => Promise<ResultFile>
}

/**
 * Reads what happened to cases and lets bundles go on: a result that was issued becomes a material of what waited for it,
 * whose case is opened; what waited for a result that will not come is left. At least once, and harmless to repeat: a
 * bundle that is already there gives nothing new. Returns how many events were read.
 */
export const followBundles = (follower: BundleFollower): Promise<number> =>
  readFeed(follower.handling.db, 'bundle', 200, async (tx, events) => {
    const { cityCode } = follower.handling.city()
    const cases = new Set(
      events.filter((one) => one.stream === 'case' && one.cityCode === cityCode).map((one) => one.streamId),
    )
    for (const file of await listBundleFilesOf(tx, cityCode, [...cases])) await tryOn(follower, tx, file)
  })

/** One bundle that cannot go on must not stop the others: it is tried again by itself, and what a failure did is undone. */
async function tryOn(follower: BundleFollower, tx: Db, file: BundleFile): Promise<void> {
  const { handling } = follower
  const { cityCode } = handling.city()
  // First what `retryBundles` locks first, so that the two never wait for each other.
  await lockRetry(tx, cityCode, file.bundleFileId)
  const held: string[] = []
  const failed = await attempt(tx, async () => void held.push(...(await goOn(follower, tx, file))))
  const problem = failed === null ? held[0] : String(failed.error)
  if (problem === undefined) await dropRetry(tx, cityCode, file.bundleFileId)
  else await keepForRetry(tx, cityCode, file.bundleFileId, { at: handling.clock(), problem })
}

/** Tries bundles again that could not go on, one in a transaction, each after a longer wait; gives how many were tried. */
export async function retryBundles(follower: BundleFollower): Promise<number> {
  const { handling } = follower
  const { cityCode } = handling.city()
  return handling.db.transaction().execute(async (tx) => {
    const id = await takeRetry(tx, cityCode, handling.clock())
    if (id === undefined) return 0
    const [file] = await listBundleFiles(tx, cityCode, [id])
    if (file === undefined) await dropRetry(tx, cityCode, id)
    else await tryOn(follower, tx, file)
    return 1
  })
}

const system: Actor = { kind: 'system', name: '一件事一次办' }

/** Gives the entries of members that cannot be opened for now, if there are such, as `StuckBundle` names them. */
async function goOn(follower: BundleFollower, tx: Db, file: BundleFile): Promise<string[]> {
  const { handling } = follower
  const { cityCode, zone } = handling.city()
  const cases = new Map<string, CaseFile>()
  for (const member of file.members) {
    if (member.state.type !== 'open' && member.state.type !== 'concluded') continue
    const caseFile = await findCaseFile(tx, cityCode, member.caseId)
    if (caseFile !== undefined) cases.set(member.entryId, caseFile)
  }
  const concluded = [...cases].flatMap(([entryId, caseFile]): MemberConclusion[] => {
    const outcome = outcomeOf(caseFile)
    return outcome === null ? [] : [{ entryId, outcome }]
  })
  const now = handling.clock()
  const today = dateIn(zone, now)
  const { events, ready } = followMembers(file, concluded, today)
  const held: string[] = []
  for (const member of ready) {
    const opened = await openMember(follower, tx, { file, member, cases, now })
    if (opened.isHeld) held.push(withoutRouteOf(member.entryId))
    if (opened.event) events.push(opened.event)
  }
  if (events.length === 0) return held
  // A member that could not be opened may leave others without what they wait for, and nothing to be done.
  events.push(...followMembers(after(file, events, now), [], today).events)
  // The reader's turn is its own: nobody else opens members. Somebody who withdraws meanwhile wins, and this is done again.
  const saved = await saveBundleMove(tx, { before: file, at: now, actor: system, events })
  if (!saved) throw new Error(`bundle ${file.bundleNo} moved meanwhile`)
  return held
}

const after = (file: BundleFile, events: readonly BundleEvent[], at: Temporal.Instant): BundleFile =>
  applyBundleEvents(
    file,
    events.map((event, index) => ({ ...event, seq: file.version + index + 1, at, actor: system })),
  )

/** How a case ended; null while it goes on. Granted counts when the result is there, for it is what others wait for. */
function outcomeOf(caseFile: CaseFile): MemberOutcome | null {
  switch (caseFile.state) {
    case 'submitted':
    case 'correcting':
    case 'accepted':
      return null
    case 'granted':
      return caseFile.result === null ? null : 'granted'
    case 'denied':
    case 'declined':
    case 'withdrawn':
    case 'terminated':
    case 'revoked':
      return caseFile.state
  }
}

type Opening = {
  file: BundleFile
  member: BundleMemberFile
  cases: ReadonlyMap<string, CaseFile>
  now: Temporal.Instant
}

/**
 * Opens the case of a member that has all it waited for, with the others' results among its papers. `isHeld`: its route cannot be run
 * now; that is an event the first time.
 */
async function openMember(
  follower: BundleFollower,
  tx: Db,
  opening: Opening,
): Promise<{ event: BundleEvent | null; isHeld?: true }> {
  const { handling } = follower
  const { file, member, now } = opening
  if (member.submission === null) throw new Error(`${member.entryId} of ${file.bundleNo} waits without a submission`)
  const item = await handling.city().getItemAt(tx, member.item, member.submission.answers)
  if (withoutRoute(handling.city(), item) !== null) return { event: heldFirst(member), isHeld: true }
  const given = await resultsFor(follower, opening, item, member.submission)
  const submission: Submission = { ...member.submission, materials: mergeMaterials(member.submission.materials, given) }
  const judged: ServiceItem = { ...item, content: { ...item.content, form: asJudged(item.content.form, member) } }
  const { agent } = submission.applicant
  const { accountId, name } = submission.applicant
  // Who submitted the bundle submitted this too; that it begins today is the system's doing and stands in the bundle's events.
  const actor: Actor = {
    kind: 'person',
    accountId: agent?.accountId ?? accountId,
    name: agent?.name ?? name,
    ...(agent ? { mandateId: agent.mandateId } : {}),
  }
  const { moment, route } = openingOf(handling, { item: judged, divisionCode: file.divisionCode, actor, now })
  const events = submit(submission, route, moment)
  // One bundle that cannot go on must not stop the others: the applicant is told to apply for this item by itself.
  if (isRefusal(events))
    return { event: { type: 'member-skipped', data: { entryId: member.entryId, why: 'not-accepted', of: null } } }
  const saved = await saveOpened(handling, tx, { events, moment, caseId: member.caseId, remember: null, draftId: null })
  if (!saved.saved) throw new Error(`the case of ${member.entryId} of ${file.bundleNo} exists already`)
  return { event: { type: 'member-case-opened', data: { entryId: member.entryId, caseNo: saved.row.case_no } } }
}

const heldFirst = ({ entryId, state }: BundleMemberFile): BundleEvent | null =>
  state.type === 'waiting' && state.held !== undefined
    ? null
    : { type: 'member-held', data: { entryId, why: 'no-route' } }

/** The results of the others, each as the paper it replaces: from the issuer itself, so of trust A. */
async function resultsFor(
  follower: BundleFollower,
  { member, cases }: Opening,
  item: ServiceItem,
  submission: Submission,
): Promise<HandedIn[]> {
  const wanted = new Set(listApplicableMaterials(item, submission.answers).map((one) => one.no))
  const given: HandedIn[] = []
  for (const need of member.needs) {
    const giver = cases.get(need.of)
    if (need.gives === null || giver === undefined || !wanted.has(need.gives)) continue
    // A result that was revoked meanwhile is no paper any more.
    if (giver.overturned !== null) continue
    const position = given.filter((one) => one.materialNo === need.gives).length + 1
    given.push({ materialNo: need.gives, position, ...(await follower.keepResult(giver)), trust: 'A' })
  }
  return given
}

/** The form as it was judged on the day of submission: without what results answer, and days as they stood then. */
const asJudged = (form: Form, member: BundleMemberFile): Form => {
  const left = formWithout(form, new Set(member.needs.flatMap((need) => need.fills)))
  return {
    sections: left.sections.map((section) => ({
      ...section,
      fields: section.fields.map((field) => {
        if (field.type !== 'date') return field
        const { notAfterToday: _after, notBeforeToday: _before, ...rest } = field
        return rest
      }),
    })),
  }
}
