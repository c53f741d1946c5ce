import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { Finding } from '#management'
import type { EntryView, ItemRow } from '../api-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { EmptyPlace, Notice, ProblemNotice } from '../layout/notice.tsx'
import { w } from '../text.ts'
import { type Content, type Difference, listChange } from './draft-diff.ts'
import { useDraft } from './draft-editing.ts'
import { elementError, errorsLeft } from './element-error.ts'
import { ElementField, editedElements, overrideElements } from './element-field.tsx'
import { elementLines, elementName } from './element-words.ts'
import { Findings } from './findings.tsx'

function DifferenceLines({ element, before, after, isOverride }: Difference & { isOverride: boolean }) {
  const change = listChange(before, after)
  const gone = change ? change.gone : before === undefined ? [] : [before]
  const come = change ? change.come : after === undefined ? [] : [after]
  return (
    <li>
      <b>{elementName(element)}</b>
      {gone
        .flatMap((one) => elementLines(element, one))
        .map((line) => (
          <del key={line}>{line}</del>
        ))}
      {come
        .flatMap((one) => elementLines(element, one))
        .map((line) => (
          <ins key={line}>{line || w('（还没有写）', '(not written yet)')}</ins>
        ))}
      {change && gone.length === 0 && come.length === 0 ? <ins>{w('次序变了', 'The order changed')}</ins> : null}
      {after === undefined ? (
        <ins>{isOverride ? w('恢复为与目录相同', 'Back to what the entry says') : w('不再写明', 'No longer said')}</ins>
      ) : null}
    </li>
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
        <DifferenceLines key={one.element} {...one} isOverride={isOverride} />
      ))}
    </ul>
  )

/**
 * Edits the common elements of an entry, or what one authority says differently, as a draft; the differences stand beside
 * it, and publishing shows what blocks it. A colleague's draft is never overwritten unseen.
 */
export function DraftEditor({
  entry,
  authority,
  published,
  onClose,
}: {
  entry: EntryView
  authority: ItemRow | null
  published: Content
  onClose: () => void
}) {
  const cache = useQueryClient()
  const draft = useDraft(entry, authority, published, async () => {
    await cache.invalidateQueries({ queryKey: ['entry', entry.entryId] })
    await cache.invalidateQueries({ queryKey: ['entries'] })
    await cache.invalidateQueries({ queryKey: ['guide'] })
    onClose()
  })
  const { content, problem } = draft
  const elements = authority ? overrideElements : editedElements
  return (
    <div className="editor">
      <form className="editor-fields" onSubmit={(event) => event.preventDefault()}>
        {problem ? <ProblemNotice problem={problem} onRefresh={() => void draft.refresh()} /> : null}
        {errorsLeft(problem, elements).map((sentence) => (
          <p key={sentence} className="field-error" role="alert">
            <Icon name="warning" size={14} />
            {sentence}
          </p>
        ))}
        {authority ? (
          <Notice kind="info">
            {w(
              `只写${authority.authority}与目录不同的地方；没有勾选的，跟着目录走。`,
              `Only what ${authority.authority} says differently; the rest follows the entry.`,
            )}
          </Notice>
        ) : null}
        {elements.map((element) => (
          <ElementField
            key={element}
            element={element}
            value={content[element]}
            content={content}
            inherited={authority ? inheritedOf(entry, authority, element) : undefined}
            isOverride={authority !== null}
            error={elementError(problem, element)}
            onChange={(value) => draft.set(element, value)}
          />
        ))}
      </form>
      <EditorSide draft={draft} entry={entry} authority={authority} onClose={onClose} />
    </div>
  )
}

type SideProps = {
  draft: ReturnType<typeof useDraft>
  entry: EntryView
  authority: ItemRow | null
  onClose: () => void
}

/** What was changed, what the check says of it, and the acts. */
function EditorSide({ draft, entry, authority, onClose }: SideProps) {
  const { list, findings } = draft
  const isOverride = authority !== null
  return (
    <aside className="editor-side" aria-label={w('改动', 'Changes')}>
      <h2>
        {authority
          ? w('本机关的不同之处', 'What differs here')
          : w(`与第 ${entry.revision} 版相比`, `Against revision ${entry.revision}`)}
      </h2>
      <Differences list={list} isOverride={isOverride} />
      {findings === undefined ? null : <Checked findings={findings} />}
      <p className="hint">
        {w(
          '发布后形成新版本；已经受理的办件仍按原来的版本办。',
          'Publishing makes a new revision; cases already opened keep theirs.',
        )}
      </p>
      <EditorActs draft={draft} onClose={onClose} />
    </aside>
  )
}

const Checked = ({ findings }: { findings: readonly Finding[] }) => (
  <>
    <h2>{w('规范性检查', 'Conformity')}</h2>
    <Findings findings={findings} />
  </>
)

/** Saving and publishing. */
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

function inheritedOf(entry: EntryView, authority: ItemRow, element: string): unknown {
  const contact: Content = { ...authority.contact }
  return element === 'addedFaqs'
    ? []
    : (contact[element] ?? { ...entry.content }[element as keyof EntryView['content']])
}
