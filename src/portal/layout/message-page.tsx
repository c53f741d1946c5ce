import { SearchBox } from '../home/home-page.tsx'
import { renderPage } from './layout.tsx'
import type { View } from './view.ts'

/** A page that says one thing and what to do next. */
export function messagePage(
  view: View,
  input: { title: string; body: string; search: boolean; back?: string | null },
): string {
  const { w } = view
  return renderPage(view, {
    title: input.title,
    narrow: true,
    children: (
      <>
        <h1>{input.title}</h1>
        <p>{input.body}</p>
        {input.search ? (
          <>
            <SearchBox view={view} q="" />
            <ul className="links down">
              <li>
                <a href="/">{w('回到首页', 'The front page')}</a>
              </li>
              <li>
                <a href="/me">{w('我的办件', 'My cases')}</a>
              </li>
              <li>
                <a href="/follow">{w('凭编号查进度', 'Follow a case by number')}</a>
              </li>
              <li>
                <a href="tel:12345">{w('打 12345 问人', 'Call 12345')}</a>
              </li>
            </ul>
          </>
        ) : (
          <p className="actions">
            {input.back ? (
              <a className="button" href={input.back}>
                {w('回到刚才的页面', 'Back to the page before')}
              </a>
            ) : null}
            <a className={input.back ? 'button second' : 'button'} href="/">
              {w('回到首页', 'The front page')}
            </a>
          </p>
        )}
      </>
    ),
  })
}
