import type { Text } from '#base'
import type { Session } from '#identity'
import { type ServiceItem, stepName } from '#management'
import type { CaseFile, Task } from '../case-file/case-file.ts'
import { may, mayAtTask, tasksOfMove } from '../case-file/may.ts'
import { type MoveName, movesOf, stagesOf } from '../case-file/moves.ts'
import { gatheredRequests } from '../correction/correction-request.ts'
import { missingMaterials } from '../material/material.ts'
import { listReceivable } from '../material/receive-material.ts'
import { endsWithStep, isStopped, ownClock, stopsToEnd } from '../time-limit/special-procedure.ts'

/** What a session may do to a case now, and why the moves it might look for are not there. */
export type Acts = { moves: MoveName[]; hindrances: Text[] }

/** `canRun`: false where the case goes by a version of its route that cannot be used. */
type Given = { session: Session; item: ServiceItem; authorityDivision: string; canRun: boolean }

/**
 * The moves that would not certainly be refused, for the pages of both sides. Every rule is that of the move itself; this
 * only asks beforehand, so that nobody is offered a button that must answer no.
 */
export function listActs(caseFile: CaseFile, given: Given): Acts {
  const hindrances: Text[] = []
  const say = (sentence: Text): false => {
    if (!hindrances.some((one) => one.zh === sentence.zh)) hindrances.push(sentence)
    return false
  }
  const moves = (movesOf[caseFile.state] as readonly MoveName[]).filter(
    (move) => may(given.session, move, caseFile, given.authorityDivision) && fits(move, caseFile, given, say),
  )
  const { accountId } = given.session.account
  if (given.session.account.kind === 'officer') {
    for (const task of caseFile.tasks) {
      if (task.assignee !== null && task.assignee.accountId !== accountId) say(heldBy(task.name, task.assignee.name))
    }
  }
  return { moves, hindrances }
}

function fits(move: MoveName, caseFile: CaseFile, given: Given, say: (sentence: Text) => false): boolean {
  const { accountId } = given.session.account
  const tasks = openFor(move, caseFile, given.session)
  if (tasks === null) return false
  if (!given.canRun && askRoute.includes(move)) return say(cannotRun)
  switch (move) {
    case 'request-correction':
      return caseFile.correction === null
    case 'accept':
      return mayAccept(caseFile, given.item, say)
    case 'give-opinion':
      return tasks.some((task) => !isStopped(caseFile.clock, task.authorityCode)) || say(stopped)
    case 'examine':
      return !isStopped(caseFile.clock) || say(stopped)
    case 'decide':
      return hasExamined(caseFile, accountId) ? say(examinedByYou) : !isStopped(caseFile.clock) || say(stopped)
    case 'stop-clock':
      return tasks[0] !== undefined && !isStopped(caseFile.clock, ownClock(tasks[0]).authorityCode ?? null)
    case 'start-clock':
      return mayStart(caseFile, tasks, say)
    case 'extend':
      return given.item.content.caseType !== 'instant' && !caseFile.clock.some((event) => event.type === 'extended')
    case 'receive-material':
      return listReceivable(caseFile, given.item).length > 0
    case 'check-material':
      return caseFile.materials.length > 0
    case 'overturn':
      return caseFile.decision?.byRule === true
    case 'supply-deferred':
      return caseFile.deferred.some((one) => !one.supplied)
    case 'propose-correction':
    case 'finish-procedure':
    case 'complete-step':
    case 'supplement':
    case 'decline':
    case 'deliver':
    case 'follow-up':
    case 'withdraw':
    case 'terminate':
      return true
  }
}

/** What the route itself must answer: acts that finish a step, and the clock by which its timers count. */
const askRoute: readonly MoveName[] = [
  ...(Object.keys(stagesOf) as MoveName[]).filter((move) => move !== 'request-correction'),
  'stop-clock',
  'start-clock',
]

/** The tasks at which this officer could make the move (none for a move that needs none); null when all are another's or done. */
function openFor(move: MoveName, caseFile: CaseFile, session: Session): Task[] | null {
  const here = tasksOfMove(session, move, caseFile)
  if (here === undefined) return []
  const { accountId } = session.account
  const free = here.filter((task) => task.assignee === null || task.assignee.accountId === accountId)
  return free.length === 0 ? null : free
}

const hasExamined = (caseFile: CaseFile, accountId: string): boolean =>
  [...caseFile.examinations, ...caseFile.opinions].some((one) => one.by === accountId)

function mayAccept(caseFile: CaseFile, item: ServiceItem, say: (sentence: Text) => false): boolean {
  const untold = gatheredRequests(caseFile)
  if (untold.length > 0) return say(toldFirst(untold.map((one) => one.what)))
  const missing = missingMaterials(item, caseFile.answers, { materials: caseFile.materials, brought: [] })
  return missing.length === 0 || say(lacking(missing.map((one) => one.name)))
}

/** May this session take a task? Who may make a move of its stage may. */
export const mayTake = (
  session: Session,
  task: Task | undefined,
  caseFile: CaseFile,
  authorityDivision: string,
): boolean =>
  task !== undefined &&
  (Object.keys(stagesOf) as MoveName[]).some(
    (move) =>
      stagesOf[move]?.includes(task.stage) &&
      mayAtTask(session, move, task) &&
      may(session, move, caseFile, authorityDivision),
  )

/** The task this session could take, and the one it holds. */
export function listTakeable(
  caseFile: CaseFile,
  session: Session,
  authorityDivision: string,
): { claim: number | null; release: number | null } {
  const mine = caseFile.tasks.find((task) => task.assignee?.accountId === session.account.accountId)
  const free = caseFile.tasks.find(
    (task) => task.assignee === null && mayTake(session, task, caseFile, authorityDivision),
  )
  return { claim: mine === undefined ? (free?.token ?? null) : null, release: mine?.token ?? null }
}

const cannotRun: Text = {
  zh: '这一版流程现在不能用，这一步暂时办不了。',
  en: 'This version of the route cannot be used now; this step has to wait.',
}

const stopped: Text = {
  zh: '特别程序进行中，计时停止；恢复计时后才能继续。',
  en: 'A special procedure is running and the clock stands; start it again to go on.',
}

const examinedByYou: Text = {
  zh: '本件由您审查，须由另一位同事决定。',
  en: 'You examined this case; a colleague must decide it.',
}

/** Only what an officer stopped is started again; what a step of the route stopped ends with that step, and it is said with which. */
function mayStart(caseFile: CaseFile, [task]: readonly Task[], say: (sentence: Text) => false): boolean {
  if (task === undefined) return false
  if (stopsToEnd(caseFile, ownClock(task)).length > 0) return true
  const ends = endsWithStep(caseFile)
  return ends !== null && say(ends)
}

const toldFirst = (whats: readonly string[]): Text => ({
  zh: `部门提出的补正还没有告知申请人：${whats.join('、')}。`,
  en: `Departments found things missing that the applicant was not told: ${whats.join(', ')}.`,
})

const lacking = (names: readonly Text[]): Text => ({
  zh: `还缺：${names.map((one) => one.zh).join('、')}，齐了才能受理。`,
  en: `Still lacking: ${names.map((one) => one.en).join(', ')}. Only then can it be accepted.`,
})

const heldBy = (task: string, name: string): Text => ({
  zh: `${task}正由${name}办理。`,
  en: `${name} is working on “${stepName(task).en}”.`,
})
