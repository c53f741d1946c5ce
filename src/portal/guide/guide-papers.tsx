import type { Text } from '#base'
import { isAskedFor } from '#handling'
import type { ApplicableMaterial } from '#management'
import { Mixed, SampleMark } from '../layout/parts.tsx'
import { nameFor, type View } from '../layout/view.ts'

type BringProps = {
  view: View
  materials: readonly ApplicableMaterial[]
  all: number
  settled: boolean
  /** Whether an editor has checked the list against the authority's own; a bundle's items say so on their own guides. */
  confirmed?: boolean
  /** In a bundle: for which items a paper is. */
  usesOf?: (materialNo: number) => readonly Text[]
  /** What is said while some conditions are still open; absent: how the guide of one item settles them. */
  openNote?: Text
}

const allSituations = {
  zh: '这是所有情况合起来的清单。回答上面的问题，就只剩您需要的。',
  en: 'This is the list for all situations together. Answer the questions above to see only yours.',
} as const

/** 要带什么？ What is asked for in this situation; what government holds; what is made online. */
export function WhatToBring({ view, materials, all, settled, confirmed = true, usesOf, openNote }: BringProps) {
  const { w } = view
  const asked = materials.filter(isAskedFor)
  return (
    <section aria-labelledby="what-to-bring">
      <h2 id="what-to-bring">
        {w('要带什么？', 'What do I bring?')} <SampleMark view={view} confirmed={confirmed} />
      </h2>
      {settled ? null : <p className="note no-print">{view.t(openNote ?? allSituations)}</p>}
      {materials.length < all ? (
        <p className="note ok">
          {w(
            `按您的情况，${all} 份材料里有 ${all - materials.length} 份不用交。`,
            `In your situation ${all - materials.length} of ${all} papers are not needed.`,
          )}
        </p>
      ) : null}
      {asked.length === 0 ? (
        <p>
          <b>{w('什么都不用带。', 'Nothing.')}</b>
        </p>
      ) : (
        <ol className="papers">
          {asked.map((material) => (
            <Paper
              key={material.no}
              view={view}
              material={material}
              settled={settled}
              uses={usesOf?.(material.no) ?? []}
            />
          ))}
        </ol>
      )}
      <NotAsked view={view} materials={materials} usesOf={usesOf} />
    </section>
  )
}

type NotAskedProps = Pick<BringProps, 'view' | 'materials'> & { usesOf: BringProps['usesOf'] | undefined }

function NotAsked({ view, materials, usesOf }: NotAskedProps) {
  const { w, t } = view
  // Of several items one may look up what another must ask for: then it is said for which.
  const usesWhere = ({ no, name }: ApplicableMaterial): readonly Text[] =>
    materials.some((other) => isAskedFor(other) && other.name.zh === name.zh) ? (usesOf?.(no) ?? []) : []
  const made = materials.filter((material) => material.kind === 'form')
  const held = materials.filter((material) => material.heldBy !== null && material.kind !== 'form')
  return (
    <>
      {held.length > 0 ? (
        <>
          <h3>{w('政府已有，不用交', 'Held by government, not asked for')}</h3>
          <ul>
            {held.map((material) => (
              <li key={material.no}>
                {t(material.name)}
                <span className="quiet">
                  <Mixed view={view} text={heldText(view, material, usesWhere(material))} />
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {made.length > 0 ? (
        <>
          <h3>{w('网上填写后自动生成', 'Made from what you fill in online')}</h3>
          <ul>
            {made.map((material) => (
              <li key={material.no}>{t(material.name)}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  )
}

function heldText(view: View, { heldBy }: ApplicableMaterial, uses: readonly Text[]): string {
  const { w, t } = view
  const whose = uses.map((use) => `“${t(use)}”`)
  const by = nameFor(view, heldBy ?? '')
  return uses.length === 0
    ? w(`（由${heldBy}核查）`, ` (looked up at: ${by})`)
    : w(`（办${whose.join('')}时由${heldBy}核查）`, ` (for ${whose.join(', ')}; looked up at: ${by})`)
}

const Uses = ({ view, uses }: Pick<PaperProps, 'view' | 'uses'>) =>
  uses.length === 0 ? null : (
    <p className="small">{view.w(`用于：${uses.map(view.t).join('、')}`, `For: ${uses.map(view.t).join(', ')}`)}</p>
  )

const mediums = {
  paper: { zh: '只收纸质', en: 'on paper only' },
  electronic: { zh: '电子件', en: 'electronic' },
  both: { zh: '纸质或电子件都可以', en: 'on paper or electronic' },
} as const satisfies Record<ApplicableMaterial['medium'], Text>

type PaperProps = { view: View; material: ApplicableMaterial; settled: boolean; uses: readonly Text[] }

/** 材料形式: how many originals and copies, and whether on paper or electronic. */
function formsOf({ w, t }: View, material: ApplicableMaterial): string[] {
  return [
    material.originals > 0
      ? w(`原件 ${material.originals} 份`, `${material.originals} original${material.originals === 1 ? '' : 's'}`)
      : '',
    material.copies > 0
      ? w(`复印件 ${material.copies} 份`, `${material.copies} ${material.copies === 1 ? 'copy' : 'copies'}`)
      : '',
    t(mediums[material.medium]),
  ].filter(Boolean)
}

function Paper({ view, material, settled, uses }: PaperProps) {
  const { w, t } = view
  return (
    <li>
      <b>{t(material.name)}</b>
      {material.need === 'deferrable' ? <span className="tag ok">{w('可以后补', 'may follow later')}</span> : null}
      {material.when !== undefined && settled === false ? (
        <span className="tag grey">{w('看您的情况', 'depends')}</span>
      ) : material.need === 'conditional' && material.when === undefined ? (
        <span className="tag grey">{w('视情形提供', 'if it applies')}</span>
      ) : null}
      <p>{t(material.because ?? material.why)}</p>
      {material.instruction ? <p>{t(material.instruction)}</p> : null}
      <Uses view={view} uses={uses} />
      <p className="small">
        {[
          formsOf(view, material).join(w('，', ', ')),
          material.issuer
            ? w(`${material.issuer}出具`, `issued by: ${nameFor(view, material.issuer)}`)
            : w('自备', 'your own'),
          material.basis,
        ]
          .filter((part) => part !== null && part !== undefined && part !== '')
          .map((part) => (
            <span className="part" key={part}>
              <Mixed view={view} text={part ?? ''} />
            </span>
          ))}
      </p>
    </li>
  )
}
