import { renderToStaticMarkup } from 'react-dom/server'
import { countedUnread } from '#engagement'
import type { View } from './view.ts'

/** How many messages are new to this reader, as it is shown: null where none is; more than are counted is said so. */
export function unreadNumber({ session }: Pick<View, 'session'>): string | null {
  const unread = session?.unread ?? 0
  return unread === 0 ? null : unread < countedUnread ? String(unread) : `${countedUnread - 1}+`
}

/** 我的, with how many messages are new: a figure to see, words to hear. */
export function Mine({ view }: { view: View }) {
  const { w } = view
  const number = unreadNumber(view)
  return (
    <a href="/me">
      {w('我的', 'Mine')}
      {number === null ? null : (
        <>
          <span className="unread" aria-hidden="true">
            {number}
          </span>
          <span className="sr">
            {w(`，${number} 条消息没看`, `, ${number} new message${number === '1' ? '' : 's'}`)}
          </span>
        </>
      )}
    </a>
  )
}

/** What is drawn with this view may be kept and shown to others: no number of one reader's is in it. */
export const withoutUnread = (view: View): View =>
  view.session === undefined ? view : { ...view, session: { ...view.session, unread: 0 } }

/** A page that was drawn without the number, as this reader's. */
export const withUnread = (page: string, view: View): string =>
  page.replace(renderToStaticMarkup(<Mine view={withoutUnread(view)} />), () =>
    renderToStaticMarkup(<Mine view={view} />),
  )
