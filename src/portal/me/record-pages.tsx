import type { Notification } from '#engagement'
import type { AccessRecord } from '#handling'
import { groupCaseNo } from '#standards'
import { Mixed } from '../layout/parts.tsx'
import { formatTime, nameFor, stepFor, type View } from '../layout/view.ts'
import { renderMyList } from './mine-page.tsx'

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

/** 谁看过我的数据: every opening of a case by somebody who works for an authority. */
export const accessPage = (view: View, records: readonly AccessRecord[], next: string | null): string =>
  renderMyList(view, {
    title: titleOf(view, view.w('谁看过我的数据', 'Who has read my data'), (whose) =>
      view.w(`谁看过${whose}的办件`, `Who has read the cases of “${whose}”`),
    ),
    path: '/me/access',
    empty: view.w(
      '还没有工作人员打开过这里的办件。有人打开，这里就会有一条。',
      'No officer has opened any of these cases. Whenever one does, it is listed here.',
    ),
    rows: records,
    next,
    row: (one) => (
      <li className="plain" key={`${one.at.toString()}${one.readerName}${one.caseNo}`}>
        <AccessLine view={view} record={one} />
        <a className="tap" href={`/cases/${one.caseNo}`}>
          {view.w('办件 ', 'Case ')}
          {groupCaseNo(one.caseNo)}
        </a>
      </li>
    ),
  })

/** 消息: what was told of one's cases and bundles. */
export const messagesPage = (view: View, notifications: readonly Notification[], next: string | null): string =>
  renderMyList(view, {
    title: titleOf(view, view.w('消息', 'Messages'), (whose) => view.w(`${whose}的消息`, `Messages to “${whose}”`)),
    path: '/me/messages',
    empty: view.w('还没有消息。办件每有进展，这里会有一条。', 'No messages yet. Each step of a case is told here.'),
    rows: notifications,
    next,
    row: (one) => (
      <li key={`${one.caseId}${one.seq}`}>
        <a href={one.about === 'case' ? `/cases/${one.caseNo}` : `/me/bundles/${one.caseNo}`}>
          <span className="name">{view.t(one.subject)}</span>
          {one.read ? null : <span className="tag amber">{view.w('新', 'new')}</span>}
          <span className="sub">
            <Mixed view={view} text={view.t(one.body)} />
          </span>
          <span className="sub small">{formatTime(view, one.toldAt)}</span>
        </a>
      </li>
    ),
  })
