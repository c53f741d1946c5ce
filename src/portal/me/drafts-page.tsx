import { draftDays, type PlacedDraft } from '#handling'
import type { NamedMandate } from '#identity'
import { Mixed } from '../layout/parts.tsx'
import { formatTime, type View } from '../layout/view.ts'
import { renderMyList } from './mine-page.tsx'

type NamedDraft = { draft: PlacedDraft; name: string }

/** A page of drafts with the place of the next; whom they are for is told by the mandates one holds. */
export type DraftList = { rows: readonly NamedDraft[]; next: string | null }

type Shown = { view: View; list: DraftList; actFor: readonly NamedMandate[] }

const keptFor = ({ w }: View): string =>
  w(`没动的草稿保留 ${draftDays} 天。`, `A draft that nobody touches is kept for ${draftDays} days.`)

/** 没写完的: the drafts touched last, and the way to all others. */
export function Drafts({ view, list, actFor }: Shown) {
  const { w } = view
  if (list.rows.length === 0 && list.next === null) return null
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">{w('没写完的', 'Drafts')}</h2>
      <p className="quiet">{keptFor(view)}</p>
      <ul className="rows">
        {list.rows.map((one) => (
          <DraftRow key={one.draft.draftId} view={view} one={one} actFor={actFor} />
        ))}
      </ul>
      {list.next === null ? null : (
        <p>
          <a className="button second" href={`/me/drafts?before=${encodeURIComponent(list.next)}`}>
            {w('更早的草稿', 'Earlier drafts')}
          </a>
        </p>
      )}
    </section>
  )
}

/** The same list on pages of its own, however long it is. */
export const draftsPage = ({ view, list, actFor }: Shown): string =>
  renderMyList(view, {
    ...list,
    title: view.w('没写完的', 'Drafts'),
    path: '/me/drafts',
    lead: keptFor(view),
    empty: view.w(
      `没写完的申请会列在这里，随时接着写。${keptFor(view)}`,
      `Applications you have begun are listed here, to carry on at any time. ${keptFor(view)}`,
    ),
    row: (one) => <DraftRow key={one.draft.draftId} view={view} one={one} actFor={actFor} />,
  })

function DraftRow({ view, one: { draft, name }, actFor }: Omit<Shown, 'list'> & { one: NamedDraft }) {
  const whose = actFor.find((one) => one.mandateId === draft.principal)?.principalName
  return (
    <li>
      <a href={`/drafts/${draft.draftId}`}>
        <span className="name">{name}</span>
        {whose === undefined ? null : (
          <span className="sub">
            <Mixed view={view} text={view.w(`替“${whose}”填的`, `for “${whose}”`)} />
          </span>
        )}
        <span className="sub">
          {view.w(`${formatTime(view, draft.savedAt)} 保存`, `saved ${formatTime(view, draft.savedAt)}`)}
        </span>
      </a>
    </li>
  )
}
