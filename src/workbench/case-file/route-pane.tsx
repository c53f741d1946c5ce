import { stepName } from '../../management/process-definition/step-name.ts'
import type { CaseView } from '../api-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { t, w } from '../text.ts'
import { timeWords } from '../words.ts'
import { ClockPanel } from './clock-panel.tsx'
import { HistoryList } from './history-list.tsx'
import { RouteDiagram } from './route-diagram.tsx'

function StepList({ caseFile }: { caseFile: CaseView }) {
  const { run, tasks } = caseFile
  const shown = new Set(['user-task', 'service-task'])
  return (
    <ol className="steps">
      {run.done
        .filter((one) => shown.has(one.kind))
        .map((one) => (
          <li key={one.element} className="is-done">
            <Icon name="check" size={14} />
            <span className="sr">{w('已办：', 'Done: ')}</span>
            {t(stepName(one.name))}
          </li>
        ))}
      {run.standing.map((one) => {
        const task = tasks.find((open) => open.token === one.token)
        return (
          <li key={one.token} className="is-standing" aria-current="step">
            <Icon name="right" size={14} />
            <span>
              <b>{t(stepName(one.name))}</b>
              {task ? (
                <small>
                  {task.authorityName}
                  {w('，', ', ')}
                  {task.assignee ? task.assignee.name : w('待认领', 'free')}
                  {w('，', ', ')}
                  {w(`${timeWords(task.openedAt)} 起`, `since ${timeWords(task.openedAt)}`)}
                </small>
              ) : null}
            </span>
          </li>
        )
      })}
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

/** 时限、流程、经过: how long, where, and what was done. */
export function RoutePane({ caseFile }: { caseFile: CaseView }) {
  return (
    <>
      <section className="block">
        <h3>{w('时限', 'Time limits')}</h3>
        <ClockPanel caseFile={caseFile} />
      </section>
      <section className="block">
        <h3>{w('流程', 'Route')}</h3>
        {caseFile.diagram ? <RouteDiagram diagram={caseFile.diagram} run={caseFile.run} /> : null}
        <StepList caseFile={caseFile} />
      </section>
      <section className="block">
        <h3>{w('经过', 'History')}</h3>
        <HistoryList caseFile={caseFile} />
      </section>
    </>
  )
}
