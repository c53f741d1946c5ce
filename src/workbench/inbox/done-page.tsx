import { useInfiniteQuery } from '@tanstack/react-query'
import { stepName } from '../../management/process-definition/step-name.ts'
import { api, orRefuse, problemOf } from '../api-client.ts'
import type { CaseRow } from '../api-contract.ts'
import { EmptyPlace, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { t, w } from '../text.ts'
import { timeWords } from '../words.ts'
import { CaseLink, CaseNumber, CaseTable, type Column, TableSkeleton } from './case-table.tsx'
import { ExportLink } from './export-link.tsx'
import { MoreRows } from './more-rows.tsx'
import { useRowKeys } from './row-keys.ts'
import { StateMark } from './state-mark.tsx'

/** J, K and / alone. */
const noKeys = {}

type DoneRow = CaseRow & { task: string; doneAt: string }

const columns = (): Column<DoneRow>[] => [
  {
    key: 'done',
    name: w('办完时间', 'Done'),
    width: '140px',
    cell: (row) => <span className="num">{timeWords(row.doneAt)}</span>,
  },
  { key: 'item', name: w('事项', 'Item'), cell: (row) => <CaseLink row={row} /> },
  { key: 'applicant', name: w('申请人', 'Applicant'), width: '220px', cell: (row) => row.applicantName },
  { key: 'step', name: w('我办的环节', 'My step'), width: w('110px', '164px'), cell: (row) => t(stepName(row.task)) },
  { key: 'state', name: w('现在', 'Now'), width: '110px', cell: (row) => <StateMark state={row.state} /> },
  { key: 'no', name: w('办件编号', 'Case number'), width: '196px', cell: (row) => <CaseNumber caseNo={row.caseNo} /> },
]

/** 已办: what this officer has done, newest first, with where it stands now. */
export function DonePage() {
  usePageTitle(w('已办', 'Done'))
  useRowKeys(noKeys)
  const list = useInfiniteQuery({
    queryKey: ['done'],
    queryFn: ({ pageParam }) => orRefuse(api.done(pageParam)),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="page">
      <div className="page-head">
        <h1>{w('已办', 'Done')}</h1>
        <ExportLink list="inbox/done" isEmpty={rows.length === 0} />
      </div>
      {list.isError ? <ProblemNotice problem={problemOf(list.error)} onRefresh={() => void list.refetch()} /> : null}
      {list.isPending ? <TableSkeleton /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <EmptyPlace icon="done" title={w('您还没有办完的环节', 'You have not finished a step yet')}>
          {w(
            '您受理、审查、决定或送达的每一件，办完后都会列在这里。',
            'Whatever you accept, examine, decide or deliver is listed here afterwards.',
          )}
        </EmptyPlace>
      ) : null}
      {rows.length > 0 ? (
        <CaseTable
          caption={w('我办完的，最近的在前', 'What I have done, newest first')}
          columns={columns()}
          rows={rows}
          keyOf={(row) => `${row.caseNo}.${row.doneAt}`}
        />
      ) : null}
      <MoreRows list={list} shown={rows.length} />
    </div>
  )
}
