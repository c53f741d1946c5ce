import type { Flaw } from '#base'
import { renderPage } from '../layout/layout.tsx'
import { Crumb, Csrf, ErrorSummary, FlawOf, Mixed } from '../layout/parts.tsx'
import { formatDate, type View } from '../layout/view.ts'
import type { NamedMandate } from './me-page.tsx'

type Typed = { agentId: string; until: string }

/** 委托: whom I let act for me, until when, and taking it back. */
export function mandatesPage(
  view: View,
  data: { given: readonly NamedMandate[]; flaws: readonly Flaw[]; typed: Typed },
): string {
  const { w } = view
  return renderPage(view, {
    title: w('请人替我办', 'Let somebody act for me'),
    narrow: true,
    wrong: data.flaws.length > 0,
    children: (
      <>
        <Crumb href="/me">{w('我的', 'Mine')}</Crumb>
        <ErrorSummary view={view} flaws={data.flaws} />
        <h1>{w('请人替我办', 'Let somebody act for me')}</h1>
        <p>
          {w(
            '受托人（家人、代办员）登录自己的账户，就能替您申请和查进度。到期自动失效，您随时可以收回。',
            'The agent signs in as themselves and can apply and follow for you. It ends by itself, and you can take it back at any time.',
          )}
        </p>
        <GrantForm view={view} flaws={data.flaws} typed={data.typed} />
        <h2>{w('我给出的委托', 'Mandates I have given')}</h2>
        {data.given.length === 0 ? (
          <p className="quiet">
            {w(
              '您还没有委托过人。委托以后，这里会列出受托人和截止日期，并可以收回。',
              'You have given none. Once you have, the agent and the end date stand here, and you can take it back.',
            )}
          </p>
        ) : null}
        <ul className="rows">
          {data.given.map((one) => (
            <GivenMandate key={one.mandateId} view={view} mandate={one} />
          ))}
        </ul>
      </>
    ),
  })
}

function GrantForm({ view, flaws, typed }: { view: View; flaws: readonly Flaw[]; typed: Typed }) {
  const { w } = view
  const wrong = (pointer: string) => flaws.some((one) => one.pointer === pointer)
  return (
    <form method="post" action="/me/mandates">
      <Csrf view={view} />
      <div className={wrong('/agentId') ? 'field wrong' : 'field'}>
        <label htmlFor="agentId">
          {w('受托人的身份证号', 'The agent’s identity number')}
          <span className="hint" id="agentId-hint">
            {w('受托人要先在本平台登录过一次', 'The agent must have signed in here once')}
          </span>
          <FlawOf view={view} flaws={flaws} pointer="/agentId" />
        </label>
        <input
          id="agentId"
          name="agentId"
          type="text"
          autoComplete="off"
          spellCheck={false}
          aria-describedby="agentId-hint"
          aria-invalid={wrong('/agentId') || undefined}
          defaultValue={typed.agentId}
        />
      </div>
      <div className={wrong('/until') ? 'field wrong' : 'field'}>
        <label htmlFor="until">
          {w('委托到哪一天', 'Until')}
          <FlawOf view={view} flaws={flaws} pointer="/until" />
        </label>
        <input
          id="until"
          name="until"
          type="date"
          className="short"
          defaultValue={typed.until}
          aria-invalid={wrong('/until') || undefined}
          min={view.today.toString()}
          max={view.today.add({ years: 2 }).toString()}
        />
      </div>
      <button type="submit">{w('委托', 'Grant')}</button>
    </form>
  )
}

function GivenMandate({ view, mandate }: { view: View; mandate: NamedMandate }) {
  const { w } = view
  return (
    <li className="plain">
      <Mixed view={view} text={mandate.agentName} />
      <span className="sub">
        {mandate.revokedAt
          ? w('已收回', 'taken back')
          : w(
              `${formatDate(view, mandate.validFrom)} 至 ${formatDate(view, mandate.validUntil)}`,
              `${formatDate(view, mandate.validFrom)} to ${formatDate(view, mandate.validUntil)}`,
            )}
      </span>
      {mandate.revokedAt ? null : (
        <form method="post" action={`/me/mandates/${mandate.mandateId}/revoke`}>
          <Csrf view={view} />
          <button type="submit" className="plain">
            {w('收回', 'Take back')}
            <span className="sr">
              {' '}
              <Mixed view={view} text={mandate.agentName} />
            </span>
          </button>
        </form>
      )}
    </li>
  )
}
