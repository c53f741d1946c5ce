import { useInfiniteQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { api, orRefuse, problemOf } from '../api-client.ts'
import type { CaseRow } from '../api-contract.ts'
import { CaseLink, CaseNumber, CaseTable, type Column, TableSkeleton } from '../inbox/case-table.tsx'
import { DueMark } from '../inbox/due-mark.tsx'
import { ExportLink } from '../inbox/export-link.tsx'
import { MoreRows } from '../inbox/more-rows.tsx'
import { useRowKeys } from '../inbox/row-keys.ts'
import { StateMark } from '../inbox/state-mark.tsx'
import { ListSearch } from '../layout/list-search.tsx'
import { EmptyPlace, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { go } from '../navigation.tsx'
import type { Place } from '../router.ts'
import { t, w } from '../text.ts'
import { channelNames, stateNames, timeWords } from '../words.ts'

/** J, K and / alone. */
const noKeys = {}

type SearchPlace = Extract<Place, { page: 'search' }>

const columns = (): Column<CaseRow>[] => [
  { key: 'state', name: w('状态', 'State'), width: '120px', cell: (row) => <StateMark state={row.state} /> },
  { key: 'item', name: w('事项', 'Item'), cell: (row) => <CaseLink row={row} /> },
  { key: 'applicant', name: w('申请人', 'Applicant'), width: w('200px', '160px'), cell: (row) => row.applicantName },
  { key: 'channel', name: w('渠道', 'Channel'), width: w('64px', '84px'), cell: (row) => t(channelNames[row.channel]) },
  { key: 'due', name: w('期限', 'Due'), width: w('240px', '290px'), cell: (row) => <DueMark row={row} /> },
  {
    key: 'done',
    name: w('提交时间', 'Submitted'),
    width: '120px',
    cell: (row) => <span className="num">{timeWords(row.submittedAt)}</span>,
  },
  { key: 'no', name: w('办件编号', 'Case number'), width: '196px', cell: (row) => <CaseNumber caseNo={row.caseNo} /> },
]

/** How many there are, and all of them as a table. */
const Found = ({ place, total }: { place: SearchPlace; total: number | undefined }) => (
  <>
    {total === undefined ? null : (
      <span className="count" role="status">
        {total > 1000 ? w('1000 件以上', 'more than 1000') : w(`共 ${total} 件`, `${total} in all`)}
      </span>
    )}
    <ExportLink list="officer/cases" query={{ q: place.q, state: place.state }} isEmpty={!total} />
  </>
)

/** 查询: every case within reach, finished ones too. */
export function SearchPage({ place }: { place: SearchPlace }) {
  usePageTitle(w('查询', 'Search'))
  useRowKeys(noKeys)
  const list = useInfiniteQuery({
    queryKey: ['search', place.q, place.state],
    queryFn: ({ pageParam }) => orRefuse(api.search(place.q, place.state, pageParam)),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="page">
      <div className="page-head">
        <h1>{w('查询', 'Search')}</h1>
        <Found place={place} total={list.data?.pages[0]?.total} />
      </div>
      <div className="toolbar">
        <ListSearch
          place={place}
          label={w('查找办件', 'Find cases')}
          placeholder={w('办件编号、事项或申请人', 'Case number, item or applicant')}
        />
        <Select
          value={place.state}
          aria-label={w('状态', 'State')}
          className="state-filter"
          onChange={(state) => go({ ...place, state }, 'replace')}
          options={[
            { value: '', label: w('全部状态', 'Every state') },
            ...Object.entries(stateNames).map(([value, name]) => ({ value, label: t(name) })),
          ]}
        />
      </div>
      {list.isError ? <ProblemNotice problem={problemOf(list.error)} onRefresh={() => void list.refetch()} /> : null}
      {list.isPending ? <TableSkeleton /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <EmptyPlace icon="search" title={w('没有找到办件', 'No case was found')}>
          {place.q === ''
            ? w('您辖区内的办件会按提交先后列在这里。', 'Cases within your reach are listed here, newest first.')
            : w(
                '请核对编号，或只写事项名称里的几个字。只能查到您辖区和部门内的办件。',
                'Check the number, or type part of the item’s name. Only cases within your place and authority are found.',
              )}
        </EmptyPlace>
      ) : null}
      {rows.length > 0 ? (
        <CaseTable
          caption={w('办件，最近提交的在前', 'Cases, newest first')}
          columns={columns()}
          rows={rows}
          keyOf={(row) => row.caseNo}
        />
      ) : null}
      <MoreRows list={list} shown={rows.length} />
    </div>
  )
}
