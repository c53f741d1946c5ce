import type { CaseView } from '../api-contract.ts'
import { w } from '../text.ts'
import { dayWords } from '../words.ts'
import { ClockPanel } from './clock-panel.tsx'
import { HistoryList } from './history-list.tsx'
import { RouteDiagram } from './route-diagram.tsx'
import { StepList } from './step-list.tsx'

/** What the drawing says beside an open step: who has it and until when. */
const notesOf = (caseFile: CaseView): Record<string, string> =>
  Object.fromEntries(
    caseFile.tasks.map((task) => [
      task.element,
      [
        task.assignee?.name ?? w('待认领', 'free'),
        ...(task.dueOn === null ? [] : [w(`${dayWords(task.dueOn)}前`, `by ${dayWords(task.dueOn)}`)]),
      ].join(w('，', ', ')),
    ]),
  )

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
        {caseFile.route ? <RouteDiagram route={caseFile.route} run={caseFile.run} notes={notesOf(caseFile)} /> : null}
        <StepList caseFile={caseFile} />
      </section>
      <section className="block">
        <h3>{w('经过', 'History')}</h3>
        <HistoryList caseFile={caseFile} />
      </section>
    </>
  )
}
