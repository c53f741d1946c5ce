import type { ReactNode } from 'react'
import type { GivenPaper, IssuedResult } from '#handling'
import { groupCaseNo } from '#standards'
import { renderPage } from '../layout/layout.tsx'
import { Code, Crumb, type FactRow, FactTable, Mixed } from '../layout/parts.tsx'
import { formatTime, nameFor, placeName, type View } from '../layout/view.ts'
import { Earlier } from './record-pages.tsx'

type Verifiable = IssuedResult & { verifyPath: string }
type Listed<T> = { rows: readonly T[]; next: string | null }

/** 我的结果: everything that was issued and holds, to take away or to let somebody verify. */
export function resultsPage(view: View, { rows, next }: Listed<Verifiable>): string {
  const { w } = view
  const title = w('我的结果', 'My results')
  return renderPage(view, {
    title,
    narrow: true,
    children: (
      <>
        <Crumb href="/me">{w('我的', 'Mine')}</Crumb>
        <h1>{title}</h1>
        {rows.length === 0 ? (
          <p className="quiet">
            {w(
              '办成的证照、批文会列在这里，可以下载，也可以给别人核验。',
              'Licences and approvals that were issued are listed here, to download or to let others verify.',
            )}
          </p>
        ) : null}
        <ul className="rows">
          {rows.map((one) => (
            <ResultRow key={one.caseNo} view={view} one={one} />
          ))}
        </ul>
        <Earlier view={view} path="/me/results" next={next} />
      </>
    ),
  })
}

function ResultRow({ view, one }: { view: View; one: Verifiable }) {
  const { w } = view
  return (
    <li className="plain">
      <b>{nameFor(view, one.name)}</b>
      <span className="sub">
        <Code code={one.resultNo} className="code" />
      </span>
      <span className="sub">
        <span className="part">{nameFor(view, one.itemName)}</span>
        <span className="part">
          {w(`${formatTime(view, one.issuedAt)} 签发`, `issued ${formatTime(view, one.issuedAt)}`)}
        </span>
      </span>
      <span className="links">
        <a href={`/cases/${one.caseNo}/result.pdf`}>{w('下载', 'Download')}</a>
        <a href={one.verifyPath}>{w('给别人核验的页面', 'The page for others to verify')}</a>
        <a href={`/cases/${one.caseNo}`}>{w('看办件', 'The case')}</a>
      </span>
    </li>
  )
}

/** 交过的材料: what was handed in with which case, to look at again. */
export function papersGivenPage(view: View, { rows, next }: Listed<GivenPaper>): string {
  const { w } = view
  const title = w('交过的材料', 'Papers handed in')
  return renderPage(view, {
    title,
    narrow: true,
    children: (
      <>
        <Crumb href="/me">{w('我的', 'Mine')}</Crumb>
        <h1>{title}</h1>
        {rows.length === 0 ? (
          <p className="quiet">
            {w(
              '申请时上传的材料会列在这里，随时可以打开看。',
              'Papers handed in with applications are listed here, to look at at any time.',
            )}
          </p>
        ) : null}
        <ul className="rows">
          {rows.map((one) => (
            <li key={`${one.caseNo} ${one.materialNo} ${one.position}`}>
              <a href={`/cases/${one.caseNo}/materials/${one.materialNo}/${one.position}`}>
                <span className="name">
                  <Mixed view={view} text={nameFor(view, one.name)} />
                </span>
                <span className="sub">
                  <span className="part">{nameFor(view, one.itemName)}</span>
                  <span className="part">{groupCaseNo(one.caseNo)}</span>
                  <span className="part">{formatTime(view, one.givenAt)}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
        <Earlier view={view} path="/me/papers" next={next} />
      </>
    ),
  })
}

/** 设置: what this device and the account remember, and what is known of the account, with whose word that is. */
export function settingsPage(view: View): string {
  const { w } = view
  const back = encodeURIComponent('/me/settings')
  const title = w('设置', 'Settings')
  return renderPage(view, {
    title,
    narrow: true,
    children: (
      <>
        <Crumb href="/me">{w('我的', 'Mine')}</Crumb>
        <h1>{title}</h1>
        <ul className="rows">
          <Setting
            name={w('语言', 'Language')}
            now={w('中文。短信和邮件也用它写。', 'English. Text messages and e-mail are written in it too.')}
            href={`/settings/lang?to=${w('en', 'zh')}&return=${back}`}
            change={<span lang={w('en', 'zh-CN')}>{w('Change to English', '改用中文')}</span>}
          />
          <Setting
            name={w('字号', 'Size')}
            now={view.elder ? w('关怀版：字大、内容少。', 'Large text.') : w('标准版。', 'Standard.')}
            href={`/settings/elder?on=${view.elder ? '0' : '1'}&return=${back}`}
            change={view.elder ? w('改用标准版', 'Change to standard') : w('改用关怀版', 'Change to large text')}
          />
          <Setting
            name={w('地方', 'Place')}
            now={w(
              `${placeName(view, view.place)}。事项按这里的机构显示。`,
              `${placeName(view, view.place)}. Items are shown as handled there.`,
            )}
            href={`/place?return=${back}`}
            change={w('换个地方', 'Change place')}
          />
        </ul>
        <Known view={view} />
      </>
    ),
  })
}

const Setting = (props: { name: string; now: string; href: string; change: ReactNode }) => (
  <li className="plain">
    <b>{props.name}</b>
    <span className="sub">{props.now}</span>
    <a className="tap" href={props.href}>
      {props.change}
    </a>
  </li>
)

function Known({ view }: { view: View }) {
  const { w, city } = view
  const account = view.session?.account
  if (account === undefined) return null
  const { profile } = account
  const none = w('没有', 'none')
  const home = profile.divisionCode === undefined ? undefined : city.divisions.find(profile.divisionCode)
  const rows: FactRow[] = [
    [w('姓名', 'Name'), account.name],
    [w('身份证号', 'Resident ID'), masked(profile.residentIdNo) ?? none],
    [w('手机', 'Mobile'), masked(profile.mobile) ?? none],
    [w('邮箱', 'E-mail'), profile.email ?? none],
    [w('住址', 'Address'), profile.address ?? none],
    [w('居住地', 'Lives in'), home === undefined ? none : placeName(view, home)],
  ]
  return (
    <section aria-labelledby="known">
      <h2 id="known">{w('系统里的您', 'What is known of you')}</h2>
      <p className="quiet">
        {w(
          '这些由统一身份认证提供，每次登录时更新，在这里改不了；不对的，请到统一身份认证改，或打 12345。',
          'The identity provider vouches for this and renews it whenever you sign in. It cannot be changed here: correct it there, or call 12345.',
        )}
      </p>
      <FactTable view={view} rows={rows} />
    </section>
  )
}

/** Over a shoulder it is enough to see which number it is. */
const masked = (number: string | undefined): string | undefined =>
  number === undefined ? undefined : `${number.slice(0, 3)}${'＊'.repeat(4)}${number.slice(-4)}`
