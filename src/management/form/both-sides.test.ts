import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkResidentId, isResidentId } from '#standards'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { loadCity } from '../city.ts'
import { type Answers, holds } from '../scenario/holds.ts'
import type { Question } from '../scenario/scenario.ts'
import { checkForm } from './check-form.ts'
import type { Field, Form, FormValues, SimpleField } from './form.ts'
import { listFields } from './list-fields.ts'
import { validatorModule } from './validator-module.ts'

type Flaws = { pointer: string; sentence: { zh: string; en: string } }[]
type Browser = {
  form: Form
  check: (input: { answers: Answers; values: FormValues; today: string }) => Flaws
}

const { db } = await freshDatabase()
const city = await loadCity(db, '4108', 'Asia/Shanghai')
// Forms that differ only in the item's name ask and check the same.
const forms = new Map<string, { name: string; form: Form; questions: readonly Question[] }>()
for (const { published } of city.entries.values()) {
  const { name, form, questions } = published.content
  const shape = JSON.stringify([form, questions]).replaceAll(name.zh, '').replaceAll(name.en, '')
  if (!forms.has(shape)) forms.set(shape, { name: name.zh, form, questions })
}

const today = '2026-03-02'

const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom('', ' ', '０', '-1', '1e9', 'x'.repeat(3000), '2026-02-30', '9999-12-31', '__proto__', 'null'),
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
)

function fitting(field: Field): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'text':
    case 'textarea':
      // Around both ends of what is allowed, with letters outside the first plane: they count as one.
      return fc.oneof(
        fc.string({ unit: fc.constantFrom('字', '𠮷', 'a'), maxLength: 12 }),
        fc.constantFrom(field.maxLength, field.maxLength + 1).map((length) => '𠮷'.repeat(length)),
      )
    case 'number':
      return fc.oneof(
        fc.integer({ min: Math.ceil(field.minimum), max: Math.floor(field.maximum) }),
        fc.constantFrom(field.minimum - 1, field.minimum, field.maximum, field.maximum + 1, field.minimum + 0.5),
      )
    case 'date':
      return fc.constantFrom(today, '2026-03-01', '2026-03-03', '2000-02-29', '1900-02-29', '1899-12-31', '2026-3-1')
    case 'choice':
      return fc.constantFrom(...field.options.map((one) => one.value))
    case 'choices':
      return fc.array(fc.constantFrom(...field.options.map((one) => one.value)), { maxLength: 4 })
    case 'yes-no':
      return fc.boolean()
    case 'resident-id':
      return fc.constantFrom('11010519491231002X', '440524188001010014', '11010519491231002x', '110105194912310021')
    case 'credit-code':
      return fc.constantFrom('91410800MA0000007L', '91410800MA0000007M', '91410800ma0000007l')
    case 'mobile':
      return fc.constantFrom('13800000001', '12800000001', '138 0000 0001', '+8613800000001')
    case 'email':
      return fc.constantFrom('a@example.cn', 'a@example', 'a b@example.cn', `${'a'.repeat(250)}@b.cn`)
    case 'group':
      return fc.array(recordOf(field.fields), { maxLength: Math.min(6, field.maxItems + 1) })
  }
}
const recordOf = (fields: readonly SimpleField[]): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(fields.map((one) => [one.id, fc.oneof({ weight: 5, arbitrary: fitting(one) }, junk)])), {
    requiredKeys: [],
  })
/** What could be in a form when it is sent: mostly what fits, some of it missing, some of it nonsense. */
const valuesOf = (form: Form): fc.Arbitrary<FormValues> =>
  fc
    .record(
      {
        ...Object.fromEntries(
          listFields(form).map((one) => [one.id, fc.oneof({ weight: 8, arbitrary: fitting(one) }, junk)]),
        ),
        unknownField: junk,
      },
      { requiredKeys: [] },
    )
    .map((values) => values as FormValues)
const answersOf = (questions: readonly Question[]): fc.Arbitrary<Answers> =>
  fc.record(
    Object.fromEntries(
      questions.map((one) => [one.id, fc.constantFrom(...one.options.map((option) => option.value), 'none-of-them')]),
    ),
    { requiredKeys: [] },
  ) as fc.Arbitrary<Answers>

const browserOf = async (form: Form, questions: readonly Question[]): Promise<Browser> => {
  const { code } = await validatorModule(form, questions)
  // An old browser: one without Temporal.
  const source = Buffer.from(`const Temporal = undefined;${code}`).toString('base64')
  return (await import(/* @vite-ignore */ `data:text/javascript;base64,${source}`)) as Browser
}

test('the validator that a page loads is plain code: nothing in it is made from text', async () => {
  for (const { form, questions } of [...forms.values()].slice(0, 3)) {
    const { code } = await validatorModule(form, questions)
    expect(/\bnew Function\b|\beval\(/.test(code)).toBe(false)
  }
})

test('an identity number is one or not whether or not the browser has Temporal', () => {
  const digit = fc.integer({ min: 0, max: 9 }).map(String)
  const number = fc
    .tuple(fc.constantFrom('11', '41', '83', '99'), fc.array(digit, { minLength: 15, maxLength: 15 }))
    .map(([province, digits]) => `${province}${digits.join('')}`)
  const dated = fc
    .tuple(
      number,
      fc.integer({ min: 1895, max: 2105 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    )
    .map(([one, year, month, day]) => `${one.slice(0, 6)}${year}${pad(month)}${pad(day)}${one.slice(14)}`)
  fc.assert(
    fc.property(fc.oneof(number, dated), (first17) => {
      for (const last of '0123456789X') {
        const value = `${first17}${last}`
        expect(isResidentId(value)).toBe(checkResidentId(value).ok)
      }
    }),
    { seed: 11643, numRuns: 500 },
  )
})
const pad = (value: number): string => String(value).padStart(2, '0')

test('there are as many forms as the seeds have', () => {
  expect(forms.size).toBeGreaterThanOrEqual(48)
})

describe.each([...forms.values()])('$name', async ({ form, questions }) => {
  const browser = await browserOf(form, questions)

  test('browser and server find the same flaws, at the same fields, in the same words', () => {
    fc.assert(
      fc.property(answersOf(questions), valuesOf(form), (answers, values) => {
        const server = checkForm(form, questions, { answers, values, today: Temporal.PlainDate.from(today) })
        expect(browser.check({ answers, values, today })).toEqual(server)
        const names = new Set([...listFields(form), ...questions].map((one) => one.id))
        for (const { pointer, sentence } of server) {
          expect([...names, undefined]).toContain(pointer.split('/')[2])
          expect(sentence.zh).toMatch(/。$/)
          expect(sentence.en).toMatch(/\.$/)
        }
      }),
      { seed: 41_08, numRuns: 40 },
    )
  })

  test('a field that its condition shows is asked for when it is required, and only then', () => {
    fc.assert(
      fc.property(answersOf(questions), valuesOf(form), (answers, values) => {
        const flaws = checkForm(form, questions, { answers, values, today: Temporal.PlainDate.from(today) })
        const kept: FormValues = {}
        for (const field of listFields(form)) {
          const shown = field.when === undefined || holds(field.when, { ...answers, ...kept } as Answers)
          const value = values[field.id]
          const given = shown && value !== undefined && value !== null && value !== ''
          if (given) kept[field.id] = value
          const asked = flaws.some((one) => one.pointer === `/form/${field.id}`)
          if (!given) expect(asked, field.id).toBe(shown && field.required)
        }
      }),
      { seed: 2026, numRuns: 40 },
    )
  })
})
