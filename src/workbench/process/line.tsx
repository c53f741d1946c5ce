import { cloneElement, type ReactElement, useId } from 'react'
import type { Ground } from './process-contract.ts'
import type { Step } from './step.ts'

export type Say = (property: string, value: string) => void
export type FieldsProps = { step: Step; ground: Ground; say: Say; disabled: boolean }

type LineProps = {
  label: string
  hint?: string | undefined
  children: ReactElement<{ id?: string; 'aria-describedby'?: string }>
}

/** One line of a panel: label above, hint under it, both told of the control by its id. */
export function Line({ label, hint, children }: LineProps) {
  const id = useId()
  return (
    <div className="step-line">
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, { id, ...(hint ? { 'aria-describedby': `${id}-hint` } : {}) })}
      {hint ? <small id={`${id}-hint`}>{hint}</small> : null}
    </div>
  )
}
