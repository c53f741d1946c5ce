import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import type { Text } from '#base'
import { useKept } from '../case-file/kept-values.ts'
import type { Problem } from '../problem.ts'
import { w } from '../text.ts'
import { type Kind, processApi } from './process-api.ts'
import type { DefinitionView } from './process-contract.ts'

type Kept = { xml: string; title: Text; basedOn: number | null }
export type ProcessDraft = ReturnType<typeof useProcessDraft>

/** The saves of this tab: what the server has of it, and why it does not have more. */
function useSaving(kind: Kind, key: string, values: Kept, change: (part: Partial<Kept>) => void, first: string | null) {
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [digest, setDigest] = useState(first)
  const [problem, setProblem] = useState<Problem | null>(null)
  const save = async (): Promise<string | null> => {
    setProblem(null)
    const answer = await processApi.saveDraft(kind, key, values)
    if (!answer.ok) {
      setProblem(answer.problem)
      return null
    }
    change({ basedOn: answer.value.version })
    setDigest(answer.value.digest)
    void cache.invalidateQueries({ queryKey: ['definitions', kind] })
    message.success(w('草稿已保存', 'Draft saved'))
    return answer.value.digest
  }
  return { digest, setDigest, problem, setProblem, save }
}

/**
 * The draft on the desk, kept for this tab until the server has it. `theirs` is a colleague's newer save: it is shown beside ours,
 * and nothing is overwritten before somebody chose.
 */
export function useProcessDraft(kind: Kind, view: DefinitionView) {
  const stored = view.draft ?? { xml: view.published?.xml ?? '', title: view.title, version: null }
  const first: Kept = { xml: stored.xml, title: stored.title, basedOn: stored.version }
  const { values, change, forget } = useKept<Kept>(`${kind}.${view.key}`, first)
  // What this tab kept may be newer than what is stored; only the very same text needs no saving.
  const isStored = view.draft !== null && values.xml === view.draft.xml
  const saving = useSaving(kind, view.key, values, change, isStored ? (view.draft?.digest ?? null) : null)
  const [shown, setShown] = useState(0)
  const [theirs, setTheirs] = useState<DefinitionView | null>(null)
  const set = (part: Partial<Kept>) => {
    saving.setDigest(null)
    change(part)
  }
  const refresh = async () => {
    const answer = await processApi.get(kind, view.key)
    if (answer.ok) setTheirs(answer.value)
    else saving.setProblem(answer.problem)
  }
  /** Shows another text in the drawing: an imported file, a colleague's draft. */
  const replace = (part: Partial<Kept>) => {
    set(part)
    setShown((count) => count + 1)
  }
  const settle = (take: 'theirs' | 'mine') => {
    const basedOn = theirs?.draft?.version ?? null
    if (take === 'theirs' && theirs?.draft) replace({ xml: theirs.draft.xml, title: theirs.draft.title, basedOn })
    else set({ basedOn })
    setTheirs(null)
    saving.setProblem(null)
  }
  const changed = values.xml !== (view.published?.xml ?? '')
  return { ...values, ...saving, shown, theirs, changed, set, refresh, replace, settle, forget }
}
