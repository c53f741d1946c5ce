import { composeHandlingCode, composeImplementationCode } from '#standards'
import type { ItemTables } from '../assessment/item-table.ts'
import type { Authority, AuthorityLevel } from '../authority/authority.ts'
import type { EntryContent, Overrides } from '../catalogue/catalogue-entry.ts'

/**
 * One authority's version of a catalogue entry (实施清单中的一项): the entry's content with the authority's overrides
 * laid over it. Never stored: about 93,000 of them follow from 356 entries and the authorities.
 */
export type ServiceItem = {
  entryId: string
  /** 实施编码, 31 characters. */
  itemCode: string
  /** 业务办理项编码, 33 characters. */
  handlingCode: string
  basicCode: string
  authority: Authority
  content: EntryContent
  /** The decision tables that the content names, ready to decide: the newest published, or those of a case's own day. */
  tables: ItemTables
  /** Where and when to go, and whom to call: the authority's own, unless overridden for this item. */
  contact: Authority['details']
  revision: { entry: number; override: number }
  publishedAt: Temporal.Instant
  /** An editor has checked it against the authority's own list; otherwise pages carry a 示例数据 mark. */
  confirmed: boolean
  /** The elements the authority says differently. */
  overridden: readonly (keyof Overrides)[]
}

const levelDigits = { city: '3', county: '4', township: '5', village: '6' } as const satisfies Record<
  AuthorityLevel,
  string
>

export type ResolveInput = {
  entryId: string
  basicCode: string
  authority: Authority
  entry: { no: number; content: EntryContent; publishedAt: Temporal.Instant }
  override?: { no: number; content: Overrides; publishedAt: Temporal.Instant } | undefined
  confirmed: boolean
  tables: ItemTables
}

/** What an item was when a case was opened: enough to find it again. */
export type ItemRef = {
  entryId: string
  authorityCode: string
  entryRevision: number
  overrideRevision: number
  /** The version of its table of papers; absent where it named none, or none was in force. */
  papersVersion?: number
}

/** Refers to an item as it is now. */
export const refOf = (item: ServiceItem): ItemRef => ({
  entryId: item.entryId,
  authorityCode: item.authority.creditCode,
  entryRevision: item.revision.entry,
  overrideRevision: item.revision.override,
  ...(item.tables.papers === undefined ? {} : { papersVersion: item.tables.papers.version }),
})

/** Lays an authority's overrides over an entry and computes the codes. */
export function resolveServiceItem(input: ResolveInput): ServiceItem {
  const { entry, override, authority } = input
  const over = override?.content ?? {}
  const { address, hours, phone, complaintPhone, addedFaqs, ...elements } = over
  const itemCode = composeImplementationCode({
    creditCode: authority.creditCode,
    level: levelDigits[authority.level],
    catalogueCode: input.basicCode,
  })
  return {
    entryId: input.entryId,
    itemCode,
    handlingCode: composeHandlingCode(itemCode, 1),
    basicCode: input.basicCode,
    authority,
    tables: input.tables,
    content: { ...entry.content, ...defined(elements), faqs: [...entry.content.faqs, ...(addedFaqs ?? [])] },
    contact: {
      address: address ?? authority.details.address,
      hours: hours ?? authority.details.hours,
      phone: phone ?? authority.details.phone,
      complaintPhone: complaintPhone ?? authority.details.complaintPhone,
    },
    revision: { entry: entry.no, override: override?.no ?? 0 },
    publishedAt: override?.publishedAt ?? entry.publishedAt,
    confirmed: input.confirmed,
    overridden: Object.keys(over) as (keyof Overrides)[],
  }
}

const defined = <T extends object>(partial: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
