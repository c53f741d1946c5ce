import { stepName } from '../../management/process-definition/step-name.ts'
import type { CaseView } from '../api-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { t, w } from '../text.ts'
import { dayOf, dayWords, timeWords } from '../words.ts'
import { standingName } from './standing-name.ts'

type Standing = CaseView['run']['standing'][number]
type OpenTask = CaseView['tasks'][number]

const tasks = new Set(['user-task', 'service-task', 'business-rule-task'])
const gateways = new Set(['parallel-gateway', 'inclusive-gateway', 'exclusive-gateway'])

/** By when the step itself must be done, and what is left, in words and not by colour alone. */
export function limitWords(task: Pick<OpenTask, 'dueOn' | 'remaining'>): string | null {
  if (task.dueOn === null || task.remaining === null) return null
  const day = dayWords(task.dueOn)
  if (task.remaining < 0)
    return w(
      `本环节应在 ${day}前办完，已超 ${-task.remaining} 个工作日`,
      `this step was due by ${day}: ${-task.remaining} working days over`,
    )
  return task.remaining === 0
    ? w(`本环节今天（${day}）到期`, `this step is due today (${day})`)
    : w(
        `本环节应在 ${day}前办完，还有 ${task.remaining} 个工作日`,
        `this step is due by ${day}: ${task.remaining} working days left`,
      )
}

function TaskWords({ task }: { task: OpenTask }) {
  const limit = limitWords(task)
  return (
    <>
      <small>
        {w(task.authorityName, task.authorityNameEn)}
        {w('，', ', ')}
        {task.assignee ? task.assignee.name : w('待认领', 'free')}
        {w('，', ', ')}
        {w(`${timeWords(task.openedAt)} 起`, `since ${timeWords(task.openedAt)}`)}
      </small>
      {limit === null ? null : (
        <small className={(task.remaining ?? 0) < 0 ? 'late' : ''}>
          {(task.remaining ?? 0) < 0 ? <Icon name="warning" size={12} /> : null}
          {limit}
        </small>
      )}
    </>
  )
}

/** When the events on the border of a step come; one that counts working days stands with the clock. */
function BorderTimers({ caseFile, at }: { caseFile: CaseView; at: Standing }) {
  const elements = new Set((at.awaits ?? []).filter((one) => one.type === 'timer').map((one) => one.element))
  return caseFile.timers
    .filter((one) => elements.has(one.element) && one.element !== at.element)
    .map(({ element, dueAt, waits }) => {
      const day = dayWords(dayOf(dueAt))
      return (
        <small key={element}>
          {waits
            ? w(
                `本环节的定时随计时停止，恢复后接着数，现预计 ${day}`,
                `the timer of this step stands with the clock and goes on with it: ${day}, as foreseen now`,
              )
            : w(`未办完时，${day}按流程自动处理`, `if not done, the route goes on by itself on ${day}`)}
        </small>
      )
    })
}

function StandingStep({ caseFile, at }: { caseFile: CaseView; at: Standing }) {
  const task = caseFile.tasks.find((open) => open.token === at.token)
  const call = caseFile.calls.find((one) => one.token === at.token)
  const timer = caseFile.timers.find((one) => one.element === at.element)
  return (
    <li className="is-standing" aria-current="step">
      <Icon name="right" size={14} />
      <span>
        <b>
          {gateways.has(at.kind)
            ? w('等待其他部门办完', 'Waiting for the others')
            : t(stepName(standingName(caseFile, at)))}
        </b>
        {task ? <TaskWords task={task} /> : null}
        {call ? (
          <small className={call.problem === null ? '' : 'late'}>
            {call.problem === null
              ? w('系统正在办理', 'a service is working on it')
              : w(
                  `系统办理故障，等管理员处理：${call.problem}`,
                  `the service failed and waits for an administrator: ${call.problem}`,
                )}
          </small>
        ) : null}
        <BorderTimers caseFile={caseFile} at={at} />
        {timer && !task ? (
          <small>
            {w(`${dayWords(dayOf(timer.dueAt))}到期后自动继续`, `goes on by itself on ${dayWords(dayOf(timer.dueAt))}`)}
          </small>
        ) : null}
      </span>
    </li>
  )
}

/** What stands is told once: several branches waiting at one join are one line, and a border’s timer is told by its step. */
function standingOf(caseFile: CaseView): Standing[] {
  const seen = new Set<string>()
  return caseFile.run.standing.filter((one) => {
    if (one.kind === 'boundary-event' || seen.has(`${one.element} ${gateways.has(one.kind) ? '' : one.token}`))
      return false
    seen.add(`${one.element} ${gateways.has(one.kind) ? '' : one.token}`)
    return true
  })
}

/** The route in words: what is done, where it stands with whom and until when, what can still come. */
export function StepList({ caseFile }: { caseFile: CaseView }) {
  const { run } = caseFile
  return (
    <ol className="steps">
      {run.done
        .filter((one) => tasks.has(one.kind))
        .map((one) => (
          <li key={one.element} className="is-done">
            <Icon name="check" size={14} />
            <span className="sr">{w('已办：', 'Done: ')}</span>
            {t(stepName(one.name))}
          </li>
        ))}
      {standingOf(caseFile).map((one) => (
        <StandingStep key={one.token} caseFile={caseFile} at={one} />
      ))}
      {run.ahead.map((one) => (
        <li key={one.element} className="is-ahead">
          <i aria-hidden="true" />
          <span className="sr">{w('可能还有：', 'May come: ')}</span>
          {t(stepName(one.name))}
        </li>
      ))}
    </ol>
  )
}
