import type { Field, Form, Question, ServiceItem, SimpleField } from '../../src/management/index.ts'
import { holds } from '../../src/management/index.ts'
import { readDetails } from '../../src/management/load-seeds.ts'

// Applications for the items that are decided by rule: who applies, what is clear about each, and what makes it doubtful.

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** An identity number of a county that does not exist (419999): well formed, and nobody's. */
export function nobodysId(born: string, sequence: string): string {
  const head = `419999${born.replaceAll('-', '')}${sequence}`
  const sum = weights.reduce((total, weight, at) => total + weight * Number(head[at]), 0)
  return `${head}${'10X98765432'[sum % 11]}`
}

/** A woman of thirty-five who does not exist, and the firm for which she may act. */
export const woman = { name: '林知夏（演示）', residentIdNo: nobodysId('1990-06-15', '002') }
export const firm = { name: '焦作市好味道餐饮有限公司（演示）', code: '91410800MA0000007L' }

export type Given = Readonly<Record<string, unknown>>
export type RuleCase = {
  entryId: string
  applicant: 'person' | 'firm'
  /** Entered at the counter by a clerk who saw the originals, since the table wants them checked. */
  atCounter?: true
  clear: (today: Temporal.PlainDate) => Given
  /** What is otherwise where a person must look, and what the officer reads about it. */
  doubtful: { with: (today: Temporal.PlainDate) => Given; because: string }
}

const day = (today: Temporal.PlainDate, days: number): string => today.add({ days }).toString()
const own = { residentIdNo: woman.residentIdNo, insuredIdNo: woman.residentIdNo }

export const ruleCases: readonly RuleCase[] = [
  {
    entryId: 'S0014',
    applicant: 'person',
    atCounter: true,
    clear: (today) => ({ expiresOn: day(today, 10), addressChanged: false }),
    doubtful: { with: (today) => ({ expiresOn: day(today, 90) }), because: '没到签注的时候' },
  },
  {
    entryId: 'S0040',
    applicant: 'person',
    clear: () => ({}),
    doubtful: { with: () => ({ usedFor: 'lawsuit' }), because: '立案材料' },
  },
  {
    entryId: 'S0071',
    applicant: 'firm',
    clear: (today) => ({ establishedOn: day(today, -5), employees: 12, dispatch: false }),
    doubtful: { with: (today) => ({ establishedOn: day(today, -60) }), because: '超过三十日' },
  },
  {
    entryId: 'S0072',
    applicant: 'firm',
    clear: (today) => ({
      employeeIdNo: woman.residentIdNo,
      hiredOn: day(today, -1),
      wage: 4000,
      contractKind: 'fixed',
    }),
    doubtful: { with: () => ({ employeeIdNo: nobodysId('2012-01-01', '010') }), because: '未满十六周岁' },
  },
  {
    entryId: 'S0074',
    applicant: 'person',
    clear: (today) => ({ workSince: day(today, -100), startMonth: day(today, 20) }),
    doubtful: { with: () => ({ before: 'other' }), because: '关系转移' },
  },
  {
    entryId: 'S0075',
    applicant: 'person',
    clear: () => ({ student: false, otherPension: false }),
    doubtful: { with: () => ({ otherPension: true }), because: '重复参保' },
  },
  {
    entryId: 'S0083',
    applicant: 'person',
    clear: (today) => ({ canWork: true, seeksWork: true, endedOn: day(today, -20) }),
    doubtful: { with: (today) => ({ endedOn: day(today, 20) }), because: '还在工作' },
  },
  {
    entryId: 'S0084',
    applicant: 'person',
    clear: (today) => ({ applicantKind: 'natural', startedOn: day(today, -20), hours: 40 }),
    doubtful: { with: () => ({ hours: 70 }), because: '四十四小时' },
  },
  {
    entryId: 'S0107',
    applicant: 'person',
    clear: () => ({ employed: false }),
    doubtful: { with: () => ({ scheme: 'resident' }), because: '居民医保' },
  },
  {
    entryId: 'S0109',
    applicant: 'person',
    clear: (today) => ({ ...own, promisesStay: true, since: day(today, 5) }),
    doubtful: { with: () => ({ promisesStay: false }), because: '没有承诺' },
  },
  {
    entryId: 'S0110',
    applicant: 'person',
    clear: (today) => ({ ...own, reason: 'self', fromDate: day(today, 5) }),
    doubtful: { with: () => ({ reason: 'referral' }), because: '转诊' },
  },
  {
    entryId: 'S0121',
    applicant: 'person',
    clear: () => ({ applicantKind: 'natural', holderIdNo: woman.residentIdNo, base: 5000, share: 8 }),
    doubtful: { with: () => ({ share: 20 }), because: '高于 12%' },
  },
  {
    entryId: 'S0129',
    applicant: 'person',
    clear: () => ({}),
    doubtful: { with: () => ({ kind: 'settled' }), because: '贷款账' },
  },
  {
    entryId: 'S0227',
    applicant: 'person',
    clear: () => ({ motherIdNo: woman.residentIdNo, fatherIdNo: nobodysId('1988-01-01', '011') }),
    doubtful: { with: () => ({ motherIdNo: nobodysId('1988-01-01', '011') }), because: '不是母亲本人' },
  },
  {
    entryId: 'S0297',
    applicant: 'person',
    clear: () => ({ applicantKind: 'natural', sensitive: false, operating: false }),
    doubtful: { with: () => ({ sensitive: true }), because: '敏感区' },
  },
  {
    entryId: 'S0304',
    applicant: 'firm',
    clear: (today) => ({
      ...{ landNeed: 'no', investment: 3000, meetsPolicy: true, truthful: true },
      ...{ startOn: day(today, 60), finishOn: day(today, 400) },
    }),
    doubtful: { with: (today) => ({ finishOn: day(today, 10) }), because: '竣工不晚于开工' },
  },
  {
    entryId: 'S0308',
    applicant: 'firm',
    clear: () => ({ capacity: 500, volume: 2000, credit: false }),
    doubtful: { with: () => ({ credit: true }), because: '失信记录' },
  },
  {
    entryId: 'S0310',
    applicant: 'firm',
    clear: (today) => ({
      ...{ landNeed: false, energy: 200, investment: 800 },
      ...{ startOn: day(today, 60), finishOn: day(today, 400) },
    }),
    doubtful: { with: () => ({ energy: 5000 }), because: '节能审查' },
  },
]

/** What the shipped items say of who decides them. */
export const listDecidedItems = (seeds: string): { id: string; decision?: string; sampling?: number }[] =>
  [...readDetails(seeds).values()].flatMap(({ id, route, decision, sampling }) =>
    route === 'automatic' ? [{ id, ...(decision ? { decision } : {}), ...(sampling ? { sampling } : {}) }] : [],
  )

/** The tables that the shipped items name for eligibility, papers or fee, with the item and the use. */
export const listItemTables = (seeds: string): { id: string; use: string; key: string }[] =>
  [...readDetails(seeds).values()].flatMap(({ id, tables = {} }) =>
    Object.entries(tables).flatMap(([use, key]) => (key === undefined ? [] : { id, use, key })),
  )

export type Application = { answers: Record<string, string>; form: Record<string, unknown> }

/** Answers and fields of an item as somebody would fill them in: what `given` says, and something plausible for the rest. */
export function fillIn(item: ServiceItem, given: Given, today: Temporal.PlainDate): Application {
  const answers = answerAll(item.content.questions, given)
  return { answers, form: fillAll(item.content.form, answers, given, today) }
}

function answerAll(questions: readonly Question[], given: Given): Record<string, string> {
  const answers: Record<string, string> = {}
  for (const { id, when, options } of questions) {
    if (when !== undefined && !holds(when, answers)) continue
    const wanted = given[id] ?? options.find((one) => one.stop === undefined)?.value
    answers[id] = String(wanted)
  }
  return answers
}

function fillAll(form: Form, answers: Given, given: Given, today: Temporal.PlainDate): Record<string, unknown> {
  const filled: Record<string, unknown> = {}
  for (const field of form.sections.flatMap((section) => section.fields)) {
    if (!field.required || (field.when !== undefined && !holds(field.when, { ...answers, ...filled }))) continue
    filled[field.id] = given[field.id] ?? plausible(field, today)
  }
  return filled
}

const known: Readonly<Record<string, string>> = {
  name: woman.name,
  residentIdNo: woman.residentIdNo,
  firmName: firm.name,
  creditCode: firm.code,
}

function plausible(field: Field, today: Temporal.PlainDate): unknown {
  if (field.prefill !== undefined && known[field.prefill] !== undefined) return known[field.prefill]
  if (field.type !== 'group') return simpleValue(field, today)
  const one = Object.fromEntries(field.fields.map((inner) => [inner.id, simpleValue(inner, today)]))
  return Array.from({ length: Math.max(1, field.minItems) }, () => one)
}

function simpleValue(field: SimpleField, today: Temporal.PlainDate): unknown {
  switch (field.type) {
    case 'text':
      return '民生街'.padEnd(field.minLength ?? 0, '1').slice(0, field.maxLength)
    case 'textarea':
      return '照实填写'
    case 'number':
      return field.minimum
    case 'date':
      return today.toString()
    case 'choice':
      return field.options[0]?.value
    case 'choices':
      return [field.options[0]?.value]
    case 'yes-no':
      return true
    case 'resident-id':
      return woman.residentIdNo
    case 'credit-code':
      return firm.code
    case 'mobile':
      return '13800000000'
    case 'email':
      return 'nobody@example.cn'
  }
}
