import type { StoredEvent, Text } from '#base'
import { isPartyTo, type Session } from '#identity'
import type { Applicant, Channel } from '../case-file/case-event.ts'
import type { BundleEvent, MemberOutcome, MemberPlan, SkipReason } from './bundle-event.ts'

/**
 * Where one member stands: waits for another's result (or, held, until its route can be run), has a case, has ended, or will never
 * be opened.
 */
export type BundleMemberState =
  | { type: 'waiting'; held?: 'no-route' }
  | { type: 'open'; caseNo: string }
  | { type: 'concluded'; caseNo: string; outcome: MemberOutcome }
  | { type: 'skipped'; why: SkipReason; of: string | null }

export type BundleMemberFile = MemberPlan & { state: BundleMemberState }

/** A submitted bundle (一件事办件): one submission, the cases of its members, and what holds them together. */
export type BundleFile = {
  cityCode: string
  bundleFileId: string
  bundleNo: string
  version: number
  state: 'open' | 'closed' | 'withdrawn'
  bundle: { bundleId: string; no: number }
  name: Text
  divisionCode: string
  applicant: Applicant
  channel: Channel
  members: BundleMemberFile[]
  notNeeded: { entryId: string; itemName: Text }[]
  submittedAt: Temporal.Instant
  receivedOn: Temporal.PlainDate
  closedAt: Temporal.Instant | null
}

type Key = { cityCode: string; bundleFileId: string; bundleNo: string }

/** The bundle as its events make it. The first event must be its submission. */
export function reduceBundleFile(key: Key, events: readonly StoredEvent<BundleEvent>[]): BundleFile {
  const [first, ...rest] = events
  if (first?.type !== 'submitted') throw new Error(`bundle ${key.bundleFileId} does not begin with its submission`)
  const { members, receivedOn, answers: _answers, ...data } = first.data
  return rest.reduce<BundleFile>(apply, {
    ...key,
    ...data,
    version: first.seq,
    state: 'open',
    members: members.map((one) => ({ ...one, state: { type: 'waiting' } })),
    notNeeded: [],
    submittedAt: first.at,
    receivedOn: Temporal.PlainDate.from(receivedOn),
    closedAt: null,
  })
}

function apply(before: BundleFile, event: StoredEvent<BundleEvent>): BundleFile {
  const file: BundleFile = { ...before, version: event.seq }
  switch (event.type) {
    case 'submitted':
      throw new Error(`bundle ${before.bundleFileId} was submitted twice`)
    case 'member-not-needed':
      return { ...file, notNeeded: [...file.notNeeded, event.data] }
    case 'member-case-opened':
      return withState(file, event.data.entryId, { type: 'open', caseNo: event.data.caseNo })
    case 'member-concluded': {
      const { entryId, outcome } = event.data
      return withState(file, entryId, { type: 'concluded', caseNo: caseNoOf(file, entryId) ?? '', outcome })
    }
    case 'member-held':
      return withState(file, event.data.entryId, { type: 'waiting', held: event.data.why })
    case 'member-skipped':
      return withState(file, event.data.entryId, { type: 'skipped', why: event.data.why, of: event.data.of })
    case 'withdrawn':
      return { ...file, state: 'withdrawn' }
    case 'closed':
      return { ...file, state: file.state === 'withdrawn' ? 'withdrawn' : 'closed', closedAt: event.at }
  }
}

const withState = (file: BundleFile, entryId: string, state: BundleMemberState): BundleFile => ({
  ...file,
  members: file.members.map((one) => (one.entryId === entryId ? { ...one, state } : one)),
})

/** The number of a member's case, once it is open. */
export function caseNoOf(file: BundleFile, entryId: string): string | null {
  const state = file.members.find((one) => one.entryId === entryId)?.state
  return state?.type === 'open' || state?.type === 'concluded' ? state.caseNo : null
}

/** Adds what just happened to a bundle already reduced. */
export const applyBundleEvents = (file: BundleFile, events: readonly StoredEvent<BundleEvent>[]): BundleFile =>
  events.reduce(apply, file)

/** The members whose results this one still waits for, none of which has failed. */
export const waitsFor = (file: BundleFile, member: BundleMemberFile): BundleMemberFile[] =>
  member.needs.flatMap((need) => {
    const giver = file.members.find((one) => one.entryId === need.of)
    return giver === undefined || hasGiven(giver) ? [] : [giver]
  })

const hasGiven = (giver: BundleMemberFile): boolean =>
  giver.state.type === 'concluded' && giver.state.outcome === 'granted'

const hasFailed = (giver: BundleMemberFile): boolean =>
  giver.state.type === 'skipped' || (giver.state.type === 'concluded' && giver.state.outcome !== 'granted')

/** A case of the bundle that ended, as its own events say. Granted counts once the result is issued. */
export type MemberConclusion = { entryId: string; outcome: MemberOutcome }

/**
 * What follows from cases that ended: they are noted once; a member whose giver failed is never opened, nor is what waits for
 * that one in turn; a member that has all it waits for is to be opened; when nothing is left the bundle is closed. Asking
 * again with the same conclusions gives nothing new.
 */
export function followMembers(
  before: BundleFile,
  concluded: readonly MemberConclusion[],
  on: Temporal.PlainDate,
): { events: BundleEvent[]; ready: BundleMemberFile[] } {
  const events: BundleEvent[] = []
  let file = before
  const add = (event: BundleEvent): void => {
    events.push(event)
    file = apply(file, {
      ...event,
      seq: file.version + 1,
      at: before.submittedAt,
      actor: nobody,
    } as StoredEvent<BundleEvent>)
  }
  for (const { entryId, outcome } of concluded)
    if (file.members.some((one) => one.entryId === entryId && one.state.type === 'open'))
      add({ type: 'member-concluded', data: { entryId, outcome } })
  for (let lost = firstLost(file); lost !== undefined; lost = firstLost(file))
    add({ type: 'member-skipped', data: { ...lost, why: 'need-failed' } })
  const ready = file.members.filter((one) => one.state.type === 'waiting' && waitsFor(file, one).length === 0)
  const isLeft = (one: BundleMemberFile): boolean => one.state.type === 'waiting' || one.state.type === 'open'
  if (file.closedAt === null && !file.members.some(isLeft)) add({ type: 'closed', data: { on: on.toString() } })
  return { events, ready }
}

const nobody = { kind: 'system', name: '' } as const

function firstLost(file: BundleFile): { entryId: string; of: string } | undefined {
  for (const member of file.members) {
    if (member.state.type !== 'waiting') continue
    const failed = file.members.find((one) => hasFailed(one) && member.needs.some((need) => need.of === one.entryId))
    if (failed !== undefined) return { entryId: member.entryId, of: failed.entryId }
  }
  return undefined
}

/** The whole is taken back: what has not begun will not begin. The open cases are withdrawn one by one, as cases. */
export function withdrawBundleFile(file: BundleFile, reason: string, on: Temporal.PlainDate): BundleEvent[] {
  if (file.state !== 'open') return []
  const waiting = file.members.filter((one) => one.state.type === 'waiting')
  return [
    { type: 'withdrawn', data: { on: on.toString(), reason } },
    ...waiting.map(
      (one): BundleEvent => ({ type: 'member-skipped', data: { entryId: one.entryId, why: 'withdrawn', of: null } }),
    ),
    ...(file.members.some((one) => one.state.type === 'open')
      ? []
      : [{ type: 'closed' as const, data: { on: on.toString() } }]),
  ]
}

/** The applicant, or whoever acts for them now under a mandate that covers all its items. */
export const isBundleParty = (session: Session, { applicant, members }: BundleFile): boolean =>
  isPartyTo(
    session,
    applicant,
    members.map((one) => one.entryId),
  )
