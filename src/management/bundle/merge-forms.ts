import type { Field, Form, FormValues } from '../form/form.ts'
import { pruneValues } from '../form/form-flaws.ts'
import { listFields } from '../form/list-fields.ts'
import type { Condition } from '../scenario/condition.ts'
import { type Answers, fieldsOf } from '../scenario/holds.ts'
import { cleanAnswers, type Question } from '../scenario/scenario.ts'
import { type Bundle, type BundleMember, standingNeeds } from './bundle.ts'
import { isSameQuestion, meetFields } from './meet-fields.ts'
import { allOf, anyOf, noneOf, type Reading, type Sieve, translate } from './merge-conditions.ts'

/** A member as the merging sees it: what the bundle says of it, and what its item asks. */
export type AskingMember = {
  member: BundleMember
  name: { zh: string; en: string }
  questions: readonly Question[]
  form: Form
}

/** A member's part of a merged form. */
export type MemberPart = {
  given: Readonly<Record<string, string | number | boolean>>
  questions: readonly Question[]
  form: Form
  /** The union's name of each question and field of the member. */
  names: ReadonlyMap<string, string>
}

export type MergedForm = { questions: Question[]; form: Form; parts: ReadonlyMap<string, MemberPart> }

type Section = Form['sections'][number]

/**
 * One form of several: the union of the members' questions and fields, each asked once.
 *
 * Equality. Two fields are one when they have the same id, type and label (or the bundle declares them the same), and a
 * value exists that both would take: the union then takes only such values. Two questions are one when id, words and options
 * are the same. What has the same id and is not the same is kept apart: the later one is named after its entry and stands
 * under its member's own section. So is what would be asked before something its condition looks at.
 *
 * Conditions. A field is shown when any needed member that has it would show it, and required when any of them requires it.
 * Whatever the union's schema accepts therefore gives, split again (`splitAnswers`), what each member's own schema accepts.
 */
export function mergeForms(bundle: Bundle, members: readonly AskingMember[]): MergedForm {
  const union: Union = {
    questions: bundle.questions.map((one) => ({ origin: one.id, question: one, when: one.when ?? true })),
    sections: [],
  }
  const parts = new Map<string, MemberPart>()
  for (const one of members) parts.set(one.member.entryId, addMember(union, bundle, one))
  return {
    questions: union.questions.flatMap(({ question, when }) => withCondition(question, when)),
    form: {
      sections: union.sections.flatMap(({ section, fields }) => {
        const shown = fields.flatMap(({ field, when }) => withCondition(field, when))
        return shown.length === 0 ? [] : [{ ...section, fields: shown }]
      }),
    },
    parts,
  }
}

type AskedQuestion = { origin: string; question: Question; when: Sieve }
type AskedField = { origin: string; field: Field; when: Sieve }
/** `topic`: its title before a namesake was told apart; `owner`: the entry that first asked about it. */
type AskedSection = { topic: string; owner: string; section: Omit<Section, 'fields'>; fields: AskedField[] }
type Union = { questions: AskedQuestion[]; sections: AskedSection[] }

/** With its condition over the union; nothing when it can never apply. */
function withCondition<T extends { when?: Condition | undefined }>(one: T, when: Sieve): T[] {
  const { when: _own, ...rest } = one
  return when === false ? [] : [(when === true ? rest : { ...rest, when }) as T]
}

const idsTaken = (union: Union): Set<string> =>
  new Set([
    ...union.questions.map((one) => one.question.id),
    ...union.sections.flatMap((one) => one.fields.map(({ field }) => field.id)),
  ])

/** The plain id when nobody has it; otherwise with the entry's, so that it does not change when other members do. */
const freeName = (union: Union, id: string, entryId: string): string =>
  idsTaken(union).has(id) ? `${id}${entryId.replaceAll(/[^A-Za-z0-9]/g, '')}` : id

function addMember(union: Union, bundle: Bundle, asking: AskingMember): MemberPart {
  const { member } = asking
  const needed: Sieve = member.when ?? true
  const given = { ...bundle.given, ...member.given }
  const names = new Map<string, string>()
  const asked = new Map<string, Sieve>()
  const reading: Reading = { given, nameOf: (id) => names.get(id), askedWhen: (id) => asked.get(id) ?? true }
  const read = (when: Condition | undefined): Sieve => (when === undefined ? true : translate(when, reading))
  for (const question of asking.questions) {
    const own = read(question.when)
    asked.set(question.id, own)
    if (Object.hasOwn(given, question.id)) continue
    names.set(question.id, addQuestion(union, question, allOf(needed, own), member.entryId))
  }
  for (const section of withoutColumns(asking.form, member).sections) {
    for (const field of section.fields) {
      const own = allOf(read(field.when), ...unfilled(member, bundle, field.id))
      asked.set(field.id, own)
      if (Object.hasOwn(given, field.id) || Object.hasOwn(member.rows, field.id)) continue
      names.set(field.id, addField(union, { ...asking, section }, field, allOf(needed, own)))
    }
  }
  return { given, questions: asking.questions, form: asking.form, names }
}

/** When nobody in the bundle gives the result that would answer this field. */
const unfilled = (member: BundleMember, bundle: Bundle, fieldId: string): Sieve[] =>
  member.needs
    .filter((need) => need.fills.includes(fieldId))
    .map((need) => noneOf(bundle.members.find((one) => one.entryId === need.of)?.when ?? true))

/** Without the columns of groups that a result answers: the giver of a column is always needed. */
const withoutColumns = (form: Form, member: BundleMember): Form => {
  const columns = member.needs.flatMap((need) => need.fills).filter((one) => one.includes('.'))
  return columns.length === 0 ? form : formWithout(form, new Set(columns))
}

function addQuestion(union: Union, question: Question, when: Sieve, entryId: string): string {
  const known = union.questions.findIndex(
    (one, index) =>
      one.origin === question.id &&
      isSameQuestion(one.question, question) &&
      isAskedBefore(union, when, { question: index }),
  )
  const same = union.questions[known]
  if (same !== undefined) {
    same.when = anyOf(same.when, when)
    return same.question.id
  }
  const id = freeName(union, question.id, entryId)
  union.questions.push({ origin: question.id, question: { ...question, id }, when })
  return id
}

type Spot = { question: number } | { section: number; field: number }

/** Is everything this condition looks at asked before this spot? Questions come before all fields. */
function isAskedBefore(union: Union, when: Sieve, spot: Spot): boolean {
  if (typeof when === 'boolean') return true
  const before = new Set(
    'question' in spot
      ? union.questions.slice(0, spot.question).map((one) => one.question.id)
      : [
          ...union.questions.map((one) => one.question.id),
          ...union.sections
            .slice(0, spot.section + 1)
            .flatMap((one, index) => (index < spot.section ? one.fields : one.fields.slice(0, spot.field)))
            .map(({ field }) => field.id),
        ],
  )
  return fieldsOf(when).every((id) => before.has(id))
}

type Place = AskingMember & { section: Section }

function addField(union: Union, place: Place, field: Field, when: Sieve): string {
  const linked = place.member.same[field.id]
  for (const [section, { fields }] of union.sections.entries()) {
    for (const [index, known] of fields.entries()) {
      if (known.origin !== (linked ?? field.id) || !isAskedBefore(union, when, { section, field: index })) continue
      if (linked === undefined && known.field.label.zh !== field.label.zh) continue
      const met = meetFields(known.field, field)
      if (met === null) continue
      known.field = met
      known.when = anyOf(known.when, when)
      return met.id
    }
  }
  const id = freeName(union, field.id, place.member.entryId)
  // What is kept apart from a namesake stands where it is plain which item asks it.
  sectionFor(union, place, when, id !== field.id).fields.push({ origin: field.id, field: { ...field, id }, when })
  return id
}

/** Sections of one title are one topic, and one page; what is kept apart from a namesake stands under its own item. */
function sectionFor(union: Union, place: Place, when: Sieve, isApart: boolean): AskedSection {
  const { section, member, name } = place
  const { entryId } = member
  const found = union.sections.find(
    (one, index) =>
      one.topic === section.title.zh &&
      (one.owner === entryId || (!isApart && one.section.title.zh === one.topic)) &&
      isAskedBefore(union, when, { section: index, field: one.fields.length }),
  )
  if (found !== undefined) return found
  const { fields: _fields, ...head } = section
  const isTaken = union.sections.some((one) => one.section.id === section.id)
  const isNamesake = union.sections.some((one) => one.topic === section.title.zh)
  const made: AskedSection = {
    topic: section.title.zh,
    owner: entryId,
    section: {
      ...head,
      id: isTaken ? `${section.id}-${entryId.toLowerCase()}` : section.id,
      title: isNamesake ? { zh: `${head.title.zh}（${name.zh}）`, en: `${head.title.en} (${name.en})` } : head.title,
    },
    fields: [],
  }
  union.sections.push(made)
  return made
}

/** A form without these fields (`field`) and columns of groups (`group.field`). */
export function formWithout(form: Form, left: ReadonlySet<string>): Form {
  const keep = (field: Field): Field[] => {
    if (left.has(field.id)) return []
    if (field.type !== 'group') return [field]
    const fields = field.fields.filter((one) => !left.has(`${field.id}.${one.id}`))
    return fields.length === 0 ? [] : [fields.length === field.fields.length ? field : { ...field, fields }]
  }
  return {
    sections: form.sections.flatMap((section) => {
      const fields = section.fields.flatMap(keep)
      return fields.length === 0 ? [] : [{ ...section, fields }]
    }),
  }
}

const formsWithout = new WeakMap<Form, Map<string, Form>>()

/** What a member's item asks when these members are needed: its form without what their results answer. */
export function formOfMember(part: MemberPart, member: BundleMember, needed: ReadonlySet<string>): Form {
  const left = standingNeeds(member, needed).flatMap((need) => need.fills)
  if (left.length === 0) return part.form
  // One form for one set of givers: validators are kept by the form they were made from.
  const known = formsWithout.get(part.form) ?? new Map<string, Form>()
  formsWithout.set(part.form, known)
  const key = left.join()
  const form = known.get(key) ?? formWithout(part.form, new Set(left))
  known.set(key, form)
  return form
}

/** One member's own answers and values out of the union's: exactly what its item asks, nothing of the others. */
export function splitAnswers(
  part: MemberPart,
  member: BundleMember,
  needed: ReadonlySet<string>,
  typed: { answers: Answers; values: FormValues },
): { answers: Record<string, string>; values: FormValues } {
  const nameOf = (id: string): string => part.names.get(id) ?? ''
  const raw = part.questions.map(({ id }): [string, unknown] => [id, part.given[id] ?? typed.answers[nameOf(id)]])
  const answers = cleanAnswers(part.questions, Object.fromEntries(raw))
  const form = formOfMember(part, member, needed)
  const values = listFields(form).map((field): [string, unknown] => {
    const row = member.rows[field.id]
    if (row === undefined) return [field.id, part.given[field.id] ?? typed.values[nameOf(field.id)]]
    const cells = Object.entries(row).map(([id, from]): [string, unknown] => [
      id,
      'value' in from ? from.value : typed.values[from.field],
    ])
    return [field.id, [Object.fromEntries(cells)]]
  })
  return { answers, values: pruneValues(form, answers, Object.fromEntries(values)) }
}
