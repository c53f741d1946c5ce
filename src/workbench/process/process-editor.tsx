import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Tabs } from 'antd'
import { useEffect, useState } from 'react'
import { ProblemNotice } from '../layout/notice.tsx'
import { w } from '../text.ts'
import { CompareDialog } from './compare-dialog.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { DraftState, publishWords } from './draft-state.tsx'
import type { Drawing } from './drawing.ts'
import { ImportDialog } from './import-dialog.tsx'
import { Line } from './line.tsx'
import { ProblemList } from './problem-list.tsx'
import type { DefinitionView, Problem } from './process-contract.ts'
import { PublishDialog } from './publish-dialog.tsx'
import { SimulationPane } from './simulation-pane.tsx'
import { StepList } from './step-list.tsx'
import { StepPanel } from './step-panel.tsx'
import { useChecks } from './use-checks.ts'
import { type DrawingState, useDrawing } from './use-drawing.ts'
import { type ProcessDraft, useProcessDraft } from './use-process-draft.ts'
import { stepBack, useUndoKeys } from './use-undo-keys.ts'

type Open = 'import' | 'compare' | 'publish' | null

const errorsOf = (problems: readonly Problem[] | null): number =>
  problems?.filter((one) => one.severity === 'error').length ?? 0

/** Marks what has problems in the drawing itself, so that colour is not the only sign: the list beside it says why. */
function useMarks(drawing: Drawing | null, problems: readonly Problem[] | null) {
  useEffect(() => {
    const ids = (problems ?? []).flatMap((one) => (one.element === null ? [] : [one.element]))
    drawing?.mark(ids, 'has-problem')
    return () => drawing?.unmark(ids, 'has-problem')
  }, [drawing, problems])
}

function Tools({ drawing, chosen }: { drawing: Drawing; chosen: string | null }) {
  return (
    <div className="drawing-tools">
      <Button size="small" disabled={!drawing.mayUndo?.()} onClick={() => stepBack(drawing, chosen, 'undo')}>
        {w('撤销', 'Undo')}
      </Button>
      <Button size="small" disabled={!drawing.mayRedo?.()} onClick={() => stepBack(drawing, chosen, 'redo')}>
        {w('重做', 'Redo')}
      </Button>
      <Button size="small" onClick={() => drawing.zoom(1.2)} aria-label={w('放大', 'Larger')}>
        +
      </Button>
      <Button size="small" onClick={() => drawing.zoom(1 / 1.2)} aria-label={w('缩小', 'Smaller')}>
        −
      </Button>
      <Button size="small" onClick={() => drawing.fit()}>
        {w('看全图', 'See it whole')}
      </Button>
    </div>
  )
}

function EditorHead({
  draft,
  problems,
  onOpen,
}: {
  draft: ProcessDraft
  problems: readonly Problem[] | null
  onOpen: (what: Open) => void
}) {
  const errors = errorsOf(problems)
  return (
    <div className="editor-head">
      <DraftState draft={draft} />
      <Button type="text" onClick={() => onOpen('import')}>
        {w('导入', 'Import')}
      </Button>
      <Button type="text" onClick={() => onOpen('compare')}>
        {w('比较', 'Compare')}
      </Button>
      <Button disabled={draft.digest !== null || !draft.changed} onClick={() => void draft.save()}>
        {w('保存草稿', 'Save the draft')}
      </Button>
      <Button
        type="primary"
        disabled={!draft.changed || problems === null || errors > 0}
        onClick={() => onOpen('publish')}
      >
        {publishWords(errors, w('重放并发布…', 'Replay and publish…'))}
      </Button>
    </div>
  )
}

type SideProps = {
  state: DrawingState & { drawing: Drawing }
  view: DefinitionView
  draft: ProcessDraft
  problems: readonly Problem[] | null
}

function Side({ state, view, draft, problems }: SideProps) {
  const { drawing, chosen, changes } = state
  const [tab, setTab] = useState('properties')
  const [reach, setReach] = useState(0)
  const choose = (id: string) => {
    drawing.select?.(id)
    drawing.show(id)
    setTab('properties')
    setReach((count) => count + 1)
  }
  const properties = (
    <>
      {chosen === null ? <RouteNames draft={draft} /> : null}
      <StepPanel {...{ drawing, chosen, reach, ground: view.ground, disabled: false }} onChoose={choose} />
    </>
  )
  const list = { drawing, changes, chosen, problems: problems ?? [], onChoose: choose }
  const trial = tab === 'simulate' ? <SimulationPane xml={draft.xml} drawing={drawing} /> : null
  const check = <ProblemList problems={problems} drawing={drawing} onChoose={choose} />
  const items = [
    { key: 'properties', label: w('属性', 'Properties'), children: properties },
    { key: 'steps', label: w('环节', 'Steps'), children: <StepList {...list} /> },
    { key: 'problems', label: `${w('检查', 'Check')} ${problems?.length || ''}`, children: check },
    { key: 'simulate', label: w('试走', 'Try out'), children: trial },
  ]
  return <Tabs className="designer-side" activeKey={tab} onChange={setTab} items={items} />
}

const RouteNames = ({ draft }: { draft: ProcessDraft }) => (
  <div className="step-panel">
    <Line label={w('流程名称', 'Name of the route')}>
      <Input
        value={draft.title.zh}
        onChange={(event) => draft.set({ title: { ...draft.title, zh: event.target.value } })}
      />
    </Line>
    <Line label={w('英文名称', 'Name in English')}>
      <Input
        value={draft.title.en}
        onChange={(event) => draft.set({ title: { ...draft.title, en: event.target.value } })}
      />
    </Line>
  </div>
)

/** The designer: the drawing, and beside it what a step says, the steps as a list, what stands against it, and a trial. */
export function ProcessEditor({ view }: { view: DefinitionView }) {
  const draft = useProcessDraft('process', view)
  const state = useDrawing({ xml: draft.xml, shown: draft.shown, mayDraw: true, onChange: (xml) => draft.set({ xml }) })
  const problems = useChecks('process', draft.xml, view.key)
  const [open, setOpen] = useState<Open>(null)
  useMarks(state.drawing, problems)
  const { drawing } = state
  useUndoKeys(drawing, state.chosen)
  return (
    <div className="designer">
      <EditorHead draft={draft} problems={problems} onOpen={setOpen} />
      {draft.problem ? <ProblemNotice problem={draft.problem} onRefresh={() => void draft.refresh()} /> : null}
      <div className="designer-body">
        <section
          className="designer-canvas"
          aria-label={w(
            '流程图；右边“环节”里可以不用鼠标编辑',
            'The drawing; Steps on the right edits it without a mouse',
          )}
        >
          <div ref={state.place} className="drawing-place" />
          {drawing ? <Tools drawing={drawing} chosen={state.chosen} /> : null}
          {state.problem ? (
            <p className="drawing-problem">
              {w('图打不开：', 'The drawing does not open: ')}
              {state.problem}
            </p>
          ) : null}
        </section>
        {drawing ? <Side state={{ ...state, drawing }} view={view} draft={draft} problems={problems} /> : null}
      </div>
      <Dialogs open={open} view={view} draft={draft} onClose={() => setOpen(null)} />
      {draft.theirs ? <ConflictDialog theirs={draft.theirs} xml={draft.xml} onSettle={draft.settle} /> : null}
    </div>
  )
}

function Dialogs({
  open,
  view,
  draft,
  onClose,
}: {
  open: Open
  view: DefinitionView
  draft: ProcessDraft
  onClose: () => void
}) {
  const { message } = App.useApp()
  const cache = useQueryClient()
  if (open === 'import')
    return (
      <ImportDialog
        onClose={onClose}
        onTake={(xml) => {
          draft.replace({ xml })
          onClose()
        }}
      />
    )
  if (open === 'compare') return <CompareDialog view={view} xml={draft.xml} onClose={onClose} />
  if (open !== 'publish') return null
  const published = (version: number) => {
    message.success(w(`已发布第 ${version} 版，新办件按它办`, `Version ${version} is published; new cases follow it`))
    draft.forget()
    onClose()
    void cache.invalidateQueries({ queryKey: ['definition', 'process', view.key] })
    void cache.invalidateQueries({ queryKey: ['definitions', 'process'] })
  }
  const save = async () => draft.digest ?? (await draft.save())
  return <PublishDialog kind="process" definition={view.key} save={save} onPublished={published} onClose={onClose} />
}
