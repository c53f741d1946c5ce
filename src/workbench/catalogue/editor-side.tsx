import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { EntryView, ItemRow } from '../catalogue-contract.ts'
import { EmptyPlace } from '../layout/notice.tsx'
import { w } from '../text.ts'
import { type Difference, listChange } from './draft-diff.ts'
import type { useDraft } from './draft-editing.ts'
import { elementName } from './element-words.ts'
import { Findings } from './findings.tsx'
import { useElementLines } from './known-names.ts'
import { partChanges } from './part-changes.ts'

const Gone = ({ lines }: { lines: readonly string[] }) => lines.map((line) => <del key={line}>{line}</del>)
const Come = ({ lines }: { lines: readonly string[] }) =>
  lines.map((line) => <ins key={line}>{line || w('（还没有写）', '(not written yet)')}</ins>)

const orderChanged = (): string => w('次序变了', 'The order changed')

/** Papers, questions, fields: one line for each that went, came, or is said otherwise. */
function PartLines({ element, before, after }: Difference) {
  const change = partChanges(element, before, after)
  if (change === null) return null
  return (
    <>
      <Gone lines={change.gone} />
      <Come lines={change.come} />
      <Come lines={[...change.changed, ...(change.isReordered ? [orderChanged()] : [])]} />
    </>
  )
}

function ValueLines({ element, before, after, isOverride }: Difference & { isOverride: boolean }) {
  const change = listChange(before, after)
  const gone = change ? change.gone : before === undefined ? [] : [before]
  const come = change ? change.come : after === undefined ? [] : [after]
  const linesOf = useElementLines()
  return (
    <>
      <Gone lines={gone.flatMap((one) => linesOf(element, one))} />
      <Come lines={come.flatMap((one) => linesOf(element, one))} />
      {change && gone.length === 0 && come.length === 0 ? <Come lines={[orderChanged()]} /> : null}
      {after === undefined ? (
        <ins>{isOverride ? w('恢复为与目录相同', 'Back to what the entry says') : w('不再写明', 'No longer said')}</ins>
      ) : null}
    </>
  )
}

/** What will change when this is published, read before it is. */
const Differences = ({ list, isOverride }: { list: Difference[]; isOverride: boolean }) =>
  list.length === 0 ? (
    <EmptyPlace icon="check" title={w('还没有改动', 'Nothing has changed yet')}>
      {w(
        '左边改了什么，这里就列出什么；发布前先看这里。',
        'Whatever you change is listed here, to be read before publishing.',
      )}
    </EmptyPlace>
  ) : (
    <ul className="differences">
      {list.map((one) => (
        <li key={one.element}>
          <b>{elementName(one.element)}</b>
          {partChanges(one.element, one.before, one.after) ? (
            <PartLines {...one} />
          ) : (
            <ValueLines {...one} isOverride={isOverride} />
          )}
        </li>
      ))}
    </ul>
  )

type SideProps = {
  draft: ReturnType<typeof useDraft>
  entry: EntryView
  authority: ItemRow | null
  onClose: () => void
  /** What stands above the changes: how the form looks, where it is being edited. */
  children?: ReactNode
}

/** What was changed, what the check says of it, and the acts. */
export function EditorSide({ draft, entry, authority, onClose, children }: SideProps) {
  const { list, findings } = draft
  const isOverride = authority !== null
  return (
    <aside className="editor-side" aria-label={w('改动', 'Changes')}>
      <div className="editor-side-words">
        {children}
        <h2>
          {authority
            ? w('本机关的不同之处', 'What differs here')
            : w(`与第 ${entry.revision} 版相比`, `Against revision ${entry.revision}`)}
        </h2>
        <Differences list={list} isOverride={isOverride} />
        {findings === undefined ? null : (
          <>
            <h2>{w('规范性检查', 'Conformity')}</h2>
            <Findings findings={findings} />
          </>
        )}
        <p className="hint">
          {w(
            '发布后形成新版本；已经受理的办件仍按原来的版本办。',
            'Publishing makes a new revision; cases already opened keep theirs.',
          )}
        </p>
      </div>
      <EditorActs draft={draft} onClose={onClose} />
    </aside>
  )
}

/** Saving and publishing: in sight however long the rest is. */
function EditorActs({ draft, onClose }: Pick<SideProps, 'draft' | 'onClose'>) {
  const { list, busy } = draft
  return (
    <div className="actions">
      <Button type="text" onClick={onClose}>
        {w('先不改', 'Close')}
      </Button>
      <Button loading={busy === 'save'} onClick={() => void draft.save()}>
        {w('保存草稿', 'Save the draft')}
      </Button>
      <Button
        type="primary"
        loading={busy === 'publish'}
        disabled={list.length === 0}
        onClick={() => void draft.publish()}
      >
        {w(`发布 ${list.length} 处改动`, `Publish ${list.length} ${list.length === 1 ? 'change' : 'changes'}`)}
      </Button>
    </div>
  )
}
