import { explain as explainRun } from '#bpmn'
import { type CaseFile, isAskedFor, listApplicableMaterials } from '#handling'
import type { MaterialRequirement } from '#management'
import { stepTexts } from '../guide/step-texts.ts'
import { formatTime, type View } from '../layout/view.ts'
import type { CaseData } from './case-data.ts'
import { eventText } from './case-words.tsx'

export function Route({ view, caseFile }: { view: View; caseFile: CaseFile }) {
  const { w, t } = view
  const route = view.city.getDefinition(caseFile.route.key, caseFile.route.version)
  const run = explainRun(route.graph, caseFile.run)
  const told = caseFile.history.filter((event) => eventText(view, event.type) !== null)
  return (
    <section aria-labelledby="route">
      <h2 id="route">{w('办到哪一步', 'Where it is')}</h2>
      <ol className="steps">
        {told.map((event) => (
          <li
            key={event.seq}
            className={event.type === 'closed' && caseFile.state === 'granted' ? 'done sealed' : 'done'}
          >
            <b>{eventText(view, event.type)}</b>
            <small>
              {formatTime(view, event.at)}
              {event.actor.kind === 'officer'
                ? ` · ${view.city.authorities.find(event.actor.authorityCode)?.name ?? ''}`
                : ''}
              {event.actor.kind === 'system' ? ` · ${event.actor.name}` : ''}
            </small>
          </li>
        ))}
        {caseFile.tasks.map((task) => (
          <li key={task.token} className="here">
            <b>{t(stepTexts[task.name] ?? { zh: task.name, en: task.name })}</b>
            <small>
              {view.city.authorities.get(task.authorityCode).name}
              {task.assignee ? w('，已有人在办', ', somebody is working on it') : w('，等待办理', ', waiting')}
              {w(`，${formatTime(view, task.openedAt)}起`, `, since ${formatTime(view, task.openedAt)}`)}
            </small>
          </li>
        ))}
        {run.status === 'running'
          ? run.ahead.map((step) => (
              <li key={step.element}>
                <b className="quiet">{t(stepTexts[step.name] ?? { zh: step.name, en: step.name })}</b>
              </li>
            ))
          : null}
      </ol>
    </section>
  )
}

export function Papers({ view, data }: { view: View; data: CaseData }) {
  const { caseFile, item } = data
  const { w, t } = view
  const grades = {
    A: w('发证机关提供', 'from the issuer'),
    B: w('已核对原件', 'checked against the original'),
    C: w('您上传', 'uploaded'),
    D: w('您填写', 'self-made'),
  }
  const asked: MaterialRequirement[] = listApplicableMaterials(item, caseFile.answers).filter(isAskedFor)
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">{w('材料', 'Papers')}</h2>
      {asked.length === 0 ? <p className="quiet">{w('这件事不用交材料。', 'No papers were needed.')}</p> : null}
      <ul className="rows">
        {asked.map((material) => {
          const given = caseFile.materials.filter((one) => one.materialNo === material.no)
          return (
            <li className="plain" key={material.no}>
              {t(material.name)}
              <span className="sub">
                {given.length > 0
                  ? given.map((one) => (
                      <span key={one.position}>
                        <a href={`/cases/${caseFile.caseNo}/materials/${one.materialNo}/${one.position}`}>{one.name}</a>{' '}
                        <span className="tag grey">{grades[one.trust]}</span>{' '}
                      </span>
                    ))
                  : caseFile.brought.includes(material.no)
                    ? w('带原件到窗口', 'to be brought to the counter')
                    : w('未交', 'not given')}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
