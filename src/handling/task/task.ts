import { isRefusal, type Refusal, refuse } from '#base'
import type { CaseEvent } from '../case-file/case-event.ts'
import type { CaseFile, Task } from '../case-file/case-file.ts'
import { allows, type MoveName } from '../case-file/moves.ts'
import type { Moment, Outcome } from '../case-file/progress.ts'

const done = {
  submitted: { zh: '等待受理', en: 'waiting to be accepted' },
  correcting: { zh: '等待申请人补正', en: 'waiting for the applicant' },
  accepted: { zh: '已经受理', en: 'accepted' },
  granted: { zh: '已经准予', en: 'granted' },
  denied: { zh: '已经决定不准予', en: 'denied' },
  declined: { zh: '已经不予受理', en: 'declined' },
  withdrawn: { zh: '已由申请人撤回', en: 'withdrawn by the applicant' },
  terminated: { zh: '已经终止', en: 'terminated' },
  revoked: { zh: '已经撤销', en: 'revoked' },
} as const satisfies Record<CaseFile['state'], { zh: string; en: string }>

/** The state in words, for sentences. */
export const stateWords = (caseFile: Pick<CaseFile, 'state'>) => done[caseFile.state]

/** Refuses a move that the state does not allow, saying where the case stands. */
export const checkState = (caseFile: CaseFile, move: MoveName): Refusal | null =>
  allows(caseFile, move)
    ? null
    : refuse('conflict', {
        zh: `本件${done[caseFile.state].zh}，不能再这样办理。请刷新后查看最新情况。`,
        en: `This case is ${done[caseFile.state].en}; that cannot be done now. Refresh to see where it stands.`,
      })

/**
 * Finds the open task at which the move is made and makes sure that this officer holds it. An unclaimed task is claimed by
 * the act; one that a colleague holds is refused by name, so that two never work on one case unknowingly.
 */
export function holdTask(
  caseFile: CaseFile,
  stages: readonly string[],
  moment: Moment,
): { task: Task; claimed: CaseEvent[] } | Refusal {
  const task = taskAt(caseFile, stages, moment)
  if (task === undefined) {
    return refuse('conflict', {
      zh: '这一步已经办完，请刷新后查看。',
      en: 'This step has been done already. Refresh the page.',
    })
  }
  const { actor } = moment
  if (actor.kind !== 'officer') return { task, claimed: [] }
  if (task.assignee === null) {
    return {
      task,
      claimed: [{ type: 'task-claimed', data: { token: task.token, accountId: actor.accountId, name: actor.name } }],
    }
  }
  if (task.assignee.accountId === actor.accountId) return { task, claimed: [] }
  return refuse('conflict', {
    zh: `本件正由${task.assignee.name}办理。需要接手时，请先由其退回，或由负责人改派。`,
    en: `${task.assignee.name} is working on this case. Ask them to release it, or have it reassigned.`,
  })
}

/** The open task of these stages at which this actor does what they do: one that is theirs by its role and its place. */
function taskAt(caseFile: CaseFile, stages: readonly string[], moment: Moment): Task | undefined {
  const open = caseFile.tasks.filter((one) => stages.includes(one.stage) && moment.fits(one))
  return moment.actor.kind === 'officer' ? chooseTask(open, moment.actor.accountId) : open[0]
}

/** Of several tasks that fit, the one that the officer holds, else the oldest that nobody holds. */
export const chooseTask = (fitting: readonly Task[], accountId: string): Task | undefined =>
  fitting.find((one) => one.assignee?.accountId === accountId) ??
  fitting.find((one) => one.assignee === null) ??
  fitting[0]

/** Takes a task for oneself. Taking it twice changes nothing. */
export function claim(caseFile: CaseFile, token: number, moment: Moment): Outcome {
  const task = caseFile.tasks.find((one) => one.token === token)
  if (task === undefined) {
    return {
      refusal: refuse('conflict', {
        zh: '这一步已经办完，请刷新后查看。',
        en: 'This step has been done already. Refresh the page.',
      }),
      events: [],
    }
  }
  const held = holdTask({ ...caseFile, tasks: [task] }, [task.stage], moment)
  return isRefusal(held) ? { refusal: held, events: [] } : { events: held.claimed }
}

/** Gives a task back, with a reason; only its holder can, or a decider who reassigns. */
export function release(
  caseFile: CaseFile,
  token: number,
  input: { reason: string; asHead: boolean },
  moment: Moment,
): Outcome {
  const task = caseFile.tasks.find((one) => one.token === token)
  if (task?.assignee == null) return { events: [] }
  const mine = moment.actor.kind === 'officer' && task.assignee.accountId === moment.actor.accountId
  if (!mine && !input.asHead) {
    return {
      refusal: refuse('not-allowed', {
        zh: `本件由${task.assignee.name}持有，只有其本人或负责人可以退回。`,
        en: `${task.assignee.name} holds this task; only they or the head can release it.`,
      }),
      events: [],
    }
  }
  return { events: [{ type: 'task-released', data: { token, reason: input.reason } }] }
}
