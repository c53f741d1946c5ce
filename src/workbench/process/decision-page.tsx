import { useQuery } from '@tanstack/react-query'
import { Skeleton, Tabs } from 'antd'
import { orRefuse, problemOf } from '../api-client.ts'
import { Notice, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { Link } from '../navigation.tsx'
import { t, w } from '../text.ts'
import { DecisionEditor } from './decision-editor.tsx'
import { HistoryPane } from './history-pane.tsx'
import { processApi } from './process-api.ts'
import type { DefinitionView } from './process-contract.ts'
import { TrialPane } from './trial-pane.tsx'
import { useIsWide } from './use-is-wide.ts'
import { VersionsPane } from './versions-pane.tsx'

function Tables({ view }: { view: DefinitionView }) {
  const isWide = useIsWide()
  if (isWide) return <DecisionEditor key={view.versions[0]?.version ?? 0} view={view} />
  return (
    <>
      <Notice kind="info">
        {w(
          '这里可以试算；改决策表需要宽一些的屏幕（至少 900 像素）。',
          'Here you can try it out; editing needs a wider screen (900 pixels or more).',
        )}
      </Notice>
      <TrialPane xml={view.draft?.xml ?? view.published?.xml ?? ''} />
    </>
  )
}

/** One file of decisions: edited, checked, tried out and published; its versions and what was done to it. */
export function DecisionPage({ definition }: { definition: string }) {
  const answer = useQuery({
    queryKey: ['definition', 'decision', definition],
    queryFn: () => orRefuse(processApi.get('decision', definition)),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
  })
  usePageTitle(answer.data ? t(answer.data.title) : definition)
  const view = answer.isFetchedAfterMount ? answer.data : undefined
  return (
    <div className="page process-page">
      <p className="crumb-line">
        <Link to={{ page: 'processes', kind: 'decision' }}>{w('决策', 'Decisions')}</Link>
      </p>
      <div className="page-head">
        <h1>{view ? t(view.title) : definition}</h1>
      </div>
      {answer.isError ? (
        <ProblemNotice problem={problemOf(answer.error)} onRefresh={() => void answer.refetch()} />
      ) : null}
      {view ? (
        <Tabs
          items={[
            { key: 'draw', label: w('决策表', 'Tables'), children: <Tables view={view} /> },
            { key: 'versions', label: w('版本', 'Versions'), children: <VersionsPane kind="decision" view={view} /> },
            { key: 'history', label: w('经过', 'History'), children: <HistoryPane view={view} /> },
          ]}
        />
      ) : answer.isError ? null : (
        <Skeleton active title paragraph={{ rows: 10 }} />
      )}
    </div>
  )
}
