import { useQuery } from '@tanstack/react-query'
import { Skeleton, Tabs } from 'antd'
import { stepRoles } from '../../management/process-definition/step-property.ts'
import { orRefuse, problemOf } from '../api-client.ts'
import { Notice, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { go, Link } from '../navigation.tsx'
import type { Place } from '../router.ts'
import { t, w } from '../text.ts'
import { HistoryPane } from './history-pane.tsx'
import { kindWords } from './kind-words.ts'
import { processApi } from './process-api.ts'
import type { DefinitionView } from './process-contract.ts'
import { ProcessEditor } from './process-editor.tsx'
import type { Step } from './step.ts'
import { useDrawing } from './use-drawing.ts'
import { useIsWide } from './use-is-wide.ts'
import { VersionsPane } from './versions-pane.tsx'

const whoWords = ({ type, says }: Step): string => {
  const role = says['role'] ?? ''
  const who = Object.hasOwn(stepRoles, role) ? t(stepRoles[role as keyof typeof stepRoles]) : t(kindWords(type))
  return says['limit'] ? `${who} · ${w(`${says['limit']} 个工作日`, `${says['limit']} working days`)}` : who
}

function ReadOnly({ view }: { view: DefinitionView }) {
  const xml = view.draft?.xml ?? view.published?.xml ?? ''
  const { place, drawing } = useDrawing({ xml, shown: 0, mayDraw: false })
  return (
    <>
      <Notice kind="info">
        {w(
          '这里可以看；画流程需要宽一些的屏幕（至少 900 像素）。',
          'Here you can look; drawing needs a wider screen (900 pixels or more).',
        )}
      </Notice>
      <section className="designer-canvas is-small" aria-label={w('流程图', 'The drawing')}>
        <div ref={place} className="drawing-place" />
      </section>
      <ol className="step-list">
        {(drawing?.steps() ?? [])
          .filter((step) => step.way === null)
          .toSorted((a, b) => a.position - b.position)
          .map((step) => (
            <li key={step.id}>
              <b>{step.name || step.id}</b>
              <span className="quiet">{whoWords(step)}</span>
            </li>
          ))}
      </ol>
    </>
  )
}

function Process({ view, place }: { view: DefinitionView; place: Extract<Place, { page: 'process' }> }) {
  const isWide = useIsWide()
  const tab = place.tab === '' ? 'draw' : place.tab
  return (
    <div className="page process-page">
      <p className="crumb-line">
        <Link to={{ page: 'processes', kind: 'process' }}>{w('流程', 'Routes')}</Link>
      </p>
      <div className="page-head">
        <div>
          <h1>{t(view.title)}</h1>
          <p className="quiet">
            <code>{view.key}</code> · {w(`${view.users.length} 个事项在用`, `used by ${view.users.length} items`)}
          </p>
        </div>
      </div>
      <Tabs
        activeKey={tab}
        onChange={(next) => go({ ...place, tab: next === 'draw' ? '' : next }, 'replace')}
        items={[
          {
            key: 'draw',
            label: w('画图', 'Drawing'),
            children: isWide ? (
              <ProcessEditor key={view.versions[0]?.version ?? 0} view={view} />
            ) : (
              <ReadOnly view={view} />
            ),
          },
          { key: 'versions', label: w('版本', 'Versions'), children: <VersionsPane kind="process" view={view} /> },
          { key: 'history', label: w('经过', 'History'), children: <HistoryPane view={view} /> },
        ]}
      />
    </div>
  )
}

/** One route: drawn, checked, tried out, replayed and published; its versions and what was done to it. */
export function ProcessPage({ place }: { place: Extract<Place, { page: 'process' }> }) {
  const answer = useQuery({
    queryKey: ['definition', 'process', place.key],
    queryFn: () => orRefuse(processApi.get('process', place.key)),
    // What is being drawn is not drawn anew under somebody's hands.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
  })
  usePageTitle(answer.data ? t(answer.data.title) : place.key)
  if (answer.isFetchedAfterMount && answer.data) return <Process view={answer.data} place={place} />
  return (
    <div className="page">
      {answer.isError ? (
        <>
          <h1>{place.key}</h1>
          <ProblemNotice problem={problemOf(answer.error)} onRefresh={() => void answer.refetch()} />
        </>
      ) : (
        <Skeleton active title paragraph={{ rows: 10 }} />
      )}
    </div>
  )
}
