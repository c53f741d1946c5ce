import { createHash } from 'node:crypto'
import { type Actor, type Db, dateIn, type Flaw, findRemembered, isRefusal, type Refusal, refuse, uuidv7 } from '#base'
import { mandateCovers, type Session } from '#identity'
import { type City, cleanAnswers, type MergedBundle, refOf } from '#management'
import type { CaseEvent, Channel, Delivery } from '../case-file/case-event.ts'
import { type Handling, keyReused } from '../case-file/make-move.ts'
import type { Moment } from '../case-file/progress.ts'
import { submit } from '../case-file/submission.ts'
import {
  applicantOf,
  cannotBegin,
  gatherMaterials,
  noSuchDivision,
  openingOf,
  saveOpened,
  type WalkedIn,
} from '../case-file/submit-case-file.ts'
import type { BundleEvent, MemberPlan } from './bundle-event.ts'
import { reduceBundleFile } from './bundle-file.ts'
import { drawBundleNo, saveBundleMove, saveBundleSubmission } from './bundle-file-store.ts'
import {
  type BundleSubmission,
  bundleFlaws,
  elsewhereFlaws,
  type MemberSubmission,
  splitSubmission,
} from './bundle-submission.ts'

export type SubmitBundleInput = {
  session: Session
  merged: MergedBundle
  divisionCode: string
  channel: Channel
  answers: Record<string, unknown>
  form: Record<string, unknown>
  /** Papers by their number in the merged list. */
  materials: readonly { materialNo: number; fileId: string }[]
  brought: readonly number[]
  delivery: Delivery
  commitment: { signedBy: string; text: string } | null
  declared: boolean
  /** Idempotency-Key: the same key, the same answer. */
  key: string
  draftId: string | null
  /** Set when a clerk enters it for somebody at the counter. */
  walkIn?: WalkedIn
}

type Opening = { plan: MemberPlan; moment: Moment; events: CaseEvent[] }

/**
 * Submits a bundle: one record, and a case for each needed member that waits for nothing; the others are opened when what
 * they need is issued (`followBundles`). All in one transaction, and once: the same key again gives the same answer.
 */
export async function submitBundle(
  handling: Handling,
  input: SubmitBundleInput,
): Promise<{ bundleNo: string } | Refusal> {
  const city = handling.city()
  const { merged } = input
  const digest = digestOf(input)
  const known = await findDone(handling, input, digest)
  if (known !== undefined) return known
  const now = handling.clock()
  const today = dateIn(city.zone, now)
  const whole = await wholeOf(handling, input)
  if (isRefusal(whole)) return whole
  const nowhere = noSuchDivision(city, input.divisionCode)
  if (nowhere !== null) return nowhere
  const itemOf = (entryId: string) => city.findItemFor(entryId, input.divisionCode)?.item
  const elsewhere = elsewhereFlaws(merged, whole.answers, itemOf)
  if (elsewhere[0] !== undefined) return refuse('invalid', elsewhere[0].sentence, elsewhere)
  const members = splitSubmission(merged, whole, itemOf)
  const refused = refusalOf(city, input, whole, members, today)
  if (refused !== null) return refused
  const actor = actorOf(input, members)
  const openings: Opening[] = []
  const plans: MemberPlan[] = []
  for (const one of members) {
    const plan = planOf(one, uuidv7(now))
    plans.push(plan)
    if (plan.submission !== null) continue
    const { moment, route } = openingOf(handling, { item: one.item, divisionCode: input.divisionCode, actor, now })
    const events = submit(one.submission, route, moment)
    if (isRefusal(events)) return events
    openings.push({ plan, moment, events })
  }
  const first = submittedFrom(input, whole, plans, members, today)
  const saved = await saveAll(handling, { input, digest, now, actor, first, openings })
  return saved ?? (await findDone(handling, input, digest)) ?? keyReused
}

function actorOf({ session, walkIn }: SubmitBundleInput, [leading]: readonly MemberSubmission[]): Actor {
  const { accountId, name } = session.account
  if (walkIn === undefined)
    return { kind: 'person', accountId, name, ...(session.mandate ? { mandateId: session.mandate.mandateId } : {}) }
  // A comprehensive window belongs to no one department; its clerk takes in for them, first for the leading one.
  const authorityCode = leading?.item.authority.creditCode ?? ''
  return { kind: 'officer', accountId, name, authorityCode }
}

async function findDone(
  handling: Handling,
  input: SubmitBundleInput,
  digest: string,
): Promise<{ bundleNo: string } | Refusal | undefined> {
  const { cityCode } = handling.city()
  const { accountId } = input.session.account
  const known = await findRemembered<{ bundleNo?: string }>(handling.db, cityCode, accountId, input.key)
  if (known === undefined) return undefined
  const { bundleNo } = known.answer
  return known.requestDigest === digest && bundleNo !== undefined ? { bundleNo } : keyReused
}

const digestOf = (input: SubmitBundleInput): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        input.walkIn,
        input.merged.bundle.id,
        input.divisionCode,
        input.answers,
        input.form,
        input.materials,
        input.brought,
        input.delivery,
      ]),
    )
    .digest('hex')

async function wholeOf(handling: Handling, input: SubmitBundleInput): Promise<BundleSubmission | Refusal> {
  const { walkIn } = input
  const materials = await gatherMaterials(handling, input, (no) => (walkIn?.originals.includes(no) ? 'B' : 'C'))
  if (isRefusal(materials)) return materials
  return {
    applicantOf: (form) => walkIn?.applicant ?? applicantOf(input.session, form),
    channel: input.channel,
    divisionCode: input.divisionCode,
    answers: cleanAnswers(input.merged.questions, input.answers),
    form: input.form,
    materials,
    brought: input.brought,
    delivery: input.delivery,
    commitment: input.commitment,
    declared: input.declared,
  }
}

function refusalOf(
  city: City,
  { session, merged }: SubmitBundleInput,
  whole: BundleSubmission,
  members: readonly MemberSubmission[],
  today: Temporal.PlainDate,
): Refusal | null {
  const { mandate } = session
  const uncovered = members.find((one) => mandate !== null && !mandateCovers(mandate, one.entryId, today))
  if (uncovered !== undefined) {
    return refuse('not-allowed', {
      zh: `您的委托不包括“${uncovered.item.content.name.zh}”，请委托人补充授权。`,
      en: `Your mandate does not cover “${uncovered.item.content.name.en}”. Ask the principal to extend it.`,
    })
  }
  for (const { item } of members) {
    const refused = cannotBegin(city, item, today)
    if (refused !== null) return refused
  }
  const flaws: Flaw[] = bundleFlaws(merged, whole, members, today)
  if (flaws.length === 0) return null
  return refuse(
    'invalid',
    {
      zh: `还有 ${flaws.length} 处需要修改，您填的内容都还在。`,
      en: `${flaws.length} things need attention. Nothing you entered is lost.`,
    },
    flaws,
  )
}

function planOf({ entryId, item, needs, submission }: MemberSubmission, caseId: string): MemberPlan {
  return {
    entryId,
    caseId,
    item: refOf(item),
    itemName: item.content.name,
    needs,
    submission: needs.length > 0 ? submission : null,
  }
}

function submittedFrom(
  { merged, divisionCode, channel }: SubmitBundleInput,
  whole: BundleSubmission,
  plans: MemberPlan[],
  members: readonly MemberSubmission[],
  today: Temporal.PlainDate,
): BundleEvent[] {
  const [leading] = members
  if (leading === undefined) throw new Error('a bundle without members was submitted')
  const needed = new Set(plans.map((one) => one.entryId))
  return [
    {
      type: 'submitted',
      data: {
        bundle: { bundleId: merged.bundle.id, no: merged.no },
        name: merged.bundle.name,
        divisionCode,
        applicant: leading.submission.applicant,
        channel,
        answers: cleanAnswers(merged.questions, whole.answers),
        members: plans,
        receivedOn: today.toString(),
      },
    },
    ...merged.members
      .filter((one) => !needed.has(one.member.entryId))
      .map(
        (one): BundleEvent => ({
          type: 'member-not-needed',
          data: { entryId: one.member.entryId, itemName: one.content.name },
        }),
      ),
  ]
}

type Whole = {
  input: SubmitBundleInput
  digest: string
  now: Temporal.Instant
  actor: Actor
  first: BundleEvent[]
  openings: readonly Opening[]
}

/** Another submission with the same key was faster: everything is taken back, and its answer is the answer. */
class Overtaken extends Error {}

/** Everything or nothing; undefined when somebody with the same key was faster. */
async function saveAll(handling: Handling, whole: Whole): Promise<{ bundleNo: string } | undefined> {
  const { input, now } = whole
  const { cityCode, zone } = handling.city()
  const on = dateIn(zone, now)
  const bundleNo = await drawBundleNo(handling.db, { cityCode, division: input.divisionCode.slice(0, 6), on })
  try {
    await handling.db
      .transaction()
      .execute((tx) => saveIn(handling, tx, { cityCode, bundleFileId: uuidv7(now), bundleNo }, whole))
    return { bundleNo }
  } catch (error) {
    if (error instanceof Overtaken) return undefined
    throw error
  }
}

async function saveIn(
  handling: Handling,
  tx: Db,
  key: { cityCode: string; bundleFileId: string; bundleNo: string },
  { input, digest, now, actor, first, openings }: Whole,
): Promise<void> {
  const remember = { accountId: input.session.account.accountId, key: input.key, requestDigest: digest }
  const stored = { ...key, at: now, actor, events: first, remember, draftId: input.draftId }
  if (!(await saveBundleSubmission(tx, stored)).saved) throw new Overtaken()
  const opened: BundleEvent[] = []
  for (const { plan, moment, events } of openings) {
    const begins = { events, moment, caseId: plan.caseId, remember: null, draftId: null }
    const saved = await saveOpened(handling, tx, begins)
    if (!saved.saved) throw new Overtaken()
    opened.push({ type: 'member-case-opened', data: { entryId: plan.entryId, caseNo: saved.row.case_no } })
  }
  if (opened.length === 0) return
  const before = reduceBundleFile(
    key,
    first.map((event, index) => ({ ...event, seq: index + 1, at: now, actor })),
  )
  if (!(await saveBundleMove(tx, { before, at: now, actor, events: opened }))) throw new Overtaken()
}
