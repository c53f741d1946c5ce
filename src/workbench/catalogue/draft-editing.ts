import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import type { Finding } from '#management'
import { api } from '../api-client.ts'
import { useKept } from '../case-file/kept-values.ts'
import type { EntryView, GuideView, ItemRow } from '../catalogue-contract.ts'
import type { Problem } from '../problem.ts'
import { w } from '../text.ts'
import { type Content, differences, isSame, mergeDraft } from './draft-diff.ts'
import { stillFound, stillWrong } from './flaws.ts'

/**
 * What an authority has published as its own, taken from the guide it resolves to: the elements that `overridden` names.
 * Its added questions are those of the guide that the entry does not have.
 */
export function publishedOverrides(entry: EntryView, authority: ItemRow, guide: GuideView): Content {
  const all: Content = {
    ...guide,
    ...guide.contact,
    addedFaqs: guide.faqs.filter((one) => !entry.content.faqs.some((other) => isSame(one, other))),
  }
  return Object.fromEntries(
    authority.overridden.filter((element) => all[element] != null).map((element) => [element, all[element]]),
  )
}

/** What the server has, and what the conformity check said of it when this tab saved it. */
type Stored = { digest: string; findings?: Finding[] }

/** `revision`: the newest published one when the editor began, so that a colleague's is not overwritten unseen. */
type Kept = { content: Content; base: Content; basedOn: string | null; revision: number }

const newestOf = ({ revisions }: EntryView): number =>
  Math.max(0, ...revisions.filter((one) => one.state !== 'draft').map((one) => one.no))

/** What was changed here, laid over a colleague's draft, or over what is published where there is none. */
function overTheirs({ base, content }: Kept, now: EntryView, published: Content): Kept {
  const theirs: Content = now.draft ? { ...now.draft.content } : published
  return {
    content: mergeDraft(base, content, theirs),
    base: theirs,
    basedOn: now.draft?.digest ?? null,
    revision: newestOf(now),
  }
}

/** Nothing was drafted yet: what the check says of what is published, where it says anything. */
const findingsOfPublished = (entry: EntryView, isUnchanged: boolean): Finding[] | undefined =>
  isUnchanged && entry.draft === null && entry.findings.length > 0 ? entry.findings : undefined

/** What was said of the draft, by a refusal and by the check: it stands until its place is changed. */
function useSaid(first: Finding[] | undefined) {
  const [findings, setFindings] = useState(first)
  const [problem, setProblem] = useState<Problem | null>(null)
  const touched = (before: Content, after: Content) => {
    setFindings((now) => stillFound(now, before, after))
    setProblem((now) => stillWrong(now, before, after))
  }
  return { findings, setFindings, problem, setProblem, touched }
}

/** The draft on the desk: what was published, what is typed, and the acts that save and publish it. */
export function useDraft(
  entry: EntryView,
  authority: ItemRow | null,
  published: Content,
  onPublished: () => Promise<void>,
) {
  const { message } = App.useApp()
  const cache = useQueryClient()
  const code = authority?.authorityCode ?? ''
  const draft: Content = entry.draft ? { ...entry.draft.content } : published
  const { values, change, forget } = useKept<Kept>(`entry.${entry.entryId}.${code}`, {
    ...{ content: draft, base: draft, basedOn: entry.draft?.digest ?? null, revision: newestOf(entry) },
  })
  const { content } = values
  // What this tab kept may be newer than the stored draft; only the very same content needs no saving.
  const [saved, setSaved] = useState<Stored | null>(entry.draft && isSame(content, draft) ? entry.draft : null)
  const { findings, setFindings, problem, setProblem, touched } = useSaid(
    saved?.findings ?? findingsOfPublished(entry, isSame(content, published)),
  )
  const [busy, setBusy] = useState<'save' | 'publish' | null>(null)

  const replace = (next: Content) => {
    setSaved(null)
    touched(content, next)
    change({ content: next })
  }
  const set = (element: string, value: unknown) => {
    const { [element]: _before, ...others } = content
    replace(value === undefined ? others : { ...content, [element]: value })
  }
  const keep = async (): Promise<string | null> => {
    setProblem(null)
    const answer = await api.saveDraft(entry.entryId, code, content, values)
    if (!answer.ok) {
      setProblem(answer.problem)
      return null
    }
    change({ base: content, basedOn: answer.value.digest })
    setSaved(answer.value)
    setFindings(answer.value.findings)
    return answer.value.digest
  }
  const save = async () => {
    setBusy('save')
    if ((await keep()) !== null) message.success(w('草稿已保存', 'Draft saved'))
    setBusy(null)
  }
  const publish = async () => {
    setBusy('publish')
    const digest = saved?.digest ?? (await keep())
    const answer = digest === null ? null : await api.publish(entry.entryId, code, digest)
    setBusy(null)
    if (answer === null) return
    if (!answer.ok) return setProblem(answer.problem)
    message.success(w(`已发布第 ${answer.value.no} 版，办事指南马上更新`, `Revision ${answer.value.no} is published`))
    forget()
    await onPublished()
  }
  // A colleague saved first: their draft is taken in, and what was changed here is laid over it.
  const refresh = async () => {
    const now = await api.entry(entry.entryId, code)
    if (!now.ok) return setProblem(now.problem)
    cache.setQueryData(['entry', entry.entryId, code], now.value)
    change(overTheirs(values, now.value, authority ? published : { ...now.value.content }))
    setSaved(null)
    setFindings(undefined)
    setProblem(null)
  }
  const list = differences(published, content)
  return { content, list, findings, problem, busy, set, replace, save, publish, refresh }
}
