import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Tabs } from 'antd'
import { useState } from 'react'
import { ProblemNotice } from '../layout/notice.tsx'
import { w } from '../text.ts'
import { DraftState, publishWords } from './draft-state.tsx'
import { ProblemList } from './problem-list.tsx'
import type { DefinitionView, Problem } from './process-contract.ts'
import { PublishDialog } from './publish-dialog.tsx'
import { TrialPane } from './trial-pane.tsx'
import { useChecks } from './use-checks.ts'
import { type DecisionTables, type TableView, useDecisionTables } from './use-decision-tables.ts'
import { type ProcessDraft, useProcessDraft } from './use-process-draft.ts'

const viewName = (view: TableView): string => (view.type === 'drd' ? w('关系图', 'What requires what') : view.name)

function Publication({ view, draft, onClose }: { view: DefinitionView; draft: ProcessDraft; onClose: () => void }) {
  const { message } = App.useApp()
  const cache = useQueryClient()
  const published = (version: number) => {
    message.success(w(`已发布第 ${version} 版`, `Version ${version} is published`))
    draft.forget()
    onClose()
    void cache.invalidateQueries({ queryKey: ['definition', 'decision', view.key] })
    void cache.invalidateQueries({ queryKey: ['definitions', 'decision'] })
  }
  const save = async () => draft.digest ?? (await draft.save())
  return <PublishDialog kind="decision" definition={view.key} save={save} onPublished={published} onClose={onClose} />
}

type HeadProps = { view: DefinitionView; draft: ProcessDraft; problems: readonly Problem[] | null }

function Head({ view, draft, problems }: HeadProps) {
  const [isPublishing, setPublishing] = useState(false)
  const errors = problems?.filter((one) => one.severity === 'error').length ?? 0
  return (
    <div className="editor-head">
      <DraftState draft={draft} />
      <Button disabled={draft.digest !== null || !draft.changed} onClick={() => void draft.save()}>
        {w('保存草稿', 'Save the draft')}
      </Button>
      <Button
        type="primary"
        disabled={!draft.changed || problems === null || errors > 0}
        onClick={() => setPublishing(true)}
      >
        {publishWords(errors, w('重放并发布…', 'Replay and publish…'))}
      </Button>
      {isPublishing ? <Publication view={view} draft={draft} onClose={() => setPublishing(false)} /> : null}
    </div>
  )
}

/** Decisions as drawn: tables and what requires what, the check, and a trial. */
export function DecisionEditor({ view }: { view: DefinitionView }) {
  const draft = useProcessDraft('decision', view)
  const tables = useDecisionTables({ xml: draft.xml, shown: draft.shown, onChange: (xml) => draft.set({ xml }) })
  const problems = useChecks('decision', draft.xml, view.key)
  const check = <ProblemList problems={problems} drawing={null} onChoose={() => {}} />
  const items = [
    { key: 'problems', label: `${w('检查', 'Check')} ${problems?.length || ''}`, children: check },
    { key: 'trial', label: w('试算', 'Try out'), children: <TrialPane xml={draft.xml} /> },
  ]
  return (
    <div className="designer">
      <Head view={view} draft={draft} problems={problems} />
      {draft.problem ? <ProblemNotice problem={draft.problem} onRefresh={() => void draft.refresh()} /> : null}
      {draft.theirs ? <Theirs draft={draft} /> : null}
      <ViewTabs tables={tables} />
      <div className="designer-body">
        <section className="designer-canvas decision-canvas" aria-label={w('决策表', 'Decision table')}>
          <div ref={tables.place} className="drawing-place" />
          {tables.problem ? <p className="drawing-problem">{tables.problem}</p> : null}
        </section>
        <Tabs className="designer-side" items={items} />
      </div>
    </div>
  )
}

const ViewTabs = ({ tables }: { tables: DecisionTables }) => (
  <div className="filter-tabs table-views">
    {tables.views.map((one) => (
      <button key={one.id} type="button" aria-pressed={one.id === tables.active} onClick={() => tables.open(one.id)}>
        {viewName(one)}
      </button>
    ))}
  </div>
)

/** A colleague saved first; tables are not merged: whose goes on is chosen. */
const Theirs = ({ draft }: { draft: ProcessDraft }) => (
  <p className="pane-acts" role="alert">
    {w(
      `${draft.theirs?.draft?.savedBy ?? '别人'} 先保存了草稿。`,
      `${draft.theirs?.draft?.savedBy ?? 'Somebody'} saved the draft first. `,
    )}{' '}
    <Button onClick={() => draft.settle('theirs')}>{w('用对方的', 'Take theirs')}</Button>{' '}
    <Button onClick={() => draft.settle('mine')}>{w('用我的', 'Keep mine')}</Button>
  </p>
)
