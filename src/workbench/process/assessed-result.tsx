import type { AssessmentReport } from '#handling'
import { t, w } from '../text.ts'
import { groupCaseNo } from '../words.ts'

type Change = AssessmentReport['changes'][number]

function wordsOfUse(use: Change['use']): string {
  switch (use) {
    case 'eligibility':
      return w('是否符合条件', 'Who qualifies')
    case 'fee':
      return w('收费', 'Fee')
    case 'papers':
      return w('所需材料', 'Papers')
  }
}

const Row = ({ use, change, cases, samples }: Change) => (
  <tr>
    <td data-name={w('关系到', 'It concerns')}>{wordsOfUse(use)}</td>
    <td data-name={w('变化', 'Change')}>{t(change)}</td>
    <td data-name={w('件数', 'Cases')} className="num">
      {cases}
    </td>
    <td data-name={w('例如', 'For example')} className="num">
      {samples.map(groupCaseNo).join(w('、', ', '))}
    </td>
  </tr>
)

const Changes = ({ changes }: { changes: readonly Change[] }) => (
  <table className="rows rule-samples">
    <caption className="sr">{w('申请时的情形有什么变化', 'What changes for applications')}</caption>
    <thead>
      <tr>
        <th scope="col">{w('关系到', 'It concerns')}</th>
        <th scope="col">{w('变化', 'Change')}</th>
        <th scope="col" className="num">
          {w('件数', 'Cases')}
        </th>
        <th scope="col">{w('例如', 'For example')}</th>
      </tr>
    </thead>
    <tbody>
      {changes.map((one) => (
        <Row key={`${one.use} ${one.change.zh}`} {...one} />
      ))}
    </tbody>
  </table>
)

const otherwise = ({ cases, same, undecided }: AssessmentReport): number => cases - same - undecided

/** What a draft would have said of applications: who qualifies, what it costs, which papers; the most frequent change first. */
export const AssessedResult = ({ report }: { report: AssessmentReport }) => (
  <section className="replay-result">
    <h2>{w('按草稿重新看申请时的情形', 'Applications looked at again by the draft')}</h2>
    <p>
      {w(
        `用到这份决策的申请 ${report.cases} 件：${otherwise(report)} 件会有变化，${report.same} 件没有变化。`,
        `Applications that used this file: ${report.cases}. Something changes for ${otherwise(report)}, nothing for ${report.same}.`,
      )}
      {report.undecided === 0
        ? null
        : w(
            `有 ${report.undecided} 件记录不够，不能重新计算。`,
            ` ${report.undecided} cannot be worked out again: not enough is recorded.`,
          )}
    </p>
    {report.changes.length === 0 ? null : <Changes changes={report.changes} />}
    {report.others === 0 ? null : (
      <p>
        {w(
          `还有 ${report.others} 件次较少见的变化没有逐条列出。`,
          `${report.others} changes of rarer kinds are not listed one by one.`,
        )}
      </p>
    )}
  </section>
)
