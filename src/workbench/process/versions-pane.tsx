import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Icon } from '../layout/icon.tsx'
import { ProblemNotice } from '../layout/notice.tsx'
import type { Problem as Refusal } from '../problem.ts'
import { t, w } from '../text.ts'
import { timeWords } from '../words.ts'
import { Line } from './line.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { type Kind, processApi } from './process-api.ts'
import { type DefinitionView, isInForce, type VersionView } from './process-contract.ts'

function WithdrawDialog({
  kind,
  definition,
  version,
  onClose,
}: {
  kind: Kind
  definition: string
  version: number
  onClose: (done: boolean) => void
}) {
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const withdraw = async () => {
    const answer = await processApi.withdraw(kind, definition, version, reason)
    if (answer.ok) onClose(true)
    else setRefusal(answer.problem)
  }
  return (
    <Modal
      open
      title={w(`撤下第 ${version} 版`, `Withdraw version ${version}`)}
      okText={w('撤下', 'Withdraw')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2 }}
      onOk={() => void withdraw()}
      onCancel={() => onClose(false)}
    >
      {refusal ? <ProblemNotice problem={refusal} /> : null}
      <p className="hint">
        {w('撤下后不再有新的办件用它；在办件仍按它办完。', 'No new case will use it; running ones go on by it.')}
      </p>
      <Line label={w('理由', 'Reason')}>
        <Input.TextArea autoSize={{ minRows: 2 }} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Line>
    </Modal>
  )
}

const stateWord = (one: VersionView, newest: boolean): string =>
  one.state === 'withdrawn'
    ? w('已撤下', 'Withdrawn')
    : one.faults.length > 0
      ? w('不能用', 'Cannot be used')
      : newest
        ? w('新办件用这一版', 'New cases use it')
        : w('已发布', 'Published')

/** 版本: what was published, how many cases run by each, and what may be done with them. */
export function VersionsPane({ kind, view }: { kind: Kind; view: DefinitionView }) {
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [withdrawing, setWithdrawing] = useState<number | null>(null)
  const [isMoving, setMoving] = useState(false)
  const newest = view.versions.find(isInForce)?.version
  const refresh = () => {
    void cache.invalidateQueries({ queryKey: ['definition', kind, view.key] })
    void cache.invalidateQueries({ queryKey: ['definitions', kind] })
  }
  const withdrawn = (done: boolean) => {
    setWithdrawing(null)
    if (!done) return
    message.success(w('已撤下', 'Withdrawn'))
    refresh()
  }
  return (
    <>
      {kind === 'process' && view.versions.length > 1 ? (
        <p className="pane-acts">
          <Button onClick={() => setMoving(true)}>
            {w('把一件在办件移到另一版本', 'Move a running case to another version')}
          </Button>
        </p>
      ) : null}
      <VersionTable kind={kind} view={view} newest={newest} onWithdraw={setWithdrawing} />
      {withdrawing === null ? null : (
        <WithdrawDialog kind={kind} definition={view.key} version={withdrawing} onClose={withdrawn} />
      )}
      {isMoving ? <MoveDialog view={view} onClose={() => setMoving(false)} onMoved={refresh} /> : null}
    </>
  )
}

type RowProps = { kind: Kind; one: VersionView; isNewest: boolean; onWithdraw: (version: number) => void }

/** What stands against a version since an upgrade: its cases wait until they are moved to one that can be run. */
const Faults = ({ faults }: Pick<VersionView, 'faults'>) =>
  faults.map(({ element, sentence }) => (
    <div key={`${element} ${sentence.en}`} className="fault">
      {element === null ? w('整个文件', 'The whole file') : <code>{element}</code>}
      {w('：', ': ')}
      {t(sentence)}
    </div>
  ))

const VersionRow = ({ kind, one, isNewest, onWithdraw }: RowProps) => (
  <tr>
    <td className="num col-item">{w(`第 ${one.version} 版`, `Version ${one.version}`)}</td>
    <td data-name={w('状态', 'State')}>
      {one.state !== 'withdrawn' && one.faults.length > 0 ? (
        <span className="due red">
          <Icon name="warning" size={14} />
          {stateWord(one, isNewest)}
        </span>
      ) : (
        stateWord(one, isNewest)
      )}
      {one.faults.length > 0 ? <Faults faults={one.faults} /> : null}
    </td>
    {kind === 'process' ? (
      <td className="num" data-name={w('在办件', 'Running')}>
        {one.running}
      </td>
    ) : null}
    <td data-name={w('发布', 'Published')}>
      <span className="num">{timeWords(one.publishedAt)}</span>{' '}
      {['seed', ''].includes(one.publishedBy) ? w('随系统', 'shipped') : one.publishedBy}
    </td>
    <td>
      {one.state === 'published' ? (
        <Button size="small" onClick={() => onWithdraw(one.version)}>
          {w('撤下', 'Withdraw')}
        </Button>
      ) : null}
    </td>
  </tr>
)

type TableProps = {
  kind: Kind
  view: DefinitionView
  newest: number | undefined
  onWithdraw: (version: number) => void
}

const VersionTable = ({ kind, view, newest, onWithdraw }: TableProps) => (
  <table className="rows versions">
    <caption className="sr">{w('版本', 'Versions')}</caption>
    <thead>
      <tr>
        <th scope="col">{w('版本', 'Version')}</th>
        <th scope="col">{w('状态', 'State')}</th>
        {kind === 'process' ? <th scope="col">{w('在办件', 'Running cases')}</th> : null}
        <th scope="col">{w('发布', 'Published')}</th>
        <th scope="col">
          <span className="sr">{w('操作', 'Acts')}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {view.versions.map((one) => (
        <VersionRow key={one.version} kind={kind} one={one} isNewest={one.version === newest} onWithdraw={onWithdraw} />
      ))}
    </tbody>
  </table>
)
