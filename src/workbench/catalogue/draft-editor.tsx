import { useQueryClient } from '@tanstack/react-query'
import { Tabs } from 'antd'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { EntryContent } from '#management'
import type { EntryView, ItemRow } from '../catalogue-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { Notice, ProblemNotice } from '../layout/notice.tsx'
import { t, w } from '../text.ts'
import { fieldsOfForm } from './asked.ts'
import type { Content } from './draft-diff.ts'
import { useDraft } from './draft-editing.ts'
import { type PartProps, useReferring } from './draft-part.ts'
import { EditorSide } from './editor-side.tsx'
import { elementError, errorsLeft } from './element-error.ts'
import { ElementField, editedElements, elementGroups, overrideElements } from './element-field.tsx'
import { type Flaws, flawsOf } from './flaws.ts'
import { FormEditor } from './form-editor.tsx'
import { FormPreview } from './form-preview.tsx'
import { PapersEditor } from './papers-editor.tsx'
import { QuestionsEditor } from './questions-editor.tsx'
import { VariantsEditor } from './variants-editor.tsx'

type Props = {
  entry: EntryView
  authority: ItemRow | null
  published: Content
  onClose: () => void
}
type Draft = ReturnType<typeof useDraft>

/**
 * Edits an entry, or what one authority says differently, as a draft; the differences stand beside it, and publishing shows
 * what blocks it. A colleague's draft is never overwritten unseen.
 */
export function DraftEditor(props: Props) {
  const { entry, authority, published, onClose } = props
  const cache = useQueryClient()
  const draft = useDraft(entry, authority, published, async () => {
    await cache.invalidateQueries({ queryKey: ['entry', entry.entryId] })
    await cache.invalidateQueries({ queryKey: ['entries'] })
    await cache.invalidateQueries({ queryKey: ['guide'] })
    onClose()
  })
  return authority === null ? (
    <EntryDraft {...props} draft={draft} />
  ) : (
    <OverrideDraft {...props} draft={draft} authority={authority} />
  )
}

/** What one authority says differently: the elements that may differ, in one list. */
function OverrideDraft({ entry, authority, draft, onClose }: Props & { draft: Draft; authority: ItemRow }) {
  return (
    <div className="editor">
      <form className="editor-fields" onSubmit={(event) => event.preventDefault()}>
        <Refused draft={draft} shown={overrideElements} />
        <Notice kind="info">
          {w(
            `只写${authority.authority}与目录不同的地方；没有勾选的，跟着目录走。`,
            `Only what ${authority.authorityEn} says differently; the rest follows the entry.`,
          )}
        </Notice>
        {overrideElements.map((element) => (
          <ElementField
            key={element}
            element={element}
            value={draft.content[element]}
            content={draft.content}
            inherited={inheritedOf(entry, authority, element)}
            isOverride
            error={elementError(draft.problem, element)}
            onChange={(value) => draft.set(element, value)}
          />
        ))}
      </form>
      <EditorSide draft={draft} entry={entry} authority={authority} onClose={onClose} />
    </div>
  )
}

/** Why it was not saved or published; what belongs to no element on show is said on top. */
const Refused = ({ draft, shown }: { draft: Draft; shown: readonly string[] }) => (
  <>
    {draft.problem ? <ProblemNotice problem={draft.problem} onRefresh={() => void draft.refresh()} /> : null}
    {errorsLeft(draft.problem, shown).map((sentence) => (
      <p key={sentence} className="field-error" role="alert">
        <Icon name="warning" size={14} />
        {sentence}
      </p>
    ))}
  </>
)

const partTabs = ['materials', 'questions', 'form'] as const
type TabKey = 'elements' | (typeof partTabs)[number]
const shownElements = [...editedElements, ...partTabs, 'variants']

/** The draft of an entry: plain elements, and what has an editor of its own. */
function EntryDraft({ entry, draft, onClose }: Props & { draft: Draft }) {
  const [tab, setTab] = useState<TabKey>('elements')
  const content = draft.content as EntryContent
  const referring = useReferring(content, entry.bundles)
  const flaws = useMemo(() => flawsOf(draft.problem, draft.findings), [draft.problem, draft.findings])
  useGoToErrors(draft, tab, setTab)
  const part: PartProps = {
    ...{ content, flaws, referring },
    lastPaperNo: entry.lastPaperNo,
    set: (element, value) => draft.set(element, value),
    replace: (next) => draft.replace({ ...next }),
  }
  const item = (key: TabKey, name: string, children: ReactNode) => ({
    key,
    label: <TabLabel name={name} errors={errorsIn(flaws, key)} />,
    children,
  })
  return (
    <div className="editor">
      <form className="editor-fields" onSubmit={(event) => event.preventDefault()}>
        <Refused draft={draft} shown={shownElements} />
        <Tabs
          activeKey={tab}
          onChange={(key) => setTab(key as TabKey)}
          items={[
            item('elements', w('要素', 'Elements'), <PlainElements draft={draft} part={part} />),
            item('materials', counted(w('材料', 'Papers'), content.materials), <PapersEditor {...part} />),
            item('questions', counted(w('情形', 'Questions'), content.questions), <QuestionsEditor {...part} />),
            item('form', counted(w('表单', 'Form'), fieldsOfForm(content.form)), <FormEditor {...part} />),
          ]}
        />
      </form>
      <EditorSide draft={draft} entry={entry} authority={null} onClose={onClose}>
        {tab === 'elements' ? null : <FormPreview content={content} />}
      </EditorSide>
    </div>
  )
}

const counted = (name: string, list: readonly unknown[]): string => `${name} ${list.length}`

/** The plain elements in their groups, each with what is wrong with it. */
const PlainElements = ({ draft, part }: { draft: Draft; part: PartProps }) => (
  <>
    {elementGroups.map(({ title, elements }) => (
      <section key={title.en} className="element-group">
        <h2>{t(title)}</h2>
        {elements.map((element) => (
          <ElementField
            key={element}
            element={element}
            value={draft.content[element]}
            content={draft.content}
            inherited={undefined}
            isOverride={false}
            error={elementError(draft.problem, element)}
            warnings={part.flaws.own(element)}
            onChange={(value) => draft.set(element, value)}
          />
        ))}
        {elements.some((one) => one === 'route') ? <VariantsEditor {...part} /> : null}
      </section>
    ))}
  </>
)

const elementsOf = (tab: TabKey): readonly string[] => (tab === 'elements' ? [...editedElements, 'variants'] : [tab])

const errorsIn = (flaws: Flaws, tab: TabKey): number =>
  elementsOf(tab)
    .flatMap((element) => flaws.under(element))
    .filter((one) => one.severity === 'error').length

/** Whoever was refused is taken to the first tab with something to mend, unless the one on show has some. */
function useGoToErrors({ problem }: Draft, tab: TabKey, setTab: (tab: TabKey) => void) {
  const [answered, setAnswered] = useState(problem)
  useEffect(() => {
    if (problem === answered) return
    setAnswered(problem)
    const flaws = flawsOf(problem)
    const withErrors = (['elements', ...partTabs] as const).filter((one) => errorsIn(flaws, one) > 0)
    const [first] = withErrors
    if (first !== undefined && !withErrors.includes(tab)) setTab(first)
  }, [problem, answered, tab, setTab])
}

const TabLabel = ({ name, errors }: { name: string; errors: number }) => (
  <span className="tab-label">
    {name}
    {errors > 0 ? (
      <span className="due red">
        <Icon name="warning" size={14} />
        <span className="num">{errors}</span>
        <span className="sr">{w('处要改', 'to mend')}</span>
      </span>
    ) : null}
  </span>
)

function inheritedOf(entry: EntryView, authority: ItemRow, element: string): unknown {
  const contact: Content = { ...authority.contact }
  return element === 'addedFaqs'
    ? []
    : (contact[element] ?? { ...entry.content }[element as keyof EntryView['content']])
}
