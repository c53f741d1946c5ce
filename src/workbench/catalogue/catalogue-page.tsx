import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { api, orRefuse, problemOf } from '../api-client.ts'
import type { EntryRow } from '../catalogue-contract.ts'
import { TableSkeleton } from '../inbox/case-table.tsx'
import { useRowKeys } from '../inbox/row-keys.ts'
import { Icon } from '../layout/icon.tsx'
import { ListSearch } from '../layout/list-search.tsx'
import { EmptyPlace, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { Link } from '../navigation.tsx'
import type { Place } from '../router.ts'
import { t, w } from '../text.ts'
import { caseTypeNames, levelNames } from '../words.ts'

type CataloguePlace = Extract<Place, { page: 'catalogue' }>
const step = 60

const fits = (row: EntryRow, place: CataloguePlace): boolean =>
  (place.only === 'all' || (place.only === 'errors' ? row.errors > 0 : row.warnings > 0)) &&
  place.q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => wordsOf(row).includes(word))

const wordsOf = (row: EntryRow): string =>
  [row.name.zh, row.name.en, row.department, row.departmentEn, row.theme, row.themeEn, row.entryId]
    .join(' ')
    .toLowerCase()

const Findings = ({ row }: { row: EntryRow }) => (
  <span className="due-cell">
    {row.errors > 0 ? (
      <span className="due red">
        <Icon name="warning" size={14} />
        {w(`${row.errors} 处错误`, `${row.errors} ${row.errors === 1 ? 'error' : 'errors'}`)}
      </span>
    ) : null}
    {row.warnings > 0 ? (
      <span className="due amber">
        <Icon name="info" size={14} />
        {w(`${row.warnings} 处提醒`, `${row.warnings} ${row.warnings === 1 ? 'warning' : 'warnings'}`)}
      </span>
    ) : null}
    {row.errors + row.warnings === 0 ? (
      <span className="due none">
        <Icon name="check" size={14} />
        {w('规范', 'Conforms')}
      </span>
    ) : null}
  </span>
)

function EntryTable({ rows }: { rows: readonly EntryRow[] }) {
  return (
    <table className="rows catalogue">
      <caption className="sr">{w('事项目录', 'Catalogue')}</caption>
      <colgroup>
        <col style={{ width: '78px' }} />
        <col />
        <col style={{ width: w('190px', '270px') }} />
        <col style={{ width: w('190px', '170px') }} />
        <col style={{ width: w('76px', '104px') }} />
        <col style={{ width: '72px' }} />
        <col style={{ width: '190px' }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{w('编号', 'No.')}</th>
          <th scope="col">{w('事项', 'Item')}</th>
          <th scope="col">{w('主管部门', 'Department')}</th>
          <th scope="col">{w('层级', 'Levels')}</th>
          <th scope="col">{w('类型', 'Kind')}</th>
          <th scope="col">{w('版本', 'Revision')}</th>
          <th scope="col">{w('规范性检查', 'Conformity')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.entryId} data-row={row.entryId}>
            <td className="num case-no" data-name={w('编号', 'No.')}>
              {row.entryId}
            </td>
            <td className="col-item">
              <Link
                to={{ page: 'entry', entryId: row.entryId, authority: '', tab: '' }}
                className="case-link"
                data-row-link
              >
                {t(row.name)}
              </Link>
            </td>
            <td data-name={w('部门', 'Department')}>{w(row.department, row.departmentEn)}</td>
            <td data-name={w('层级', 'Levels')}>
              {row.levels.map((one) => t(levelNames[one] ?? { zh: one, en: one })).join(w('、', ', '))}
            </td>
            <td data-name={w('类型', 'Kind')}>{t(caseTypeNames[row.caseType])}</td>
            <td className="num" data-name={w('版本', 'Revision')}>
              {w(`第 ${row.revision} 版`, `${row.revision}`)}
            </td>
            <td className="col-due">
              <Findings row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The first of them, and more on request; another question begins from the top. */
function Entries({ rows }: { rows: readonly EntryRow[] }) {
  const [shown, setShown] = useState(step)
  return (
    <>
      <EntryTable rows={rows.slice(0, shown)} />
      {rows.length > shown ? (
        <p className="more">
          <Button onClick={() => setShown(shown + step)}>{w('加载更多', 'Load more')}</Button>
          <span>{w(`已显示 ${shown} 项，共 ${rows.length} 项`, `${shown} of ${rows.length} shown`)}</span>
        </p>
      ) : null}
    </>
  )
}

/** 事项目录: every entry with what the conformity check finds. */
export function CataloguePage({ place }: { place: CataloguePlace }) {
  usePageTitle(w('事项目录', 'Catalogue'))
  useRowKeys(useMemo(() => ({}), []))
  const list = useQuery({ queryKey: ['entries'], queryFn: () => orRefuse(api.entries()), staleTime: 60_000 })
  const all = list.data?.items ?? []
  const rows = all.filter((row) => fits(row, place))
  const tabs: [CataloguePlace['only'], string, number][] = [
    ['all', w('全部', 'All'), all.length],
    ['errors', w('有错误', 'With errors'), all.filter((row) => row.errors > 0).length],
    ['warnings', w('有提醒', 'With warnings'), all.filter((row) => row.warnings > 0).length],
  ]
  return (
    <div className="page">
      <div className="page-head">
        <h1>{w('事项目录', 'Catalogue')}</h1>
      </div>
      <div className="toolbar">
        <nav className="filter-tabs" aria-label={w('筛选', 'Filter')}>
          {tabs.map(([only, word, count]) => (
            <Link key={only} to={{ ...place, only }} aria-current={place.only === only ? 'true' : undefined}>
              {word}
              <span className="num">{count}</span>
            </Link>
          ))}
        </nav>
        <ListSearch
          place={place}
          label={w('查找事项', 'Find items')}
          placeholder={w('事项、部门或主题', 'Item, department or theme')}
        />
        <span className="quiet">{w(`${rows.length} 项`, `${rows.length} entries`)}</span>
      </div>
      {list.isError ? <ProblemNotice problem={problemOf(list.error)} onRefresh={() => void list.refetch()} /> : null}
      {list.isPending ? <TableSkeleton rows={12} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <EmptyPlace icon="catalogue" title={w('没有符合的事项', 'No entry fits')}>
          {w('换个词，或回到“全部”。', 'Try another word, or go back to All.')}
        </EmptyPlace>
      ) : null}
      {rows.length > 0 ? <Entries key={`${place.only} ${place.q}`} rows={rows} /> : null}
    </div>
  )
}
