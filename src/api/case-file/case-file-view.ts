import type { Db } from '#base'
import { dateIn } from '#base'
import { explain as explainRun, isReadable, listSteps } from '#bpmn'
import {
  bundleOf,
  type CaseFile,
  clockState,
  committedLimit,
  explain,
  isConcerned,
  listActs,
  listApplicableMaterials,
  listNotices,
  listReceivable,
  listTakeable,
  missingMaterials,
  statutoryLimit,
  tellBy,
} from '#handling'
import type { Session } from '#identity'
import {
  type City,
  englishBody,
  englishPath,
  listFields,
  type PrefillSource,
  reliefOf,
  remedyText,
  type ServiceItem,
} from '#management'
import { eligibilityView, feeView } from '../service-item/assessment-view.ts'
import { jointView } from './joint-view.ts'

/** A case as its parties and officers see it: what it is, where it stands, why that date, and what this reader may do now. */
export async function caseView(db: Db, city: City, caseFile: CaseFile, session: Session, now: Temporal.Instant) {
  const item = await city.getItemAt(db, caseFile.item, caseFile.answers)
  const today = dateIn(city.zone, now)
  const route = city.getDefinition(caseFile.route.key, caseFile.route.version)
  // Whoever applied, or submitted for somebody else, reads the case as its party, whatever post they hold elsewhere.
  const asOfficer = session.account.kind === 'officer' && !isConcerned(session, caseFile)
  // A case that is over needs its route no more.
  const isUsable = isReadable(route.graph) || caseFile.run.status !== 'running'
  const names = Object.fromEntries(listSteps(route.graph).map((step) => [step.element, step.name]))
  return {
    caseId: caseFile.caseId,
    caseNo: caseFile.caseNo,
    version: caseFile.version,
    state: caseFile.state,
    item: {
      itemCode: caseFile.itemCode,
      name: item.content.name,
      entryId: caseFile.item.entryId,
      caseType: item.content.caseType,
      legalBasis: item.content.legalBasis,
      result: item.content.result.name,
    },
    /** The 一件事 it belongs to, with the other items' names and states. */
    bundle: await bundleOf(db, caseFile),
    ...whereOf(city, caseFile, item),
    applicant: { ...caseFile.applicant, accountId: undefined },
    channel: caseFile.channel,
    submittedAt: caseFile.submittedAt.toString(),
    receivedOn: caseFile.receivedOn.toString(),
    tellBy: tellBy(caseFile, city.calendar)?.toString() ?? null,
    acceptedOn: caseFile.acceptedOn?.toString() ?? null,
    acceptedByLaw: caseFile.acceptedByLaw,
    closedAt: caseFile.closedAt?.toString() ?? null,
    answers: caseFile.answers,
    questions: item.content.questions,
    form: caseFile.form,
    formDefinition: item.content.form,
    /** Fields that say otherwise than what is vouched for, by field id; officers see them marked. */
    differences: asOfficer ? differencesOf(caseFile, item) : {},
    /** What the item's tables said when it was submitted; null where it names none. */
    eligibility: eligibilityView(caseFile.eligibility),
    fee: feeView(caseFile.fee, item),
    requirements: listApplicableMaterials(item, caseFile.answers),
    materials: caseFile.materials,
    /** Numbers of necessary papers that are not here, whether promised at the counter or not. */
    missing: missingMaterials(item, caseFile.answers, { materials: caseFile.materials, brought: [] }).map(
      (one) => one.no,
    ),
    /** Numbers of the papers that a counter may take in now. */
    receivable: asOfficer ? listReceivable(caseFile, item) : [],
    brought: caseFile.brought,
    deferred: caseFile.deferred,
    delivery: caseFile.delivery,
    delivered: caseFile.delivered && { ...caseFile.delivered, at: caseFile.delivered.at.toString() },
    commitment: caseFile.commitment,
    correction: caseFile.correction && {
      ...caseFile.correction,
      dueOn: caseFile.correction.dueOn.toString(),
      told: caseFile.correction.told.toString(),
    },
    examinations: asOfficer ? caseFile.examinations.map((one) => ({ ...one, at: one.at.toString() })) : [],
    ...decisionView(caseFile, asOfficer),
    refusal: caseFile.refusal,
    /** The letters sent so far, oldest first: each a PDF at `/cases/{caseNo}/{address}.pdf`. */
    notices: listNotices(caseFile).map(({ address, number, title }) => ({ address, number, title })),
    result: caseFile.result && { ...caseFile.result, at: caseFile.result.at.toString() },
    clocks: clocksOf(city, caseFile, item, today),
    ...jointView(city, caseFile, today, asOfficer),
    run: explainRun(route.graph, caseFile.run),
    stepNames: names,
    /** The version it runs by; its drawing has an address of its own. Not usable: an upgrade refuses it, and the case waits to be moved. */
    route: asOfficer ? { ...caseFile.route, isUsable } : null,
    history: caseFile.history
      .filter((event) => event.type !== 'run-advanced' && (asOfficer || !officersOnly.has(event.type)))
      .map((event) => ({
        seq: event.seq,
        type: event.type,
        at: event.at.toString(),
        by: toldBy(city, event, asOfficer),
        byKind: event.actor.kind,
        data: toldOf(event, asOfficer),
      })),
    ...listActs(caseFile, {
      session,
      item,
      authorityDivision: item.authority.divisionCode,
      canRun: isUsable,
    }),
    ...listTakeable(caseFile, session, item.authority.divisionCode),
  }
}

/** What was promised and what the law allows, each with its day and the days that lead to it. */
const clocksOf = (city: City, { clock }: CaseFile, item: ServiceItem, today: Temporal.PlainDate) =>
  ([committedLimit(item), statutoryLimit(item)] as const).map((limit) => {
    const state = clockState(limit, clock, city.calendar, today)
    const days = explain(limit, clock, city.calendar, today)?.days ?? []
    return {
      limit,
      ...state,
      dueOn: state.dueOn?.toString() ?? null,
      days: days.map((day) => ({ ...day, on: day.on.toString() })),
    }
  })

type Happened = CaseFile['history'][number]

/** The applicant hears that the route was renewed under the case; who did it, from which version and why is the office's own. */
const isShuffling = (event: Happened, asOfficer: boolean): boolean => event.type === 'route-moved' && !asOfficer

/** Who did it. Colleagues see the officer; the applicant deals with the authority that the officer acted for. */
function toldBy(city: City, event: Happened, asOfficer: boolean): string {
  if (isShuffling(event, asOfficer)) return ''
  if (asOfficer || event.actor.kind !== 'officer') return event.actor.name
  return city.authorities.find(event.actor.authorityCode)?.name ?? ''
}

/** What is told of an event; the run is the engine's own. */
function toldOf(event: Happened, asOfficer: boolean): object {
  if (event.type === 'submitted' || isShuffling(event, asOfficer)) return {}
  if (event.type !== 'route-moved') return event.data
  const { run: _run, ...told } = event.data
  return told
}

/** Who is competent, where its decision is contested, and from where it was applied for. */
function whereOf(city: City, caseFile: CaseFile, item: ServiceItem) {
  const { authority, contact } = item
  const path = city.divisions.pathOf(caseFile.divisionCode)
  return {
    authority: { name: authority.name, nameEn: englishBody(city, authority), phone: contact.phone },
    /** How a decision on it is contested, as its letter says it. */
    remedy: remedyText(reliefOf(item, city)),
    division: path.map((one) => one.name).join(''),
    divisionEn: englishPath(path),
  }
}

/** Who decided, and who took it back, is for officers to know; the applicant deals with the authority. */
const decisionView = ({ decision, overturned }: CaseFile, asOfficer: boolean) => ({
  decision: decision && seenBy(decision, asOfficer),
  overturned: overturned && seenBy(overturned, asOfficer),
})

const seenBy = <T extends { by: string; byName: string; at: Temporal.Instant }>(one: T, asOfficer: boolean) => ({
  ...one,
  at: one.at.toString(),
  by: undefined,
  byName: asOfficer ? one.byName : undefined,
})

type Vouched = Partial<Record<PrefillSource, string | undefined>>

/** What is known of who applies, whatever the form says: from the account, the mandate, or the card that the clerk looked at. */
function vouchedFor({ applicant, account, channel }: CaseFile): Vouched {
  const { residentIdNo, mobile, email, address } = account?.profile ?? {}
  const person = { name: account?.name, residentIdNo }
  if (applicant.agent === undefined && channel !== 'counter') return { ...person, mobile, email, address }
  // The person of a firm's form is who hands it in: at the counter whose card was shown, under a mandate nobody vouched for them.
  if (applicant.kind === 'legal')
    return { firmName: applicant.name, creditCode: applicant.code, ...(channel === 'counter' ? person : {}) }
  if (applicant.agent === undefined) return { name: applicant.name, residentIdNo: applicant.code }
  // A principal without an account has none but the agent's, and only a name.
  const isTheirs = applicant.accountId !== applicant.agent.accountId
  return { name: applicant.name, residentIdNo: isTheirs ? residentIdNo : undefined }
}

/** What was typed against what is vouched for: a corrected address is no fault, a foreign number may be one. */
function differencesOf(caseFile: CaseFile, item: ServiceItem): Record<string, string> {
  const vouched = vouchedFor(caseFile)
  return Object.fromEntries(
    listFields(item.content.form).flatMap((field): [string, string][] => {
      const known = field.prefill && vouched[field.prefill]
      const typed = caseFile.form[field.id]
      return known !== undefined && typeof typed === 'string' && typed !== known ? [[field.id, known]] : []
    }),
  )
}

// What officers and the route do among themselves; the applicant sees acts, not shuffling.
const officersOnly = new Set([
  'task-claimed',
  'task-released',
  'examined',
  'guide-guard-tripped',
  'material-checked',
  'correction-proposed',
  'opinion-given',
  'step-done',
  'timer-set',
  'timer-cancelled',
  'timer-fired',
  'service-called',
  'service-done',
  'error-returned',
  'service-cancelled',
  'incident-raised',
  'incident-settled',
  'message-sent',
  'message-received',
  'escalated',
  'run-failed',
])
