import { explain as explainRun } from '#bpmn'
import { type CaseFile, isAskedFor, listApplicableMaterials } from '#handling'
import type { MaterialRequirement } from '#management'
import { Mixed } from '../layout/parts.tsx'
import { bodyName, formatTime, nameFor, stepFor, type View } from '../layout/view.ts'
import type { CaseData } from './case-data.ts'
import { eventText } from './case-words.tsx'
import { BorderWait, namedTimers, OwnWaits } from './route-waits.tsx'

/** 办到哪一步: what happened, what is being done and by whom, what is still to come. */
export function Route({ view, caseFile }: { view: View; caseFile: CaseFile }) {
  const { w } = view
  const route = view.city.getDefinition(caseFile.route.key, caseFile.route.version)
  const run = explainRun(route.graph, caseFile.run)
  const told = listTold(view, caseFile)
  const timers = namedTimers(view, caseFile, route.graph)
  return (
    <section aria-labelledby="route">
      <h2 id="route">{w('办到哪一步', 'Where it is')}</h2>
      <ol className="steps">
        {told.map((event) => (
          <Happened
            key={event.seq}
            view={view}
            event={event}
            sealed={event.type === 'closed' && caseFile.state === 'granted'}
          />
        ))}
        {caseFile.tasks.map((task) => (
          <Open
            key={task.token}
            view={view}
            task={task}
            timers={timers.filter((timer) => timer.border && timer.on === task.token)}
          />
        ))}
        <OwnWaits view={view} timers={timers} />
        {run.status === 'running'
          ? run.ahead.map((step) => (
              <li key={step.element}>
                <span className="quiet">
                  <StepName view={view} name={step.name} />
                </span>
              </li>
            ))
          : null}
      </ol>
    </section>
  )
}

type OpenProps = { view: View; task: CaseFile['tasks'][number]; timers: ReturnType<typeof namedTimers> }

/** A step that is open: who has it, since when, and what its own time brings. */
function Open({ view, task, timers }: OpenProps) {
  const { w } = view
  return (
    <li className="here">
      <b>
        <StepName view={view} name={task.name} />
      </b>
      <small>
        {bodyName(view, view.city.authorities.get(task.authorityCode))}
        {task.assignee ? w('，已有人在办', ', somebody is working on it') : w('，等待办理', ', waiting')}
        {w(`，${formatTime(view, task.openedAt)} 起`, `, since ${formatTime(view, task.openedAt)}`)}
      </small>
      {timers.map((timer) => (
        <BorderWait key={timer.token} view={view} timer={timer} />
      ))}
    </li>
  )
}

/** What is told of a case. The first fee is worked out as the application is taken in; only a changed one is news. */
const listTold = (view: View, { history, submittedAt }: CaseFile): CaseFile['history'] =>
  history.filter(
    ({ type, at }) =>
      eventText(view, type) !== null && (type !== 'fee-assessed' || Temporal.Instant.compare(at, submittedAt) !== 0),
  )

const StepName = ({ view, name }: { view: View; name: string }) => <Mixed view={view} text={stepFor(view, name)} />

function Happened({ view, event, sealed }: { view: View; event: CaseFile['history'][number]; sealed: boolean }) {
  const body = event.actor.kind === 'officer' ? view.city.authorities.find(event.actor.authorityCode) : undefined
  const by =
    event.actor.kind === 'officer'
      ? body === undefined
        ? ''
        : bodyName(view, body)
      : event.actor.kind === 'system'
        ? nameFor(view, event.actor.name)
        : ''
  return (
    <li className={sealed ? 'done sealed' : 'done'}>
      <b>{eventText(view, event.type)}</b>
      <small>
        <span className="part">{formatTime(view, event.at)}</span>
        {by === '' ? null : <Mixed view={view} text={by} />}
      </small>
    </li>
  )
}

/** 材料: each paper, what was given for it, and how far it can be relied on. */
export function Papers({ view, data }: { view: View; data: CaseData }) {
  const { caseFile, item } = data
  const { w, t } = view
  const asked: MaterialRequirement[] = listApplicableMaterials(item, caseFile.answers).filter(isAskedFor)
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">{w('材料', 'Papers')}</h2>
      {asked.length === 0 ? <p className="quiet">{w('这件事不用交材料。', 'No papers were needed.')}</p> : null}
      <ul className="rows">
        {asked.map((material) => (
          <li className="plain" key={material.no}>
            {t(material.name)}
            <Given view={view} caseFile={caseFile} no={material.no} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const grades = {
  A: { zh: '发证机关提供', en: 'from the issuer' },
  B: { zh: '已核对原件', en: 'checked against the original' },
  C: { zh: '您上传', en: 'uploaded' },
  D: { zh: '您填写', en: 'self-made' },
} as const

function Given({ view, caseFile, no }: { view: View; caseFile: CaseFile; no: number }) {
  const { w, t } = view
  const given = caseFile.materials.filter((one) => one.materialNo === no)
  if (given.length === 0)
    return (
      <span className="sub">
        {caseFile.brought.includes(no) ? w('带原件到窗口', 'to be brought to the counter') : w('未交', 'not given')}
      </span>
    )
  return given.map((one) => (
    <span className="given" key={one.position}>
      <a className="tap" href={`/cases/${caseFile.caseNo}/materials/${one.materialNo}/${one.position}`}>
        <Mixed view={view} text={one.name} />
      </a>
      <span className="tag grey">{t(grades[one.trust])}</span>
    </span>
  ))
}
