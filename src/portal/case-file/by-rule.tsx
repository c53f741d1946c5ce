import type { CaseFile, Ruling } from '#handling'
import type { ServiceItem } from '#management'
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
  const decided = caseFile.decision?.byRule === true
  return (
    <div className="quiet small by-rule">
      <p>
        <Mixed view={view} text={w(headOf(ruling).zh, headOf(ruling).en)} />
      </p>
      {ruling.rules.length > 1 ? (
        <ul>
          {ruling.rules.map((rule) => (
            <li key={`${rule.decision}-${rule.rule}`}>
              <RuleWords view={view} rule={rule} />
            </li>
          ))}
        </ul>
      ) : null}
      {decided ? (
        <p>
          {w(
            '觉得不对？可以请工作人员重新看一遍：打 ',
            'Not right? You may ask for a person to look at it again: call ',
          )}
          <a href={`tel:${item.contact.phone}`}>{item.contact.phone}</a>
          {w('，或到窗口提出，说办件编号就行。', ', or ask at the counter; the case number is all they need.')}
        </p>
      ) : null}
    </div>
  )
}

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

/** The line itself; a single rule stands in it. */
function headOf({ outcome, rules }: Ruling): { zh: string; en: string } {
  const [only, second] = rules
  const granted = outcome === 'granted'
  if (only === undefined || second !== undefined)
    return granted
      ? { zh: '系统按规则审批：', en: 'Decided by rule:' }
      : { zh: '系统没有自动决定，交工作人员办理：', en: 'Not decided by rule; an officer handles it:' }
  const zh = `${only.says.zh}${only.rule > 0 ? `（规则 ${only.rule}）` : ''}`
  const en = `${only.says.en}${only.rule > 0 ? ` (rule ${only.rule})` : ''}`
  return granted
    ? { zh: `系统按规则审批：${zh}`, en: `Decided by rule: ${en}` }
    : { zh: `系统没有自动决定，交工作人员办理：${zh}`, en: `Not decided by rule; an officer handles it: ${en}` }
}

const RuleWords = ({ view, rule }: { view: View; rule: Rule }) => (
  <>
    <Mixed view={view} text={view.t(rule.says)} />
    {rule.rule > 0 ? view.w(`（规则 ${rule.rule}）`, ` (rule ${rule.rule})`) : null}
  </>
)
