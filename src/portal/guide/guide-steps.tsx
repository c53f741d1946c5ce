import { listSteps } from '#bpmn'
import { decidesByRule, type ServiceItem } from '#management'
import { Mixed } from '../layout/parts.tsx'
import { bodyName, stepFor, type View } from '../layout/view.ts'

/** 会发生什么？ The route as steps, each once, with what it means for the applicant. */
export function WhatHappens({ view, item }: { view: View; item: ServiceItem }) {
  const { w, t } = view
  if (!view.city.hasRoute(item.content.route)) return null
  const route = view.city.getDefinition(item.content.route)
  const byRule = decidesByRule(view.city, item.content)
  const personal = listSteps(route.graph).filter(
    (step, index, all) => step.kind === 'user-task' && all.findIndex((one) => one.name === step.name) === index,
  )
  // What a person decides instead of the system comes before what follows either.
  const steps = byRule ? personal.toSorted((a, b) => afterDeciding(a) - afterDeciding(b)) : personal
  return (
    <section aria-labelledby="what-happens">
      <h2 id="what-happens">{w('会发生什么？', 'What happens?')}</h2>
      <ol className="steps">
        <li>
          <b>{w('提交申请', 'You apply')}</b>
          <small>{w('当场得到办件编号和收件凭证', 'You get a case number and a receipt at once')}</small>
        </li>
        {byRule ? <ByRuleStep view={view} /> : null}
        {steps.map((step) => {
          const note =
            (byRule ? byRuleNotes[step.properties['stage'] ?? ''] : undefined) ??
            stageNotes[step.properties['instant'] === 'true' ? 'instant' : (step.properties['stage'] ?? '')]
          return (
            <li key={step.element}>
              <b>
                <Mixed view={view} text={stepFor(view, step.name)} />
              </b>
              <small>{note === undefined ? bodyName(view, item.authority) : t(note)}</small>
              <StepDays view={view} properties={step.properties} />
            </li>
          )
        })}
      </ol>
      <Special view={view} item={item} />
    </section>
  )
}

/** 环节时限: how long this step may take, where the route says so. */
function StepDays({ view, properties }: { view: View; properties: Readonly<Record<string, string>> }) {
  const days = Number(properties['limit'] ?? properties['procedureDays'])
  return Number.isInteger(days) && days > 0 ? (
    <small>{view.w(`不超过 ${days} 个工作日`, `at most ${days} working day${days === 1 ? '' : 's'}`)}</small>
  ) : null
}

const afterDeciding = ({ properties }: { properties: Readonly<Record<string, string>> }): number =>
  ['acceptance', 'decision'].includes(properties['stage'] ?? '') ? 0 : 1

/** 秒批: the system looks first, at any hour; what it cannot settle goes to people. */
const ByRuleStep = ({ view }: { view: View }) => (
  <li>
    <b>{view.w('系统按公布的规则审批', 'The system decides by published rules')}</b>
    <small>
      {view.w(
        '符合规则的立即办结，不分昼夜和节假日；拿不准的，转给工作人员',
        'Whatever fits is done at once, at any hour and on any day; the rest goes to an officer',
      )}
    </small>
  </li>
)

/** What steps mean where the system decides first: most cases never see them. */
const byRuleNotes: Readonly<Record<string, { zh: string; en: string }>> = {
  acceptance: {
    zh: '只在系统拿不准时：由工作人员审核是否受理，缺什么一次说清',
    en: 'Only if the system cannot tell: an officer looks at it; whatever is missing is told once',
  },
  decision: {
    zh: '只在系统拿不准时：由工作人员决定，并说明理由',
    en: 'Only if the system cannot tell: an officer decides, with reasons',
  },
  'follow-up': {
    zh: '办结后按比例抽查，不影响您使用结果',
    en: 'A share is checked afterwards; you need not wait for it',
  },
  review: { zh: '只在抽查发现问题时', en: 'Only if that check finds something wrong' },
}

/** 特别程序: what stops the clock or counts, for how long, and under which article. */
function Special({ view, item }: { view: View; item: ServiceItem }) {
  const { w } = view
  if (item.content.specialProcedures.length === 0) return null
  return (
    <ul>
      {item.content.specialProcedures.map((one) => (
        <li key={one.name.zh}>
          <Mixed
            view={view}
            text={w(
              `${one.name.zh}：约 ${one.days} 个工作日，${one.counted ? '计入' : '不计入'}办理时限（${one.basis}）`,
              `${one.name.en}: about ${one.days} working days, ${one.counted ? 'counted' : 'not counted'} (${one.basis})`,
            )}
          />
        </li>
      ))}
    </ul>
  )
}

const stageNotes: Readonly<Record<string, { zh: string; en: string }>> = {
  acceptance: {
    zh: '五个工作日内告诉您是否受理；缺什么，一次说清',
    en: 'Within five working days; whatever is missing is told once',
  },
  examination: { zh: '核对材料和条件', en: 'Papers and conditions are checked' },
  decision: { zh: '由另一位工作人员决定，并说明理由', en: 'Another officer decides, with reasons' },
  instant: { zh: '材料齐全的，当场办好', en: 'With complete papers it is done at once' },
  delivery: { zh: '按您选的方式送达', en: 'In the way you chose' },
  'follow-up': { zh: '核查承诺是否属实', en: 'Whether what was declared is true' },
}
