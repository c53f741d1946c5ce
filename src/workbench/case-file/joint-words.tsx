import type { CaseView } from '../api-contract.ts'
import { langOf, t, w } from '../text.ts'
import { timeWords } from '../words.ts'
import { reasonWords, ruleName } from './ruling-words.ts'

const stageWords: Record<string, string> = {
  opinion: w('联合审查意见', 'Opinion in the joint examination'),
  consult: w('征求意见', 'Consultation'),
  countersign: w('会签', 'Countersignature'),
}

function Look({ look }: { look: CaseView['proposals'][number] }) {
  return (
    <div>
      <dt>{w(`${look.authorityName}预审`, `First look by ${look.authorityNameEn}`)}</dt>
      <dd>
        {look.requests.length === 0
          ? w('材料齐全，没有需要补正的内容。', 'Complete: nothing is missing.')
          : look.requests.map((request) => (
              <span key={`${request.materialNo}-${request.what}`} className="line">
                {request.what}
                {w('：', ': ')}
                {request.reason}
              </span>
            ))}
      </dd>
    </div>
  )
}

function Said({ said }: { said: CaseView['opinions'][number] }) {
  return (
    <div>
      <dt>
        {w(said.authorityName, said.authorityNameEn)} {stageWords[said.stage] ?? ''}{' '}
        <span className="num">{timeWords(said.at)}</span>
      </dt>
      <dd>
        <b>{said.supports ? w('同意', 'Agrees') : w('不同意', 'Does not agree')}</b>
        {w('：', ': ')}
        <span {...langOf(said.opinion)}>{said.opinion}</span>
      </dd>
    </div>
  )
}

function Ruled({ ruling }: { ruling: NonNullable<CaseView['ruling']> }) {
  const reason = t(reasonWords(ruling.reason, ruling))
  // Where no rule fired, what is said of that is the reason itself.
  const rules = ruling.rules.filter((rule) => rule.rule > 0 || t(rule.says) !== reason)
  return (
    <div>
      <dt>
        {w('自动审批', 'Decided by rule')}{' '}
        <span className="num">
          {ruling.decision.key} v{ruling.decision.version}
        </span>
      </dt>
      <dd>
        <b>{ruling.outcome === 'granted' ? w('符合规则', 'Fits the rules') : w('转人工办理', 'Left to a person')}</b>
        {w('：', ': ')}
        <span {...langOf(reason)}>{reason}</span>
        {rules.map((rule) => (
          <span key={`${rule.decision}-${rule.rule}`} className="line">
            {rule.rule > 0 ? (
              <span {...langOf(t(ruleName(rule)))}>
                {t(ruleName(rule))}
                {w('：', ': ')}
              </span>
            ) : null}
            <span {...langOf(t(rule.says))}>{t(rule.says)}</span>
          </span>
        ))}
      </dd>
    </div>
  )
}

/** What departments and decision tables said of a case: each of them sees it all. */
export const JointWords = ({ caseFile }: { caseFile: CaseView }) => (
  <>
    {caseFile.proposals.map((one) => (
      <Look key={one.authorityCode} look={one} />
    ))}
    {caseFile.opinions.map((one) => (
      <Said key={one.token} said={one} />
    ))}
    {caseFile.ruling ? <Ruled ruling={caseFile.ruling} /> : null}
  </>
)

/** Whether anybody has said anything yet. */
export const hasJointWords = ({ proposals, opinions, ruling }: CaseView): boolean =>
  proposals.length + opinions.length > 0 || ruling !== null
