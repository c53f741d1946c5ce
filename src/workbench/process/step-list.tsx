import { useMemo } from 'react'
import { t, w } from '../text.ts'
import type { Drawing } from './drawing.ts'
import { kindWords } from './kind-words.ts'
import type { Problem } from './process-contract.ts'
import type { Step } from './step.ts'

const order = (a: Step, b: Step): number => a.position - b.position

/** The drawing as a list, from left to right: everything in it can be chosen and changed without a mouse. */
export function StepList({
  drawing,
  changes,
  chosen,
  problems,
  onChoose,
}: {
  drawing: Drawing
  changes: number
  chosen: string | null
  problems: readonly Problem[]
  onChoose: (id: string) => void
}) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawing is read anew after each change
  const steps = useMemo(() => drawing.steps().toSorted(order), [drawing, changes])
  const ways = steps.filter((step) => step.way?.branches)
  return (
    <ol className="step-list">
      {[...steps.filter((step) => step.way === null), ...ways].map((step) => (
        <li key={step.id}>
          <button type="button" aria-pressed={step.id === chosen} onClick={() => onChoose(step.id)}>
            <b>{step.way ? `${step.way.from} → ${step.way.to}` : step.name || step.id}</b>
            <span className="quiet">
              {t(kindWords(step.type))}
              {step.on === null ? null : w(`，在“${step.on}”上`, `, on “${step.on}”`)}
            </span>
            {problems.some((one) => one.element === step.id) ? (
              <span className="due red">{w('有问题', 'Problem')}</span>
            ) : null}
          </button>
        </li>
      ))}
    </ol>
  )
}
