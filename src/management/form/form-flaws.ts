import type { ErrorObject } from 'ajv'
import type { Flaw, Text } from '#base'
import { type Answers, holds } from '../scenario/holds.ts'
import type { Field, Form, FormValues, SimpleField } from './form.ts'
import { formats } from './formats.ts'
import { listFields } from './list-fields.ts'

// Nothing here needs the server: the browser's validator is bundled with these same functions.

/** What a compiled validator looks like, on either side. */
export type Validate = ((instance: unknown) => boolean) & { errors?: readonly ErrorObject[] | null }

/** Drops what does not apply: fields that no condition shows, and empty texts. What remains is what is submitted. */
export function pruneValues(form: Form, answers: Answers, values: FormValues): FormValues {
  const kept: FormValues = {}
  for (const field of listFields(form)) {
    if (field.when !== undefined && !holds(field.when, { ...answers, ...kept })) continue
    const value = values[field.id]
    if (value === undefined || value === null || value === '') continue
    kept[field.id] = value
  }
  return kept
}

/**
 * All flaws of answers and values, at once: what the validator of the form's JSON Schema says, in sentences, and dates
 * against `today` (ISO). Each flaw carries the JSON pointer of its field below `/form`.
 */
export function flawsOf(
  form: Form,
  validate: Validate,
  input: { answers: Answers; values: FormValues; today: string },
): Flaw[] {
  const values = pruneValues(form, input.answers, input.values)
  const flaws: Flaw[] = []
  if (!validate({ ...input.answers, ...values })) {
    for (const error of validate.errors ?? []) {
      const flaw = flawOf(form, error)
      if (flaw !== null && !flaws.some((known) => known.pointer === flaw.pointer)) flaws.push(flaw)
    }
  }
  return inOrder(form, [...flaws, ...dateFlaws(form, values, input.today)])
}

/** As they stand in the form: whoever goes through the list goes down the page. What no field has comes first. */
function inOrder(form: Form, flaws: readonly Flaw[]): Flaw[] {
  const fields = listFields(form)
  const placeOf = ({ pointer }: Flaw): number[] => {
    const [, , first, row, inner] = pointer.split('/')
    const at = fields.findIndex((one) => one.id === first)
    const field = fields[at]
    const within = field?.type === 'group' ? field.fields.findIndex((one) => one.id === inner) : -1
    return [at, Number(row ?? -1), within]
  }
  const places = new Map(flaws.map((flaw) => [flaw, placeOf(flaw)]))
  return flaws.toSorted((one, other) => comparePlaces(places.get(one) ?? [], places.get(other) ?? []))
}

const comparePlaces = (one: readonly number[], other: readonly number[]): number =>
  one.map((at, index) => at - (other[index] ?? 0)).find((difference) => difference !== 0) ?? 0

function flawOf(form: Form, error: ErrorObject): Flaw | null {
  // `if` only reports that one of the others failed.
  if (error.keyword === 'if') return null
  const missing = error.keyword === 'required' ? `/${String(error.params['missingProperty'])}` : ''
  const extra = error.keyword === 'additionalProperties' ? `/${String(error.params['additionalProperty'])}` : ''
  const path = `${error.instancePath}${missing}${extra}`
  const field = fieldAt(form, path)
  return { pointer: `/form${path}`, sentence: sentenceFor(error, field) }
}

function fieldAt(form: Form, path: string): Field | undefined {
  const [, first, , third] = path.split('/')
  const field = listFields(form).find((one) => one.id === first)
  if (field?.type !== 'group' || third === undefined) return field
  return field.fields.find((one) => one.id === third) ?? field
}

const asks: Readonly<Record<string, Text>> = {
  'resident-id': {
    zh: '应为 18 位身份证号，最后一位可能是 X；请对照身份证核对。',
    en: 'must be the 18-character identity number, which may end in X. Check it against the card.',
  },
  'credit-code': {
    zh: '应为 18 位统一社会信用代码；请对照营业执照核对。',
    en: 'must be the 18-character credit code. Check it against the business licence.',
  },
  mobile: { zh: '应为 11 位手机号，以 1 开头。', en: 'must be an 11-digit mobile number beginning with 1.' },
  email: { zh: '应像 name@example.cn 这样写。', en: 'must look like name@example.cn.' },
  date: { zh: '应为真实的日期，如 2026-03-16。', en: 'must be a real date, such as 2026-03-16.' },
}

function missing(zh: string, en: string, field: Field | undefined): Text {
  const quoted = field === undefined ? en : `“${en}”`
  return field?.type === 'choice' || field?.type === 'yes-no' || field?.type === 'choices'
    ? { zh: `请选择${zh}。`, en: `${quoted} is not answered: choose an answer.` }
    : { zh: `请填写${zh}。`, en: `${quoted} is missing: enter it.` }
}

function sentenceFor(error: ErrorObject, field: Field | undefined): Text {
  const zh = field?.label.zh ?? '这一项'
  const en = field?.label.en ?? 'This field'
  const params = error.params as Record<string, unknown>
  switch (error.keyword) {
    case 'required':
      return missing(zh, en, field)
    case 'format': {
      const ask = asks[String(params['format'])]
      return ask === undefined ? wrong(zh, en) : { zh: `${zh}${ask.zh}`, en: `${en} ${ask.en}` }
    }
    case 'minLength':
      return Number(params['limit']) <= 1
        ? missing(zh, en, field)
        : { zh: `${zh}至少 ${params['limit']} 个字。`, en: `${en} needs at least ${params['limit']} characters.` }
    case 'maxLength':
      return {
        zh: `${zh}最多 ${params['limit']} 个字，请写短一些。`,
        en: `${en} takes at most ${params['limit']} characters. Shorten it.`,
      }
    case 'minimum':
      return { zh: `${zh}不能小于 ${params['limit']}。`, en: `${en} cannot be less than ${params['limit']}.` }
    case 'maximum':
      return { zh: `${zh}不能大于 ${params['limit']}。`, en: `${en} cannot be more than ${params['limit']}.` }
    case 'type':
      return field?.type === 'number'
        ? {
            zh: `${zh}应填数字${field.integer ? '（整数）' : ''}。`,
            en: `${en} must be a ${field.integer ? 'whole ' : ''}number.`,
          }
        : wrong(zh, en)
    case 'enum':
      return { zh: `请从列出的选项中选择${zh}。`, en: `Choose one of the listed options: ${en}.` }
    case 'minItems':
      return { zh: `${zh}至少要有 ${params['limit']} 项。`, en: `${en}: at least ${params['limit']}.` }
    case 'maxItems':
      return { zh: `${zh}最多 ${params['limit']} 项。`, en: `${en}: at most ${params['limit']}.` }
    case 'additionalProperties':
      return { zh: '这份表单里没有这一项，请去掉。', en: 'The form has no such field. Leave it out.' }
    // Ajv's set of keywords is open; whatever else it reports gets the general sentence.
    default:
      return wrong(zh, en)
  }
}

const wrong = (zh: string, en: string): Text => ({ zh: `${zh}填写有误，请核对。`, en: `${en} is not right. Check it.` })

/** Dates against today, also those within the rows of a group. */
const dateFlaws = (form: Form, values: FormValues, today: string): Flaw[] =>
  listFields(form).flatMap((field) => {
    const value = values[field.id]
    if (field.type !== 'group') return dateFlaw(field, value, `/form/${field.id}`, today)
    const rows: unknown[] = Array.isArray(value) ? value : []
    return rows.flatMap((row, index) =>
      field.fields.flatMap((inner) =>
        dateFlaw(inner, valueIn(row, inner.id), `/form/${field.id}/${index}/${inner.id}`, today),
      ),
    )
  })

// What was sent may be anything: a row that is no object has no values, and the schema says so.
const valueIn = (row: unknown, id: string): unknown =>
  typeof row === 'object' && row !== null ? (row as FormValues)[id] : undefined

function dateFlaw(field: SimpleField, value: unknown, pointer: string, today: string): Flaw[] {
  if (field.type !== 'date' || typeof value !== 'string' || !formats.date(value)) return []
  // ISO dates compare as text; older browsers have no Temporal.
  if (field.notAfterToday && value > today) {
    return [
      { pointer, sentence: { zh: `${field.label.zh}不能晚于今天。`, en: `${field.label.en} cannot be after today.` } },
    ]
  }
  if (field.notBeforeToday && value < today) {
    return [
      { pointer, sentence: { zh: `${field.label.zh}不能早于今天。`, en: `${field.label.en} cannot be before today.` } },
    ]
  }
  return []
}
