import {
  type Authority,
  type City,
  checkConformity,
  checkEntry,
  checkOverrides,
  checkPaperNumbers,
  type Entry,
  type EntryContent,
  type Finding,
  listImplementing,
  listNumberedPapers,
  type NumberedPaper,
  type Overrides,
  resolveServiceItem,
  type ServiceItem,
  tablesOf,
} from '#management'
import type { ApiDeps } from '../api-context.ts'

type Draft = { no: number; content: unknown; publishedAt: Temporal.Instant }

/** The item of one authority as a draft of the entry would make it. */
function asEntry(city: City, { entryId, basicCode }: Entry, authority: Authority, draft: Draft): ServiceItem {
  const content = draft.content as EntryContent
  const entry = { ...draft, content }
  return resolveServiceItem({
    ...{ entryId, basicCode, authority, entry },
    confirmed: false,
    tables: tablesOf(content, city),
  })
}

/** The item as a draft of its authority's overrides would make it. */
const withOverrides = (entry: Entry, { authority, confirmed, tables }: ServiceItem, draft: Draft): ServiceItem =>
  resolveServiceItem({
    ...{ entryId: entry.entryId, basicCode: entry.basicCode, authority, confirmed, tables },
    entry: entry.published,
    override: { ...draft, content: draft.content as Overrides },
  })

/**
 * The authority whose item the draft is tried on: one that the draft itself makes competent, so that no finding hangs on what
 * was published before; where nobody is, any (`checkEntry` says that nobody is).
 */
const triedAt = (city: City, content: EntryContent): Authority | undefined =>
  listImplementing(content, city.divisions, city.authorities)[0] ?? city.authorities.all[0]

/** What the conformity check says of a draft, of the entry or of one authority; nothing where the city has no such item. */
export async function findingsOf(
  { db, city: current, clock }: Pick<ApiDeps, 'db' | 'city' | 'clock'>,
  entryId: string,
  authorityCode: string,
  content: unknown,
): Promise<Finding[]> {
  const city = current()
  const entry = city.entries.get(entryId)
  if (entry === undefined) return []
  const draft = { no: entry.published.no + 1, content, publishedAt: clock() }
  if (authorityCode === '') return entryFindings(city, entry, draft, await listNumberedPapers(db, entryId))
  const item = city.findItem(entryId, authorityCode)
  return item === undefined ? [] : checkConformity(withOverrides(entry, item, draft), city)
}

function entryFindings(city: City, entry: Entry, draft: Draft, earlier: readonly NumberedPaper[]): Finding[] {
  const content = draft.content as EntryContent
  const authority = triedAt(city, content)
  const own = authority === undefined ? [] : checkConformity(asEntry(city, entry, authority, draft), city)
  return [
    ...checkEntry(entry.entryId, content, city),
    ...checkPaperNumbers(content, earlier),
    ...own,
    ...checkOverrides(entry.entryId, content, own, city),
  ]
}
