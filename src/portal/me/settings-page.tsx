import type { ReactNode } from 'react'
import { type FactRow, FactTable } from '../layout/parts.tsx'
import { placeName, type View } from '../layout/view.ts'
import { renderMine } from './mine-page.tsx'

/** 设置: what this device and the account remember, and what is known of the account, with whose word that is. */
export function settingsPage(view: View): string {
  const { w } = view
  const back = encodeURIComponent('/me/settings')
  const title = w('设置', 'Settings')
  return renderMine(
    view,
    title,
    <>
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
    </>,
  )
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
