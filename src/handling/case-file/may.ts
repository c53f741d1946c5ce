import { isPartyTo, type OfficerRole, type Place, type Role, reaches, type Session } from '#identity'
import type { CaseFile, Task } from './case-file.ts'
import { type MoveName, stagesAt, stagesOf } from './moves.ts'

/** Who an officer must be for each move on a case; read like a table, tested like a table. */
export const rolesFor = {
  'receive-material': ['counter-clerk'],
  'check-material': ['counter-clerk', 'examiner'],
  'request-correction': ['counter-clerk'],
  accept: ['counter-clerk'],
  decline: ['counter-clerk'],
  examine: ['examiner'],
  'propose-correction': ['examiner'],
  'give-opinion': ['examiner', 'decider'],
  'finish-procedure': ['examiner'],
  // A step of the office's own names its role itself.
  'complete-step': ['counter-clerk', 'examiner', 'decider'],
  'stop-clock': ['examiner', 'decider'],
  'start-clock': ['examiner', 'decider'],
  extend: ['decider'],
  decide: ['decider'],
  deliver: ['counter-clerk'],
  'follow-up': ['examiner'],
  overturn: ['decider'],
  terminate: ['decider'],
  // The applicant's own moves: no officer may make them.
  supplement: [],
  'supply-deferred': [],
  withdraw: [],
} as const satisfies Record<MoveName, readonly Role[]>

/** The moves that belong to the applicant, or to who acts for them. */
export const applicantMoves: readonly MoveName[] = ['supplement', 'supply-deferred', 'withdraw']

const readers: readonly Role[] = ['counter-clerk', 'examiner', 'decider', 'supervisor']

/** The authority that decides, and every place that had a task: a case is handled where it belongs, nowhere else. */
const placesOf = (caseFile: CaseFile, authorityDivision: string): Place[] => [
  { divisionCode: authorityDivision, authorityCode: caseFile.item.authorityCode },
  ...caseFile.places,
]

/** May this session make this move on this case? `authorityDivision` is the division of the deciding authority. */
export function may(session: Session, move: MoveName | 'read', caseFile: CaseFile, authorityDivision: string): boolean {
  if (move === 'read') return isParty(session, caseFile) || readsAsOfficer(session, caseFile, authorityDivision)
  if (applicantMoves.includes(move)) return isParty(session, caseFile)
  return placeOfMove(session, move, caseFile, authorityDivision) !== undefined
}

/**
 * Where this officer makes a move: the authority that signs for it, whatever other posts they hold. Undefined: they may not, and
 * the applicant's own moves are no officer's.
 */
export function placeOfMove(
  session: Session,
  move: MoveName,
  caseFile: CaseFile,
  authorityDivision: string,
): Place | undefined {
  if (session.account.kind !== 'officer' || isConcerned(session, caseFile)) return undefined
  const roles = [...rolesFor[move], ...(move === 'decide' && isInstant(caseFile) ? (['counter-clerk'] as const) : [])]
  for (const role of roles) {
    const places = placesFor(move, role, caseFile, authorityDivision)
    const reached = places.find((place) => reaches(session.roles, role, place))
    if (reached !== undefined) return reached
  }
  return undefined
}

/**
 * Where a role may make a move now: at the open tasks for it (初审 lies one level lower, in a joint examination each department
 * has its own); a move that needs no task where the case is decided, and at the role’s other tasks if it is nobody’s alone.
 */
function placesFor(move: MoveName, role: Role, caseFile: CaseFile, authorityDivision: string): Place[] {
  const home = { divisionCode: authorityDivision, authorityCode: caseFile.item.authorityCode }
  if (ofAuthority.has(move)) return [home]
  const stages = stagesAt(move, caseFile)
  if (stages === undefined) return [home, ...caseFile.tasks.filter((task) => task.role === role)]
  const open = caseFile.tasks.filter((task) => stages.includes(task.stage))
  const fitting = open.filter((task) => rolesAt(move, task).includes(role))
  if (fitting.length > 0) return fitting
  // Who has no part in the open step is not asked for it; a department's own moves are made at its own tasks, never from elsewhere.
  return open.length > 0 || atOwnTask.has(move) ? [] : [home]
}

/**
 * What belongs to the deciding authority alone, whoever has a task on its case: its head extends the limit (Licensing Law art. 42)
 * and ends the case, and what it granted nobody else takes back (art. 69).
 */
const ofAuthority: ReadonlySet<MoveName> = new Set(['extend', 'terminate', 'overturn'])

const atOwnTask: ReadonlySet<MoveName> = new Set([
  'check-material',
  'propose-correction',
  'give-opinion',
  'finish-procedure',
  'complete-step',
  'stop-clock',
  'start-clock',
])

/** The roles that make a move at this task: its own. Where a route drew it for a role that never does what is done there, those that do. */
function rolesAt(move: MoveName, task: Task): readonly Role[] {
  const makers: readonly Role[] = [
    ...rolesFor[move],
    ...(move === 'decide' && task.instant ? (['counter-clerk'] as const) : []),
  ]
  const own = makers.filter((role) => role === task.role)
  return own.length === 0 && stagesOf[move] !== undefined ? makers : own
}

/** Is this task the officer's for this move: by the role that the route drew there, held at its place? Another post does not count. */
export const mayAtTask = ({ roles }: Pick<Session, 'roles'>, move: MoveName, task: Task): boolean =>
  rolesAt(move, task).some((role) => reaches(roles, role, task))

/** The open tasks at which this officer would make the move, the oldest first; undefined for a move that needs none. */
export const tasksOfMove = (session: Session, move: MoveName, caseFile: CaseFile): Task[] | undefined => {
  const stages = stagesAt(move, caseFile)
  return stages && caseFile.tasks.filter((task) => stages.includes(task.stage) && mayAtTask(session, move, task))
}

/** Is this task the officer's to take: could they make a move of its stage there? */
export const mayWorkAt = (session: Pick<Session, 'roles'>, task: Task): boolean =>
  (Object.keys(stagesOf) as MoveName[]).some(
    (move) => stagesOf[move]?.includes(task.stage) && mayAtTask(session, move, task),
  )

const isInstant = (caseFile: CaseFile): boolean =>
  caseFile.tasks.some((task) => task.stage === 'decision' && task.instant)

/** The applicant, or whoever acts for them now under a mandate that covers this item. */
export const isParty = (session: Session, { applicant, item }: CaseFile): boolean =>
  isPartyTo(session, applicant, [item.entryId])

/** Nobody handles their own application, nor one that they submitted for somebody else, whether or not they act for them now. */
export const isConcerned = (session: Session, caseFile: CaseFile): boolean => {
  const { accountId, agent, handler } = caseFile.applicant
  const { accountId: own, profile } = session.account
  const handedIn = handler !== undefined && handler.residentIdNo === profile.residentIdNo
  return accountId === own || agent?.accountId === own || handedIn || isParty(session, caseFile)
}

export const readsAsOfficer = (session: Session, caseFile: CaseFile, authorityDivision: string): boolean =>
  readingRole(session, caseFile, authorityDivision) !== undefined

/** The role by which an officer reads a case: of several posts the one that reaches it. */
export const readingRole = (
  session: Session,
  caseFile: CaseFile,
  authorityDivision: string,
): OfficerRole | undefined =>
  session.account.kind === 'officer'
    ? session.roles.find(
        (held) =>
          readers.includes(held.role) &&
          placesOf(caseFile, authorityDivision).some((place) => reaches([held], held.role, place)),
      )
    : undefined
