import { useQuery } from '@tanstack/react-query'
import type { EntryContent } from '#management'
import { orRefuse } from '../api-client.ts'
import type { EntryView } from '../catalogue-contract.ts'
import { processApi } from '../process/process-api.ts'
import type { Flaws } from './flaws.ts'
import type { Referring, TableAsks } from './referrers.ts'

/** What the editor of a part is given: the draft of an entry, what is wrong with it, and who counts on its parts. */
export type PartProps = {
  content: EntryContent
  /** The highest number that any published revision gave a paper: numbers that were in use are not used again. */
  lastPaperNo: number
  set: <E extends keyof EntryContent>(element: E, value: EntryContent[E] | undefined) => void
  replace: (content: EntryContent) => void
  flaws: Flaws
  referring: Referring
}

/** The tables that the draft names, with what they ask, and the bundles that the entry belongs to. */
export function useReferring(content: EntryContent, bundles: EntryView['bundles']): Referring {
  const list = useQuery({ queryKey: ['definitions', 'decision'], queryFn: () => orRefuse(processApi.list('decision')) })
  const named = [content.decision, ...Object.values(content.tables ?? {})]
  const tables = (list.data?.items ?? [])
    .filter((one) => named.includes(one.key))
    .map(({ key, title, asks = [], papers = [] }): TableAsks => ({ key, title, asks, papers }))
  return { content, tables, bundles }
}
