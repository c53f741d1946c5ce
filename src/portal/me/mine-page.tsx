import type { ReactNode } from 'react'
import { renderPage } from '../layout/layout.tsx'
import { Crumb, Mixed } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'

/** The way back from a page of one's own. */
export const Back = ({ view }: { view: View }) => <Crumb href="/me">{view.w('我的', 'Mine')}</Crumb>

/** A page under 我的: the way back, its heading, what stands on it. */
export const renderMine = (view: View, title: string, children: ReactNode): string =>
  renderPage(view, {
    title,
    narrow: true,
    children: (
      <>
        <Back view={view} />
        <h1>
          <Mixed view={view} text={title} />
        </h1>
        {children}
      </>
    ),
  })

type List<Row> = {
  title: string
  /** Where the page stands, for the way to what is older. */
  path: string
  /** What is to be known of all that stands here. */
  lead?: string
  /** What will stand here one day, while nothing does. */
  empty: string
  rows: readonly Row[]
  next: string | null
  row: (one: Row) => ReactNode
}

/** A list under 我的, newest first, a page at a time. */
export const renderMyList = <Row,>(view: View, { title, path, lead, empty, rows, next, row }: List<Row>): string =>
  renderMine(
    view,
    title,
    <>
      {rows.length > 0 && lead !== undefined ? <p className="quiet">{lead}</p> : null}
      {rows.length === 0 ? <p className="quiet">{empty}</p> : <ul className="rows">{rows.map(row)}</ul>}
      {next === null ? null : (
        <p>
          <a className="button second" href={`${path}?before=${encodeURIComponent(next)}`}>
            {view.w('显示更早的', 'Show earlier ones')}
          </a>
        </p>
      )}
    </>,
  )
