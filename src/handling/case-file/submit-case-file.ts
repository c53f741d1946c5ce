import { createHash } from 'node:crypto'
import { type Actor, type Db, dateIn, findRemembered, isRefusal, type Refusal, refuse, uuidv7 } from '#base'
import { type Session, uncovered } from '#identity'
import { asAnswered, type City, itemThatDecides, type ServiceItem, whyCannotBegin, whyNotOnline } from '#management'
import { listOwnUploads } from '../material/upload-store.ts'
import type { CaseEvent, Channel, Delivery, HandedIn } from './case-event.ts'
import { saveSubmission } from './case-file-store.ts'
import { drawCaseNo } from './case-no-store.ts'
import { type Handling, keyReused, placeOfTask } from './make-move.ts'
import type { Moment } from './progress.ts'
import { projectionAt } from './project-case.ts'
import { type Submission, submit } from './submission.ts'

export type SubmitInput = {
  session: Session
  item: ServiceItem
  divisionCode: string
  channel: Channel
  answers: Record<string, unknown>
  form: Record<string, unknown>
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

/** The applicant as a clerk established them, and the papers whose originals the clerk has seen. */
export type WalkedIn = { applicant: Submission['applicant']; originals: readonly number[] }

/** Submits an application. The answer is sent after the commit; the same key again gives the same case. */
export async function submitCaseFile(
  handling: Handling,
  input: SubmitInput,
): Promise<{ caseId: string; caseNo: string } | Refusal> {
  const { db, clock } = handling
  const city = handling.city()
  const { session } = input
  const item = asAnswered(itemThatDecides(city, input.item), input.answers)
  const now = clock()
  const digest = createHash('sha256')
    .update(
      JSON.stringify([
        input.walkIn,
        item.itemCode,
        input.divisionCode,
        input.answers,
        input.form,
        input.materials,
        input.brought,
        input.delivery,
      ]),
    )
    .digest('hex')
  const today = dateIn(city.zone, now)
  const refused = uncovered(session.mandate, item.entryId, today) ?? cannotBegin(city, item, today) ?? notOnline(input)
  const remembered = () =>
    findRemembered<{ caseId: string; caseNo: string }>(db, city.cityCode, session.account.accountId, input.key)
  // What was submitted once stays submitted: a repeat of an accepted request must not fail because its draft is gone, or its item.
  const unlessKnown = async (refusal: Refusal) => (await remembered())?.answer ?? refusal
  if (refused !== null) return unlessKnown(refused)
  const nowhere = noSuchDivision(city, input.divisionCode)
  if (nowhere !== null) return nowhere
  const materials = await gatherMaterials(handling, input, (no) => (input.walkIn?.originals.includes(no) ? 'B' : 'C'))
  if (isRefusal(materials)) return unlessKnown(materials)
  const submission: Submission = {
    applicant: input.walkIn?.applicant ?? applicantOf(session, input.form),
    channel: input.channel,
    divisionCode: input.divisionCode,
    answers: input.answers,
    form: input.form,
    materials,
    brought: input.brought,
    delivery: input.delivery,
    commitment: input.commitment,
    declared: input.declared,
  }
  const { accountId, name } = session.account
  const actor: Actor = input.walkIn
    ? { kind: 'officer', accountId, name, authorityCode: item.authority.creditCode }
    : { kind: 'person', accountId, name, ...(session.mandate ? { mandateId: session.mandate.mandateId } : {}) }
  const { moment, route } = openingOf(handling, { item, divisionCode: input.divisionCode, actor, now })
  const events = submit(submission, route, moment)
  if (isRefusal(events)) return unlessKnown(events)
  const saved = await saveOpened(handling, db, {
    events,
    moment,
    caseId: uuidv7(now),
    remember: { accountId: session.account.accountId, key: input.key, requestDigest: digest },
    draftId: input.draftId,
  })
  if (saved.saved) return { caseId: saved.row.case_id, caseNo: saved.row.case_no }
  const known = await remembered()
  if (known === undefined) throw new Error('a submission was neither saved nor remembered')
  return known.requestDigest === digest ? known.answer : keyReused
}

/** Refuses what is sent online for an item that only counters take in. */
function notOnline({ walkIn, item }: Pick<SubmitInput, 'walkIn' | 'item'>): Refusal | null {
  const why = walkIn === undefined ? whyNotOnline(item) : null
  return why === null ? null : refuse('conflict', why)
}

/** Refuses an application for a place that the city does not have. */
export const noSuchDivision = (city: City, divisionCode: string): Refusal | null =>
  city.divisions.find(divisionCode) !== undefined
    ? null
    : refuse(
        'invalid',
        { zh: '没有这个行政区划，请重新选择地方。', en: 'There is no such division. Choose the place again.' },
        [{ pointer: '/division', sentence: { zh: '请重新选择地方。', en: 'Choose the place again.' } }],
      )

/** Refuses an application for what nobody can apply for now. */
export function cannotBegin(city: City, item: ServiceItem, today: Temporal.PlainDate): Refusal | null {
  const why = whyCannotBegin(city, item, today)
  return why === null ? null : refuse('conflict', why)
}

/** The moment in which a case of this item begins, and the route it begins on. */
export function openingOf(
  handling: Pick<Handling, 'city'>,
  input: { item: ServiceItem; divisionCode: string; actor: Actor; now: Temporal.Instant },
): { moment: Moment; route: { key: string; version: number } } {
  const city = handling.city()
  const { item, divisionCode, actor, now } = input
  const { key, version, graph } = city.getDefinition(item.content.route)
  const moment: Moment = {
    item,
    graph,
    calendar: city.calendar,
    actor,
    now,
    today: dateIn(city.zone, now),
    zone: city.zone,
    fits: () => true,
    placeOf: placeOfTask(city, item, divisionCode),
  }
  return { moment, route: { key, version } }
}

/**
 * Draws the number of a case that begins and stores it. `db` may be a transaction, so that several cases begin together or
 * not at all; a `caseId` that exists already is not stored again (`moved-meanwhile`).
 */
export async function saveOpened(
  handling: Handling,
  db: Db,
  input: {
    events: readonly CaseEvent[]
    moment: Moment
    caseId: string
    remember: { accountId: string; key: string; requestDigest: string } | null
    draftId: string | null
  },
): ReturnType<typeof saveSubmission> {
  const { events, moment, caseId, remember, draftId } = input
  const [first] = events
  if (first?.type !== 'submitted') throw new Error('a submission begins with its submission')
  const { cityCode } = handling.city()
  const { authority } = moment.item
  const caseNo = await drawCaseNo(handling.db, {
    cityCode,
    division: authority.divisionCode.slice(0, 6),
    authorityNo: authority.authorityNo,
    on: moment.today,
  })
  const project = projectionAt(moment)
  const newCase = { caseId, caseNo, submitted: first.data, project }
  return saveSubmission(db, { cityCode, at: moment.now, actor: moment.actor, events, newCase, remember, draftId })
}

/** Turns file ids into materials; only files that this account gave itself count. */
export async function gatherMaterials(
  handling: Pick<Handling, 'db' | 'city'>,
  input: Pick<SubmitInput, 'session' | 'materials'>,
  trustOf: (materialNo: number) => HandedIn['trust'],
): Promise<HandedIn[] | Refusal> {
  if (input.materials.length === 0) return []
  const own = await listOwnUploads(
    handling.db,
    handling.city().cityCode,
    input.session.account.accountId,
    input.materials.map((one) => one.fileId),
  )
  const unknown = input.materials.filter((one) => !own.has(one.fileId))
  if (unknown.length > 0) {
    return refuse(
      'invalid',
      { zh: '有文件没有找到，请重新上传。', en: 'Some files were not found. Upload them again.' },
      unknown.map((one) => ({
        pointer: `/materials/${one.materialNo}`,
        sentence: { zh: '这个文件没有找到，请重新上传。', en: 'This file was not found. Upload it again.' },
      })),
    )
  }
  const counts = new Map<number, number>()
  return input.materials.flatMap(({ materialNo, fileId }): HandedIn[] => {
    const file = own.get(fileId)
    if (file === undefined) return []
    const position = (counts.get(materialNo) ?? 0) + 1
    counts.set(materialNo, position)
    return [
      {
        materialNo,
        position,
        name: file.name,
        digest: file.digest,
        mediaType: file.mediaType,
        size: file.size,
        trust: trustOf(materialNo),
      },
    ]
  })
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

/** Who applies, and so whose the case is: the principal of the mandate, or what the form says of oneself (a person, or the firm one declares). */
export function applicantOf(session: Session, form: Record<string, unknown>): Submission['applicant'] {
  const { account, mandate } = session
  const mobile = text(form['mobile']) || (account.profile.mobile ?? '')
  if (mandate !== null) {
    const agent = { accountId: account.accountId, name: account.name, mandateId: mandate.mandateId }
    const code = mandate.principalKind === 'legal' ? (mandate.principalCode ?? '') : text(form['residentIdNo'])
    return {
      kind: mandate.principalKind,
      name: mandate.principalName,
      code,
      mobile,
      accountId: mandate.principalAccountId,
      agent,
    }
  }
  const asFirm = text(form['creditCode']) !== '' && form['applicantKind'] !== 'natural'
  return asFirm
    ? {
        kind: 'legal',
        name: text(form['firmName']),
        code: text(form['creditCode']),
        mobile,
        accountId: account.accountId,
      }
    : {
        kind: 'natural',
        name: account.name,
        code: account.profile.residentIdNo ?? text(form['residentIdNo']),
        mobile,
        accountId: account.accountId,
      }
}
