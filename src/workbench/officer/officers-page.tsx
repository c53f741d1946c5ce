import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import { orRefuse, problemOf } from '../api-client.ts'
import { CaseTable, type Column, TableSkeleton } from '../inbox/case-table.tsx'
import { useRowKeys } from '../inbox/row-keys.ts'
import { ListSearch } from '../layout/list-search.tsx'
import { EmptyPlace, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { go, Link } from '../navigation.tsx'
import { t, w } from '../text.ts'
import { roleNames } from '../words.ts'
import { AppointDialog } from './appoint-dialog.tsx'
import { officerApi } from './officer-api.ts'
import type { OfficerRow, OfficersPlace } from './officer-contract.ts'
import { AccountState, momentWords, placeWord, roleWord } from './role-words.tsx'

const Roles = ({ row }: { row: OfficerRow }) => {
  const [first, ...more] = row.roles
  if (first === undefined) return <span className="quiet">{w('没有岗位', 'no role')}</span>
  const all = row.roles.map((one) => `${roleWord(one.role)} ${placeWord(one)}`).join('\n')
  return (
    <span title={all}>
      <b>{roleWord(first.role)}</b> <span lang="zh-CN">{placeWord(first)}</span>
      {more.length > 0 ? (
        <span className="quiet"> {w(`等 ${row.roles.length} 个`, `and ${more.length} more`)}</span>
      ) : null}
    </span>
  )
}

const columns = (): Column<OfficerRow>[] => [
  {
    key: 'state',
    name: w('账户', 'Account'),
    width: w('128px', '168px'),
    cell: (row) => <AccountState officer={row} />,
  },
  {
    key: 'item',
    name: w('姓名', 'Name'),
    width: '220px',
    cell: (row) => (
      <Link to={{ page: 'officer', accountId: row.accountId }} className="case-link" data-row-link lang="zh-CN">
        {row.name}
      </Link>
    ),
  },
  { key: 'roles', name: w('岗位', 'Roles'), cell: (row) => <Roles row={row} /> },
  {
    key: 'id',
    name: w('身份证号', 'Identity number'),
    width: '176px',
    cell: (row) => <span className="num">{row.residentIdNo ?? '–'}</span>,
  },
  {
    key: 'seen',
    name: w('上次登录', 'Last signed in'),
    width: '160px',
    cell: (row) => <span className="num">{row.signedInAt === null ? '–' : momentWords(row.signedInAt)}</span>,
  },
]

const states = () => [
  { value: 'all', label: w('全部账户', 'Every account') },
  { value: 'enabled', label: w('可以登录', 'May sign in') },
  { value: 'expected', label: w('待首次登录', 'Not yet signed in') },
  { value: 'disabled', label: w('已停用', 'Disabled') },
]

/** Name, role and state; all three stand in the address. */
const Filters = ({ place }: { place: OfficersPlace }) => (
  <div className="toolbar">
    <ListSearch place={place} label={w('按姓名查找', 'Find by name')} placeholder={w('姓名', 'Name')} />
    <Select
      value={place.role}
      aria-label={w('岗位', 'Role')}
      className="state-filter"
      onChange={(role) => go({ ...place, role }, 'replace')}
      options={[
        { value: '', label: w('全部岗位', 'Every role') },
        ...Object.entries(roleNames).map(([value, name]) => ({ value, label: t(name) })),
      ]}
    />
    <Select
      value={place.state}
      aria-label={w('账户', 'Account')}
      className="state-filter"
      onChange={(state) => go({ ...place, state }, 'replace')}
      options={states()}
    />
  </div>
)

function Found({ place }: { place: OfficersPlace }) {
  const list = useInfiniteQuery({
    queryKey: ['officers', place.q, place.role, place.state],
    queryFn: ({ pageParam }) => orRefuse(officerApi.list(place, pageParam)),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  if (list.isError) return <ProblemNotice problem={problemOf(list.error)} onRefresh={() => void list.refetch()} />
  if (list.isPending) return <TableSkeleton />
  if (rows.length === 0)
    return (
      <EmptyPlace icon="mine" title={w('没有找到工作人员', 'No officer was found')}>
        {w(
          '这里列出您管理范围内有岗位的人。换个条件再找，或按“任命”给一个人岗位。',
          'Whoever holds a role within what you administer is listed here. Change the filters, or appoint somebody.',
        )}
      </EmptyPlace>
    )
  return (
    <>
      <p className="quiet list-count">{w(`共 ${total} 人，按姓名排列`, `${total} in all, by name`)}</p>
      <CaseTable
        caption={w('工作人员，按姓名排列', 'Officers, by name')}
        columns={columns()}
        rows={rows}
        keyOf={(row) => row.accountId}
      />
      {list.hasNextPage ? (
        <p className="more">
          <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
            {w('加载更多', 'Load more')}
          </Button>
          <span>{w(`已显示 ${rows.length} 人`, `${rows.length} shown`)}</span>
        </p>
      ) : null}
    </>
  )
}

/** 人员与岗位: who works where, and as what; within what the administrator looks after. */
export function OfficersPage({ place }: { place: OfficersPlace }) {
  usePageTitle(w('人员与岗位', 'Officers'))
  useRowKeys(useMemo(() => ({}), []))
  const [isAppointing, setAppointing] = useState(false)
  return (
    <div className="page">
      <div className="page-head">
        <h1>{w('人员与岗位', 'Officers')}</h1>
        <Button type="primary" onClick={() => setAppointing(true)}>
          {w('任命', 'Appoint')}
        </Button>
      </div>
      <Filters place={place} />
      <Found place={place} />
      {isAppointing ? (
        <AppointDialog
          person={null}
          onClose={() => setAppointing(false)}
          onDone={(officer) => go({ page: 'officer', accountId: officer.accountId })}
        />
      ) : null}
    </div>
  )
}
