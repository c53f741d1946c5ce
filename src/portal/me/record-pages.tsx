import type { Notification } from '#engagement'
import type { AccessRecord } from '#handling'
import { groupCaseNo } from '#standards'
import { renderPage } from '../layout/layout.tsx'
import { Crumb, Mixed } from '../layout/parts.tsx'
import { formatTime, nameFor, stepFor, type View } from '../layout/view.ts'

/** Who read, when, for which step: one line of the record, as its subject sees it. */
export function AccessLine({ view, record }: { view: View; record: AccessRecord }) {
  return (
    <>
      {nameFor(view, record.authorityName)} <Mixed view={view} text={record.readerName} />
      <span className="sub">
        <span className="part">{formatTime(view, record.at)}</span>
        <span className="part">
          <Mixed view={view} text={stepFor(view, record.purpose)} />
        </span>
      </span>
    </>
  )
}

/** What is told or was read, with whose it is: one's own, or the principal's under the mandate acted under. */
const titleOf = ({ session }: View, own: string, ofPrincipal: (whose: string) => string): string =>
  session?.mandate ? ofPrincipal(session.mandate.principalName) : own

/** The way to what is older, where there is any. */
export const Earlier = ({ view, path, next }: { view: View; path: string; next: string | null }) =>
  next === null ? null : (
    <p>
      <a className="button second" href={`${path}?before=${encodeURIComponent(next)}`}>
        {view.w('显示更早的', 'Show earlier ones')}
      </a>
    </p>
  )

export function accessPage(view: View, records: readonly AccessRecord[], next: string | null): string {
  const { w } = view
  const title = titleOf(view, w('谁看过我的数据', 'Who has read my data'), (whose) =>
    w(`谁看过${whose}的办件`, `Who has read the cases of “${whose}”`),
  )
  return renderPage(view, {
    title,
    narrow: true,
    children: (
      <>
        <Crumb href="/me">{w('我的', 'Mine')}</Crumb>
        <h1>
          <Mixed view={view} text={title} />
        </h1>
        {records.length === 0 ? (
          <p className="quiet">
            {w(
              '还没有工作人员打开过这里的办件。有人打开，这里就会有一条。',
              'No officer has opened any of these cases. Whenever one does, it is listed here.',
            )}
          </p>
        ) : null}
        <ul className="rows">
          {records.map((one) => (
            <li className="plain" key={`${one.at.toString()}${one.readerName}${one.caseNo}`}>
              <AccessLine view={view} record={one} />
              <a className="tap" href={`/cases/${one.caseNo}`}>
                {w('办件 ', 'Case ')}
                {groupCaseNo(one.caseNo)}
              </a>
            </li>
          ))}
        </ul>
        <Earlier view={view} path="/me/access" next={next} />
      </>
    ),
  })
}

export function messagesPage(view: View, notifications: readonly Notification[], next: string | null): string {
  const { w, t } = view
  const title = titleOf(view, w('消息', 'Messages'), (whose) => w(`${whose}的消息`, `Messages to “${whose}”`))
  return renderPage(view, {
    title,
    narrow: true,
    children: (
      <>
        <Crumb href="/me">{w('我的', 'Mine')}</Crumb>
        <h1>
          <Mixed view={view} text={title} />
        </h1>
        {notifications.length === 0 ? (
          <p className="quiet">
            {w('还没有消息。办件每有进展，这里会有一条。', 'No messages yet. Each step of a case is told here.')}
          </p>
        ) : null}
        <ul className="rows">
          {notifications.map((one) => (
            <li key={`${one.caseId}${one.seq}`}>
              <a href={one.about === 'case' ? `/cases/${one.caseNo}` : `/me/bundles/${one.caseNo}`}>
                <span className="name">{t(one.subject)}</span>
                {one.read ? null : <span className="tag amber">{w('新', 'new')}</span>}
                <span className="sub">
                  <Mixed view={view} text={t(one.body)} />
                </span>
                <span className="sub small">{formatTime(view, one.toldAt)}</span>
              </a>
            </li>
          ))}
        </ul>
        <Earlier view={view} path="/me/messages" next={next} />
      </>
    ),
  })
}
