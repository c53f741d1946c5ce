import { reaches, type Session } from '#identity'
import {
  type City,
  checkConformity,
  englishBody,
  findDraft,
  listNumberedPapers,
  listRevisions,
  type RevisionSummary,
  type ServiceItem,
} from '#management'
import type { ApiDeps } from '../api-context.ts'
import { isCalled } from '../place-names.ts'
import { findingsOf } from './catalogue-findings.ts'

/** How many authorities of an entry are listed at once; others are found by name. */
const mostListed = 60

/** May this officer edit at this place? Entries belong to the city, overrides to the authority's division. */
export const mayEdit = (session: Session, divisionCode: string, authorityCode: string): boolean =>
  reaches(session.roles, 'catalogue-editor', { divisionCode, authorityCode })

/**
 * Where an edit belongs: the entry itself to the city, overrides (`authority`) to that authority's division. Undefined when
 * the authority does not implement the entry.
 */
export const placeOfEdit = (
  city: City,
  entryId: string,
  authority: string | undefined,
): { divisionCode: string; authorityCode: string } | undefined => {
  if (authority === undefined) return { divisionCode: `${city.cityCode}00000000`, authorityCode: '' }
  const item = city.findItem(entryId, authority)
  return item && { divisionCode: item.authority.divisionCode, authorityCode: authority }
}

/** The authority asked for, then those that say something of their own, then those one may edit, then the rest. */
function inOrder(
  items: readonly ServiceItem[],
  asked: string | undefined,
  mayEditHere: (item: ServiceItem) => boolean,
): ServiceItem[] {
  const rank = (one: ServiceItem): number =>
    one.authority.creditCode === asked ? 0 : one.overridden.length > 0 || one.confirmed ? 1 : mayEditHere(one) ? 2 : 3
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map((one) => one.item)
}

const rowOf = (city: City, session: Session, one: ServiceItem) => ({
  itemCode: one.itemCode,
  authority: one.authority.name,
  authorityEn: englishBody(city, one.authority),
  authorityCode: one.authority.creditCode,
  level: one.authority.level,
  confirmed: one.confirmed,
  /** What stands there now: a confirmation says that this was checked. */
  revision: one.revision,
  overridden: one.overridden,
  committed: one.content.committed,
  visits: one.content.visits,
  fee: one.content.fee.text,
  contact: one.contact,
  mayEdit: mayEdit(session, one.authority.divisionCode, one.authority.creditCode),
})

const revisionView = (one: RevisionSummary) => ({
  ...one,
  editedAt: one.editedAt.toString(),
  publishedAt: one.publishedAt?.toString() ?? null,
})

/** The bundles that an entry belongs to, with the papers, questions and fields of it that they count on. */
const bundlesWith = (city: City, entryId: string) =>
  [...city.bundles.values()].flatMap(({ bundle }) => {
    const member = bundle.members.find((one) => one.entryId === entryId)
    if (member === undefined) return []
    const { needs, given, same, rows } = member
    return {
      name: bundle.name,
      papers: needs.flatMap((need) => need.gives ?? []),
      asked: [
        ...needs.flatMap((need) => need.fills).map((field) => field.split('.')[0] ?? field),
        ...[given, same, rows].flatMap((one) => Object.keys(one)),
      ],
    }
  })

/** An entry for its editor: published content, the draft, revisions, findings, and who says what differently. */
export async function entryView(
  deps: Pick<ApiDeps, 'db' | 'city' | 'clock'>,
  session: Session,
  entryId: string,
  which: { asked: string | undefined; find: string | undefined },
) {
  const city = deps.city()
  const entry = city.entries.get(entryId)
  const { asked, find } = which
  const items = city.listItemsOf(entryId)
  const place = placeOfEdit(city, entryId, asked)
  if (entry === undefined || place === undefined) return undefined
  const item = asked === undefined ? items[0] : city.findItem(entryId, asked)
  const isListed = ({ authority }: ServiceItem): boolean =>
    find === undefined || authority.creditCode === asked || isCalled(city, authority, find)
  const listed = inOrder(items, asked, (one) =>
    mayEdit(session, one.authority.divisionCode, one.authority.creditCode),
  ).filter(isListed)
  const [revisions, draft, papers] = await Promise.all([
    listRevisions(deps.db, entryId, place.authorityCode),
    findDraft(deps.db, entryId, place.authorityCode),
    listNumberedPapers(deps.db, entryId),
  ])
  return {
    entryId,
    basicCode: entry.basicCode,
    content: entry.published.content,
    revision: entry.published.no,
    draft: draft ? { ...draft, findings: await findingsOf(deps, entryId, place.authorityCode, draft.content) } : null,
    /** The highest number that any revision gave a paper: a new paper has a higher one. */
    lastPaperNo: Math.max(0, ...papers.map((one) => one.no)),
    bundles: bundlesWith(city, entryId),
    revisions: revisions.map(revisionView),
    findings: item ? checkConformity(item, city) : [],
    itemCount: items.length,
    items: listed.slice(0, mostListed).map((one) => rowOf(city, session, one)),
    mayEdit: mayEdit(session, place.divisionCode, place.authorityCode),
  }
}
