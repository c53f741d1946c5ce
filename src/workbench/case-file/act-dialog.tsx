import { useQueryClient } from '@tanstack/react-query'
import { App, Modal } from 'antd'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { api, newKey } from '../api-client.ts'
import type { CaseView, OfficerAct } from '../api-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { ProblemNotice } from '../layout/notice.tsx'
import { errorOf, errorsElsewhere, type Problem } from '../problem.ts'
import { w } from '../text.ts'

/** What every dialog is given. */
export type DialogProps = { caseFile: CaseView; onClose: () => void }

/**
 * Sends one act. The idempotency key is made once per opened dialog: pressing twice, or again after a lost answer, does it
 * once. The refusal stays beside what was typed.
 */
export function useAct(caseFile: CaseView, onDone: (view: CaseView) => void) {
  const cache = useQueryClient()
  const [key] = useState(newKey)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const send = async (act: OfficerAct) => {
    setBusy(true)
    setProblem(null)
    const answer = await api.move(caseFile.caseNo, caseFile.version, act, key)
    setBusy(false)
    if (!answer.ok) {
      setProblem(answer.problem)
      return
    }
    cache.setQueryData(['case', caseFile.caseNo], answer.value)
    for (const name of ['inbox', 'counts', 'done', 'search']) void cache.invalidateQueries({ queryKey: [name] })
    onDone(answer.value)
  }
  const refresh = async () => {
    await cache.refetchQueries({ queryKey: ['case', caseFile.caseNo] })
    setProblem(null)
  }
  return { send, refresh, problem, setProblem, isBusy }
}

type Props = DialogProps & {
  title: string
  /** What pressing the button does, as a verb: never “OK”. */
  primary: string
  done: string
  /** The act to send, or the flaws that are plain before asking the server. */
  act: () => OfficerAct | Problem
  /** Fields on show, by pointer: errors of others are said on top. */
  pointers: readonly string[]
  forget: () => void
  width?: number
  wide?: boolean
  /** It cannot be undone: pressed on red, as everywhere at the desk. What is decided in the ordinary course is blue. */
  isFinal?: boolean
  children: (errorAt: (pointer: string) => string | undefined) => ReactNode
}

const isProblem = (value: OfficerAct | Problem): value is Problem => 'status' in value

/** A dialog for one act: its fields, the refusal on top, a button that says what happens. Closing keeps what was typed. */
export function ActDialog(props: Props) {
  const { caseFile, onClose, pointers } = props
  const { message } = App.useApp()
  const act = useAct(caseFile, () => {
    props.forget()
    message.success(props.done)
    onClose()
  })
  const form = useRef<HTMLFormElement>(null)
  // Whoever was refused is taken to the first field that is wrong.
  useEffect(() => {
    if (act.problem !== null) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [act.problem])
  const submit = () => {
    const next = props.act()
    if (isProblem(next)) act.setProblem(next)
    else void act.send(next)
  }
  const elsewhere = errorsElsewhere(act.problem, pointers)
  return (
    <Modal
      open
      title={props.title}
      width={props.width ?? 600}
      okText={props.primary}
      cancelText={w('先不办', 'Not now')}
      onOk={submit}
      onCancel={onClose}
      okButtonProps={{ loading: act.isBusy, danger: props.isFinal === true }}
      mask={{ closable: false }}
      centered
      afterOpenChange={(isOpen) => {
        if (isOpen) form.current?.querySelector<HTMLElement>('input, textarea')?.focus()
      }}
      className={props.wide ? 'act-dialog wide' : 'act-dialog'}
    >
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {act.problem ? <ProblemNotice problem={act.problem} onRefresh={() => void act.refresh()} /> : null}
        {elsewhere.map((sentence) => (
          <p key={sentence} className="field-error" role="alert">
            <Icon name="warning" size={14} />
            {sentence}
          </p>
        ))}
        {props.children((pointer) => errorOf(act.problem, pointer))}
      </form>
    </Modal>
  )
}

type FieldProps = {
  label: string
  hint?: ReactNode
  error: string | undefined
  children: (field: {
    id: string
    'aria-labelledby': string
    'aria-describedby'?: string
    'aria-invalid'?: true
    status?: 'error'
  }) => ReactNode
}

/** Label above, hint under it, the error above the field with a mark. */
export function FormField({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter((one) => one !== '').join(' ')
  return (
    <div className={error ? 'form-field wrong' : 'form-field'}>
      <label htmlFor={id} id={`${id}-label`} className="field-label">
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="field-error" role="alert">
          <Icon name="warning" size={14} />
          {error}
        </p>
      ) : null}
      {children({
        id,
        // A group of choices is no field that a label can be `for`: it is named by the label all the same.
        'aria-labelledby': `${id}-label`,
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(error ? { 'aria-invalid': true as const, status: 'error' as const } : {}),
      })}
    </div>
  )
}

/** Flaws found before asking: shaped like the server's, so that they are shown the same way. */
export const flawed = (errors: { pointer: string; detail: string }[]): Problem => ({
  status: 422,
  detail: w('还有内容没有填好，请看下面的提示。', 'Something is still missing; see below.'),
  errors,
})
