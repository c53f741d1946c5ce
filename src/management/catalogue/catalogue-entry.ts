import { z } from 'zod'
import { Form } from '../form/form.ts'
import { Bilingual, BilingualName } from '../scenario/bilingual.ts'
import { Condition } from '../scenario/condition.ts'
import { Question } from '../scenario/scenario.ts'

/** One line of Chinese: a department, an article, a place. */
const Line = z.string().max(1_000)

export const Level = z.enum(['city', 'county', 'township', 'village'])
export type Level = z.infer<typeof Level>

export const Subject = z.enum(['natural', 'legal'])
export type Subject = z.infer<typeof Subject>

/** The longest limit by its unit: a due date is counted day by day, so what days may not say, months may not either. */
const longest = { 'working-day': 3650, 'calendar-day': 3650, month: 120 } as const

/** 时限 in the field's units. 0 working days: on the spot. */
export const Limit = z
  .strictObject({
    value: z.number().int().min(0),
    unit: z.enum(['working-day', 'calendar-day', 'month']),
    basis: Line,
  })
  .superRefine(({ value, unit }, context) => {
    const maximum = longest[unit]
    if (value > maximum)
      context.addIssue({ code: 'too_big', origin: 'number', maximum, inclusive: true, input: value, path: ['value'] })
  })

/** 收费项目: one line of what is charged, with its standard, its basis, and who pays less (减免) and why. */
export const FeeLine = z.strictObject({
  name: BilingualName,
  standard: Bilingual,
  basis: Line,
  reduction: Bilingual.optional(),
})
export type FeeLine = z.infer<typeof FeeLine>

/** 救济渠道: who reviews what the authority decided, and which court hears the case. */
export const Relief = z.strictObject({ review: Bilingual, litigation: Bilingual })
export type Relief = z.infer<typeof Relief>

/** One paper that is asked for (材料要求), with everything the implementation list says of it. */
export const MaterialRequirement = z.strictObject({
  no: z.number().int().min(1),
  name: BilingualName,
  kind: z.enum(['form', 'issued', 'own']), // 申请表单 · 政府部门核发 · 申请人自备
  /** required 必要 · conditional 视情形提供 · deferrable 容缺后补 (may follow after acceptance). */
  need: z.enum(['required', 'conditional', 'deferrable']),
  /** Asked for only when the applicant's answers make this true; absent: always. */
  when: Condition.optional(),
  originals: z.number().int().min(0),
  copies: z.number().int().min(0),
  medium: z.enum(['paper', 'electronic', 'both']),
  issuer: Line,
  /** The government holds it already: it is fetched, not asked for (国务院令716号 art. 7). */
  heldBy: Line.nullable(),
  eLicence: Line.nullable(),
  /** Why it is needed, in the applicant's words. */
  why: Bilingual,
  basis: Line,
  instruction: Bilingual.optional(),
  reviewPoints: z.array(Bilingual),
})
export type MaterialRequirement = z.infer<typeof MaterialRequirement>

/**
 * What a catalogue entry's revision holds: every element of the implementation list (实施清单) that is the same for all
 * authorities implementing the entry. Authorities override some of it (`Overrides`); they never copy it.
 */
export const EntryContent = z.strictObject({
  name: BilingualName,
  typeCode: z.enum(['01', '05', '07', '10', '20']),
  theme: Line,
  department: Line,
  subjects: z.array(Subject).min(1),
  levels: z.array(Level).min(1),
  /** The one level that decides, where lower ones only take in and look first (初审). */
  decidedAt: Level.optional(),
  caseType: z.enum(['instant', 'committed']),
  legalBasis: z.array(Line).min(1),
  statutory: Limit.nullable(),
  committed: Limit,
  /** 承诺时限说明; absent: from when it counts, as the law has it (`committedNoteOf`). */
  committedNote: Bilingual.optional(),
  conditions: z.array(Bilingual).min(1),
  materials: z.array(MaterialRequirement),
  questions: z.array(Question),
  form: Form,
  /** The decision tables by which the item is decided at any hour (秒批), by their key; only routes that ask for one use it. */
  decision: z.string().optional(),
  /**
   * Decision tables, by their keys, that say who qualifies, which papers are needed (instead of the papers' own conditions) and
   * what it costs: in its file each is the decision called `eligibility`, `papers` or `fee`.
   */
  tables: z
    .strictObject({ eligibility: z.string().min(1), papers: z.string().min(1), fee: z.string().min(1) })
    .partial()
    .optional(),
  /** The share of what the tables grant that an examiner checks later (抽查), from 0 to 1; absent: none. */
  sampling: z.number().min(0).max(1).optional(),
  /** The key of a published route; cases start on its newest version. */
  route: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/),
  /** Ways of handling that an answer chooses: with other departments at once (并联审批), say. The first that fits holds. */
  variants: z
    .array(
      z.strictObject({ when: Condition, route: z.string(), committed: Limit.optional(), statutory: Limit.optional() }),
    )
    .optional(),
  fee: z.strictObject({
    charged: z.boolean(),
    text: Bilingual,
    basis: Line,
    payOnline: z.boolean(),
    /** What is charged, line by line; absent: the text says it all. */
    lines: z.array(FeeLine).optional(),
  }),
  result: z.strictObject({ name: BilingualName, kind: z.enum(['10', '20', '99']) }), // 出证 · 出文 · 其他
  channels: z.array(z.enum(['counter', 'online', 'mobile', 'mail', 'village'])).min(1),
  /** 到办事现场次数, with the reason when it is not zero. */
  visits: z.number().int().min(0).max(9),
  visitReason: Bilingual.optional(),
  /** 网上办理深度 1–7. */
  depth: z.number().int().min(1).max(7),
  powerSource: z.enum(['1', '2', '3', '4', '5', '6']),
  coverage: z.enum(['none', 'national', 'province', 'city', 'county']), // 通办范围
  numberLimit: Bilingual.nullable(),
  intermediary: Bilingual.nullable(),
  jointAuthorities: z.array(Line),
  specialProcedures: z.array(
    z.strictObject({ name: BilingualName, days: z.number().int().min(1), basis: Line, counted: z.boolean() }),
  ),
  rights: z.array(Bilingual),
  faqs: z.array(z.strictObject({ question: Bilingual, answer: Bilingual })),
  delivery: z.array(z.enum(['online', 'counter', 'mail'])).min(1),
  /** 是否进驻政务大厅; absent: it is there when there is a counter for it (`isInHall`). */
  inHall: z.boolean().optional(),
  appointment: z.boolean(),
  terminal: z.boolean(),
  aliases: z.array(Line),
  /** Items that must be used instead (or as well) when this is not the right one. */
  seeAlso: z.array(Line),
  /** 复议、诉讼机关; absent: those the law names (`reliefOf`). */
  relief: Relief.optional(),
  /** 计划生效日期、取消日期; absent: in force, without an end. */
  effectiveOn: z.iso.date().optional(),
  cancelOn: z.iso.date().optional(),
  /** 暂停: why, and until when, in a sentence; while it stands nobody can apply. */
  paused: Bilingual.optional(),
})
export type EntryContent = z.infer<typeof EntryContent>

/** What one authority says differently about its version of an entry. Absent: inherited. */
export const Overrides = z
  .strictObject({
    committed: Limit,
    visits: z.number().int().min(0).max(9),
    visitReason: Bilingual,
    channels: EntryContent.shape.channels,
    fee: EntryContent.shape.fee,
    conditions: EntryContent.shape.conditions,
    address: Line,
    hours: Bilingual,
    phone: Line,
    complaintPhone: Line,
    addedFaqs: EntryContent.shape.faqs,
    relief: Relief,
    paused: Bilingual,
  })
  .partial()
export type Overrides = z.infer<typeof Overrides>
