import type { Text } from '#base'
import type { NamedMandate, Principal } from '#identity'
import { renderPage } from '../layout/layout.tsx'
import { AskFirst, Csrf, ErrorSummary, Mixed } from '../layout/parts.tsx'
import { formatDate, type View } from '../layout/view.ts'
import { ActAs } from './act-as.tsx'
import { GrantForm, type MandatesData } from './grant-form.tsx'
import { scopeText } from './mandate-words.ts'
import { Back, renderMine } from './mine-page.tsx'

const titleOf = ({ w }: View, principal: Principal): string =>
  principal.kind === 'legal'
    ? w('谁能替本单位办事', 'Who can act for the firm')
    : w('请人替我办', 'Let somebody act for me')

/** 委托: who acts for me or for the firm I represent, for what, until when; giving and taking back. */
export function mandatesPage(view: View, data: MandatesData): string {
  const { w } = view
  const { principal } = data
  const title = titleOf(view, principal)
  return renderPage(view, {
    title,
    narrow: true,
    wrong: data.flaws.length > 0,
    children: (
      <>
        <Back view={view} />
        <ErrorSummary view={view} flaws={data.flaws} />
        <h1>{title}</h1>
        <p>
          <Mixed view={view} text={introOf(view, principal)} />
        </p>
        <Current view={view} principal={principal} mandates={data.given.filter((one) => isInForce(view, one))} />
        <h2>{w('委托一个人', 'Give a mandate')}</h2>
        <GrantForm view={view} data={data} />
        <Ended view={view} mandates={data.given.filter((one) => !isInForce(view, one))} />
      </>
    ),
  })
}

const introOf = ({ w }: View, principal: Principal): string =>
  principal.kind === 'legal'
    ? w(
        `您代表“${principal.name}”。受托人登录自己的账户，就能以单位的名义申请和查进度，但不能再转委托别人。到期自动失效，您随时可以收回。`,
        `You represent “${principal.name}”. An agent signs in as themselves and applies and follows in the firm's name, but cannot pass the mandate on. It ends by itself, and you can take it back at any time.`,
      )
    : w(
        '受托人（家人、代办员）登录自己的账户，就能替您申请和查进度，但不能再转委托别人。到期自动失效，您随时可以收回。',
        'The agent signs in as themselves and can apply and follow for you, but cannot pass the mandate on. It ends by itself, and you can take it back at any time.',
      )

const isInForce = ({ today }: View, one: NamedMandate): boolean =>
  one.revokedAt === null && Temporal.PlainDate.compare(today, one.validUntil) <= 0

const spanText = (view: View, { validFrom, validUntil }: NamedMandate): string =>
  view.w(
    `${formatDate(view, validFrom)}至${formatDate(view, validUntil)}`,
    `${formatDate(view, validFrom)} to ${formatDate(view, validUntil)}`,
  )

function Current({
  view,
  principal,
  mandates,
}: {
  view: View
  principal: Principal
  mandates: readonly NamedMandate[]
}) {
  const { w } = view
  return (
    <>
      <h2>
        {principal.kind === 'legal'
          ? w('现在能替单位办的人', 'Who can act now')
          : w('现在能替您办的人', 'Who can act now')}
      </h2>
      {mandates.length === 0 ? (
        <p className="quiet">
          {w(
            '还没有委托过人。委托以后，这里会列出受托人、事项和截止日期，随时可以收回。',
            'Nobody yet. Once you have given a mandate, the agent, the items and the end date stand here, and you can take it back at any time.',
          )}
        </p>
      ) : (
        <ul className="rows">
          {mandates.map((one) => (
            <CurrentMandate
              key={one.mandateId}
              view={view}
              mandate={one}
              hasOther={mandates.some((other) => other !== one && other.agentAccountId === one.agentAccountId)}
            />
          ))}
        </ul>
      )}
    </>
  )
}

/** `hasOther`: the agent holds another mandate of the same principal, which goes on when this one is taken back. */
type OneMandate = { view: View; mandate: NamedMandate; hasOther: boolean }

function CurrentMandate({ view, mandate, hasOther }: OneMandate) {
  const { w } = view
  return (
    <li className="plain">
      <b>
        <Mixed view={view} text={mandate.agentName} />
      </b>
      {mandate.mayDelegate ? <span className="tag grey">{w('代表本单位', 'represents the firm')}</span> : null}
      <span className="sub">{scopeText(view, mandate.scope)}</span>
      <span className="sub">{spanText(view, mandate)}</span>
      {mandate.mayDelegate ? (
        <span className="sub">
          {w('由登记机关确认，不在这里收回', 'confirmed by the registry, not taken back here')}
        </span>
      ) : (
        <TakeBack view={view} mandate={mandate} hasOther={hasOther} />
      )}
    </li>
  )
}

const takenBack = ({ view: { w }, mandate: { agentName }, hasOther }: OneMandate): string =>
  hasOther
    ? w(
        `收回后，${agentName}马上不能再凭这份委托申请和查进度；给${agentName}的其他委托不受影响，要全部停下，请逐份收回。已经提交的办件照常办。`,
        `At once ${agentName} can no longer apply or follow under this mandate. Other mandates of theirs go on; to end them all, take each back. Cases already submitted go on.`,
      )
    : w(
        `收回后，${agentName}马上不能再申请和查进度；已经提交的办件照常办。以后还要委托，得重新填。`,
        `At once ${agentName} can no longer apply or follow; cases already submitted go on. To let them act again you give a new mandate.`,
      )

function TakeBack({ view, mandate, hasOther }: OneMandate) {
  const { w } = view
  return (
    <AskFirst name={w('收回', 'Take back')} of={<Mixed view={view} text={mandate.agentName} />}>
      <p>
        <Mixed view={view} text={takenBack({ view, mandate, hasOther })} />
      </p>
      <form method="post" action={`/me/mandates/${mandate.mandateId}/revoke`}>
        <Csrf view={view} />
        <button type="submit" className="grave">
          {w('收回委托', 'Take the mandate back')}
        </button>
      </form>
    </AskFirst>
  )
}

function Ended({ view, mandates }: { view: View; mandates: readonly NamedMandate[] }) {
  const { w } = view
  if (mandates.length === 0) return null
  const fate = (one: NamedMandate): string => {
    if (one.revokedAt === null) return w('已到期', 'ended')
    const on = formatDate(view, one.revokedAt.toZonedDateTimeISO(view.city.zone).toPlainDate())
    return one.revokedByName === null
      ? w(`${on}已收回`, `taken back on ${on}`)
      : w(`${on}已收回，收回人：${one.revokedByName}`, `taken back on ${on} by ${one.revokedByName}`)
  }
  return (
    <details className="ended">
      <summary>{w(`已结束的委托（${mandates.length}）`, `Mandates that have ended (${mandates.length})`)}</summary>
      <ul className="rows">
        {mandates.map((one) => (
          <li className="plain" key={one.mandateId}>
            <Mixed view={view} text={one.agentName} />
            <span className="sub">{scopeText(view, one.scope)}</span>
            <span className="sub">
              <Mixed view={view} text={fate(one)} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** For whoever acts under a mandate that was given to them: it cannot be passed on, and nothing of the others is shown. */
export const noDelegationPage = (view: View, sentence: Text): string =>
  renderMine(
    view,
    view.w('不能转委托', 'This mandate cannot be passed on'),
    <>
      <p>
        <Mixed view={view} text={view.t(sentence)} />
      </p>
      <ActAs view={view} id="" text={view.w('回到为自己办', 'Act for myself again')} back="/me/mandates" />
    </>,
  )
