import { useQuery } from '@tanstack/react-query'
import { Modal, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { orRefuse, problemOf } from '../api-client.ts'
import { ProblemNotice } from '../layout/notice.tsx'
import { w } from '../text.ts'
import { DifferenceList } from './difference-list.tsx'
import { processApi } from './process-api.ts'
import type { DefinitionView, Difference } from './process-contract.ts'
import { useDrawing } from './use-drawing.ts'

const noDifferences: readonly Difference[] = []

/** One side of the comparison, with what differs marked. */
function Side({
  title,
  xml,
  differences,
  side,
}: {
  title: string
  xml: string
  differences: readonly Difference[]
  side: 'before' | 'after'
}) {
  const { place, drawing, problem } = useDrawing({ xml, shown: 0, mayDraw: false })
  useEffect(() => {
    if (drawing === null) return
    const only = side === 'before' ? 'removed' : 'added'
    for (const change of [only, 'changed'] as const)
      drawing.mark(
        differences.filter((one) => one.change === change).map((one) => one.element),
        `is-${change}`,
      )
  }, [drawing, differences, side])
  return (
    <figure className="compare-side">
      <figcaption>{title}</figcaption>
      <div ref={place} className="compare-drawing" />
      {problem ? <p className="hint">{problem}</p> : null}
    </figure>
  )
}

/** One published text, and how the drawing differs from it. */
function useCompared(key: string, version: number, xml: string) {
  const before = useQuery({
    queryKey: ['definition-version', key, version],
    queryFn: () => orRefuse(processApi.version('process', key, version)),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const old = before.data?.xml
  const compared = useQuery({
    queryKey: ['compare', old, xml],
    queryFn: () => orRefuse(processApi.compare(old ?? '', xml)),
    enabled: old !== undefined,
  })
  return { old, compared, differences: compared.data?.differences ?? noDifferences }
}

/** 版本比较: two drawings side by side with what differs marked, and the list in words. */
export function CompareDialog({ view, xml, onClose }: { view: DefinitionView; xml: string; onClose: () => void }) {
  const versions = view.versions.map((one) => one.version)
  const [version, setVersion] = useState(versions[0] ?? 0)
  const { old, compared, differences } = useCompared(view.key, version, xml)
  const title = w('与已发布的版本比较', 'Compare with a published version')
  return (
    <Modal open footer={null} onCancel={onClose} width="min(1320px, 96vw)" title={title}>
      <VersionChoice versions={versions} version={version} onChoose={setVersion} />
      {compared.isError ? <ProblemNotice problem={problemOf(compared.error)} /> : null}
      {old === undefined || compared.isPending ? <Skeleton active /> : <DifferenceList differences={differences} />}
      {old === undefined ? null : (
        <div className="compare-sides">
          <Side
            key={version}
            title={w(`第 ${version} 版`, `Version ${version}`)}
            xml={old}
            differences={differences}
            side="before"
          />
          <Side title={w('现在的图', 'The drawing')} xml={xml} differences={differences} side="after" />
        </div>
      )}
    </Modal>
  )
}

const VersionChoice = ({
  versions,
  version,
  onChoose,
}: {
  versions: readonly number[]
  version: number
  onChoose: (version: number) => void
}) => (
  <p className="version-choice">
    <label htmlFor="compare-version">{w('现在的图与哪一版比较', 'Compare the drawing with')}</label>
    <select
      id="compare-version"
      className="plain-select inline"
      value={version}
      onChange={(event) => onChoose(Number(event.target.value))}
    >
      {versions.map((one) => (
        <option key={one} value={one}>
          {w(`第 ${one} 版`, `version ${one}`)}
        </option>
      ))}
    </select>
  </p>
)
