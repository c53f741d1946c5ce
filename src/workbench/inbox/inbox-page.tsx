import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useMemo, useState } from 'react'
import { stepName } from '../../management/process-definition/step-name.ts'
import { api, orRefuse, problemOf } from '../api-client.ts'
import type { Counts, TaskRow } from '../api-contract.ts'
import { moveKeys } from '../case-file/move-keys.ts'
import { Icon } from '../layout/icon.tsx'
import { EmptyPlace, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { useOfficer } from '../layout/session.tsx'
import { go, Link } from '../navigation.tsx'
import { type InboxPlace, inbox } from '../router.ts'
import { t, w } from '../text.ts'
import { channelNames } from '../words.ts'
import { CaseLink, CaseNumber, CaseTable, type Column, TableSkeleton } from './case-table.tsx'
import { useClaim } from './claim-tasks.ts'
import { DueMark } from './due-mark.tsx'
import { whyFirst } from './due-words.ts'
import { ExportLink } from './export-link.tsx'
import { InboxFilters } from './inbox-filters.tsx'
import { KeyHelp } from './key-help.tsx'
import { MoreRows } from './more-rows.tsx'
import { focusedRow, useRowKeys } from './row-keys.ts'
import { SavedSearches } from './saved-searches.tsx'

const keyOf = (row: TaskRow): string => `${row.caseNo}.${row.token}`

function Holder({ row, claim }: { row: TaskRow; claim: (row: TaskRow) => void }) {
  const { account } = useOfficer()
  if (row.assignee === null)
    return (
      <Button
        size="small"
        onClick={() => claim(row)}
        aria-label={w(`认领 ${row.itemName} ${row.caseNo}`, `Claim ${row.itemNameEn} ${row.caseNo}`)}
      >
        {w('认领', 'Claim')}
      </Button>
    )
  return row.assignee.accountId === account.accountId ? <b>{w('我', 'Me')}</b> : row.assignee.name
}

type Picking = { picked: ReadonlySet<string>; pick: (keys: Iterable<string>, isPicked: boolean) => void }

/** One task to take together with others; what somebody holds already is not offered. */
const Pick = ({ row, picked, pick }: { row: TaskRow } & Picking) =>
  row.assignee === null ? (
    <Checkbox
      checked={picked.has(keyOf(row))}
      aria-label={w(`选中 ${row.itemName} ${row.caseNo}`, `Pick ${row.itemNameEn} ${row.caseNo}`)}
      onChange={(event) => pick([keyOf(row)], event.target.checked)}
    />
  ) : null

const columnsOf = (claim: (row: TaskRow) => void, picking: Picking): Column<TaskRow>[] => [
  {
    key: 'pick',
    name: w('选择', 'Pick'),
    isNameHidden: true,
    width: '36px',
    cell: (row) => <Pick row={row} {...picking} />,
  },
  { key: 'due', name: w('期限', 'Due'), width: w('240px', '290px'), cell: (row) => <DueMark row={row} /> },
  { key: 'item', name: w('事项', 'Item'), cell: (row) => <CaseLink row={row} /> },
  { key: 'applicant', name: w('申请人', 'Applicant'), width: w('200px', '150px'), cell: (row) => row.applicantName },
  { key: 'channel', name: w('渠道', 'Channel'), width: w('64px', '76px'), cell: (row) => t(channelNames[row.channel]) },
  { key: 'step', name: w('环节', 'Step'), width: w('96px', '150px'), cell: (row) => t(stepName(row.task)) },
  {
    key: 'holder',
    name: w('办理人', 'Holder'),
    width: w('96px', '84px'),
    cell: (row) => <Holder row={row} claim={claim} />,
  },
  { key: 'no', name: w('办件编号', 'Case number'), width: '190px', cell: (row) => <CaseNumber caseNo={row.caseNo} /> },
]

/** What waits, in numbers; each leads to the tasks that it counts. */
const Numbers = ({ counts }: { counts: Counts | undefined }) => (
  <dl className="numbers" aria-busy={counts === undefined}>
    {(
      [
        ['overdue', w('超期', 'Overdue'), counts?.overdue, 'red', inbox({ due: 'overdue' })],
        ['soon', w('今日到期', 'Due today'), counts?.dueToday, 'amber', inbox({ due: 'today' })],
        ['mine', w('我的', 'Mine'), counts?.mine, '', inbox({ holder: 'mine' })],
        ['inbox', w('待认领', 'Free'), counts?.free, '', inbox({ holder: 'free' })],
      ] as const
    ).map(([icon, word, count, tone, to]) => (
      <div key={word} className={count ? tone : ''}>
        <dt>
          <Icon name={icon} size={14} />
          {word}
        </dt>
        <dd className="num">
          {count ? (
            <Link to={to} aria-label={`${word} ${count}`}>
              {count}
            </Link>
          ) : (
            (count ?? '–')
          )}
        </dd>
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
  if (place.due !== '' || place.step !== '' || place.channel !== '')
    return [
      w('没有符合筛选的待办', 'Nothing that waits fits these filters'),
      w('换个筛选，或按“清除筛选”看全部。', 'Change the filters, or clear them to see everything.'),
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

type Keys = {
  rows: readonly TaskRow[]
  claim: (row: TaskRow) => void
  toggle: (row: TaskRow) => void
  help: () => void
}

/** On the row that has the focus: C claims it, X picks it, the letter of a move opens its case with that dialog. */
function useInboxKeys({ rows, claim, toggle, help }: Keys): void {
  const keys = useMemo(() => {
    const onFocused = (act: (row: TaskRow) => void) => () => {
      const row = rows.find((one) => keyOf(one) === focusedRow())
      if (row !== undefined) act(row)
    }
    const onFree = (act: (row: TaskRow) => void) => onFocused((row) => (row.assignee === null ? act(row) : undefined))
    const moves = Object.values(moveKeys).map(
      (key) => [key.toLowerCase(), onFocused(({ caseNo }) => go({ page: 'case', caseNo, act: key }))] as const,
    )
    return { '?': help, c: onFree(claim), x: onFree(toggle), ...Object.fromEntries(moves) }
  }, [rows, claim, toggle, help])
  useRowKeys(keys)
}

/** Which rows are picked. Those that have gone meanwhile, taken by somebody, count no more. */
function usePicking(rows: readonly TaskRow[]) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const free = rows.filter((row) => row.assignee === null)
  const chosen = free.filter((row) => keys.has(keyOf(row)))
  const pick = (some: Iterable<string>, isPicked: boolean) =>
    setKeys((now) => (isPicked ? now.union(new Set(some)) : now.difference(new Set(some))))
  return { free, chosen, picked: new Set(chosen.map(keyOf)), pick }
}

/** What may be done with several at once: taking them, which decides nothing. */
const Batch = (props: {
  free: readonly TaskRow[]
  chosen: readonly TaskRow[]
  isClaiming: boolean
  pick: Picking['pick']
  take: () => void
}) => {
  const { free, chosen, pick } = props
  if (chosen.length === 0) return null
  return (
    <section className="batch" aria-label={w('已选的待办', 'Picked tasks')}>
      <span role="status">{w(`已选 ${chosen.length} 件`, `${chosen.length} picked`)}</span>
      <Button type="primary" loading={props.isClaiming} onClick={props.take}>
        {w('一起认领', 'Claim together')}
      </Button>
      {chosen.length < free.length ? (
        <Button onClick={() => pick(free.map(keyOf), true)}>
          {w(`选中列出的全部 ${free.length} 件`, `Pick all ${free.length} listed`)}
        </Button>
      ) : null}
      <Button type="text" onClick={() => pick(chosen.map(keyOf), false)}>
        {w('取消选择', 'Pick none')}
      </Button>
    </section>
  )
}

function Head({ place, counts, isEmpty }: { place: InboxPlace; counts: Counts | undefined; isEmpty: boolean }) {
  const { page: _, ...filter } = place
  return (
    <div className="page-head">
      <h1>{place.holder === 'mine' ? w('我的办件', 'My cases') : w('待办', 'Inbox')}</h1>
      <Numbers counts={counts} />
      <ExportLink list="inbox" query={filter} isEmpty={isEmpty} />
    </div>
  )
}

/** 待办: open tasks within reach, most urgent first. */
export function InboxPage({ place }: { place: InboxPlace }) {
  usePageTitle(place.holder === 'mine' ? w('我的办件', 'My cases') : w('待办', 'Inbox'))
  const [isHelping, setHelping] = useState(false)
  const list = useInfiniteQuery({
    queryKey: ['inbox', place],
    queryFn: ({ pageParam }) => orRefuse(api.inbox(place, pageParam)),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 60_000,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const first = list.data?.pages[0]
  const { isClaiming, take } = useClaim()
  const { free, chosen, picked, pick } = usePicking(rows)
  const claim = (row: TaskRow) => void take([row])
  useInboxKeys({
    rows,
    claim,
    toggle: (row) => pick([keyOf(row)], !picked.has(keyOf(row))),
    help: () => setHelping(true),
  })
  const [emptyTitle, emptyText] = emptyWords(place)
  return (
    <div className="page">
      <Head place={place} counts={first?.counts} isEmpty={rows.length === 0} />
      <div className="toolbar">
        <InboxFilters place={place} counts={first?.counts} steps={first?.steps ?? []} />
        <Button type="text" onClick={() => setHelping(true)} className="wide-only to-end">
          {w('键盘操作', 'Keyboard')} <kbd>?</kbd>
        </Button>
      </div>
      <SavedSearches place={place} />
      <Batch free={free} chosen={chosen} isClaiming={isClaiming} pick={pick} take={() => void take(chosen)} />
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
          columns={columnsOf(claim, { picked, pick })}
          rows={rows}
          keyOf={keyOf}
          note={rows[0] ? t(whyFirst(rows[0])) : undefined}
        />
      ) : null}
      <MoreRows list={list} shown={rows.length} />
      <KeyHelp open={isHelping} onClose={() => setHelping(false)} />
    </div>
  )
}
