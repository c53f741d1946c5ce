import type { CaseFile } from '#handling'
import type { ServiceItem } from '#management'
import { groupCaseNo } from '#standards'
import { Seal } from '../case-file/case-page.tsx'
import { renderPage } from '../layout/layout.tsx'
import { FactTable } from '../layout/parts.tsx'
import { bodyName, formatTime, type View } from '../layout/view.ts'

/** Anybody can check a result document: what it says, masked where it names a person. */
export function verifyPage(
  view: View,
  found: { caseFile: CaseFile; item: ServiceItem } | null,
  asked: boolean,
): string {
  const { w } = view
  return renderPage(view, {
    title: w('核验真伪', 'Verify a document'),
    narrow: true,
    children: (
      <>
        <h1>{w('核验真伪', 'Verify a document')}</h1>
        {found ? <Found view={view} found={found} /> : asked ? <Unknown view={view} /> : null}
        {found ? <h2>{w('核验另一份', 'Verify another')}</h2> : null}
        <VerifyForm view={view} />
      </>
    ),
  })
}

const Found = ({ view, found }: { view: View; found: { caseFile: CaseFile; item: ServiceItem } }) =>
  found.caseFile.overturned === null ? (
    <Genuine view={view} found={found} />
  ) : (
    <Revoked view={view} found={found} on={found.caseFile.overturned.at} />
  )

/** Genuine once: it was issued here and taken back, and whoever holds the paper must hear it. */
function Revoked({
  view,
  found,
  on,
}: {
  view: View
  found: { caseFile: CaseFile; item: ServiceItem }
  on: Temporal.Instant
}) {
  const { w } = view
  return (
    <>
      <div className="note red" role="alert">
        <p>
          <b>{w('已撤销，不再有效。', 'Revoked: no longer valid.')}</b>
        </p>
        <p>
          {w(
            `这份文件由本平台签发，${formatTime(view, on)}被签发机关撤销。`,
            `It was issued here and revoked by the issuing authority on ${formatTime(view, on)}.`,
          )}
        </p>
      </div>
      <FactTable view={view} rows={[...factsOf(view, found), [w('撤销时间', 'Revoked at'), formatTime(view, on)]]} />
    </>
  )
}

function Genuine({ view, found }: { view: View; found: { caseFile: CaseFile; item: ServiceItem } }) {
  const { w } = view
  return (
    <>
      <p className="state" role="status">
        <Seal />
        {w('是真的，由本平台签发。', 'Genuine: issued here.')}
      </p>
      <FactTable view={view} rows={factsOf(view, found)} />
      <p className="quiet">
        {w(
          '请核对纸面内容与上面一致；不一致的就是假的。',
          'Compare the paper with the above; if they differ, the paper is false.',
        )}
      </p>
    </>
  )
}

/** What anybody may know of a result; a person's name is masked, a firm's is public. */
function factsOf(view: View, { caseFile, item }: { caseFile: CaseFile; item: ServiceItem }): [string, string][] {
  const { w, t } = view
  const { applicant, result } = caseFile
  return [
    [w('文件', 'Document'), t(item.content.result.name)],
    [w('编号', 'Number'), result?.resultNo ?? ''],
    [w('持有人', 'Holder'), applicant.kind === 'legal' ? applicant.name : `${applicant.name.slice(0, 1)}＊＊`],
    [w('签发机关', 'Issued by'), bodyName(view, item.authority)],
    [w('签发时间', 'Issued at'), result ? formatTime(view, result.at) : ''],
    [w('办件编号', 'Case number'), groupCaseNo(caseFile.caseNo)],
  ]
}

function Unknown({ view }: { view: View }) {
  const { w } = view
  return (
    <div className="note red" role="alert">
      <p>
        <b>{w('没有这份文件。', 'There is no such document.')}</b>
      </p>
      <p>
        {w(
          '编号或核验码不对，或者文件是假的。请对照纸面重新输入，或打 12345 询问。',
          'The number or the code is wrong, or the document is false. Enter them again from the paper, or call 12345.',
        )}
      </p>
    </div>
  )
}

function VerifyForm({ view }: { view: View }) {
  const { w } = view
  return (
    <form method="get" action="/verify">
      <div className="field">
        <label htmlFor="caseNo">{w('办件编号', 'Case number')}</label>
        <input id="caseNo" name="no" type="text" inputMode="numeric" autoComplete="off" />
      </div>
      <div className="field">
        <label htmlFor="word">
          {w('核验码', 'Verification code')}
          <span className="hint">{w('二维码旁 8 位字母和数字', '8 letters and digits beside the QR code')}</span>
        </label>
        <input id="word" name="word" type="text" className="short" autoComplete="off" spellCheck={false} />
      </div>
      <button type="submit">{w('核验', 'Verify')}</button>
    </form>
  )
}
