import { createHash } from 'node:crypto'
import { type Actor, type Clock, type Db, dateIn, findRemembered, type Refusal, refuse } from '#base'
import type { Session } from '#identity'
import type { City, ServiceItem } from '#management'
import { type Reading, recordReading } from '../access/access-store.ts'
import { mayTake } from '../task/list-acts.ts'
import { chooseTask } from '../task/task.ts'
import { type Act, perform } from './act.ts'
import type { CaseEvent } from './case-event.ts'
import type { CaseFile, Task } from './case-file.ts'
import { findCaseFile, saveCaseMove } from './case-file-store.ts'
import { applicantMoves, may, mayAtTask, mayWorkAt, placeOfMove, tasksOfMove } from './may.ts'
import { isRefused, type Moment } from './progress.ts'
import { projectionAt } from './project-case.ts'

/** What handling needs of the world, passed in by main. */
export type Handling = { db: Db; city: () => City; clock: Clock }

export type MoveInput = {
  session: Session
  caseId: string
  /** The version the actor saw; null: whatever it is now (the applicant's own moves). */
  seenVersion: number | null
  act: Act
  /** The same key gives the same answer. */
  key: string | null
  /** The case as it was just read, where it was, and the reading still to be recorded; it is read again when somebody was faster. */
  opened?: { caseFile: CaseFile; reading: Reading | null }
}

const notFound = refuse('not-found', {
  zh: '没有这个办件，或您无权查看。',
  en: 'There is no such case, or it is not yours to see.',
})

const notYours = refuse('not-allowed', {
  zh: '您的岗位不能办理这一步。',
  en: 'Your role does not cover this step.',
})

/**
 * Makes one move on one case: load → decide → save. A stale page, a colleague who was faster, a repeated request and a
 * move outside one's powers each get their own sentence; nothing is lost and nothing is done twice.
 */
export async function makeMove(handling: Handling, input: MoveInput): Promise<CaseFile | Refusal> {
  const { answer, isStored } = await tryMove(handling, input)
  // What was refused was read all the same.
  if (!isStored && input.opened?.reading) await recordReading(handling.db, input.opened.reading)
  return answer
}

type Made = { answer: CaseFile | Refusal; isStored: boolean }

const unstored = (answer: CaseFile | Refusal): Made => ({ answer, isStored: false })

async function tryMove(handling: Handling, input: MoveInput): Promise<Made> {
  const city = handling.city()
  const { session, act } = input
  const digest = input.key === null ? '' : digestOfAct(input)
  const known = await findDone(handling, input, digest)
  if (known !== undefined) return unstored(known)
  for (let attempt = 0; ; attempt++) {
    const justRead = attempt === 0 ? input.opened?.caseFile : undefined
    const caseFile = justRead ?? (await findCaseFile(handling.db, city.cityCode, input.caseId))
    const authority = caseFile && city.authorities.get(caseFile.item.authorityCode)
    if (caseFile === undefined || authority === undefined || !may(session, 'read', caseFile, authority.divisionCode))
      return unstored(notFound)
    if (!mayAct(session, act, caseFile, authority.divisionCode)) return unstored(notYours)
    if (input.seenVersion !== null && isStale(caseFile, input.seenVersion))
      return unstored(movedMeanwhile(caseFile, input.seenVersion))
    const actor = actorOf(session, act, caseFile, authority.divisionCode)
    const moment = await momentOf(handling, caseFile, actor, fitsFor(session, act))
    const outcome = perform(caseFile, act, moment, may(session, 'terminate', caseFile, authority.divisionCode))
    if (outcome.events.length === 0) return unstored(isRefused(outcome) ? outcome.refusal : caseFile)
    const saved = await saveCaseMove(handling.db, {
      before: caseFile,
      at: moment.now,
      actor: moment.actor,
      events: outcome.events,
      project: projectionAt(moment),
      remember: isRefused(outcome) ? null : toRemember(input, digest),
      reading: input.opened?.reading ?? null,
    })
    if (saved.saved) return { answer: isRefused(outcome) ? outcome.refusal : saved.after, isStored: true }
    if (saved.why === 'key-used') return unstored((await findDone(handling, input, digest)) ?? notFound)
    // Somebody else moved first: decide again on what is true now, unless the actor must see it first.
    if (attempt >= 5) {
      const now = await findCaseFile(handling.db, city.cityCode, input.caseId)
      return unstored(now === undefined ? notFound : movedMeanwhile(now, input.seenVersion ?? caseFile.version))
    }
  }
}

const toRemember = ({ session, key }: MoveInput, requestDigest: string) =>
  key === null ? null : { accountId: session.account.accountId, key, requestDigest }

const digestOfAct = (input: MoveInput): string =>
  createHash('sha256')
    .update(JSON.stringify([input.caseId, input.act]))
    .digest('hex')

async function findDone(handling: Handling, input: MoveInput, digest: string): Promise<CaseFile | Refusal | undefined> {
  if (input.key === null) return undefined
  const { cityCode } = handling.city()
  const known = await findRemembered(handling.db, cityCode, input.session.account.accountId, input.key)
  if (known === undefined) return undefined
  if (known.requestDigest !== digest) return keyReused
  return findCaseFile(handling.db, cityCode, input.caseId)
}

/** The same idempotency key with another request: the client is confused, and must be told. */
export const keyReused = refuse('conflict', {
  zh: '这个幂等键已经用于另一个请求，请换一个新的。',
  en: 'This idempotency key was used for another request. Use a new one.',
})

const mayAct = (session: Session, act: Act, caseFile: CaseFile, authorityDivision: string): boolean => {
  if (act.move !== 'claim' && act.move !== 'release') return may(session, act.move, caseFile, authorityDivision)
  const task = caseFile.tasks.find((one) => one.token === act.token)
  const asHead = may(session, 'terminate', caseFile, authorityDivision)
  if (act.move === 'release') return asHead || task?.assignee?.accountId === session.account.accountId
  return mayTake(session, task, caseFile, authorityDivision)
}

/** What leaves the case as it is: the applicant was told something, and whoever acts on it would do no other. */
const told: ReadonlySet<CaseEvent['type']> = new Set(['supply-reminded', 'supply-overdue', 'rating-invited'])

/** Did the case change since the actor saw it, in what an act may rest on? */
const isStale = (caseFile: CaseFile, seen: number): boolean =>
  seen > caseFile.version || caseFile.history.some((event) => event.seq > seen && !told.has(event.type))

function movedMeanwhile(caseFile: CaseFile, seen: number): Refusal {
  const since = caseFile.history.filter((event) => event.seq > seen && !event.type.startsWith('run-'))
  const who = [...new Set(since.map((event) => event.actor.name))].join('、')
  return refuse('conflict', {
    zh: `您打开后，本件已由${who || '他人'}办理过（${since.length} 项变化）。请刷新后再办，您填的内容不会丢。`,
    en: `Since you opened it, this case was handled by ${who || 'somebody else'} (${since.length} changes). Refresh and try again; what you typed is kept.`,
  })
}

/** Who acts, and an officer for which authority: of several posts the one at which this is done. */
function actorOf(session: Session, act: Act, caseFile: CaseFile, authorityDivision: string): Actor {
  const { accountId, name, kind } = session.account
  // An officer who is the applicant withdraws or supplements as anybody does.
  if (kind !== 'officer' || applicantMoves.some((one) => one === act.move)) {
    // One's own case is moved in one's own name, for whomever one acts at the moment.
    const mandate = caseFile.applicant.agent ? session.mandate : null
    return { kind: 'person', accountId, name, ...(mandate ? { mandateId: mandate.mandateId } : {}) }
  }
  const place =
    act.move === 'claim' || act.move === 'release'
      ? caseFile.tasks.find((one) => one.token === act.token)
      : (chooseTask(tasksOfMove(session, act.move, caseFile) ?? [], accountId) ??
        placeOfMove(session, act.move, caseFile, authorityDivision))
  return { kind: 'officer', accountId, name, authorityCode: place?.authorityCode ?? caseFile.item.authorityCode }
}

/** At which tasks this may be done: a right that an officer has at one task is not used at another. */
const fitsFor =
  (session: Session, act: Act): Moment['fits'] =>
  (task: Task) =>
    act.move === 'claim' || act.move === 'release' ? mayWorkAt(session, task) : mayAtTask(session, act.move, task)

/** The moment of a decision about a case: the item as it was at submission, the case's own route, today's calendar. */
export async function momentOf(
  handling: Handling,
  caseFile: CaseFile,
  actor: Actor,
  fits: Moment['fits'] = () => true,
): Promise<Moment> {
  const city = handling.city()
  // A clock may be set back; nothing happens to a case before what already happened to it.
  const last = caseFile.history.at(-1)?.at
  const read = handling.clock()
  const now = last !== undefined && Temporal.Instant.compare(read, last) < 0 ? last : read
  const item = await city.getItemAt(handling.db, caseFile.item, caseFile.answers)
  return {
    item,
    graph: city.getDefinition(caseFile.route.key, caseFile.route.version).graph,
    calendar: city.calendar,
    actor,
    now,
    today: dateIn(city.zone, now),
    zone: city.zone,
    fits,
    placeOf: placeOfTask(city, item, caseFile.divisionCode),
  }
}

/**
 * Tasks belong to the deciding authority, save 初审, which is done one level lower where the applicant lives, and those of
 * another department of the same government, which the route names by what it is.
 */
export const placeOfTask =
  (city: City, item: ServiceItem, divisionCode: string): Moment['placeOf'] =>
  (properties) => {
    const here = { authorityCode: item.authority.creditCode, divisionCode: item.authority.divisionCode }
    const department = properties['department']
    if (department !== undefined) {
      const other = city.authorities.findAt(department, item.authority.divisionCode)
      return other ? { authorityCode: other.creditCode, divisionCode: other.divisionCode } : here
    }
    if (properties['level'] !== 'lower') return here
    const below = city.divisions
      .pathOf(divisionCode)
      .find((division) => division.parentCode === item.authority.divisionCode)
    const lower = below && city.authorities.findAt(item.authority.kind, below.code)
    return lower ? { authorityCode: lower.creditCode, divisionCode: lower.divisionCode } : here
  }
