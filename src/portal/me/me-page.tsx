import type { BundleFile, CaseSummary, PlacedDraft } from '#handling'
import type { Mandate } from '#identity'
import { groupCaseNo } from '#standards'
import { bundleSentence, caseTones } from '../bundle/bundle-words.ts'
import { stateTexts } from '../case-file/case-words.tsx'
import { renderPage } from '../layout/layout.tsx'
import { Csrf, Mixed } from '../layout/parts.tsx'
import { formatDate, formatTime, nameFor, type View } from '../layout/view.ts'

export type NamedMandate = Mandate & { agentName: string }

export type MeData = {
  cases: readonly CaseSummary[]
  next: string | null
  bundles: readonly BundleFile[]
  drafts: readonly { draft: PlacedDraft; name: string }[]
  actFor: readonly NamedMandate[]
}

/** 我的: what waits for me, what I have done, whom I act for. */
export function mePage(view: View, data: MeData): string {
  const { w, session } = view
  return renderPage(view, {
    title: w('我的', 'Mine'),
    children: (
      <>
        <h1>
          <Mixed
            view={view}
            text={w(`${session?.account.name ?? ''}，您好`, `Hello, ${session?.account.name ?? ''}`)}
          />
        </h1>
        <ActingNow view={view} />
        <nav aria-label={w('我的页面', 'My pages')}>
          <ul className="links">
            <li>
              <a href="/me/messages">{w('消息', 'Messages')}</a>
            </li>
            <li>
              <a href="/me/mandates">{w('请人替我办', 'Let somebody act for me')}</a>
            </li>
            <li>
              <a href="/me/access">{w('谁看过我的数据', 'Who has read my data')}</a>
            </li>
          </ul>
        </nav>
        <Drafts view={view} drafts={data.drafts} />
        <Bundles view={view} bundles={data.bundles} />
        <Cases view={view} data={data} />
        <ActFor view={view} actFor={data.actFor} />
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

function ActingNow({ view }: { view: View }) {
  const { w } = view
  const mandate = view.session?.mandate
  if (!mandate) return null
  return (
    <div className="note amber">
      <p>
        <Mixed
          view={view}
          text={w(`您正在替“${mandate.principalName}”办事。`, `You are acting for “${mandate.principalName}”.`)}
        />
      </p>
      <ActAs view={view} id="" text={w('回到为自己办', 'Act for myself again')} />
    </div>
  )
}

function Drafts({ view, drafts }: { view: View; drafts: MeData['drafts'] }) {
  const { w } = view
  if (drafts.length === 0) return null
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">{w('没写完的', 'Drafts')}</h2>
      <ul className="rows">
        {drafts.map(({ draft, name }) => (
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
  )
}

function Bundles({ view, bundles }: { view: View; bundles: readonly BundleFile[] }) {
  const { w, t } = view
  if (bundles.length === 0) return null
  return (
    <section aria-labelledby="bundles">
      <h2 id="bundles">{w('一件事', 'Several things at once')}</h2>
      <ul className="rows">
        {bundles.map((file) => (
          <li key={file.bundleNo}>
            <a href={`/me/bundles/${file.bundleNo}`}>
              <span className="name">{t(file.name)}</span>
              <span className="sub">{bundleSentence(view, file)}</span>
              <span className="sub small">
                {w(`${formatTime(view, file.submittedAt)} 提交`, `submitted ${formatTime(view, file.submittedAt)}`)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Cases({ view, data }: { view: View; data: MeData }) {
  const { w } = view
  return (
    <section aria-labelledby="cases">
      <h2 id="cases">{w('办件', 'Cases')}</h2>
      {data.cases.length === 0 ? (
        <p className="quiet">
          {w(
            '您申请的每一件事都会列在这里，能看到办到哪一步、哪天办完。从',
            'Whatever you apply for is listed here, with where it stands and when it is due. Begin with ',
          )}
          <a href="/">{w('“您要办什么事”', '“What do you want to do”')}</a>
          {w('开始。', '.')}
        </p>
      ) : null}
      <ul className="rows">
        {data.cases.map((one) => (
          <CaseRow key={one.caseNo} view={view} summary={one} />
        ))}
      </ul>
      {data.next ? (
        <p>
          <a className="button second" href={`/me?before=${encodeURIComponent(data.next)}`}>
            {w('更早的办件', 'Earlier cases')}
          </a>
        </p>
      ) : null}
    </section>
  )
}

function CaseRow({ view, summary }: { view: View; summary: CaseSummary }) {
  const { w, t } = view
  const facts = [
    groupCaseNo(summary.caseNo),
    w(`${formatTime(view, summary.submittedAt)} 提交`, `submitted ${formatTime(view, summary.submittedAt)}`),
    ...(summary.dueOn && summary.state === 'accepted'
      ? [w(`应在 ${formatDate(view, summary.dueOn)}前办结`, `due ${formatDate(view, summary.dueOn)}`)]
      : []),
    ...(summary.applicantName === view.session?.account.name ? [] : [summary.applicantName]),
  ]
  return (
    <li>
      <a href={`/cases/${summary.caseNo}`}>
        <span className="name">{nameFor(view, summary.itemName)}</span>
        <span className={`tag ${caseTones[summary.state]}`}>{t(stateTexts[summary.state])}</span>
        <span className="sub">
          {facts.map((fact, index) => (
            <span className="part" key={fact}>
              {index > 0 ? <span className="sr">{w('，', ', ')}</span> : null}
              <Mixed view={view} text={fact} />
            </span>
          ))}
        </span>
      </a>
    </li>
  )
}

function ActFor({ view, actFor }: { view: View; actFor: readonly NamedMandate[] }) {
  const { w, session } = view
  if (actFor.length === 0) return null
  return (
    <section aria-labelledby="act-for">
      <h2 id="act-for">{w('我可以替谁办', 'I can act for')}</h2>
      <ul className="rows">
        {actFor.map((one) => (
          <li className="plain" key={one.mandateId}>
            <Mixed view={view} text={one.principalName} />
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
  )
}

const ActAs = ({ view, id, text }: { view: View; id: string; text: string }) => (
  <form method="post" action="/me/act-for">
    <Csrf view={view} />
    <input type="hidden" name="mandate" value={id} />
    <button type="submit" className="plain">
      <Mixed view={view} text={text} />
    </button>
  </form>
)
