import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { api, orRefuse, problemOf } from '../api-client.ts'
import type { IncidentRow } from '../api-contract.ts'
import { FormField } from '../case-file/act-dialog.tsx'
import { CaseNumber, CaseTable, type Column, TableSkeleton } from '../inbox/case-table.tsx'
import { EmptyPlace, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { errorOf, type Problem } from '../problem.ts'
import { w } from '../text.ts'
import { timeWords } from '../words.ts'

const columns = (onOpen: (row: IncidentRow) => void): Column<IncidentRow>[] => [
  {
    key: 'since',
    name: w('何时起', 'Since'),
    width: '140px',
    cell: (row) => <span className="num">{timeWords(row.calledAt)}</span>,
  },
  { key: 'call', name: w('服务', 'Service'), width: '160px', cell: (row) => row.call },
  { key: 'problem', name: w('故障', 'What failed'), cell: (row) => row.problem },
  { key: 'item', name: w('事项', 'Item'), width: '220px', cell: (row) => row.itemName },
  { key: 'no', name: w('办件编号', 'Case number'), width: '196px', cell: (row) => <CaseNumber caseNo={row.caseNo} /> },
  {
    key: 'act',
    name: w('处理', 'Settle'),
    width: '96px',
    cell: (row) => (
      <Button size="small" onClick={() => onOpen(row)}>
        {w('处理', 'Settle')}
      </Button>
    ),
  },
]

type How = 'retried' | 'skipped'

type HowProps = {
  how: How
  reason: string
  problem: Problem | null
  onHow: (how: How) => void
  onReason: (reason: string) => void
}

function HowFields(props: HowProps) {
  return (
    <>
      <FormField label={w('怎么处理', 'How')} error={errorOf(props.problem, '/how')}>
        {({ id, status: _status, ...described }) => (
          <Radio.Group
            {...described}
            id={id}
            value={props.how}
            onChange={(event) => props.onHow(event.target.value as How)}
            options={[
              { value: 'retried', label: w('再试一次（故障已排除）', 'Try again (the cause is mended)') },
              { value: 'skipped', label: w('跳过，流程往下走', 'Pass it by; the route goes on') },
            ]}
          />
        )}
      </FormField>
      <FormField
        label={w('原因', 'Reason')}
        hint={w('记入办件，之后谁都能看到', 'It stays with the case for everybody to see')}
        error={errorOf(props.problem, '/reason')}
      >
        {(field) => (
          <Input.TextArea
            {...field}
            rows={3}
            maxLength={2000}
            value={props.reason}
            onChange={(event) => props.onReason(event.target.value)}
          />
        )}
      </FormField>
    </>
  )
}

function SettleDialog({ row, onClose }: { row: IncidentRow; onClose: () => void }) {
  const cache = useQueryClient()
  const { message } = App.useApp()
  const [how, setHow] = useState<How>('retried')
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const settle = async () => {
    const answer = await api.settleIncident(row.caseNo, row.token, how, reason)
    if (!answer.ok) return setProblem(answer.problem)
    message.success(how === 'retried' ? w('将马上再试', 'It is tried again') : w('已跳过，流程继续', 'Passed by'))
    await cache.invalidateQueries({ queryKey: ['incidents'] })
    onClose()
  }
  return (
    <Modal
      open
      title={w(`故障：${row.call}`, `Failed: ${row.call}`)}
      okText={how === 'retried' ? w('再试一次', 'Try again') : w('跳过这一步', 'Pass it by')}
      cancelText={w('先不办', 'Not now')}
      onOk={() => void settle()}
      onCancel={onClose}
      centered
    >
      {problem ? <ProblemNotice problem={problem} /> : null}
      <p>
        {row.problem}
        <br />
        <small>{w(`已试 ${row.attempts} 次`, `tried ${row.attempts} times`)}</small>
      </p>
      <HowFields how={how} reason={reason} problem={problem} onHow={setHow} onReason={setReason} />
    </Modal>
  )
}

const NothingFailed = () => (
  <EmptyPlace icon="done" title={w('没有故障', 'Nothing has failed')}>
    {w(
      '流程调用的服务试了五次都不成时，会停在这里等您处理，办件不会丢。',
      'A service that a route calls and that fails five times waits here for you; no case is lost.',
    )}
  </EmptyPlace>
)

/** 故障: services that failed too often. Nothing is lost while they wait here; each is tried again or passed by, with a reason. */
export function IncidentsPage() {
  usePageTitle(w('流程故障', 'Incidents'))
  const [opened, setOpened] = useState<IncidentRow | null>(null)
  const list = useInfiniteQuery({
    queryKey: ['incidents'],
    queryFn: ({ pageParam }) => orRefuse(api.incidents(pageParam)),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 30_000,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="page">
      <div className="page-head">
        <h1>{w('流程故障', 'Incidents')}</h1>
      </div>
      {list.isError ? <ProblemNotice problem={problemOf(list.error)} onRefresh={() => void list.refetch()} /> : null}
      {list.isPending ? <TableSkeleton /> : null}
      {list.isSuccess && rows.length === 0 ? <NothingFailed /> : null}
      {rows.length > 0 ? (
        <CaseTable
          caption={w('等待处理的故障，最早的在前', 'What waits, oldest first')}
          columns={columns(setOpened)}
          rows={rows}
          keyOf={(row) => `${row.caseNo}.${row.token}`}
        />
      ) : null}
      {list.hasNextPage ? (
        <Button onClick={() => void list.fetchNextPage()}>{w('加载更多', 'Load more')}</Button>
      ) : null}
      {opened ? <SettleDialog row={opened} onClose={() => setOpened(null)} /> : null}
    </div>
  )
}
