import type { Text } from '#base'
import type { GivenPaper, IssuedResult } from '#handling'
import { groupCaseNo } from '#standards'
import { Code, Mixed } from '../layout/parts.tsx'
import { formatTime, nameFor, type View } from '../layout/view.ts'
import { renderMyList } from './mine-page.tsx'

type Verifiable = IssuedResult & { verifyPath: string }
type Listed<T> = { rows: readonly T[]; next: string | null }

/** 我的结果: everything that was issued and holds, to take away or to let somebody verify. */
export const resultsPage = (view: View, list: Listed<Verifiable>): string =>
  renderMyList(view, {
    ...list,
    title: view.w('我的结果', 'My results'),
    path: '/me/results',
    empty: view.w(
      '办成的证照、批文会列在这里，可以下载，也可以给别人核验。',
      'Licences and approvals that were issued are listed here, to download or to let others verify.',
    ),
    row: (one) => <ResultRow key={one.caseNo} view={view} one={one} />,
  })

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

/** What was asked for when this was handed in; null where the item's list has no such paper any more. */
export type NamedPaper = GivenPaper & { paper: Text | null }

/** 交过的材料: which paper was handed in with which case, and the file to look at again. */
export const papersGivenPage = (view: View, list: Listed<NamedPaper>): string =>
  renderMyList(view, {
    ...list,
    title: view.w('交过的材料', 'Papers handed in'),
    path: '/me/papers',
    empty: view.w(
      '申请时上传的材料会列在这里，随时可以打开看。',
      'Papers handed in with applications are listed here, to look at at any time.',
    ),
    row: (one) => (
      <li key={`${one.caseNo} ${one.materialNo} ${one.position}`}>
        <a href={`/cases/${one.caseNo}/materials/${one.materialNo}/${one.position}`}>
          <span className="name">
            <Mixed view={view} text={one.paper === null ? nameFor(view, one.name) : view.t(one.paper)} />
          </span>
          {one.paper === null ? null : (
            <span className="sub">
              <Mixed view={view} text={one.name} />
            </span>
          )}
          <span className="sub">
            <span className="part">{nameFor(view, one.itemName)}</span>
            <span className="part">{groupCaseNo(one.caseNo)}</span>
            <span className="part">{formatTime(view, one.givenAt)}</span>
          </span>
        </a>
      </li>
    ),
  })
