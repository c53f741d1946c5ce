import { Input, Modal } from 'antd'
import { useState } from 'react'
import { ProblemNotice } from '../layout/notice.tsx'
import { go } from '../navigation.tsx'
import type { Problem as Refusal } from '../problem.ts'
import { t, w } from '../text.ts'
import { emptyDecision } from './empty-decision.ts'
import { Line } from './line.tsx'
import { type Kind, processApi } from './process-api.ts'
import type { DefinitionRow } from './process-contract.ts'

const keyPattern = /^[a-z][a-z0-9-]{1,59}$/

/** The text that a new definition begins with: that of another one, or for decisions an empty table. */
async function beginWith(kind: Kind, from: string): Promise<string | Refusal> {
  if (kind === 'decision' && from === '') return emptyDecision
  const answer = await processApi.get(kind, from)
  return answer.ok ? (answer.value.published?.xml ?? answer.value.draft?.xml ?? '') : answer.problem
}

type NewProps = { kind: Kind; rows: readonly DefinitionRow[]; onClose: () => void }

function useNew(kind: Kind, rows: readonly DefinitionRow[]) {
  const first = kind === 'process' ? (rows.find((one) => one.key === 'standard') ?? rows[0]) : undefined
  const [key, setKey] = useState('')
  const [title, setTitle] = useState({ zh: '', en: '' })
  const [from, setFrom] = useState(first?.key ?? '')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const isTaken = rows.some((one) => one.key === key)
  const create = async () => {
    const xml = await beginWith(kind, from)
    if (typeof xml !== 'string') return setRefusal(xml)
    const answer = await processApi.saveDraft(kind, key, { title, xml, basedOn: null })
    if (!answer.ok) return setRefusal(answer.problem)
    go(kind === 'process' ? { page: 'process', key, tab: '' } : { page: 'decision', key })
  }
  const isReady = keyPattern.test(key) && !isTaken && title.zh.trim() !== '' && title.en.trim() !== ''
  return { key, setKey, title, setTitle, from, setFrom, refusal, isTaken, isReady, create }
}

/** 新建: a key, two names, and what to begin with. */
export function NewDefinitionDialog({ kind, rows, onClose }: NewProps) {
  const state = useNew(kind, rows)
  const { title } = state
  const name = (language: 'zh' | 'en') => (event: { target: { value: string } }) =>
    state.setTitle({ ...title, [language]: event.target.value })
  return (
    <Modal
      open
      title={kind === 'process' ? w('新建流程', 'New route') : w('新建决策', 'New decision')}
      okText={w('建草稿', 'Make a draft')}
      okButtonProps={{ disabled: !state.isReady }}
      onOk={() => void state.create()}
      onCancel={onClose}
    >
      {state.refusal ? <ProblemNotice problem={state.refusal} /> : null}
      <Line label={w('名称', 'Name')}>
        <Input value={title.zh} onChange={name('zh')} />
      </Line>
      <Line label={w('英文名称', 'Name in English')}>
        <Input value={title.en} onChange={name('en')} />
      </Line>
      <Line label={w('代号', 'Key')} hint={keyHint(state.isTaken)}>
        <Input value={state.key} spellCheck={false} onChange={(event) => state.setKey(event.target.value)} />
      </Line>
      <Beginning kind={kind} rows={rows} from={state.from} onChoose={state.setFrom} />
    </Modal>
  )
}

const keyHint = (isTaken: boolean): string =>
  isTaken
    ? w('这个代号已经有了。', 'This key is taken.')
    : w(
        '小写字母、数字和连字符，如 two-level；以后不能改。',
        'Lower-case letters, digits and hyphens, such as two-level; it cannot be changed.',
      )

type BeginningProps = { kind: Kind; rows: readonly DefinitionRow[]; from: string; onChoose: (key: string) => void }

const Beginning = ({ kind, rows, from, onChoose }: BeginningProps) => (
  <Line label={w('从哪个开始', 'Begin with')}>
    <select className="plain-select" value={from} onChange={(event) => onChoose(event.target.value)}>
      {kind === 'decision' ? <option value="">{w('空白的决策表', 'An empty table')}</option> : null}
      {rows.map((one) => (
        <option key={one.key} value={one.key}>
          {t(one.title)}
        </option>
      ))}
    </select>
  </Line>
)
