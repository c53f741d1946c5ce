import type { Flaw } from '#base'
import type { Notification } from '#engagement'
import type { AccessRecord, CaseSummary, PlacedDraft } from '#handling'
import type { Mandate } from '#identity'
import { groupCaseNo } from '#standards'
import { stateTexts } from '../case-file/case-words.tsx'
import { renderPage } from '../layout/layout.tsx'
import { Csrf, ErrorSummary } from '../layout/parts.tsx'
import { formatDate, formatTime, type View } from '../layout/view.ts'

type Named = Mandate & { agentName: string }

export type MeData = {
  cases: readonly CaseSummary[]
  next: string | null
  drafts: readonly { draft: PlacedDraft; name: string }[]
  notifications: readonly Notification[]
  actFor: readonly Named[]
}

export function mePage(view: View, data: MeData): string {
  const { w, t } = view
  const { session } = view
  return renderPage(view, {
    title: w('我的', 'Mine'),
    children: (
      <>
        <h1>{w(`${session?.account.name ?? ''}，您好`, `Hello, ${session?.account.name ?? ''}`)}</h1>
        {session?.mandate ? (
          <div className="note amber">
            <p>
              {w(
                `您正在替“${session.mandate.principalName}”办事。`,
                `You are acting for “${session.mandate.principalName}”.`,
              )}
            </p>
            <ActAs view={view} id="" text={w('回到为自己办', 'Act for myself again')} />
          </div>
        ) : null}
        <nav aria-label={w('我的页面', 'My pages')}>
          <p>
            <a href="/me/mandates">{w('委托', 'Mandates')}</a> ·{' '}
            <a href="/me/access">{w('谁看过我的数据', 'Who has read my data')}</a> ·{' '}
            <a href="/me/messages">{w('消息', 'Messages')}</a>
          </p>
        </nav>
        {data.drafts.length > 0 ? (
          <section aria-labelledby="drafts">
            <h2 id="drafts">{w('没写完的', 'Drafts')}</h2>
            <ul className="rows">
              {data.drafts.map(({ draft, name }) => (
                <li key={draft.draftId}>
                  <a href={`/drafts/${draft.draftId}`}>
                    <span className="name">{name}</span>
                    <span className="sub">
                      {w(`${formatTime(view, draft.savedAt)} 保存`, `saved ${formatTime(view, draft.savedAt)}`)}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <section aria-labelledby="cases">
          <h2 id="cases">{w('办件', 'Cases')}</h2>
          {data.cases.length === 0 ? (
            <p className="quiet">
              {w('您还没有办过事。从', 'You have no cases yet. Begin with ')}
              <a href="/">{w('“您要办什么事”', '“What do you want to do”')}</a>
              {w('开始。', '.')}
            </p>
          ) : null}
          <ul className="rows">
            {data.cases.map((one) => (
              <li key={one.caseNo}>
                <a href={`/cases/${one.caseNo}`}>
                  <span className="name">{one.itemName}</span>
                  <span
                    className={`tag ${one.state === 'correcting' ? 'amber' : one.state === 'granted' ? 'ok' : one.state === 'denied' || one.state === 'declined' ? 'red' : 'grey'}`}
                  >
                    {t(stateTexts[one.state])}
                  </span>
                  <span className="sub">
                    {groupCaseNo(one.caseNo)} ·{' '}
                    {w(`${formatTime(view, one.submittedAt)} 提交`, `submitted ${formatTime(view, one.submittedAt)}`)}
                    {one.dueOn && one.state === 'accepted'
                      ? w(` · 应在 ${formatDate(view, one.dueOn)}前办结`, ` · due ${formatDate(view, one.dueOn)}`)
                      : ''}
                    {one.applicantName !== session?.account.name ? ` · ${one.applicantName}` : ''}
                  </span>
                </a>
              </li>
            ))}
          </ul>
          {data.next ? (
            <p>
              <a href={`/me?before=${encodeURIComponent(data.next)}`}>{w('更早的', 'Earlier')}</a>
            </p>
          ) : null}
        </section>
        {data.actFor.length > 0 ? (
          <section aria-labelledby="act-for">
            <h2 id="act-for">{w('我可以替谁办', 'I can act for')}</h2>
            <ul className="rows">
              {data.actFor.map((one) => (
                <li className="plain" key={one.mandateId}>
                  {one.principalName}
                  <span className="sub">
                    {w(`到 ${formatDate(view, one.validUntil)}`, `until ${formatDate(view, one.validUntil)}`)}
                  </span>
                  {session?.mandate?.mandateId === one.mandateId ? null : (
                    <ActAs
                      view={view}
                      id={one.mandateId}
                      text={w(`替${one.principalName}办事`, `Act for ${one.principalName}`)}
                    />
                  )}
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <form method="post" action="/sign-out" className="actions">
          <Csrf view={view} />
          <button type="submit" className="second">
            {w('退出登录', 'Sign out')}
          </button>
        </form>
      </>
    ),
  })
}

const ActAs = ({ view, id, text }: { view: View; id: string; text: string }) => (
  <form method="post" action="/me/act-for">
    <Csrf view={view} />
    <input type="hidden" name="mandate" value={id} />
    <button type="submit" className="plain">
      {text}
    </button>
  </form>
)

export function mandatesPage(
  view: View,
  data: { given: readonly Named[]; flaws: readonly Flaw[]; typed: { agentId: string; until: string } },
): string {
  const { w } = view
  return renderPage(view, {
    title: w('委托', 'Mandates'),
    narrow: true,
    wrong: data.flaws.length > 0,
    children: (
      <>
        <p className="crumbs">
          <a href="/me">← {w('我的', 'Mine')}</a>
        </p>
        <ErrorSummary view={view} flaws={data.flaws} />
        <h1>{w('请人替我办', 'Let somebody act for me')}</h1>
        <p>
          {w(
            '受托人（家人、代办员）登录自己的账户，就能替您申请和查进度。到期自动失效，您随时可以收回。',
            'The agent signs in as themselves and can apply and follow for you. It ends by itself, and you can take it back at any time.',
          )}
        </p>
        <form method="post" action="/me/mandates">
          <Csrf view={view} />
          <div className={data.flaws.length > 0 ? 'field wrong' : 'field'} id="agentId">
            <label htmlFor="agent">{w('受托人的身份证号', 'The agent’s identity number')}</label>
            <input id="agent" name="agentId" type="text" autoComplete="off" defaultValue={data.typed.agentId} />
          </div>
          <div className="field">
            <label htmlFor="until">{w('委托到哪一天', 'Until')}</label>
            <input
              id="until"
              name="until"
              type="date"
              className="short"
              defaultValue={data.typed.until}
              min={view.today.toString()}
              max={view.today.add({ years: 2 }).toString()}
            />
          </div>
          <button type="submit">{w('委托', 'Grant')}</button>
        </form>
        <h2>{w('我给出的委托', 'Mandates I have given')}</h2>
        {data.given.length === 0 ? <p className="quiet">{w('还没有。', 'None yet.')}</p> : null}
        <ul className="rows">
          {data.given.map((one) => (
            <li className="plain" key={one.mandateId}>
              {one.agentName}
              <span className="sub">
                {one.revokedAt
                  ? w('已收回', 'taken back')
                  : w(
                      `${formatDate(view, one.validFrom)} 至 ${formatDate(view, one.validUntil)}`,
                      `${formatDate(view, one.validFrom)} to ${formatDate(view, one.validUntil)}`,
                    )}
              </span>
              {one.revokedAt ? null : (
                <form method="post" action={`/me/mandates/${one.mandateId}/revoke`}>
                  <Csrf view={view} />
                  <button type="submit" className="plain">
                    {w('收回', 'Take back')}
                    <span className="sr"> {one.agentName}</span>
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      </>
    ),
  })
}

export function accessPage(view: View, records: readonly AccessRecord[]): string {
  const { w } = view
  return renderPage(view, {
    title: w('谁看过我的数据', 'Who has read my data'),
    narrow: true,
    children: (
      <>
        <p className="crumbs">
          <a href="/me">← {w('我的', 'Mine')}</a>
        </p>
        <h1>{w('谁看过我的数据', 'Who has read my data')}</h1>
        {records.length === 0 ? (
          <p className="quiet">
            {w(
              '还没有工作人员打开过您的办件。有人打开，这里就会有一条。',
              'No officer has opened a case of yours. Whenever one does, it is listed here.',
            )}
          </p>
        ) : null}
        <ul className="rows">
          {records.map((one) => (
            <li className="plain" key={`${one.at.toString()}${one.readerName}${one.caseNo}`}>
              {one.authorityName} {one.readerName}
              <span className="sub">
                {formatTime(view, one.at)} · {one.purpose} ·{' '}
                <a href={`/cases/${one.caseNo}`}>{groupCaseNo(one.caseNo)}</a>
              </span>
            </li>
          ))}
        </ul>
      </>
    ),
  })
}

export function messagesPage(view: View, notifications: readonly Notification[]): string {
  const { w, t } = view
  return renderPage(view, {
    title: w('消息', 'Messages'),
    narrow: true,
    children: (
      <>
        <p className="crumbs">
          <a href="/me">← {w('我的', 'Mine')}</a>
        </p>
        <h1>{w('消息', 'Messages')}</h1>
        {notifications.length === 0 ? (
          <p className="quiet">
            {w('还没有消息。办件每有进展，这里会有一条。', 'No messages yet. Each step of a case is told here.')}
          </p>
        ) : null}
        <ul className="rows">
          {notifications.map((one) => (
            <li key={`${one.caseId}${one.seq}`}>
              <a href={`/cases/${one.caseNo}`}>
                <span className="name">{t(one.subject)}</span>
                <span className="sub">{t(one.body)}</span>
                <span className="sub small">{formatTime(view, one.toldAt)}</span>
              </a>
            </li>
          ))}
        </ul>
      </>
    ),
  })
}
