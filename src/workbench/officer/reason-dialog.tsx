import { useQueryClient } from '@tanstack/react-query'
import { App, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Answer } from '../api-client.ts'
import { WordsField } from '../case-file/words-field.tsx'
import { ProblemNotice } from '../layout/notice.tsx'
import { errorOf, type Problem } from '../problem.ts'
import { w } from '../text.ts'
import type { ChangedOfficer, OfficerView } from './officer-contract.ts'

/** How many tasks their colleagues find free now; null for none. */
function givenBack({ tasksGivenBack = 0 }: ChangedOfficer): string | null {
  if (tasksGivenBack === 0) return null
  const tasks = tasksGivenBack === 1 ? '1 task was' : `${tasksGivenBack} tasks were`
  return w(`手上的 ${tasksGivenBack} 件已退回待领`, `${tasks} given back for others to take`)
}

/** Sends a change of an officer, and shows everywhere what it made of them. */
export function useChange(done: string, onDone: (officer: OfficerView) => void) {
  const cache = useQueryClient()
  const { message } = App.useApp()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const send = async (asked: Promise<Answer<ChangedOfficer>>) => {
    setBusy(true)
    setProblem(null)
    const answer = await asked
    setBusy(false)
    if (!answer.ok) {
      setProblem(answer.problem)
      return
    }
    message.success([done, givenBack(answer.value)].filter((one) => one !== null).join(w('；', '; ')))
    void cache.invalidateQueries({ queryKey: ['officers'] })
    void cache.invalidateQueries({ queryKey: ['officer'] })
    onDone(answer.value)
  }
  return { problem, setProblem, isBusy, send }
}

export const ReasonField = ({
  value,
  hint,
  error,
  onChange,
}: {
  value: string
  hint: string
  error: string | undefined
  onChange: (text: string) => void
}) => (
  <WordsField
    label={w('原因', 'Reason')}
    hint={hint}
    error={error}
    rows={2}
    maxLength={500}
    value={value}
    onChange={onChange}
  />
)

type Props = {
  title: string
  primary: string
  done: string
  danger: boolean
  hint: string
  act: (reason: string) => Promise<Answer<ChangedOfficer>>
  onClose: () => void
  children: ReactNode
}

/** A change that needs nothing but its reason. */
export function ReasonDialog({ title, primary, done, danger, hint, act, onClose, children }: Props) {
  const [reason, setReason] = useState('')
  const change = useChange(done, onClose)
  const { problem } = change
  return (
    <Modal
      open
      title={title}
      okText={primary}
      okButtonProps={{ loading: change.isBusy, danger }}
      cancelText={w('先不办', 'Not now')}
      onOk={() => void change.send(act(reason))}
      onCancel={onClose}
      mask={{ closable: false }}
      centered
    >
      {problem !== null && problem.errors.length === 0 ? <ProblemNotice problem={problem} /> : null}
      {children}
      <ReasonField
        value={reason}
        hint={hint}
        error={errorOf(problem, '/reason')}
        onChange={(text) => {
          setReason(text)
          change.setProblem(null)
        }}
      />
    </Modal>
  )
}
