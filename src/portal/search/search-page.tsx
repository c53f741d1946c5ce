import type { Authority, MergedBundle, ServiceItem, Subject, SubjectCounts } from '#management'
import { BundleRow } from '../bundle/bundle-parts.tsx'
import { ItemRow, SearchBox } from '../home/home-page.tsx'
import { renderPage } from '../layout/layout.tsx'
import { placeName, type View } from '../layout/view.ts'
import { Nothing } from './nothing-found.tsx'
import { SubjectFilter } from './subject-filter.tsx'

export type Found = {
  q: string
  items: readonly { item: ServiceItem; matched: readonly string[] }[]
  total: number
  sure: boolean
  suggestions: readonly string[]
  shown: number
  counts: SubjectCounts
  /** Only what persons, or firms, may apply for. */
  subject: Subject | undefined
  /** Whom to ask where the reader is; undefined where nobody is known. */
  office: Authority | undefined
  /** The one matter that holds several of these items. */
  bundle: MergedBundle | undefined
}

export function searchPage(view: View, found: Found): string {
  const { w } = view
  const nothing = found.items.length === 0
  return renderPage(view, {
    title: found.q === '' ? w('查找事项', 'Find') : w(`“${found.q}”的结果`, `Results for “${found.q}”`),
    children: (
      <>
        <h1 className="sr">{w('查找结果', 'Results')}</h1>
        <SearchBox view={view} q={found.q} />
        <p className="quiet">
          {w(`按“${placeName(view, view.place)}”显示。`, `Shown for ${placeName(view, view.place)}. `)}
          <a href={`/place?return=${encodeURIComponent(view.path)}`}>{w('换个地方', 'Change place')}</a>
        </p>
        <Whole view={view} bundle={found.bundle} />
        {nothing && found.bundle === undefined ? (
          <Nothing view={view} q={found.q} suggestions={found.suggestions} office={found.office} />
        ) : null}
        {nothing || found.sure ? null : <Unsure view={view} />}
        {nothing ? null : (
          <>
            <SubjectFilter view={view} counts={found.counts} chosen={found.subject} />
            <p className="quiet">{w(`共 ${found.total} 项，最合适的在前`, `${found.total} items, best first`)}</p>
            <ul className="rows">
              {found.items.map(({ item, matched }) => (
                <ItemRow key={item.itemCode} view={view} item={item} words={[...matched, found.q]} />
              ))}
            </ul>
            {found.shown < found.total ? (
              <p>
                <a className="button second" href={moreOf(found)}>
                  {w('显示更多', 'Show more')}
                </a>
              </p>
            ) : null}
          </>
        )}
      </>
    ),
  })
}

const moreOf = ({ q, subject }: Found): string =>
  `/search?${new URLSearchParams({ q, ...(subject === undefined ? {} : { subject }), more: '1' })}`

const Unsure = ({ view }: { view: View }) => (
  <div className="note amber">
    <p>
      {view.w(
        '没有完全对上的事项。下面是比较接近的，请看看有没有您要的；没有的话，打 12345 问人最快。',
        'Nothing fits exactly. These come close; if none is right, call 12345.',
      )}
    </p>
  </div>
)

/** 一件事 that holds several of what was asked for, above the single items. */
const Whole = ({ view, bundle }: { view: View; bundle: Found['bundle'] }) =>
  bundle === undefined ? null : (
    <ul className="rows" aria-label={view.w('一件事一次办', 'Several things at once')}>
      <BundleRow view={view} merged={bundle} marked />
    </ul>
  )
