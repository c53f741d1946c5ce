import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Modal, Radio } from 'antd'
import { useState } from 'react'
import { api, orRefuse, problemOf } from '../api-client.ts'
import type { IncidentRow } from '../api-contract.ts'
import { FormField } from '../case-file/act-dialog.tsx'
import { WordsField } from '../case-file/words-field.tsx'
import { CaseNumber, CaseTable, type Column, TableSkeleton } from '../inbox/case-table.tsx'
import { EmptyPlace, Notice, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { errorOf, type Problem } from '../problem.ts'
import { langOf, w } from '../text.ts'
import { timeWords } from '../words.ts'
import { StuckBundles } from './stuck-bundles.tsx'
import { UnusableRoute } from './unusable-route.tsx'

const ItemName = ({ row }: { row: IncidentRow }) => {
  const name = w(row.itemName, row.itemNameEn)
  return <span {...langOf(name)}>{name}</span>
}

const columns = (onOpen: (row: IncidentRow) => void): Column<IncidentRow>[] => [
  {
    key: 'since',
    name: w('何时起', 'Since'),
    width: '120px',
    cell: (row) => <span className="num">{timeWords(row.calledAt)}</span>,
  },
  {
    key: 'call',
    name: w('环节', 'Step'),
    width: '230px',
    cell: (row) => (
      <>
        <b lang="zh-CN">{row.name}</b> <code className="quiet">{row.call}</code>
      </>
    ),
  },
  { key: 'problem', name: w('故障', 'What failed'), cell: (row) => row.problem },
  { key: 'item', name: w('事项', 'Item'), width: '200px', cell: (row) => <ItemName row={row} /> },
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

type Settling = ReturnType<typeof useSettling>

/** What is chosen for one incident, or for all of its service that are listed, and what the server says of it. */
function useSettling(row: IncidentRow, others: readonly IncidentRow[], onClose: () => void) {
  const cache = useQueryClient()
  const { message } = App.useApp()
  const [how, setHow] = useState<How>('retried')
  const [reason, setReason] = useState('')
  const [withOthers, setWithOthers] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const settle = async () => {
    const all = how === 'retried' && withOthers ? [row, ...others] : [row]
    setBusy(true)
    let done = 0
    for (const one of all) {
      const answer = await api.settleIncident(one.caseNo, one.token, how, reason)
      // Another administrator may have settled one of the others meanwhile: that is no reason to leave the rest.
      if (answer.ok) done += 1
      else if (one === row || answer.problem.status !== 404) {
        setProblem(answer.problem)
        break
      }
    }
    setBusy(false)
    if (done === 0) return
    message.success(
      how === 'retried' ? w(`${done} 件将马上再试`, `${done} tried again`) : w('已跳过，流程继续', 'Passed by'),
    )
    await cache.invalidateQueries({ queryKey: ['incidents'] })
    onClose()
  }
  const write = (text: string) => {
    setReason(text)
    setProblem(null)
  }
  return { how, setHow, reason, write, withOthers, setWithOthers, problem, isBusy, settle }
}

const HowField = ({ settling, others }: { settling: Settling; others: number }) => (
  <FormField label={w('怎么处理', 'How')} error={errorOf(settling.problem, '/how')}>
    {({ id, status: _status, ...described }) => (
      <>
        <Radio.Group
          {...described}
          id={id}
          className="choices"
          value={settling.how}
          onChange={(event) => settling.setHow(event.target.value as How)}
          options={[
            { value: 'retried', label: w('再试一次（故障已排除）', 'Try again (the cause is mended)') },
            { value: 'skipped', label: w('跳过，流程往下走', 'Pass it by; the route goes on') },
          ]}
        />
        {settling.how === 'skipped' ? (
          <Notice kind="amber">
            {w(
              '跳过后不会再有这一步的结果；流程里看它结果的条件都不成立，走“其余情况”。',
              'There will be no result of this step: conditions that look at it do not hold, and the default way is taken.',
            )}
          </Notice>
        ) : null}
        {settling.how === 'retried' && others > 0 ? (
          <Checkbox checked={settling.withOthers} onChange={(event) => settling.setWithOthers(event.target.checked)}>
            {w(`同一服务的其余 ${others} 件也一起再试`, `The other ${others} of this service too`)}
          </Checkbox>
        ) : null}
      </>
    )}
  </FormField>
)

const ReasonField = ({ settling }: { settling: Settling }) => (
  <WordsField
    label={w('原因', 'Reason')}
    hint={w('记入办件的经过，工作人员都能看到', 'It stays in the history of the case, for officers to see')}
    error={errorOf(settling.problem, '/reason')}
    rows={3}
    value={settling.reason}
    onChange={settling.write}
  />
)

type SettleProps = { row: IncidentRow; others: readonly IncidentRow[]; onClose: () => void }

function SettleDialog({ row, others, onClose }: SettleProps) {
  const settling = useSettling(row, others, onClose)
  const { how, problem } = settling
  return (
    <Modal
      open
      title={w(`“${row.name}”没有办成`, `“${row.name}” failed`)}
      okText={how === 'retried' ? w('再试一次', 'Try again') : w('跳过这一步', 'Pass it by')}
      okButtonProps={{ loading: settling.isBusy, danger: how === 'skipped' }}
      cancelText={w('先不办', 'Not now')}
      onOk={() => void settling.settle()}
      onCancel={onClose}
      centered
    >
      {/* What stands at a field is not said twice. */}
      {problem !== null && problem.errors.length === 0 ? <ProblemNotice problem={problem} /> : null}
      <p className="incident-case">
        <ItemName row={row} /> <CaseNumber caseNo={row.caseNo} />
      </p>
      <Notice kind="red">
        {row.problem}
        <br />
        <small>
          {w(`服务 ${row.call}，系统已自动试过 ${row.attempts} 次`, `Service ${row.call}, tried ${row.attempts} times`)}
        </small>
      </Notice>
      <HowField settling={settling} others={others.length} />
      <ReasonField settling={settling} />
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

const Count = ({ count, hasMore }: { count: number; hasMore: boolean }) => (
  <p className="quiet">
    {hasMore
      ? w(`已列出 ${count} 件，还有更多`, `${count} listed, there are more`)
      : w(`${count} 件等待处理，最早的在前`, `${count} waiting, oldest first`)}
  </p>
)

const othersOf = (row: IncidentRow, rows: readonly IncidentRow[]): IncidentRow[] =>
  rows.filter((one) => one.call === row.call && (one.caseNo !== row.caseNo || one.token !== row.token))

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
  const { unusable = [], bundles = [] } = list.data?.pages[0] ?? {}
  return (
    <div className="page">
      <div className="page-head">
        <h1>{w('流程故障', 'Incidents')}</h1>
        {rows.length > 0 ? <Count count={rows.length} hasMore={list.hasNextPage} /> : null}
      </div>
      {list.isError ? <ProblemNotice problem={problemOf(list.error)} onRefresh={() => void list.refetch()} /> : null}
      {list.isPending ? <TableSkeleton /> : null}
      {unusable.map((one) => (
        <UnusableRoute key={`${one.key}@${one.version}`} one={one} />
      ))}
      <StuckBundles all={bundles} />
      {list.isSuccess && rows.length + unusable.length + bundles.length === 0 ? <NothingFailed /> : null}
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
      {opened ? <SettleDialog row={opened} others={othersOf(opened, rows)} onClose={() => setOpened(null)} /> : null}
    </div>
  )
}
