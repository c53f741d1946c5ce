import type { Text } from '#base'
import type { MoveName } from '#handling'
import type { CaseView } from '../api-contract.ts'
import { listLacking } from './papers.ts'

export type CaseMove = Exclude<MoveName, 'supplement' | 'supply-deferred' | 'withdraw' | 'check-material'>

/** What stands at the bottom right: the moves in their fixed order, which one is first in hand, and why others are not there. */
export type Acts = {
  moves: CaseMove[]
  primary: CaseMove | null
  claim: number | null
  release: number | null
  notes: Text[]
}

// The fixed order, from seldom to usual: the same move is always found at the same place.
const order: readonly CaseMove[] = [
  'terminate',
  'extend',
  'stop-clock',
  'decline',
  'request-correction',
  'start-clock',
  'accept',
  'examine',
  'decide',
  'follow-up',
  'deliver',
]

// The stage at whose task a move is made; the others need no task.
const stageOf: Partial<Record<CaseMove, string>> = {
  accept: 'acceptance',
  decline: 'acceptance',
  'request-correction': 'acceptance',
  examine: 'examination',
  decide: 'decision',
  deliver: 'delivery',
  'follow-up': 'follow-up',
}

/** What this officer may lawfully do now. The server gave the moves; this leaves out what it would certainly refuse, and says why. */
export function actsOf(caseFile: CaseView, accountId: string): Acts {
  const notes: Text[] = []
  const say = (text: Text): false => {
    notes.push(text)
    return false
  }
  const stopped = caseFile.clocks[0]?.state === 'stopped'
  const lacking = listLacking(caseFile)
  const others = caseFile.tasks.filter((task) => task.assignee !== null && task.assignee.accountId !== accountId)
  const held = (stage: string | undefined): boolean => others.some((task) => task.stage === stage)
  const fits = (move: CaseMove): boolean => {
    if (!(caseFile.moves as readonly string[]).includes(move)) return false
    const stage = stageOf[move]
    if (stage !== undefined && !caseFile.tasks.some((task) => task.stage === stage)) return false
    if (held(stage)) return false
    switch (move) {
      case 'request-correction':
        return caseFile.correction === null
      case 'accept':
        return lacking.length === 0 || say(lackingNote(lacking.map((one) => one.requirement.name)))
      case 'examine':
        return !stopped || say(stoppedNote)
      case 'decide':
        if (caseFile.examinations.some((one) => one.by === accountId)) return say(examinedNote)
        return !stopped || say(stoppedNote)
      case 'stop-clock':
        return caseFile.clocks[0]?.state === 'running'
      case 'start-clock':
        return stopped
      case 'extend':
        return caseFile.item.caseType !== 'instant' && !caseFile.history.some((event) => event.type === 'extended')
      case 'decline':
      case 'deliver':
      case 'follow-up':
      case 'terminate':
        return true
    }
  }
  const moves = order.filter(fits)
  for (const task of others) {
    notes.push({
      zh: `${task.name}正由${task.assignee?.name}办理。`,
      en: `${task.assignee?.name} is working on “${task.name}”.`,
    })
  }
  const usual: readonly CaseMove[] = ['deliver', 'follow-up', 'decide', 'examine', 'accept', 'start-clock']
  // While the applicant is waited for, nothing is the obvious next thing.
  const primary =
    caseFile.state === 'correcting'
      ? null
      : (usual.find((move) => moves.includes(move)) ??
        (moves.includes('request-correction') ? 'request-correction' : null))
  const mine = caseFile.tasks.find((task) => task.assignee?.accountId === accountId)
  const free = caseFile.tasks.find(
    (task) =>
      task.assignee === null &&
      order.some((move) => stageOf[move] === task.stage && (caseFile.moves as readonly string[]).includes(move)),
  )
  return {
    moves,
    primary,
    claim: mine === undefined ? (free?.token ?? null) : null,
    release: mine?.token ?? null,
    notes: notes.filter((note, index) => notes.findIndex((one) => one.zh === note.zh) === index),
  }
}

const stoppedNote: Text = {
  zh: '特别程序进行中，计时停止；恢复计时后才能继续。',
  en: 'A special procedure is running and the clock stands; start it again to go on.',
}

const examinedNote: Text = {
  zh: '本件由您审查，须由另一位同事决定。',
  en: 'You examined this case; a colleague must decide it.',
}

const lackingNote = (names: Text[]): Text => ({
  zh: `还缺：${names.map((one) => one.zh).join('、')}，齐了才能受理。`,
  en: `Still lacking: ${names.map((one) => one.en).join(', ')}. Only then can it be accepted.`,
})
