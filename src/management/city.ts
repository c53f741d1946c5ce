import { createHash } from 'node:crypto'
import type { Db } from '#base'
import { type Calendar, type CalendarDay, checkItemCode, makeCalendar } from '#standards'
import { type TableShelf, tablesAt, tablesOf } from './assessment/item-table.ts'
import {
  type Authorities,
  type Authority,
  findCompetent,
  listImplementing,
  makeAuthorities,
} from './authority/authority.ts'
import { listAuthorities } from './authority/authority-store.ts'
import { listBundleRevisions } from './bundle/bundle-revision-store.ts'
import { type MergedBundle, mergeBundles } from './bundle/merged-bundle.ts'
import { listCalendarDays } from './calendar/calendar-store.ts'
import type { EntryContent, Overrides } from './catalogue/catalogue-entry.ts'
import {
  getRevision,
  listConfirmations,
  listEntries,
  listPublished,
  type Published,
} from './catalogue/revision-store.ts'
import { type Divisions, makeDivisions } from './division/division.ts'
import { listDivisions } from './division/division-store.ts'
import { type Definitions, loadDefinitions } from './process-definition/definitions.ts'
import type { Answers } from './scenario/holds.ts'
import { asAnswered } from './service-item/as-answered.ts'
import { type ItemRef, resolveServiceItem, type ServiceItem } from './service-item/service-item.ts'

export type Entry = { entryId: string; basicCode: string; published: Published<EntryContent> }

/**
 * What the city is made of, in memory: read at start and again when something was published. A few megabytes; every page
 * and every decision reads it, and no request waits for it.
 */
export type City = Definitions & {
  readonly cityCode: string
  readonly zone: string
  readonly divisions: Divisions
  readonly authorities: Authorities
  readonly calendar: Calendar
  readonly entries: ReadonlyMap<string, Entry>
  /** 一件事一次办: the published bundles that the catalogue can serve, by id. */
  readonly bundles: ReadonlyMap<string, MergedBundle>
  /** The item of an entry at an authority; undefined when that authority does not implement it. */
  findItem(entryId: string, creditCode: string): ServiceItem | undefined
  findItemByCode(itemCode: string): ServiceItem | undefined
  /** The item competent for somebody in a division. */
  findItemFor(entryId: string, divisionCode: string): { item: ServiceItem; needsPlace: boolean } | undefined
  listItemsOf(entryId: string): ServiceItem[]
  countItems(): number
  /** The item as it was when a case was opened, handled as the case’s answers choose. */
  getItemAt(db: Db, ref: ItemRef, answers: Answers): Promise<ServiceItem>
  /** Changes whenever anything published changed: the key of caches. */
  readonly stamp: string
  /** Changes whenever a day of the calendar changed: what was counted by another is to be counted anew. */
  readonly calendarStamp: string
}

/** Reads the city; `before`: as it was read last, from which what cannot have changed is taken. */
export async function loadCity(db: Db, cityCode: string, zone: string, before?: Definitions): Promise<City> {
  const [divisionRows, authorityRows, days, entryRows, published, confirmations, definitions, bundleRows] =
    await Promise.all([
      listDivisions(db),
      listAuthorities(db),
      listCalendarDays(db),
      listEntries(db),
      listPublished(db),
      listConfirmations(db),
      loadDefinitions(db, before),
      listBundleRevisions(db),
    ])
  const divisions = makeDivisions(divisionRows)
  const authorities = makeAuthorities(authorityRows)
  const publishedOf = new Map(published.entries.map((one) => [one.entryId, one]))
  const entries = new Map(
    entryRows.flatMap(({ entryId, basicCode }): [string, Entry][] => {
      const one = publishedOf.get(entryId)
      return one === undefined ? [] : [[entryId, { entryId, basicCode, published: one }]]
    }),
  )
  const overrides = new Map(published.overrides.map((one) => [`${one.entryId} ${one.authorityCode}`, one]))
  const confirmed = new Set(confirmations.map((one) => `${one.entryId} ${one.authorityCode}`))
  const byBasicCode = new Map([...entries.values()].map((entry) => [entry.basicCode, entry]))
  const cache = new Map<string, ServiceItem>()
  const past = new Map<string, Promise<unknown>>()

  const resolve = (entry: Entry, authority: Authority): ServiceItem => {
    const key = `${entry.entryId} ${authority.creditCode}`
    const known = cache.get(key)
    if (known !== undefined) return known
    const item = resolveServiceItem({
      entryId: entry.entryId,
      basicCode: entry.basicCode,
      authority,
      entry: entry.published,
      override: overrides.get(key),
      confirmed: confirmed.has(key),
      tables: tablesOf(entry.published.content, definitions),
    })
    // Only items that somebody looks at are kept: a village's 39 are made when asked for.
    if (cache.size > 20_000) cache.clear()
    cache.set(key, item)
    return item
  }
  const implementsEntry = (entry: Entry, authority: Authority): boolean =>
    entry.published.content.levels.includes(authority.level) &&
    authorities.findAt(entry.published.content.department, authority.divisionCode) === authority

  const findItem = (entryId: string, creditCode: string): ServiceItem | undefined => {
    const entry = entries.get(entryId)
    const authority = authorities.find(creditCode)
    return entry && authority && implementsEntry(entry, authority) ? resolve(entry, authority) : undefined
  }
  const pastContent = (db: Db, entryId: string, authorityCode: string, no: number): Promise<unknown> => {
    const key = `${entryId} ${authorityCode} ${no}`
    const known = past.get(key)
    if (known !== undefined) return known
    const found = getRevision(db, entryId, authorityCode, no)
    found.catch(() => past.delete(key))
    past.set(key, found)
    return found
  }

  return {
    cityCode,
    zone,
    divisions,
    authorities,
    ...reckonBy(days),
    entries,
    bundles: mergeBundles(bundleRows, (entryId) => askedBy(entries.get(entryId), definitions)),
    findItem,
    findItemByCode(itemCode) {
      const checked = checkItemCode(itemCode)
      if (!checked.ok || checked.kind === 'catalogue') return undefined
      const entry = byBasicCode.get(checked.catalogueCode)
      return entry && findItem(entry.entryId, itemCode.slice(0, 18))
    },
    findItemFor(entryId, divisionCode) {
      const entry = entries.get(entryId)
      if (entry === undefined || divisions.find(divisionCode) === undefined) return undefined
      const found = findCompetent(entry.published.content, divisionCode, divisions, authorities)
      return found && { item: resolve(entry, found.authority), needsPlace: found.needsPlace }
    },
    listItemsOf(entryId) {
      const entry = entries.get(entryId)
      return entry === undefined
        ? []
        : listImplementing(entry.published.content, divisions, authorities).map((one) => resolve(entry, one))
    },
    countItems: () => countItems([...entries.values()], divisions, authorities),
    async getItemAt(db, ref, answers) {
      const entry = entries.get(ref.entryId)
      if (entry === undefined) throw new Error(`no entry ${ref.entryId}`)
      const now = resolve(entry, authorities.get(ref.authorityCode))
      if (now.revision.entry === ref.entryRevision && now.revision.override === ref.overrideRevision)
        return asAnswered({ ...now, tables: tablesAt(now.content, ref, definitions, now.tables) }, answers)
      const content = (await pastContent(db, ref.entryId, '', ref.entryRevision)) as EntryContent
      const over =
        ref.overrideRevision === 0
          ? undefined
          : ((await pastContent(db, ref.entryId, ref.authorityCode, ref.overrideRevision)) as Overrides)
      return asAnswered(
        resolveServiceItem({
          ...now,
          entry: { no: ref.entryRevision, content, publishedAt: now.publishedAt },
          tables: tablesAt(content, ref, definitions),
          override: over && { no: ref.overrideRevision, content: over, publishedAt: now.publishedAt },
        }),
        answers,
      )
    },
    ...definitions,
    stamp: `${published.entries.length}.${sum(published.entries)}.${sum(published.overrides)}.${confirmations.length}.${definitions.stampOfDefinitions}.${sum(bundleRows)}`,
  }
}

const reckonBy = (days: readonly CalendarDay[]): Pick<City, 'calendar' | 'calendarStamp'> => ({
  calendar: makeCalendar(days),
  calendarStamp: createHash('sha256').update(JSON.stringify(days)).digest('hex'),
})

const askedBy = (entry: Entry | undefined, shelf: TableShelf) =>
  entry && { content: entry.published.content, tables: tablesOf(entry.published.content, shelf) }

const sum = (list: readonly { no: number }[]): number => list.reduce((total, one) => total + one.no, 0)

function countItems(entries: readonly Entry[], divisions: Divisions, authorities: Authorities): number {
  const counts = new Map<string, number>()
  let total = 0
  for (const { published } of entries) {
    const { department, levels } = published.content
    const key = `${department} ${levels.join()}`
    const known = counts.get(key) ?? listImplementing(published.content, divisions, authorities).length
    counts.set(key, known)
    total += known
  }
  return total
}
