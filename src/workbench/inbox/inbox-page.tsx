import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { stepName } from '../../management/process-definition/step-name.ts'
import { api, newKey, orRefuse, problemOf } from '../api-client.ts'
import type { Counts, TaskRow } from '../api-contract.ts'
import { moveKeys } from '../case-file/move-keys.ts'
import { Icon } from '../layout/icon.tsx'
import { EmptyPlace, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { useOfficer } from '../layout/session.tsx'
import { go, Link } from '../navigation.tsx'
import type { Place } from '../router.ts'
import { t, w } from '../text.ts'
import { channelNames } from '../words.ts'
import { CaseLink, CaseNumber, CaseTable, type Column, TableSkeleton } from './case-table.tsx'
import { DueMark } from './due-mark.tsx'
import { whyFirst } from './due-words.ts'
import { KeyHelp } from './key-help.tsx'
import { MoreRows } from './more-rows.tsx'
import { focusedRow, useRowKeys } from './row-keys.ts'
import { SavedSearches } from './saved-searches.tsx'

type InboxPlace = Extract<Place, { page: 'inbox' }>

const keyOf = (row: TaskRow): string => `${row.caseNo}.${row.token}`

/** Takes a task from the list. The page shows no version, so the case is read first: nobody is overtaken unseen. */
function useClaim() {
  const { message } = App.useApp()
  const cache = useQueryClient()
  return async (row: TaskRow) => {
    const now = await api.caseFile(row.caseNo)
    const answer = now.ok
      ? await api.move(row.caseNo, now.value.version, { move: 'claim', token: row.token }, newKey())
      : now
    if (answer.ok) message.success(w(`已认领：${row.itemName}`, `Claimed: ${row.itemName}`))
    else message.error(answer.problem.detail, 6)
    await Promise.all([
      cache.invalidateQueries({ queryKey: ['inbox'] }),
      cache.invalidateQueries({ queryKey: ['counts'] }),
    ])
  }
}

function Holder({ row, claim }: { row: TaskRow; claim: (row: TaskRow) => void }) {
  const { account } = useOfficer()
  if (row.assignee === null)
    return (
      <Button
        size="small"
        onClick={() => claim(row)}
        aria-label={w(`认领 ${row.itemName} ${row.caseNo}`, `Claim ${row.itemName} ${row.caseNo}`)}
      >
        {w('认领', 'Claim')}
      </Button>
    )
  return row.assignee.accountId === account.accountId ? <b>{w('我', 'Me')}</b> : row.assignee.name
}

const columnsOf = (claim: (row: TaskRow) => void): Column<TaskRow>[] => [
  { key: 'due', name: w('期限', 'Due'), width: w('212px', '252px'), cell: (row) => <DueMark row={row} /> },
  { key: 'item', name: w('事项', 'Item'), cell: (row) => <CaseLink row={row} /> },
  { key: 'applicant', name: w('申请人', 'Applicant'), width: '220px', cell: (row) => row.applicantName },
  { key: 'channel', name: w('渠道', 'Channel'), width: w('64px', '84px'), cell: (row) => t(channelNames[row.channel]) },
  { key: 'step', name: w('环节', 'Step'), width: w('96px', '164px'), cell: (row) => t(stepName(row.task)) },
  { key: 'holder', name: w('办理人', 'Holder'), width: '96px', cell: (row) => <Holder row={row} claim={claim} /> },
  { key: 'no', name: w('办件编号', 'Case number'), width: '196px', cell: (row) => <CaseNumber caseNo={row.caseNo} /> },
]

function Filters({ place, counts }: { place: InboxPlace; counts: Counts | undefined }) {
  const tabs: [InboxPlace['holder'], string, number | undefined][] = [
    ['all', w('全部', 'All'), undefined],
    ['mine', w('我的', 'Mine'), counts?.mine],
    ['free', w('待认领', 'Free'), counts?.free],
  ]
  return (
    <nav className="filter-tabs" aria-label={w('筛选', 'Filter')}>
      {tabs.map(([holder, word, count]) => (
        <Link key={holder} to={{ ...place, holder }} aria-current={place.holder === holder ? 'true' : undefined}>
          {word}
          {count === undefined ? null : <span className="num">{count}</span>}
        </Link>
      ))}
    </nav>
  )
}

const Numbers = ({ counts }: { counts: Counts | undefined }) => (
  <dl className="numbers" aria-busy={counts === undefined}>
    {(
      [
        ['overdue', w('超期', 'Overdue'), counts?.overdue, 'red'],
        ['soon', w('今日到期', 'Due today'), counts?.dueToday, 'amber'],
        ['mine', w('我的', 'Mine'), counts?.mine, ''],
        ['inbox', w('待认领', 'Free'), counts?.free, ''],
      ] as const
    ).map(([icon, word, count, tone]) => (
      <div key={word} className={count ? tone : ''}>
        <dt>
          <Icon name={icon} size={14} />
          {word}
        </dt>
        <dd className="num">{count ?? '–'}</dd>
      </div>
    ))}
  </dl>
)

const emptyWords = (place: InboxPlace): [string, string] => {
  if (place.q !== '')
    return [
      w(`待办里没有“${place.q}”`, `Nothing in the inbox matches “${place.q}”`),
      w('换个词，或到“查询”里找已经办完的。', 'Try another word, or look among finished cases under Search.'),
    ]
  if (place.holder === 'mine')
    return [
      w('您手上没有办件', 'You hold no cases'),
      w('到“待认领”认领一件，它就会出现在这里。', 'Claim one under Free and it will stand here.'),
    ]
  if (place.holder === 'free')
    return [
      w('没有等待认领的办件', 'Nothing waits to be claimed'),
      w('新的申请一到，就会出现在这里。', 'New applications appear here as they arrive.'),
    ]
  return [
    w('现在没有待办', 'Nothing waits'),
    w(
      '申请人一提交，办件就会按到期先后排在这里。',
      'As soon as somebody applies, the case stands here, soonest due first.',
    ),
  ]
}

/** On the row that has the focus: C claims it, the letter of a move opens its case with that dialog. */
function useInboxKeys(rows: readonly TaskRow[], claim: (row: TaskRow) => void, setHelp: (open: boolean) => void): void {
  const keys = useMemo(() => {
    const focused = () => rows.find((one) => keyOf(one) === focusedRow())
    const moves = Object.values(moveKeys).map((key) => {
      const openWith = () => {
        const row = focused()
        if (row !== undefined) go({ page: 'case', caseNo: row.caseNo, act: key })
      }
      return [key.toLowerCase(), openWith] as const
    })
    const claimFocused = () => {
      const row = focused()
      if (row?.assignee === null) claim(row)
    }
    return { '?': () => setHelp(true), c: claimFocused, ...Object.fromEntries(moves) }
  }, [rows, claim, setHelp])
  useRowKeys(keys)
}

/** 待办: open tasks within reach, most urgent first. */
export function InboxPage({ place }: { place: InboxPlace }) {
  usePageTitle(place.holder === 'mine' ? w('我的办件', 'My cases') : w('待办', 'Inbox'))
  const [words, setWords] = useState(place.q)
  const [help, setHelp] = useState(false)
  const typed = useDeferredValue(words)
  useEffect(() => {
    const timer = setTimeout(() => go({ ...place, q: typed.trim() }, 'replace'), 250)
    return () => clearTimeout(timer)
  }, [typed, place])
  const list = useInfiniteQuery({
    queryKey: ['inbox', place.holder, place.q],
    queryFn: ({ pageParam }) => orRefuse(api.inbox(place.holder, place.q, pageParam)),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 60_000,
  })
  const take = useClaim()
  const claim = (row: TaskRow) => void take(row)
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const counts = list.data?.pages[0]?.counts
  const first = rows[0]
  useInboxKeys(rows, claim, setHelp)
  const [emptyTitle, emptyText] = emptyWords(place)
  return (
    <div className="page">
      <div className="page-head">
        <h1>{place.holder === 'mine' ? w('我的办件', 'My cases') : w('待办', 'Inbox')}</h1>
        <Numbers counts={counts} />
      </div>
      <div className="toolbar">
        <Filters place={place} counts={counts} />
        <Input
          data-list-search
          className="list-search"
          allowClear
          value={words}
          prefix={<Icon name="search" />}
          placeholder={w('事项、申请人或编号', 'Item, applicant or number')}
          aria-label={w('在待办里查找', 'Search the inbox')}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button type="text" onClick={() => setHelp(true)} className="wide-only">
          {w('键盘操作', 'Keyboard')} <kbd>?</kbd>
        </Button>
      </div>
      <SavedSearches place={place} />
      {list.isError ? <ProblemNotice problem={problemOf(list.error)} onRefresh={() => void list.refetch()} /> : null}
      {list.isPending ? <TableSkeleton /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <EmptyPlace icon="inbox" title={emptyTitle}>
          {emptyText}
        </EmptyPlace>
      ) : null}
      {rows.length > 0 ? (
        <CaseTable
          caption={w('待办，最急的在前', 'Open tasks, most urgent first')}
          columns={columnsOf(claim)}
          rows={rows}
          keyOf={keyOf}
          note={first ? t(whyFirst(first)) : undefined}
        />
      ) : null}
      <MoreRows list={list} shown={rows.length} />
      <KeyHelp open={help} onClose={() => setHelp(false)} />
    </div>
  )
}
