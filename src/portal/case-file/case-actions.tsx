import type { CaseFile } from '#handling'
import type { ServiceItem } from '#management'
import { Csrf } from '../layout/parts.tsx'
import { formatDate, type View } from '../layout/view.ts'
import type { CaseData } from './case-data.ts'
import { Supplement, UploadForm } from './case-supplement.tsx'

export function WhatYouCanDo({ view, data }: { view: View; data: CaseData }) {
  const { caseFile, item } = data
  const { w } = view
  const base = `/cases/${caseFile.caseNo}`
  const owed = caseFile.deferred.filter((one) => !one.supplied)
  return (
    <section aria-labelledby="now">
      <h2 id="now">{w('您现在可以', 'What you can do now')}</h2>
      {caseFile.state === 'correcting' && caseFile.correction ? <Supplement view={view} data={data} /> : null}
      {owed.length > 0 && (caseFile.state === 'accepted' || caseFile.state === 'granted') ? (
        <>
          {owed.map((one) => (
            <div key={one.materialNo} id={`materials-${one.materialNo}`}>
              <p>
                {w(
                  `请在 ${formatDate(view, Temporal.PlainDate.from(one.dueOn))}前补交：${one.name}`,
                  `Please supply by ${formatDate(view, Temporal.PlainDate.from(one.dueOn))}: ${one.name}`,
                )}
              </p>
              <UploadForm view={view} data={data} no={one.materialNo} name={one.name} />
            </div>
          ))}
          <form method="post" action={`${base}/deferred`}>
            <Csrf view={view} />
            <button type="submit">{w('提交补交的材料', 'Supply these papers')}</button>
          </form>
        </>
      ) : null}
      {caseFile.decision?.outcome === 'denied' || caseFile.refusal ? (
        <Refused view={view} caseFile={caseFile} item={item} />
      ) : null}
      <div className="actions">
        {caseFile.result ? (
          <a className="button" href={`${base}/result.pdf`}>
            {w(`下载${item.content.result.name.zh}`, `Download: ${item.content.result.name.en}`)}
          </a>
        ) : null}
        {data.rateToken ? (
          <a className={caseFile.result ? 'button second' : 'button'} href={`/rate/${data.rateToken}`}>
            {w('评价这次办理', 'Rate this')}
          </a>
        ) : null}
        {caseFile.correction ? (
          <a className="button second" href={`${base}/correction.pdf`}>
            {w('一次性告知书', 'Notice of correction')}
          </a>
        ) : null}
        {caseFile.acceptedOn ? (
          <a className="button second" href={`${base}/acceptance.pdf`}>
            {w('受理通知书', 'Notice of acceptance')}
          </a>
        ) : null}
        {caseFile.decision || caseFile.refusal ? (
          <a className="button second" href={`${base}/decision.pdf`}>
            {w('决定书', 'Decision')}
          </a>
        ) : null}
        <a className="button second" href={`${base}/receipt.pdf`}>
          {w('收件凭证', 'Receipt')}
        </a>
      </div>
      {caseFile.result ? (
        <p className="quiet">
          {w('别人可以在这里核验真伪：', 'Others can verify it here: ')}
          <a href={data.verifyPath}>{data.verifyPath}</a>
        </p>
      ) : null}
      {['submitted', 'correcting', 'accepted'].includes(caseFile.state) ? (
        <details>
          <summary>{w('撤回申请', 'Withdraw the application')}</summary>
          <form method="post" action={`${base}/withdraw`}>
            <Csrf view={view} />
            <div className="field">
              <label htmlFor="withdraw-reason">
                {w('原因', 'Reason')}
                <span className="optional">{w('（可不填）', ' (optional)')}</span>
              </label>
              <input id="withdraw-reason" name="reason" type="text" maxLength={200} />
              <span className="hint">
                {w('撤回后这个办件结束，以后可以重新申请。', 'The case ends; you can apply again later.')}
              </span>
            </div>
            <button type="submit" className="grave">
              {w('撤回申请', 'Withdraw the application')}
            </button>
          </form>
        </details>
      ) : null}
    </section>
  )
}

function Refused({ view, caseFile, item }: { view: View; caseFile: CaseFile; item: ServiceItem }) {
  const { w } = view
  const reason = caseFile.decision ?? caseFile.refusal
  if (reason === null) return null
  return (
    <div className="note red">
      <p>
        <b>{w('理由：', 'Reason: ')}</b>
        {reason.reason}
      </p>
      <p>
        <b>{w('依据：', 'Legal basis: ')}</b>
        {reason.basis}
      </p>
      {caseFile.refusal?.rightOrgan ? (
        <p>{w(`请向${caseFile.refusal.rightOrgan}申请。`, `Apply to ${caseFile.refusal.rightOrgan}.`)}</p>
      ) : null}
      <p>
        {w(
          `不服的，可以自收到之日起六十日内向${item.authority.name}的本级人民政府申请行政复议，或者六个月内向人民法院起诉。也可以补齐条件后重新申请。`,
          'You may ask the government of the same level for administrative review within sixty days, or sue within six months. You may also apply again once the conditions are met.',
        )}
      </p>
    </div>
  )
}
