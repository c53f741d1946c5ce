import { type CaseFile, listNotices } from '#handling'
import { denialWord, reliefOf, type ServiceItem } from '#management'
import { Code, Csrf, Mixed } from '../layout/parts.tsx'
import { formatDate, nameFor, type View } from '../layout/view.ts'
import type { CaseData } from './case-data.ts'
import { Supplement, UploadForm } from './case-supplement.tsx'

/** 您现在可以: what waits for the applicant first, then what there is to take away, then the way out. */
export function WhatYouCanDo({ view, data }: { view: View; data: CaseData }) {
  const { caseFile } = data
  const { w } = view
  const owed = caseFile.deferred.filter((one) => !one.supplied)
  return (
    <section aria-labelledby="now">
      <h2 id="now">{w('您现在可以', 'What you can do now')}</h2>
      {caseFile.state === 'correcting' && caseFile.correction ? <Supplement view={view} data={data} /> : null}
      {owed.length > 0 && (caseFile.state === 'accepted' || caseFile.state === 'granted') ? (
        <Deferred view={view} data={data} owed={owed} />
      ) : null}
      {caseFile.state === 'withdrawn' ? <ApplyAgain view={view} item={data.item} /> : null}
      <Downloads view={view} data={data} />
      {caseFile.result && caseFile.overturned === null ? (
        <p className="quiet">
          {w('给别人核验真伪：', 'For others, to verify: ')}
          <a href={data.verifyPath}>{w('核验页', 'the verification page')}</a>
          {w('，或扫证件上的二维码。结果编号 ', ', or the QR code on the document. Its number: ')}
          <Code code={caseFile.result.resultNo} className="code" />
        </p>
      ) : null}
      <Letters view={view} caseFile={caseFile} />
      <p className="quiet">
        {w('有意见？打 ', 'To complain, call ')}
        <a href={`tel:${data.item.contact.complaintPhone}`}>{data.item.contact.complaintPhone}</a>
        {w(' 投诉。', '.')}
      </p>
      {['submitted', 'correcting', 'accepted'].includes(caseFile.state) ? <Withdraw view={view} data={data} /> : null}
    </section>
  )
}

/** Withdrawing ends a case and forbids nothing. */
const ApplyAgain = ({ view, item }: { view: View; item: ServiceItem }) => (
  <p>
    {view.w('还想办的，可以', 'If you still need it, you can ')}
    <a href={`/items/${item.itemCode}`}>{view.w('重新申请', 'apply again')}</a>
    {view.w('。', '.')}
  </p>
)

type Owed = CaseFile['deferred']

function Deferred({ view, data, owed }: { view: View; data: CaseData; owed: Owed }) {
  const { w } = view
  return (
    <>
      {owed.map((one) => (
        <div key={one.materialNo} id={`materials-${one.materialNo}`}>
          <p>{owedText(view, one, data.caseFile)}</p>
          <UploadForm view={view} data={data} no={one.materialNo} name={nameFor(view, one.name)} />
        </div>
      ))}
      <form
        method="post"
        action={`/cases/${data.caseFile.caseNo}/deferred`}
        className="actions"
        data-once
        data-hands-in
      >
        <Csrf view={view} />
        <button type="submit">{w('提交补交的材料', 'Supply these papers')}</button>
      </form>
    </>
  )
}

/** By when a deferred paper is to come; once the day has passed, that it is still taken, and what follows while it is missing. */
function owedText(
  view: View,
  { name, dueOn }: Owed[number],
  { state, itemCode }: Pick<CaseFile, 'state' | 'itemCode'>,
): string {
  const { w } = view
  const [due, en] = [Temporal.PlainDate.from(dueOn), nameFor(view, name)]
  const by = formatDate(view, due)
  if (Temporal.PlainDate.compare(view.today, due) <= 0)
    return w(`请在 ${by}前补交：${name}`, `Please supply by ${by}: ${en}`)
  const late = w(
    `${name}应在 ${by}前补交，这一天已经过了。现在仍可以补交。`,
    `“${en}” was due by ${by} and that day has passed. You can still supply it.`,
  )
  // What is granted already hangs on no paper any more.
  if (state !== 'accepted') return late
  return w(
    `${late}没有补齐以前不能作出准予的决定；一直不补交的，可能${denialWord(itemCode).zh}或者终止办理。`,
    `${late} Nothing can be granted before it is here; without it the case may be denied or ended.`,
  )
}

/** One thing to do or fetch is the main button. */
function Downloads({ view, data }: { view: View; data: CaseData }) {
  const { caseFile, item } = data
  const { w } = view
  // What was revoked is nobody's to carry any more; the decision then says that it was.
  const valid = caseFile.result !== null && caseFile.overturned === null
  return valid || data.rateToken ? (
    <div className="actions">
      {valid ? (
        <a className="button" href={`/cases/${caseFile.caseNo}/result.pdf`}>
          {w(`下载${item.content.result.name.zh}`, `Download: ${item.content.result.name.en}`)}
        </a>
      ) : null}
      {data.rateToken ? (
        <a className={valid ? 'button second' : 'button'} href={`/rate/${data.rateToken}`}>
          {w('评价这次办理', 'Rate this')}
        </a>
      ) : null}
    </div>
  ) : null
}

/** The letters are there to be read, not pressed: a list, the newest first. The result has a button of its own. */
function Letters({ view, caseFile }: { view: View; caseFile: CaseFile }) {
  const letters = listNotices(caseFile)
    .filter((one) => one.kind !== 'result')
    .toReversed()
  return letters.length === 0 ? null : (
    <>
      <h3>{view.w('文书（PDF）', 'Letters (PDF)')}</h3>
      <ul className="links">
        {letters.map((one) => (
          <li key={one.address}>
            <a href={`/cases/${caseFile.caseNo}/${one.address}.pdf`}>{view.t(one.title)}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The other items of the bundle that end with this one, by name. */
function EndsToo({ view, bundle }: { view: View; bundle: CaseData['bundle'] }) {
  const names = bundle?.siblings.filter((one) => one.needsThis).map((one) => one.itemName) ?? []
  return names.length === 0 ? null : (
    <p className="note amber">
      {view.w(
        `下面 ${names.length} 项要等这一项的结果，撤回后也不再办：${names.map((one) => one.zh).join('；')}。`,
        `These wait for the result of this one and will not begin once you withdraw: ${names.map((one) => one.en).join('; ')}.`,
      )}
    </p>
  )
}

/** Asked once, in words: what it means, and that one may come back. */
function Withdraw({ view, data }: { view: View; data: CaseData }) {
  const { w } = view
  return (
    <details>
      <summary>{w('撤回申请', 'Withdraw the application')}</summary>
      <form method="post" action={`/cases/${data.caseFile.caseNo}/withdraw`} data-once>
        <Csrf view={view} />
        <EndsToo view={view} bundle={data.bundle} />
        <div className="field">
          <label htmlFor="withdraw-reason">
            {w('原因', 'Reason')}
            <span className="optional">{w('（可不填）', ' (optional)')}</span>
            <span className="hint" id="withdraw-hint">
              {w('撤回后这个办件结束，以后可以重新申请。', 'The case ends; you can apply again later.')}
            </span>
          </label>
          <input id="withdraw-reason" name="reason" type="text" maxLength={200} aria-describedby="withdraw-hint" />
        </div>
        <button type="submit" className="grave">
          {w('撤回申请', 'Withdraw the application')}
        </button>
      </form>
    </details>
  )
}

/** Why it was revoked, denied, not accepted or terminated; null where it was not. */
function whyNot(caseFile: CaseFile): { reason: string; basis: string } | null {
  const ended = caseFile.history.find((one) => one.type === 'terminated')
  const denied = caseFile.decision?.outcome === 'denied' ? caseFile.decision : null
  return caseFile.overturned ?? denied ?? caseFile.refusal ?? ended?.data ?? null
}

/** 为什么: the reason, the article, the right organ and the remedies of a refusal or a revocation, before anything else. */
export function Refused({ view, caseFile, item }: { view: View; caseFile: CaseFile; item: ServiceItem }) {
  const { w } = view
  const reason = whyNot(caseFile)
  if (reason === null) return null
  const organ = caseFile.refusal?.rightOrgan
  const { review, litigation } = reliefOf(item, view.city)
  return (
    <section aria-labelledby="why">
      <h2 id="why">{w('为什么', 'Why')}</h2>
      <div className="note red">
        <p>
          <b>{w('理由：', 'Reason: ')}</b>
          <Mixed view={view} text={reason.reason} />
        </p>
        <p>
          <b>{w('依据：', 'Legal basis: ')}</b>
          <Mixed view={view} text={reason.basis} />
        </p>
        {organ ? (
          <p>
            <Mixed view={view} text={w(`请向${organ}申请。`, `Apply to ${organ}.`)} />
          </p>
        ) : null}
      </div>
      <p>
        <Mixed
          view={view}
          text={w(
            `不服的，可以自收到决定之日起六十日内向${review.zh}申请行政复议，或者六个月内向${litigation.zh}起诉。也可以补齐条件后`,
            `You may ask ${review.en} for administrative review within sixty days of receiving the decision, or sue in ${litigation.en} within six months. Once the conditions are met you may also `,
          )}
        />
        <a href={`/items/${item.itemCode}`}>{w('重新申请', 'apply again')}</a>
        {w('。', '.')}
      </p>
    </section>
  )
}
