import type { RuleChange, RuleReport, Said } from '#handling'
import { decisionName } from '../../management/process-definition/step-name.ts'
import { reasonWords } from '../case-file/ruling-words.ts'
import { Notice } from '../layout/notice.tsx'
import { langOf, t, w } from '../text.ts'
import { groupCaseNo } from '../words.ts'
import { AssessedResult } from './assessed-result.tsx'
import type { Named } from './process-contract.ts'

/** What changes, the gravest first. */
const changes = ['to-doubtful', 'to-granted', 'outputs', 'rules', 'undecided'] as const satisfies readonly RuleChange[]

function changeWords(change: RuleChange): string {
  switch (change) {
    case 'to-doubtful':
      return w('原来准予，改为转人工', 'Granted, would go to a person')
    case 'to-granted':
      return w('原来转人工，改为准予', 'Went to a person, would be granted')
    case 'outputs':
      return w('结论相同，理由或其他输出不同', 'Same outcome, another reason or output')
    case 'rules':
      return w('结果相同，走的规则不同', 'Same result by other rules')
    case 'undecided':
      return w('记录不够，不能重新决定', 'Not enough is recorded to decide again')
  }
}

/** That nobody would end otherwise is worth a line of its own. */
const isAlwaysTold = (change: RuleChange): boolean => change === 'to-doubtful' || change === 'to-granted'

const Numbers = ({ report }: { report: Named<RuleReport> }) => (
  <table className="rows rule-numbers">
    <caption className="sr">{w('重放结果', 'Result of the replay')}</caption>
    <thead>
      <tr>
        <th scope="col">{w('按草稿重新决定', 'Decided again by the draft')}</th>
        <th scope="col" className="num">
          {w('件数', 'Cases')}
        </th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <th scope="row">{w('决定过的办件', 'Cases that were decided')}</th>
        <td className="num">{report.cases}</td>
      </tr>
      <tr>
        <th scope="row">{w('没有变化', 'No change')}</th>
        <td className="num">{report.same}</td>
      </tr>
      {changes
        .filter((change) => isAlwaysTold(change) || report.changes[change] > 0)
        .map((change) => (
          <tr key={change}>
            <th scope="row">{changeWords(change)}</th>
            <td className="num">{report.changes[change]}</td>
          </tr>
        ))}
    </tbody>
  </table>
)

const outcomeWord = (said: Said): string =>
  said.outcome === 'granted' ? w('准予', 'granted') : w('转人工', 'to a person')

/** The rule that concluded, by its table and number. */
function ruleWords({ rules }: Said): string {
  const [last] = rules.slice(-1)
  if (last === undefined) return w('没有规则适用', 'no rule')
  const { zh, en } = decisionName(last.decision)
  if (last.rule === 0) return w(`${zh}：没有规则适用`, `${en}: no rule fits`)
  return w(`${zh}第 ${last.rule} 条`, `${en}, rule ${last.rule}`)
}

const Marked = ({ words, as: Tag }: { words: string; as: 'span' | 'small' }) => <Tag {...langOf(words)}>{words}</Tag>

const SaidCell = ({ said, name }: { said: Said; name: string }) => (
  <td data-name={name}>
    <b>{outcomeWord(said)}</b>
    <br />
    <Marked as="span" words={ruleWords(said)} />
    {said.reason === '' ? null : <Marked as="small" words={t(reasonWords(said.reason, said))} />}
  </td>
)

const SampleRow = ({ sample }: { sample: Named<RuleReport>['samples'][number] }) => (
  <tr>
    <td className="col-item">
      <span className="num">{groupCaseNo(sample.caseNo)}</span>
      <br />
      <span>{w(sample.itemName, sample.itemNameEn)}</span>
    </td>
    <SaidCell said={sample.before} name={w('当时', 'Then')} />
    {sample.after === null ? (
      <td data-name={w('按草稿', 'By the draft')}>{sample.why === null ? '' : t(sample.why)}</td>
    ) : (
      <SaidCell said={sample.after} name={w('按草稿', 'By the draft')} />
    )}
  </tr>
)

/** The first cases of one change, with what was said then and what the draft says. */
function Samples({ report, change, isOpen }: { report: Named<RuleReport>; change: RuleChange; isOpen: boolean }) {
  const samples = report.samples.filter((one) => one.change === change)
  if (samples.length === 0) return null
  const all = report.changes[change]
  const some = samples.length < all ? w(`，列出前 ${samples.length} 件`, `, the first ${samples.length}`) : ''
  return (
    <details open={isOpen}>
      <summary>
        {changeWords(change)}
        {w(`：${all} 件${some}`, `: ${all}${some}`)}
      </summary>
      <table className="rows rule-samples">
        <caption className="sr">{changeWords(change)}</caption>
        <thead>
          <tr>
            <th scope="col">{w('办件', 'Case')}</th>
            <th scope="col">{w('当时', 'Then')}</th>
            <th scope="col">{w('按草稿', 'By the draft')}</th>
          </tr>
        </thead>
        <tbody>
          {samples.map((one) => (
            <SampleRow key={one.caseNo} sample={one} />
          ))}
        </tbody>
      </table>
    </details>
  )
}

const nobodyYet = () =>
  w('还没有办件由这份决策决定过，没有可重放的。', 'No case was decided by this file yet: there is nothing to replay.')

/** What a draft of a table would have said of the cases that it decided: numbers first, then cases by their numbers. */
export const RuleResult = ({ report }: { report: Named<RuleReport> }) => (
  <>
    <Rulings report={report} />
    {report.assessed && report.assessed.cases > 0 ? <AssessedResult report={report.assessed} /> : null}
  </>
)

function Rulings({ report }: { report: Named<RuleReport> }) {
  if (report.cases === 0)
    return report.assessed && report.assessed.cases > 0 ? null : <Notice kind="info">{nobodyYet()}</Notice>
  const first = changes.find((change) => report.changes[change] > 0)
  return (
    <div className="replay-result">
      {report.changes['to-doubtful'] + report.changes['to-granted'] === 0 ? null : (
        <Notice kind="amber">
          {w(
            `有 ${report.changes['to-doubtful'] + report.changes['to-granted']} 件的结论会不同，请逐件看过再发布。`,
            `${report.changes['to-doubtful'] + report.changes['to-granted']} cases would end otherwise. Look at them before publishing.`,
          )}
        </Notice>
      )}
      <Numbers report={report} />
      {report.undecided.length === 0 ? null : (
        <ul className="replay-steps">
          {report.undecided.map((one) => (
            <li key={one.why.en}>
              {w(`${one.cases} 件不能重新决定：`, `${one.cases} cannot be decided again: `)}
              {t(one.why)}
            </li>
          ))}
        </ul>
      )}
      {changes.map((change) => (
        <Samples key={change} report={report} change={change} isOpen={change === first} />
      ))}
    </div>
  )
}
