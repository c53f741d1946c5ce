import { EligibilityNote, FeeWords } from '../guide/assessment-parts.tsx'
import type { View } from '../layout/view.ts'
import type { Assessed } from './applied-for.ts'

/** 符合条件吗、收多少费: what the published rules say of what is about to be sent; it keeps nobody from sending it. */
export const AssessedTopic = ({ view, assessed }: { view: View; assessed: readonly Assessed[] }) => {
  const said = assessed.filter((one) => one.fee !== null || (one.eligibility?.eligible ?? null) !== null)
  if (said.length === 0) return null
  return (
    <section aria-labelledby="by-the-rules">
      <h2 id="by-the-rules">{view.w('按规则看', 'What the rules say')}</h2>
      {said.map(({ name, eligibility, fee, feeText }) => (
        <div key={name?.zh ?? ''}>
          {name === null ? null : <h3>{view.t(name)}</h3>}
          {eligibility === null ? null : <EligibilityNote view={view} eligibility={eligibility} mayGoOn />}
          {fee === null ? null : (
            <table className="review">
              <tbody>
                <tr>
                  <th scope="row">{view.w('收费', 'Fee')}</th>
                  <td>
                    <FeeWords view={view} fee={fee} text={feeText} />
                  </td>
                </tr>
              </tbody>
            </table>
          )}
        </div>
      ))}
    </section>
  )
}
