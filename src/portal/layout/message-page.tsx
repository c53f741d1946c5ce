import { SearchBox } from '../home/home-page.tsx'
import { renderPage } from './layout.tsx'
import type { View } from './view.ts'

type Message = {
  title: string
  body: string
  /** Offer the question again: the page looked for is not here. */
  search: boolean
  /** The page the reader came from, where what they filled in still stands. */
  back?: string | null
}

/** A page that says one thing and what to do next. */
export const messagePage = (view: View, message: Message): string =>
  renderPage(view, {
    title: message.title,
    narrow: true,
    children: (
      <>
        <h1>{message.title}</h1>
        <p>{message.body}</p>
        {message.search ? <GoOn view={view} /> : <Back view={view} back={message.back ?? null} />}
      </>
    ),
  })

const GoOn = ({ view }: { view: View }) => (
  <>
    <SearchBox view={view} q="" />
    <ul className="links down">
      <li>
        <a href="/">{view.w('回到首页', 'The front page')}</a>
      </li>
      <li>
        <a href="/me">{view.w('我的办件', 'My cases')}</a>
      </li>
      <li>
        <a href="/follow">{view.w('凭编号查进度', 'Follow a case by number')}</a>
      </li>
      <li>
        <a href="tel:12345">{view.w('打 12345 问人', 'Call 12345')}</a>
      </li>
    </ul>
  </>
)

const Back = ({ view, back }: { view: View; back: string | null }) => (
  <p className="actions">
    {back ? (
      <a className="button" href={back}>
        {view.w('回到刚才的页面', 'Back to the page before')}
      </a>
    ) : null}
    <a className={back ? 'button second' : 'button'} href="/">
      {view.w('回到首页', 'The front page')}
    </a>
  </p>
)
