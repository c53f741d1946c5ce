import { tellBy } from '#handling'
import { routeDecidesByRule } from '#management'
import { groupCaseNo } from '#standards'
import { renderPage } from '../layout/layout.tsx'
import { Code, Crumb, ErrorSummary, Mixed } from '../layout/parts.tsx'
import { formatDate, formatTime, type View } from '../layout/view.ts'
import { AccessLine } from '../me/record-pages.tsx'
import { AssessedLines } from './assessed-lines.tsx'
import { ByRule } from './by-rule.tsx'
import { Refused, WhatYouCanDo } from './case-actions.tsx'
import type { CaseData } from './case-data.ts'
import { Papers, Route } from './case-route.tsx'
import { stateSentence } from './case-words.tsx'
import { ClockCalendar } from './clock-calendar.tsx'
import { FollowCode } from './follow-code.tsx'

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
          {caseFile.state === 'granted' ? <Seal /> : null}
          {stateSentence(view, caseFile, item)}
        </p>
        <CaseNo view={view} caseNo={caseFile.caseNo} />
        <PartOf view={view} bundle={data.bundle} />
        <ByRule view={view} caseFile={caseFile} item={item} />
        <AssessedLines view={view} caseFile={caseFile} item={item} />
        <ClockCalendar view={view} caseFile={caseFile} item={item} />
        <Refused view={view} caseFile={caseFile} item={item} />
        <WhatYouCanDo view={view} data={data} />
        <div className="pair">
          <div>
            <Route view={view} caseFile={caseFile} />
            <Papers view={view} data={data} />
          </div>
          <div>
            <Messages view={view} data={data} />
            <Seen view={view} data={data} />
            {data.justSubmitted ? null : <FollowAside view={view} data={data} />}
          </div>
        </div>
      </>
    ),
  })
}

/** The seal: vermilion, and on nothing else. */
export const Seal = () => (
  <>
    <span className="sealed-word" lang="zh-CN">
      办妥
    </span>{' '}
  </>
)

const CaseNo = ({ view, caseNo }: { view: View; caseNo: string }) => (
  <p>
    <span className="quiet">{view.w('办件编号 ', 'Case number ')}</span>
    <Code code={caseNo} shown={groupCaseNo(caseNo)} />
  </p>
)

/** The way back to the whole, for a case that is part of 一件事. */
const PartOf = ({ view, bundle }: { view: View; bundle: CaseData['bundle'] }) =>
  bundle === null ? null : (
    <p>
      <span className="quiet">{view.w('属于一件事：', 'Part of: ')}</span>
      <a className="tap" href={`/me/bundles/${bundle.bundleNo}`}>
        {view.t(bundle.name)}
      </a>
    </p>
  )

function Submitted({ view, data }: { view: View; data: CaseData }) {
  const { w } = view
  const isByRule = routeDecidesByRule(view.city, data.caseFile.route.key)
  const by = tellBy(data.caseFile, view.city.calendar)
  return (
    <div className="note ok" role="status">
      <p>
        <b>{w('申请已提交，我们收到了。', 'Your application has been received.')}</b>
      </p>
      <p>
        {isByRule
          ? w(
              '符合公布的规则的，马上有结果；拿不准的转给工作人员，五个工作日内会告诉您是否受理。每一步都会通知您。',
              'Where the published rules hold there is a result at once; otherwise an officer looks, and within five working days you will be told whether it is accepted. You hear of each step.',
            )
          : w(
              `${by === null ? '五个工作日内' : `${formatDate(view, by)}前`}会告诉您是否受理；缺什么会一次说清。每一步都会通知您。`,
              `${by === null ? 'Within five working days' : `By ${formatDate(view, by)}`} you will be told whether it is accepted; whatever is missing is told once. You hear of each step.`,
            )}
      </p>
      <FollowCode view={view} data={data} />
      <p>
        <a className="button second" href={`/cases/${data.caseFile.caseNo}/receipt.pdf`}>
          {w('下载收件凭证（PDF）', 'Download the receipt (PDF)')}
        </a>
      </p>
    </div>
  )
}

/** For whoever wants to look from another device, or lets somebody look. */
const FollowAside = ({ view, data }: { view: View; data: CaseData }) => (
  <details className="aside">
    <summary>{view.w('不登录也能查进度', 'Follow it without signing in')}</summary>
    <FollowCode view={view} data={data} />
  </details>
)

function Messages({ view, data }: { view: View; data: CaseData }) {
  const { w, t } = view
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">{w('给您的消息', 'Messages')}</h2>
      {data.notifications.length === 0 ? (
        <p className="quiet">{w('还没有消息。每有进展，这里会有一条。', 'No messages yet. Each step is told here.')}</p>
      ) : null}
      <ul className="rows">
        {data.notifications.map((one) => (
          <li className="plain" key={one.seq}>
            <b>{t(one.subject)}</b>
            <span className="sub">
              <Mixed view={view} text={t(one.body)} />
            </span>
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
            <AccessLine view={view} record={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}
