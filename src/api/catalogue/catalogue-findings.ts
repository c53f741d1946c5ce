import {
  type City,
  checkConformity,
  type Entry,
  type EntryContent,
  type Finding,
  type Overrides,
  resolveServiceItem,
  type ServiceItem,
  tablesOf,
} from '#management'
import type { ApiDeps } from '../api-context.ts'

/** The item as the draft would make it: of the entry itself, or of one authority's overrides. */
function previewOf(
  city: City,
  entry: Entry,
  item: ServiceItem,
  draft: { no: number; content: unknown; publishedAt: Temporal.Instant },
  forOverrides: boolean,
): ServiceItem {
  const content = draft.content as EntryContent
  return resolveServiceItem({
    entryId: entry.entryId,
    basicCode: entry.basicCode,
    authority: item.authority,
    confirmed: item.confirmed,
    tables: forOverrides ? item.tables : tablesOf(content, city),
    entry: forOverrides ? entry.published : { ...draft, content },
    override: forOverrides ? { ...draft, content: draft.content as Overrides } : undefined,
  })
}

/** What the conformity check says of a draft, of the entry or of one authority; nothing where no authority implements it. */
export function findingsOf(
  { city: current, clock }: Pick<ApiDeps, 'city' | 'clock'>,
  entryId: string,
  authorityCode: string,
  content: unknown,
): Finding[] {
  const city = current()
  const entry = city.entries.get(entryId)
  const item = authorityCode === '' ? city.listItemsOf(entryId)[0] : city.findItem(entryId, authorityCode)
  if (entry === undefined || item === undefined) return []
  const draft = { no: entry.published.no + 1, content, publishedAt: clock() }
  return checkConformity(previewOf(city, entry, item, draft, authorityCode !== ''), city)
}
