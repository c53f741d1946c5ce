import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { orRefuse, problemOf } from '../api-client.ts'
import { TableSkeleton } from '../inbox/case-table.tsx'
import { useRowKeys } from '../inbox/row-keys.ts'
import { EmptyPlace, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { Link } from '../navigation.tsx'
import type { Place } from '../router.ts'
import { t, w } from '../text.ts'
import { timeWords } from '../words.ts'
import { NewDefinitionDialog } from './new-definition-dialog.tsx'
import { type Kind, processApi } from './process-api.ts'
import { type DefinitionRow, isInForce } from './process-contract.ts'

const none = {}
const placeOf = (kind: Kind, key: string): Place =>
  kind === 'process' ? { page: 'process', key, tab: '' } : { page: 'decision', key }

/** Published versions that an upgrade refuses: what stands against them is told beside each. */
function Unusable({ versions }: Pick<DefinitionRow, 'versions'>) {
  const bad = versions.filter((one) => one.faults.length > 0 && (one.state === 'published' || one.running > 0))
  if (bad.length === 0) return null
  const [{ sentence } = { sentence: { zh: '', en: '' } }] = bad[0]?.faults ?? []
  const names = bad.map((one) => one.version).join(w('、', ', '))
  return (
    <p className="due red" title={t(sentence)}>
      {w(`第 ${names} 版不能用`, `Version ${names} cannot be used`)}
    </p>
  )
}

const Row = ({ kind, row }: { kind: Kind; row: DefinitionRow }) => {
  const newest = row.versions.find(isInForce)
  const running = row.versions.reduce((sum, one) => sum + one.running, 0)
  return (
    <tr data-row={row.key}>
      <td className="col-item">
        <Link to={placeOf(kind, row.key)} className="case-link" data-row-link>
          {t(row.title)}
        </Link>
      </td>
      <td data-name={w('代号', 'Key')}>
        <code>{row.key}</code>
      </td>
      <td data-name={w('版本', 'Version')}>
        {newest ? w(`第 ${newest.version} 版`, `Version ${newest.version}`) : w('没有可用的版本', 'None in use')}{' '}
        <Unusable versions={row.versions} />
      </td>
      <td data-name={w('草稿', 'Draft')}>
        {row.draft ? (
          <>
            {row.draft.savedBy} <span className="num quiet">{timeWords(row.draft.savedAt)}</span>
          </>
        ) : (
          <span className="quiet">{w('没有', 'None')}</span>
        )}
      </td>
      <td className="num" data-name={w('在用', 'Used by')}>
        {row.users}
      </td>
      {kind === 'process' ? (
        <td className="num" data-name={w('在办件', 'Running')}>
          {running}
        </td>
      ) : null}
    </tr>
  )
}

const DefinitionTable = ({ kind, rows }: { kind: Kind; rows: readonly DefinitionRow[] }) => (
  <table className="rows definitions">
    <caption className="sr">{kind === 'process' ? w('流程', 'Routes') : w('决策', 'Decisions')}</caption>
    <thead>
      <tr>
        <th scope="col">{w('名称', 'Name')}</th>
        <th scope="col">{w('代号', 'Key')}</th>
        <th scope="col">{w('现用版本', 'In use')}</th>
        <th scope="col">{w('草稿', 'Draft')}</th>
        <th scope="col">{kind === 'process' ? w('事项', 'Items') : w('流程和事项', 'Routes and items')}</th>
        {kind === 'process' ? <th scope="col">{w('在办件', 'Running cases')}</th> : null}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <Row key={row.key} kind={kind} row={row} />
      ))}
    </tbody>
  </table>
)

/** 流程与决策: what can be drawn, how it stands, and who uses it. */
export function ProcessesPage({ kind }: { kind: Kind }) {
  usePageTitle(kind === 'process' ? w('流程', 'Routes') : w('决策', 'Decisions'))
  useRowKeys(none)
  const [isNew, setNew] = useState(false)
  const list = useQuery({ queryKey: ['definitions', kind], queryFn: () => orRefuse(processApi.list(kind)) })
  const rows = list.data?.items ?? []
  return (
    <div className="page">
      <div className="page-head">
        <h1>{w('流程与决策', 'Routes and decisions')}</h1>
      </div>
      <div className="toolbar">
        <nav className="filter-tabs" aria-label={w('种类', 'Kind')}>
          {(['process', 'decision'] as const).map((one) => (
            <Link key={one} to={{ page: 'processes', kind: one }} aria-current={one === kind ? 'true' : undefined}>
              {one === 'process' ? w('流程', 'Routes') : w('决策', 'Decisions')}
            </Link>
          ))}
        </nav>
        <span className="quiet">{w(`${rows.length} 个`, `${rows.length}`)}</span>
        <Button className="to-end" onClick={() => setNew(true)}>
          {kind === 'process' ? w('新建流程', 'New route') : w('新建决策', 'New decision')}
        </Button>
      </div>
      {list.isError ? <ProblemNotice problem={problemOf(list.error)} onRefresh={() => void list.refetch()} /> : null}
      {list.isPending ? <TableSkeleton rows={6} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <EmptyPlace icon="route" title={w('还没有决策', 'No decisions yet')}>
          {w(
            '决策表用来按规则办理（秒批）。点“新建决策”开始。',
            'Decision tables let cases be decided by rule. Begin with New decision.',
          )}
        </EmptyPlace>
      ) : null}
      {rows.length > 0 ? <DefinitionTable kind={kind} rows={rows} /> : null}
      {isNew ? <NewDefinitionDialog kind={kind} rows={rows} onClose={() => setNew(false)} /> : null}
    </div>
  )
}
