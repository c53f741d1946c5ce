import type { CaseFile, Ruling } from '#handling'
import { decisionName, type ServiceItem } from '#management'
import { Mixed } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'

/**
 * 系统按规则审批: which rules spoke, in words and by number, and that a person can be asked to look again (whoever is decided on by a
 * machine alone may ask for the reasons and for a person: Personal Information Protection Law art. 24).
 */
export function ByRule({ view, caseFile, item }: { view: View; caseFile: CaseFile; item: ServiceItem }) {
  const { w } = view
  const { ruling } = caseFile
  if (ruling === null) return isBeingRuled(caseFile) ? <Waiting view={view} caseNo={caseFile.caseNo} /> : null
  const [last, before] = lastAndBefore(ruling)
  const granted = ruling.outcome === 'granted'
  return (
    <div className="quiet small by-rule">
      <p>
        {granted
          ? w('系统按规则审批：', 'Decided by rule: ')
          : w('系统没有自动决定，交工作人员办理：', 'Not decided by rule; an officer handles it: ')}
        {last.map((rule) => (
          <RuleWords key={rule.rule} view={view} rule={rule} />
        ))}
      </p>
      {granted || before.length === 0 ? null : (
        <ul>
          {before.map((rule) => (
            <li key={`${rule.decision}-${rule.rule}`}>
              <RuleWords view={view} rule={rule} table />
            </li>
          ))}
        </ul>
      )}
      {caseFile.decision?.byRule && caseFile.overturned === null ? <AskAPerson view={view} item={item} /> : null}
    </div>
  )
}

const AskAPerson = ({ view, item }: { view: View; item: ServiceItem }) => (
  <p>
    {view.w(
      '觉得不对？可以请工作人员重新看一遍：打 ',
      'Not right? You may ask for a person to look at it again: call ',
    )}
    <a href={`tel:${item.contact.phone}`}>{item.contact.phone}</a>
    {view.w('，或到窗口提出，说办件编号就行。', ', or ask at the counter; the case number is all they need.')}
  </p>
)

/** The table has not looked yet: a matter of a second, unless the city is very busy. */
const isBeingRuled = (caseFile: CaseFile): boolean =>
  caseFile.state === 'submitted' && caseFile.calls.some((one) => one.call === 'decide' && one.problem === null)

const Waiting = ({ view, caseNo }: { view: View; caseNo: string }) => (
  <div className="note">
    <p>
      {view.w('系统正在按规则审批，一般一两秒就有结果。', 'The system is deciding by rule; it takes a second or two. ')}
      <a className="tap" href={`/cases/${caseNo}`}>
        {view.w('看结果', 'See the result')}
      </a>
    </p>
  </div>
)

type Rule = Ruling['rules'][number]

/** The rules of the table that concluded, and those of the tables that it relied on. */
function lastAndBefore({ rules }: Ruling): [last: Rule[], before: Rule[]] {
  const table = rules.at(-1)?.decision
  return [rules.filter((rule) => rule.decision === table), rules.filter((rule) => rule.decision !== table)]
}

/** A rule in words and by its number; where several tables speak, those before the last are named. */
function RuleWords({ view, rule, table = false }: { view: View; rule: Rule; table?: boolean }) {
  const number = rule.rule > 0 ? view.w(`规则 ${rule.rule}`, `rule ${rule.rule}`) : ''
  const where = [table ? view.t(decisionName(rule.decision)) : '', number]
    .filter((part) => part !== '')
    .join(view.w('，', ', '))
  return (
    <>
      <Mixed view={view} text={view.t(rule.says)} />
      {where === '' ? null : view.w(`（${where}）`, ` (${where})`)}
    </>
  )
}
