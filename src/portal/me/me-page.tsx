import type { BundleFile, CaseSummary } from '#handling'
import type { NamedMandate } from '#identity'
import { groupCaseNo } from '#standards'
import { bundleSentence, caseTones } from '../bundle/bundle-words.ts'
import { stateText } from '../case-file/case-words.tsx'
import { renderPage } from '../layout/layout.tsx'
import { Csrf, Mixed } from '../layout/parts.tsx'
import { unreadNumber } from '../layout/unread.tsx'
import { formatDate, formatTime, nameFor, type View } from '../layout/view.ts'
import { ActAs } from './act-as.tsx'
import { type DraftList, Drafts } from './drafts-page.tsx'
import { scopeText } from './mandate-words.ts'

export type MeData = {
  cases: readonly CaseSummary[]
  next: string | null
  bundles: readonly BundleFile[]
  drafts: DraftList
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
        <MyPages view={view} />
        <Drafts view={view} list={data.drafts} actFor={data.actFor} />
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

function MyPages({ view }: { view: View }) {
  const { w, session } = view
  const number = unreadNumber(view)
  return (
    <nav aria-label={w('我的页面', 'My pages')}>
      <ul className="links">
        <li>
          <a href="/me/messages">
            {number === null ? w('消息', 'Messages') : w(`消息（${number} 条没看）`, `Messages (${number} new)`)}
          </a>
        </li>
        <li>
          <a href="/me/results">{w('我的结果', 'My results')}</a>
        </li>
        <li>
          <a href="/me/papers">{w('交过的材料', 'Papers handed in')}</a>
        </li>
        <li>
          <a href="/me/mandates">
            {session?.mandate?.mayDelegate
              ? w('谁能替本单位办事', 'Who can act for the firm')
              : w('请人替我办', 'Let somebody act for me')}
          </a>
        </li>
        <li>
          <a href="/me/access">
            {session?.mandate
              ? w('谁看过这些办件', 'Who has read these cases')
              : w('谁看过我的数据', 'Who has read my data')}
          </a>
        </li>
        <li>
          <a href="/me/settings">{w('设置', 'Settings')}</a>
        </li>
      </ul>
    </nav>
  )
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
          text={w(
            `您正在替“${mandate.principalName}”办事（${scopeText(view, mandate.scope)}）。`,
            `You are acting for “${mandate.principalName}” (${scopeText(view, mandate.scope)}).`,
          )}
        />
      </p>
      <ActAs view={view} id="" text={w('回到为自己办', 'Act for myself again')} />
    </div>
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
      <h2 id="cases">
        <Mixed view={view} text={casesTitle(view)} />
      </h2>
      {data.cases.length === 0 ? (
        <p className="quiet">
          {w(
            '申请的每一件事都会列在这里，能看到办到哪一步、哪天办完。从',
            'Whatever is applied for is listed here, with where it stands and when it is due. Begin with ',
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

/** Whose cases stand there: a firm's, whoever submitted them; another person's that were submitted for them; one's own. */
function casesTitle({ w, session }: View): string {
  const mandate = session?.mandate
  if (!mandate) return w('办件', 'Cases')
  const whose = mandate.principalName
  return mandate.principalKind === 'legal'
    ? w(`${whose}的办件`, `Cases of “${whose}”`)
    : w(`替${whose}申请的办件`, `Cases submitted for “${whose}”`)
}

/** By when it is due, or that this day has passed; while the clock stands none is named (Licensing Law art. 45). */
function dueFact(view: View, { state, dueOn, clockStopped }: CaseSummary): string[] {
  if (state !== 'accepted') return []
  if (clockStopped) return [view.w('特别程序，计时暂停', 'the clock stands for a special procedure')]
  if (dueOn === null) return []
  if (Temporal.PlainDate.compare(dueOn, view.today) < 0)
    return [view.w(`已超期，应在 ${formatDate(view, dueOn)}前办结`, `overdue: it was due ${formatDate(view, dueOn)}`)]
  return [view.w(`应在 ${formatDate(view, dueOn)}前办结`, `due ${formatDate(view, dueOn)}`)]
}

function CaseRow({ view, summary }: { view: View; summary: CaseSummary }) {
  const { w, t } = view
  const facts = [
    groupCaseNo(summary.caseNo),
    w(`${formatTime(view, summary.submittedAt)} 提交`, `submitted ${formatTime(view, summary.submittedAt)}`),
    ...dueFact(view, summary),
    ...(summary.applicantName === (view.session?.mandate?.principalName ?? view.session?.account.name)
      ? []
      : [summary.applicantName]),
  ]
  return (
    <li>
      <a href={`/cases/${summary.caseNo}`}>
        <span className="name">{nameFor(view, summary.itemName)}</span>
        <span className={`tag ${caseTones[summary.state]}`}>{t(stateText(summary))}</span>
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
            <b>
              <Mixed view={view} text={one.principalName} />
            </b>
            {one.mayDelegate ? <span className="tag grey">{w('代表本单位', 'you represent it')}</span> : null}
            <span className="sub">{scopeText(view, one.scope)}</span>
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
