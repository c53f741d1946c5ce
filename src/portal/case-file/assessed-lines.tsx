import type { CaseFile } from '#handling'
import type { ServiceItem } from '#management'
import { EligibilityNote, FeeWords } from '../guide/assessment-parts.tsx'
import type { View } from '../layout/view.ts'

/** What the rules said when it was submitted: the fee, and whether it looked as if the conditions were met. */
export function AssessedLines({ view, caseFile, item }: { view: View; caseFile: CaseFile; item: ServiceItem }) {
  const { fee, eligibility } = caseFile
  const { text, charged } = item.content.fee
  return (
    <>
      {fee === null && !charged ? null : (
        <div className="fee-line">
          <span className="quiet">{view.w('收费：', 'Fee: ')}</span>
          <FeeWords view={view} fee={fee} text={text} settled />
        </div>
      )}
      {/* Once it is decided, the decision is what counts. */}
      {eligibility === null || caseFile.closedAt !== null ? null : (
        <EligibilityNote view={view} eligibility={eligibility} mayGoOn={false} />
      )}
    </>
  )
}
