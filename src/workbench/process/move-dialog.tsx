import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Notice, ProblemNotice } from '../layout/notice.tsx'
import type { Problem as Refusal } from '../problem.ts'
import { t, w } from '../text.ts'
import { groupCaseNo } from '../words.ts'
import { Line } from './line.tsx'
import { processApi } from './process-api.ts'
import { type DefinitionView, isInForce, type MoveView } from './process-contract.ts'

const Preview = ({ move }: { move: MoveView }) => (
  <>
    <p className="move-preview">
      <b>{w(move.itemName, move.itemNameEn)}</b> <span className="num">{groupCaseNo(move.caseNo)}</span>
      <br />
      {w(`第 ${move.from} 版 → 第 ${move.to} 版，停在：`, `Version ${move.from} → ${move.to}, stands at: `)}
      {move.standing.map((one) => one.name).join(w('、', ', '))}
    </p>
    {move.stranded.map((one) => (
      <Notice key={one.en} kind="red">
        {t(one)}
      </Notice>
    ))}
    {move.cautions.map((one) => (
      <Notice key={one.en} kind="amber">
        {t(one)}
      </Notice>
    ))}
    {move.stranded.length === 0 && move.from !== move.to ? (
      <Notice kind="good">
        {w('可以移过去：停着的环节新版本里都有。', 'It can be moved: the new version has the steps where it stands.')}
      </Notice>
    ) : null}
  </>
)

/** Which case, to which version, and why. */
function useWanted(view: DefinitionView) {
  const targets = view.versions.filter(isInForce).map((one) => one.version)
  const [caseNo, setCaseNo] = useState('')
  const [to, setTo] = useState(targets[0] ?? 1)
  const [reason, setReason] = useState('')
  return { targets, caseNo, setCaseNo, to, setTo, reason, setReason, plain: caseNo.replace(/[\s-]/g, '') }
}

/** What is asked of the server about one move, and what it answered. */
function useMove(view: DefinitionView, onMoved: () => void) {
  const { message } = App.useApp()
  const wanted = useWanted(view)
  const { plain, to, reason } = wanted
  const [move, setMove] = useState<MoveView | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const change = (set: () => void) => {
    set()
    setMove(null)
  }
  const look = async () => {
    const answer = await processApi.previewMove(view.key, plain, to)
    setMove(answer.ok ? answer.value : null)
    setRefusal(answer.ok ? null : answer.problem)
  }
  const confirm = async () => {
    const answer = await processApi.move(view.key, plain, to, reason)
    if (!answer.ok) return setRefusal(answer.problem)
    message.success(w(`已移到第 ${to} 版`, `Moved to version ${to}`))
    onMoved()
  }
  const isPossible = move !== null && move.stranded.length === 0 && move.from !== move.to
  const mayMove = isPossible && reason.trim().length >= 2
  return { ...wanted, move, refusal, change, look, confirm, isPossible, mayMove }
}

/** Moves one running case, after a look at what it means. */
export function MoveDialog({
  view,
  onClose,
  onMoved,
}: {
  view: DefinitionView
  onClose: () => void
  onMoved: () => void
}) {
  const state = useMove(view, () => {
    onMoved()
    onClose()
  })
  return (
    <Modal
      open
      title={w('移动一件在办件', 'Move one running case')}
      okText={w(`移到第 ${state.to} 版`, `Move to version ${state.to}`)}
      okButtonProps={{ disabled: !state.mayMove }}
      onOk={() => void state.confirm()}
      onCancel={onClose}
    >
      <MoveFields state={state} />
      {state.refusal ? <ProblemNotice problem={state.refusal} /> : null}
      {state.move ? <Preview move={state.move} /> : null}
      {state.isPossible ? <ReasonField state={state} /> : null}
    </Modal>
  )
}

const ReasonField = ({ state }: { state: ReturnType<typeof useMove> }) => (
  <Line
    label={w('为什么移动', 'Why it is moved')}
    hint={w(
      '记入办件的经过，工作人员看得到；申请人只看到流程有更新。',
      'It stays in the history of the case for officers; the applicant only reads that the procedure was updated.',
    )}
  >
    <Input.TextArea
      autoSize={{ minRows: 2 }}
      maxLength={500}
      value={state.reason}
      onChange={(event) => state.setReason(event.target.value)}
    />
  </Line>
)

const MoveFields = ({ state }: { state: ReturnType<typeof useMove> }) => (
  <>
    <Line label={w('办件编号', 'Case number')}>
      <Input
        value={state.caseNo}
        inputMode="numeric"
        onChange={(event) => state.change(() => state.setCaseNo(event.target.value))}
      />
    </Line>
    <Line label={w('移到', 'To version')}>
      <select
        className="plain-select"
        value={state.to}
        onChange={(event) => state.change(() => state.setTo(Number(event.target.value)))}
      >
        {state.targets.map((one) => (
          <option key={one} value={one}>
            {w(`第 ${one} 版`, `${one}`)}
          </option>
        ))}
      </select>
    </Line>
    <p>
      <Button disabled={!/^\d{21}$/.test(state.plain)} onClick={() => void state.look()}>
        {w('先看看会怎样', 'See what it would mean')}
      </Button>
    </p>
  </>
)
