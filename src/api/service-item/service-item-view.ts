import { z } from '@hono/zod-openapi'
import { listSteps } from '#bpmn'
import {
  type Authority,
  type City,
  committedNoteOf,
  englishBody,
  englishPlace,
  isInHall,
  reliefOf,
  type ServiceItem,
  stateOf,
  toJsonSchema,
  whyCannotBegin,
} from '#management'

const Bilingual = z.object({ zh: z.string(), en: z.string() })

export const ItemSummary = z
  .object({
    itemCode: z.string(),
    name: z.string(),
    nameEn: z.string(),
    authority: z.string(),
    authorityEn: z.string(),
    divisionCode: z.string(),
    divisionName: z.string(),
    divisionNameEn: z.string(),
    caseType: z.enum(['instant', 'committed']),
    type: z.string(),
    subjects: z.array(z.string()),
    committedDays: z.number(),
    committedUnit: z.string(),
    visits: z.number(),
    fee: z.string(),
    needsPlace: z.boolean(),
    matched: z.array(z.string()),
    state: z.enum(['in-use', 'paused', 'cancelled']),
    /** Why nobody can apply today, with until when where that is known. */
    whyNotInUse: Bilingual.nullable(),
  })
  .openapi('ServiceItemSummary')

export const typeNames = {
  '01': '行政许可',
  '05': '行政给付',
  '07': '行政确认',
  '10': '其他行政权力',
  '20': '公共服务',
} as const

export const summaryOf = (
  city: City,
  item: ServiceItem,
  needsPlace: boolean,
  matched: string[],
  today: Temporal.PlainDate,
): z.infer<typeof ItemSummary> => ({
  itemCode: item.itemCode,
  name: item.content.name.zh,
  nameEn: item.content.name.en,
  authority: item.authority.name,
  authorityEn: englishBody(city, item.authority),
  divisionCode: item.authority.divisionCode,
  divisionName: city.divisions.get(item.authority.divisionCode).name,
  divisionNameEn: englishPlace(city.divisions.get(item.authority.divisionCode)),
  caseType: item.content.caseType,
  type: typeNames[item.content.typeCode],
  subjects: item.content.subjects,
  committedDays: item.content.committed.value,
  committedUnit: item.content.committed.unit,
  visits: item.content.visits,
  fee: item.content.fee.text.zh,
  needsPlace,
  matched,
  state: stateOf(item.content, today),
  whyNotInUse: whyCannotBegin(city, item, today),
})

/** The tables that are asked about an application, in the version that is in force; absent where none is. */
const tablesView = (item: ServiceItem) =>
  Object.fromEntries(Object.entries(item.tables).map(([use, { key, version }]) => [use, { key, version }] as const))

const onlineView = ({ channels, depth, terminal, appointment }: ServiceItem['content']) => ({
  available: channels.includes('online'),
  depth,
  mobile: channels.includes('mobile'),
  terminal,
  appointment,
})

/** From when until when, why not now, and what follows from other elements unless it is said. */
const standingView = (city: City, item: ServiceItem, today: Temporal.PlainDate) => ({
  whyNotInUse: whyCannotBegin(city, item, today),
  effectiveOn: item.content.effectiveOn ?? null,
  cancelOn: item.content.cancelOn ?? null,
  paused: item.content.paused ?? null,
  inHall: isInHall(item.content),
  committedNote: committedNoteOf(item.content),
  relief: reliefOf(item, city),
})

const authorityView = (city: City, authority: Authority) => {
  const division = city.divisions.get(authority.divisionCode)
  return {
    name: authority.name,
    nameEn: englishBody(city, authority),
    creditCode: authority.creditCode,
    level: authority.level,
    divisionCode: authority.divisionCode,
    divisionName: division.name,
    divisionNameEn: englishPlace(division),
    nature: authority.nature,
    synthetic: authority.synthetic,
  }
}

/** The guide with every element of the implementation list, under the names of the national exchange tables and our own. */
export const guideOf = (city: City, item: ServiceItem, today: Temporal.PlainDate) => {
  const { content, authority, contact } = item
  const route = city.hasRoute(content.route) ? city.getDefinition(content.route) : null
  return {
    itemCode: item.itemCode,
    handlingCode: item.handlingCode,
    catalogueCode: item.basicCode,
    name: content.name.zh,
    nameEn: content.name.en,
    typeCode: content.typeCode,
    type: typeNames[content.typeCode],
    state: stateOf(content, today),
    ...standingView(city, item, today),
    version: item.revision.entry,
    overrideVersion: item.revision.override,
    publishedAt: item.publishedAt.toString(),
    confirmed: item.confirmed,
    authority: authorityView(city, authority),
    entrusted: null,
    powerSource: content.powerSource,
    theme: content.theme,
    subjects: content.subjects,
    caseType: content.caseType,
    legalBasis: content.legalBasis,
    statutory: content.statutory,
    committed: content.committed,
    conditions: content.conditions,
    numberLimit: content.numberLimit,
    materials: content.materials,
    questions: content.questions,
    form: content.form,
    formSchema: toJsonSchema(content.form, content.questions),
    steps: route === null ? [] : listSteps(route.graph),
    route: route && { key: route.key, version: route.version },
    tables: tablesView(item),
    specialProcedures: content.specialProcedures,
    fee: content.fee,
    result: content.result,
    delivery: content.delivery,
    channels: content.channels,
    online: onlineView(content),
    visits: content.visits,
    visitReason: content.visitReason ?? null,
    coverage: content.coverage,
    jointAuthorities: content.jointAuthorities,
    intermediary: content.intermediary,
    contact,
    rights: content.rights,
    faqs: content.faqs,
    seeAlso: content.seeAlso.flatMap(
      (entryId) => city.findItemFor(entryId, authority.divisionCode)?.item.itemCode ?? [],
    ),
  }
}
