import { type CaseFile, shownName } from '#handling'
import type { ServiceItem } from '#management'
import { groupCaseNo } from '#standards'
import { Seal } from '../case-file/case-page.tsx'
import { renderPage } from '../layout/layout.tsx'
import { type FactRow, FactTable } from '../layout/parts.tsx'
import { bodyName, formatFullTime, formatTime, type View } from '../layout/view.ts'

type Issued = { caseFile: CaseFile; item: ServiceItem }
/** What the page says of the number and code that were entered; after too many wrong ones, for how many minutes to wait. */
export type Verification =
  | { type: 'nothing-asked' }
  | { type: 'genuine'; found: Issued }
  | { type: 'unknown' }
  | { type: 'wait'; minutes: number }

/** What was entered and did not fit: it is corrected, not typed anew. */
type TypedCode = { no: string; word: string }

/** Anybody can check a result document: what it says, masked where it names a person. */
export function verifyPage(view: View, verification: Verification, typed: TypedCode = { no: '', word: '' }): string {
  const { w } = view
  return renderPage(view, {
    title: w('核验真伪', 'Verify a document'),
    narrow: true,
    children: (
      <>
        <h1>{w('核验真伪', 'Verify a document')}</h1>
        <Answer view={view} verification={verification} />
        <VerifyForm view={view} typed={typed} />
      </>
    ),
  })
}

function Answer({ view, verification }: { view: View; verification: Verification }) {
  switch (verification.type) {
    case 'nothing-asked':
      return null
    case 'genuine':
      return (
        <>
          <Found view={view} found={verification.found} />
          <h2>{view.w('核验另一份', 'Verify another')}</h2>
        </>
      )
    case 'unknown':
      return <Unknown view={view} />
    case 'wait':
      return <Wait view={view} minutes={verification.minutes} />
  }
}

/** Too many wrong codes say nothing of the document: it may well be genuine. */
const Wait = ({ view, minutes }: { view: View; minutes: number }) => (
  <div className="note amber" role="alert">
    <p>
      <b>{view.w('还没有核验：试错太多，先停一停。', 'Not checked: too many wrong codes.')}</b>
    </p>
    <p>
      {view.w(
        `这不说明文件是假的。请 ${minutes} 分钟后再核验，急用请打 12345。`,
        `This says nothing about the document. Try again in ${minutes} minute${minutes === 1 ? '' : 's'}; if it is urgent, call 12345.`,
      )}
    </p>
  </div>
)

const Found = ({ view, found }: { view: View; found: Issued }) =>
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
      <FactTable
        view={view}
        rows={[...factsOf(view, found), [w('撤销时间', 'Revoked at'), formatFullTime(view, on)]]}
      />
    </>
  )
}

function Genuine({ view, found }: { view: View; found: Issued }) {
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
function factsOf(view: View, { caseFile, item }: Issued): FactRow[] {
  const { w, t } = view
  const { applicant, result } = caseFile
  return [
    [w('文件', 'Document'), t(item.content.result.name)],
    [w('编号', 'Number'), result?.resultNo ?? '', result?.resultNo],
    [w('持有人', 'Holder'), shownName(applicant)],
    [w('签发机关', 'Issued by'), bodyName(view, item.authority)],
    [w('签发时间', 'Issued at'), result ? formatFullTime(view, result.at) : ''],
    [w('办件编号', 'Case number'), groupCaseNo(caseFile.caseNo), caseFile.caseNo],
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

function VerifyForm({ view, typed }: { view: View; typed: TypedCode }) {
  const { w } = view
  return (
    <form method="get" action="/verify">
      <div className="field">
        <label htmlFor="caseNo">{w('办件编号', 'Case number')}</label>
        <input id="caseNo" name="no" type="text" inputMode="numeric" defaultValue={typed.no} autoComplete="off" />
      </div>
      <div className="field">
        <label htmlFor="word">
          {w('核验码', 'Verification code')}
          <span className="hint">{w('二维码旁 8 位字母和数字', '8 letters and digits beside the QR code')}</span>
        </label>
        <input
          id="word"
          name="word"
          type="text"
          className="short"
          defaultValue={typed.word}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <button type="submit">{w('核验', 'Verify')}</button>
    </form>
  )
}
