import type { Text } from '#base'
import type { Session } from '#identity'
import { type ServiceItem, stepName } from '#management'
import { type CaseFile, type MoveName, movesOf, type Task } from '../case-file/case-file.ts'
import { may } from '../case-file/may.ts'
import { missingMaterials } from '../material/material.ts'
import { listReceivable } from '../material/receive-material.ts'
import type { ClockState } from '../time-limit/time-limit.ts'

/** The stage at whose task a move is made; the others need no task. Who may make the move may take its task. */
const stageOf: Partial<Record<MoveName, string>> = {
  accept: 'acceptance',
  decline: 'acceptance',
  'request-correction': 'acceptance',
  examine: 'examination',
  decide: 'decision',
  deliver: 'delivery',
  'follow-up': 'follow-up',
}

/** What a session may do to a case now, and why the moves it might look for are not there. */
export type Acts = { moves: MoveName[]; hindrances: Text[] }

/**
 * The moves that would not certainly be refused, for the pages of both sides. Every rule is that of the move itself; this
 * only asks beforehand, so that nobody is offered a button that must answer no.
 */
export function listActs(
  caseFile: CaseFile,
  given: { session: Session; item: ServiceItem; authorityDivision: string; clock: ClockState['state'] },
): Acts {
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

function fits(
  move: MoveName,
  caseFile: CaseFile,
  given: { session: Session; item: ServiceItem; clock: ClockState['state'] },
  say: (sentence: Text) => false,
): boolean {
  const { accountId } = given.session.account
  const stage = stageOf[move]
  const tasks = caseFile.tasks.filter((task) => task.stage === stage)
  if (stage !== undefined && tasks.length === 0) return false
  if (tasks.length > 0 && tasks.every((task) => task.assignee !== null && task.assignee.accountId !== accountId))
    return false
  switch (move) {
    case 'request-correction':
      return caseFile.correction === null
    case 'accept': {
      const missing = missingMaterials(given.item, caseFile.answers, { materials: caseFile.materials, brought: [] })
      return missing.length === 0 || say(lacking(missing.map((one) => one.name)))
    }
    case 'examine':
      return given.clock !== 'stopped' || say(stopped)
    case 'decide':
      if (caseFile.examinations.some((one) => one.by === accountId)) return say(examinedByYou)
      return given.clock !== 'stopped' || say(stopped)
    case 'stop-clock':
      return given.clock === 'running'
    case 'start-clock':
      return given.clock === 'stopped'
    case 'extend':
      return given.item.content.caseType !== 'instant' && !caseFile.clock.some((event) => event.type === 'extended')
    case 'receive-material':
      return listReceivable(caseFile, given.item).length > 0
    case 'check-material':
      return caseFile.materials.length > 0
    case 'supply-deferred':
      return caseFile.deferred.some((one) => !one.supplied)
    case 'supplement':
    case 'decline':
    case 'deliver':
    case 'follow-up':
    case 'withdraw':
    case 'terminate':
      return true
  }
}

/** May this session take a task? Who may make a move of its stage may. */
export const mayTake = (
  session: Session,
  task: Pick<Task, 'stage'> | undefined,
  caseFile: CaseFile,
  authorityDivision: string,
): boolean =>
  (Object.keys(stageOf) as MoveName[]).some(
    (move) => stageOf[move] === task?.stage && may(session, move, caseFile, authorityDivision),
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

const stopped: Text = {
  zh: '特别程序进行中，计时停止；恢复计时后才能继续。',
  en: 'A special procedure is running and the clock stands; start it again to go on.',
}

const examinedByYou: Text = {
  zh: '本件由您审查，须由另一位同事决定。',
  en: 'You examined this case; a colleague must decide it.',
}

const lacking = (names: readonly Text[]): Text => ({
  zh: `还缺：${names.map((one) => one.zh).join('、')}，齐了才能受理。`,
  en: `Still lacking: ${names.map((one) => one.en).join(', ')}. Only then can it be accepted.`,
})

const heldBy = (task: string, name: string): Text => ({
  zh: `${task}正由${name}办理。`,
  en: `${name} is working on “${stepName(task).en}”.`,
})
