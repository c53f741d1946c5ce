import type { Flaw } from '#base'
import { explain as explainRun } from '#bpmn'
import type { Notification } from '#engagement'
import { type AccessRecord, type CaseFile, isAskedFor, listApplicableMaterials, type Upload } from '#handling'
import type { MaterialRequirement, ServiceItem } from '#management'
import { groupCaseNo } from '#standards'
import { stepTexts } from '../guide/guide-page.tsx'
import { renderPage } from '../layout/layout.tsx'
import { Crumb, Csrf, ErrorSummary } from '../layout/parts.tsx'
import { formatDate, formatTime, type View } from '../layout/view.ts'
import { eventText, stateSentence, stateTexts } from './case-words.tsx'
import { ClockCalendar } from './clock-calendar.tsx'

export type CaseData = {
  caseFile: CaseFile
  item: ServiceItem
  notifications: readonly Notification[]
  access: readonly AccessRecord[]
  uploads: readonly Upload[]
  checkWord: string
  verifyPath: string
  rateToken: string | null
  justSubmitted: boolean
  flaws: readonly Flaw[]
}

/** 办件详情: the sentence first, then what you can do, then the line, the date, the people, the papers. */
export function casePage(view: View, data: CaseData): string {
  const { caseFile, item } = data
  const { w, t } = view
  const name = t(item.content.name)
  return renderPage(view, {
    title: `${name} ${groupCaseNo(caseFile.caseNo)}`,
    islands: ['draft'],
    wrong: data.flaws.length > 0,
    children: (
      <>
        <Crumb href="/me">{w('我的办件', 'My cases')}</Crumb>
        <ErrorSummary view={view} flaws={data.flaws} />
        {data.justSubmitted ? <Submitted view={view} data={data} /> : null}
        <h1>{name}</h1>
        <p className="state" role="status">
          {caseFile.state === 'granted' ? (
            <>
              <span className="sealed-word" lang="zh-CN">
                办妥
              </span>{' '}
            </>
          ) : null}
          {stateSentence(view, caseFile, item)}
        </p>
        <p>
          <span className="quiet">{w('办件编号 ', 'Case number ')}</span>
          <span className="no" data-copy={caseFile.caseNo}>
            {groupCaseNo(caseFile.caseNo)}
          </span>
        </p>
        <ClockCalendar view={view} caseFile={caseFile} item={item} />
        <WhatYouCanDo view={view} data={data} />
        <div className="pair">
          <div>
            <Route view={view} caseFile={caseFile} />
            <Papers view={view} data={data} />
          </div>
          <div>
            <Messages view={view} data={data} />
            <Seen view={view} data={data} />
          </div>
        </div>
      </>
    ),
  })
}

function Submitted({ view, data }: { view: View; data: CaseData }) {
  const { w } = view
  return (
    <div className="note ok" role="status">
      <p>
        <b>{w('申请已提交，我们收到了。', 'Your application has been received.')}</b>
      </p>
      <p>
        {w(
          '五个工作日内会告诉您是否受理；缺什么会一次说清。每一步都会通知您。',
          'Within five working days you will be told whether it is accepted; whatever is missing is told once. You hear of each step.',
        )}
      </p>
      <p>
        {w('不登录查进度：编号加查询码 ', 'To follow without signing in: the number and the word ')}
        <b className="no">{data.checkWord}</b>
      </p>
      <p>
        <a className="button second" href={`/cases/${data.caseFile.caseNo}/receipt.pdf`}>
          {w('下载收件凭证（PDF）', 'Download the receipt (PDF)')}
        </a>
      </p>
    </div>
  )
}

function WhatYouCanDo({ view, data }: { view: View; data: CaseData }) {
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

function Supplement({ view, data }: { view: View; data: CaseData }) {
  const { caseFile } = data
  const { w } = view
  return (
    <>
      <ol className="papers">
        {caseFile.correction?.requests.map((request, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the notice is fixed
          <li key={index} id={request.materialNo === null ? undefined : `materials-${request.materialNo}`}>
            <b>{request.what}</b>
            <p>{request.reason}</p>
            {request.basis ? (
              <p className="small">{w(`依据：${request.basis}`, `Legal basis: ${request.basis}`)}</p>
            ) : null}
            {request.materialNo === null ? null : (
              <UploadForm view={view} data={data} no={request.materialNo} name={request.what} />
            )}
          </li>
        ))}
      </ol>
      <form method="post" action={`/cases/${caseFile.caseNo}/supplement`} data-once>
        <Csrf view={view} />
        <div className="field">
          <label htmlFor="note">
            {w('补充说明', 'Note')}
            <span className="optional">{w('（可不填）', ' (optional)')}</span>
          </label>
          <textarea id="note" name="note" maxLength={500} rows={3} />
        </div>
        <button type="submit">{w('提交补正', 'Send the supplement')}</button>
      </form>
    </>
  )
}

function UploadForm({ view, data, no, name }: { view: View; data: CaseData; no: number; name: string }) {
  const { w } = view
  const files = data.uploads.filter((one) => one.materialNo === no)
  const flaw = data.flaws.find((one) => one.pointer === `/materials/${no}`)
  return (
    <>
      {flaw ? <span className="error">{view.t(flaw.sentence)}</span> : null}
      <div data-files>
        {files.map((file) => (
          <div className="file" key={file.fileId}>
            <span>{file.name}</span>
            <span className="quiet small">{w('已上传，还没有提交', 'uploaded, not sent yet')}</span>
          </div>
        ))}
      </div>
      <form
        method="post"
        encType="multipart/form-data"
        action={`/cases/${data.caseFile.caseNo}/files?material=${no}`}
        data-upload={no}
        data-case={data.caseFile.caseNo}
      >
        <Csrf view={view} />
        <label className="button second pick" htmlFor={`file-${no}`}>
          {w('拍照或选择文件', 'Take a photo or choose a file')}
          <span className="sr">{w(`：${name}`, `: ${name}`)}</span>
        </label>
        <input
          id={`file-${no}`}
          type="file"
          name="file"
          multiple
          accept="image/jpeg,image/png,application/pdf,.ofd,.docx,.xlsx"
        />
        <noscript>
          <button type="submit" className="second">
            {w('上传', 'Upload')}
          </button>
        </noscript>
      </form>
    </>
  )
}

function Route({ view, caseFile }: { view: View; caseFile: CaseFile }) {
  const { w, t } = view
  const route = view.city.getDefinition(caseFile.route.key, caseFile.route.version)
  const run = explainRun(route.graph, caseFile.run)
  const told = caseFile.history.filter((event) => eventText(view, event.type) !== null)
  return (
    <section aria-labelledby="route">
      <h2 id="route">{w('办到哪一步', 'Where it is')}</h2>
      <ol className="steps">
        {told.map((event) => (
          <li
            key={event.seq}
            className={event.type === 'closed' && caseFile.state === 'granted' ? 'done sealed' : 'done'}
          >
            <b>{eventText(view, event.type)}</b>
            <small>
              {formatTime(view, event.at)}
              {event.actor.kind === 'officer'
                ? ` · ${view.city.authorities.find(event.actor.authorityCode)?.name ?? ''}`
                : ''}
              {event.actor.kind === 'system' ? ` · ${event.actor.name}` : ''}
            </small>
          </li>
        ))}
        {caseFile.tasks.map((task) => (
          <li key={task.token} className="here">
            <b>{t(stepTexts[task.name] ?? { zh: task.name, en: task.name })}</b>
            <small>
              {view.city.authorities.get(task.authorityCode).name}
              {task.assignee ? w('，已有人在办', ', somebody is working on it') : w('，等待办理', ', waiting')}
              {w(`，${formatTime(view, task.openedAt)}起`, `, since ${formatTime(view, task.openedAt)}`)}
            </small>
          </li>
        ))}
        {run.status === 'running'
          ? run.ahead.map((step) => (
              <li key={step.element}>
                <b className="quiet">{t(stepTexts[step.name] ?? { zh: step.name, en: step.name })}</b>
              </li>
            ))
          : null}
      </ol>
    </section>
  )
}

function Papers({ view, data }: { view: View; data: CaseData }) {
  const { caseFile, item } = data
  const { w, t } = view
  const grades = {
    A: w('发证机关提供', 'from the issuer'),
    B: w('已核对原件', 'checked against the original'),
    C: w('您上传', 'uploaded'),
    D: w('您填写', 'self-made'),
  }
  const asked: MaterialRequirement[] = listApplicableMaterials(item, caseFile.answers).filter(isAskedFor)
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">{w('材料', 'Papers')}</h2>
      {asked.length === 0 ? <p className="quiet">{w('这件事不用交材料。', 'No papers were needed.')}</p> : null}
      <ul className="rows">
        {asked.map((material) => {
          const given = caseFile.materials.filter((one) => one.materialNo === material.no)
          return (
            <li className="plain" key={material.no}>
              {t(material.name)}
              <span className="sub">
                {given.length > 0
                  ? given.map((one) => (
                      <span key={one.position}>
                        <a href={`/cases/${caseFile.caseNo}/materials/${one.materialNo}/${one.position}`}>{one.name}</a>{' '}
                        <span className="tag grey">{grades[one.trust]}</span>{' '}
                      </span>
                    ))
                  : caseFile.brought.includes(material.no)
                    ? w('带原件到窗口', 'to be brought to the counter')
                    : w('未交', 'not given')}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Messages({ view, data }: { view: View; data: CaseData }) {
  const { w, t } = view
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">{w('给您的消息', 'Messages')}</h2>
      {data.notifications.length === 0 ? (
        <p className="quiet">
          {w(
            '还没有消息。每有进展，这里会有一条，也会发到您的手机。',
            'No messages yet. Each step is told here and on your phone.',
          )}
        </p>
      ) : null}
      <ul className="rows">
        {data.notifications.map((one) => (
          <li className="plain" key={one.seq}>
            <b>{t(one.subject)}</b>
            <span className="sub">{t(one.body)}</span>
            <span className="sub small">{formatTime(view, one.toldAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Seen({ view, data }: { view: View; data: CaseData }) {
  const { w } = view
  return (
    <section aria-labelledby="seen">
      <h2 id="seen">{w('谁看过这个办件', 'Who has read this case')}</h2>
      {data.access.length === 0 ? (
        <p className="quiet">{w('还没有工作人员打开过。', 'No officer has opened it yet.')}</p>
      ) : null}
      <ul className="rows">
        {data.access.map((one) => (
          <li className="plain" key={`${one.at.toString()}${one.readerName}`}>
            {one.authorityName} {one.readerName}
            <span className="sub small">
              {formatTime(view, one.at)} · {one.purpose}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The same facts for somebody with number and check word: no names, no papers. */
export function followPage(
  view: View,
  input: { caseFile: CaseFile; item: ServiceItem } | null,
  typed: { caseNo: string; wrong: boolean },
): string {
  const { w, t } = view
  return renderPage(view, {
    title: w('凭编号查进度', 'Follow a case by number'),
    narrow: true,
    wrong: typed.wrong,
    children: (
      <>
        <h1>{w('凭编号查进度', 'Follow a case by number')}</h1>
        {input ? (
          <>
            <p className="state">{stateSentence(view, input.caseFile, input.item)}</p>
            <p>
              {t(input.item.content.name)} · <span className="no">{groupCaseNo(input.caseFile.caseNo)}</span> ·{' '}
              {t(stateTexts[input.caseFile.state])}
            </p>
            <ClockCalendar view={view} caseFile={input.caseFile} item={input.item} />
            <Route view={view} caseFile={input.caseFile} />
          </>
        ) : null}
        <form method="post" action="/follow">
          <Csrf view={view} />
          {typed.wrong ? (
            <div className="summary" role="alert">
              <h2>{w('没有查到', 'Nothing found')}</h2>
              <p>
                {w(
                  '编号和查询码对不上，请对照收件凭证核对。连续试错会暂停查询。',
                  'Number and word do not match. Check them against the receipt.',
                )}
              </p>
            </div>
          ) : null}
          <div className="field">
            <label htmlFor="caseNo">{w('办件编号', 'Case number')}</label>
            <input
              id="caseNo"
              name="caseNo"
              type="text"
              inputMode="numeric"
              defaultValue={typed.caseNo}
              autoComplete="off"
            />
          </div>
          <div className="field">
            <label htmlFor="word">
              {w('查询码', 'Check word')}
              <span className="hint">{w('收件凭证上 8 位字母和数字', '8 letters and digits on the receipt')}</span>
            </label>
            <input
              id="word"
              name="word"
              type="text"
              className="short"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
            />
          </div>
          <button type="submit">{w('查询', 'Look up')}</button>
        </form>
      </>
    ),
  })
}
