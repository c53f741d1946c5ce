import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkForm } from '../form/check-form.ts'
import type { Field, Form, FormValues } from '../form/form.ts'
import { listFields } from '../form/list-fields.ts'
import type { Condition } from '../scenario/condition.ts'
import { holds } from '../scenario/holds.ts'
import { cleanAnswers, type Question } from '../scenario/scenario.ts'
import { Bundle, neededMembers } from './bundle.ts'
import { type AskingMember, formOfMember, mergeForms, splitAnswers } from './merge-forms.ts'

const text = (zh: string) => ({ zh, en: zh })
const today = Temporal.PlainDate.from('2026-03-02')

// A few ids, words and bounds, so that members often ask the same and as often do not quite.
const anId = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'epsilon')
const aLabel = fc.constantFrom('姓名', '地址')
const aCondition = (ids: readonly string[]): fc.Arbitrary<Condition> => {
  const atom: fc.Arbitrary<Condition> = fc
    .tuple(fc.constantFrom(...ids), fc.constantFrom('yes', 'no', 'x'))
    .map(([id, value]) => ({ eq: [id, value] }))
  return fc.oneof(
    atom,
    atom.map((part): Condition => ({ not: part })),
    fc.tuple(atom, atom).map((parts): Condition => ({ or: parts })),
    fc.tuple(atom, atom).map((parts): Condition => ({ and: parts })),
  )
}

const options = ['yes', 'no'].map((value) => ({ value, label: text(value) }))
const aQuestion = (id: string, before: readonly string[]): fc.Arbitrary<Question> =>
  fc
    .tuple(
      fc.constantFrom('问甲', '问乙'),
      before.length === 0 ? fc.constant(undefined) : fc.option(aCondition(before), { nil: undefined }),
    )
    .map(([words, when]) => ({ id, text: text(words), options, ...(when ? { when } : {}) }))

const aField = (id: string, before: readonly string[]): fc.Arbitrary<Field> =>
  fc
    .record({
      label: aLabel.map(text),
      required: fc.boolean(),
      when: before.length === 0 ? fc.constant(undefined) : fc.option(aCondition(before), { nil: undefined }),
      kind: fc.constantFrom('text' as const, 'number' as const, 'choice' as const),
      low: fc.integer({ min: 1, max: 6 }),
      span: fc.integer({ min: 0, max: 4 }),
    })
    .map(({ kind, low, span, when, ...rest }): Field => {
      const shared = { id, ...rest, purpose: text('核对'), ...(when ? { when } : {}) }
      if (kind === 'text') return { ...shared, type: 'text', minLength: low, maxLength: low + span }
      if (kind === 'number') return { ...shared, type: 'number', minimum: low, maximum: low + span }
      return { ...shared, type: 'choice', options }
    })

/** A member: some questions, then sections of fields whose conditions look only at what was asked before. */
const aMember = (entryId: string, gate: Condition | undefined): fc.Arbitrary<AskingMember> =>
  fc
    .tuple(
      fc.subarray(['one', 'two']),
      fc.uniqueArray(anId, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('who', 'what'),
    )
    .chain(([asked, ids, first]) =>
      fc.record({
        questions: fc.tuple(...asked.map((id, nth) => aQuestion(id, asked.slice(0, nth)))),
        fields: fc.tuple(...ids.map((id, nth) => aField(id, [...asked, ...ids.slice(0, nth)]))),
        cut: fc.integer({ min: 1, max: ids.length }),
        given: fc.constantFrom({}, { one: 'yes' }, { alpha: 'yes' }),
        first: fc.constant(first),
      }),
    )
    .map(({ questions, fields, cut, given, first }): AskingMember => {
      // What is given must be an answer that the member would take.
      const takes = (id: string): boolean =>
        questions.some((one) => one.id === id) || fields.some((one) => one.id === id && one.type === 'choice')
      const parts = [fields.slice(0, cut), fields.slice(cut)]
      const names = first === 'who' ? ['who', 'what'] : ['what', 'who']
      return {
        member: Bundle.shape.members.element.parse({
          entryId,
          ...(gate ? { when: gate } : {}),
          given: Object.fromEntries(Object.entries(given).filter(([id]) => takes(id))),
        }),
        name: text(entryId),
        questions,
        form: {
          sections: parts.flatMap((list, nth): Form['sections'] =>
            list.length === 0 ? [] : [{ id: names[nth] ?? '', title: text(names[nth] ?? ''), fields: list }],
          ),
        },
      }
    })

const wanted: Question = { id: 'wanted', text: text('要吗'), options }
const aBundle = fc
  .tuple(aMember('A', undefined), aMember('B', { eq: ['wanted', 'yes'] }), aMember('C', undefined))
  .map((members) => ({
    members,
    bundle: Bundle.parse({
      id: 'test',
      name: text('试'),
      aliases: ['试'],
      subjects: ['natural'],
      summary: text('试'),
      questions: [wanted],
      members: members.map((one) => one.member),
    }),
  }))

/** Answers everything that is shown, in order, as somebody would who fills in each page. */
function fillIn(questions: readonly Question[], form: Form, pick: (id: string) => number) {
  const answers: Record<string, string> = {}
  for (const question of questions)
    if (question.when === undefined || holds(question.when, answers))
      answers[question.id] = options[pick(question.id) % 2]?.value ?? ''
  const values: FormValues = {}
  for (const field of listFields(form)) {
    if (field.when !== undefined && !holds(field.when, { ...answers, ...values })) continue
    if (!field.required && pick(`${field.id}?`) % 2 === 0) continue
    if (field.type === 'text') values[field.id] = 'x'.repeat(field.minLength ?? 1)
    else if (field.type === 'number') values[field.id] = field.minimum
    else values[field.id] = options[pick(field.id) % 2]?.value
  }
  return { answers, values }
}

test('whatever the union accepts gives every member exactly its own answers, which its own form accepts', () => {
  fc.assert(
    fc.property(aBundle, fc.infiniteStream(fc.nat({ max: 99 })), ({ bundle, members }, stream) => {
      const merged = mergeForms(bundle, members)
      const chosen = new Map<string, number>()
      const pick = (id: string): number => {
        const known = chosen.get(id) ?? stream.next().value ?? 0
        chosen.set(id, known)
        return known
      }
      const typed = fillIn(merged.questions, merged.form, pick)
      if (merged.form.sections.length > 0)
        expect(checkForm(merged.form, merged.questions, { ...typed, today })).toEqual([])
      const needed = new Set(neededMembers(bundle, typed.answers).map((one) => one.entryId))
      for (const { member, questions } of members) {
        const part = merged.parts.get(member.entryId)
        if (part === undefined || !needed.has(member.entryId)) continue
        const own = splitAnswers(part, member, needed, typed)
        const form = formOfMember(part, member, needed)
        // Nothing of the others: only its own fields, each as it was typed.
        const ids = new Set(listFields(form).map((one) => one.id))
        for (const [id, value] of Object.entries(own.values)) {
          expect(ids.has(id)).toBe(true)
          expect(value).toEqual(part.given[id] ?? typed.values[part.names.get(id) ?? ''])
        }
        expect(cleanAnswers(questions, own.answers)).toEqual(own.answers)
        // Every question that the member itself would ask is answered, and its own schema is content.
        for (const question of questions)
          if (question.when === undefined || holds(question.when, own.answers))
            expect(own.answers[question.id]).toBeDefined()
        expect(checkForm(form, questions, { answers: own.answers, values: own.values, today })).toEqual([])
      }
    }),
    { numRuns: 200 },
  )
})

test('nothing is asked twice: no id stands twice, and what was kept apart is not the same', () => {
  fc.assert(
    fc.property(aBundle, ({ bundle, members }) => {
      const merged = mergeForms(bundle, members)
      const ids = [...merged.questions.map((one) => one.id), ...listFields(merged.form).map((one) => one.id)]
      expect(new Set(ids).size).toBe(ids.length)
      const plainFields = listFields(merged.form).filter((one) => one.when === undefined && one.type === 'choice')
      const asks = plainFields.map((one) => `${one.id.replace(/[ABC]$/, '')} ${one.label.zh}`)
      expect(new Set(asks).size).toBe(asks.length)
    }),
    { numRuns: 500 },
  )
})

test('what a condition looks at is asked before the condition', () => {
  fc.assert(
    fc.property(aBundle, ({ bundle, members }) => {
      const merged = mergeForms(bundle, members)
      const before = new Set<string>()
      const all: { id: string; when?: Condition | undefined }[] = [...merged.questions, ...listFields(merged.form)]
      for (const one of all) {
        for (const [, id] of JSON.stringify(one.when ?? {}).matchAll(/"(?:eq|in|gt|has)":\["(\w+)"/g))
          expect(before.has(id ?? '')).toBe(true)
        before.add(one.id)
      }
    }),
    { numRuns: 500 },
  )
})

const member = (entryId: string, fields: Field[], more: object = {}): AskingMember => ({
  member: Bundle.shape.members.element.parse({ entryId, ...more }),
  name: text(`事项${entryId}`),
  questions: [],
  form: { sections: [{ id: 'who', title: text('谁'), fields }] },
})
const named = (id: string, label: string, more: Partial<Field> = {}): Field =>
  ({ id, type: 'text', label: text(label), required: true, maxLength: 50, purpose: text('核对'), ...more }) as Field
const bundleOf = (members: readonly AskingMember[]): Bundle => ({
  ...Bundle.parse({
    id: 'test',
    name: text('试'),
    aliases: ['试'],
    subjects: ['natural'],
    summary: text('试'),
    questions: [],
    members: [{ entryId: 'A' }, { entryId: 'B' }],
  }),
  members: members.map((one) => one.member),
})

test('the same id, type and label is one field, as narrow as the narrower; another label is another field', () => {
  const members = [
    member('A', [named('name', '姓名', { maxLength: 50 } as Partial<Field>)]),
    member('B', [named('name', '姓名', { maxLength: 20 } as Partial<Field>)]),
    member('C', [named('name', '店名')]),
  ]
  const merged = mergeForms(bundleOf(members), members)
  expect(listFields(merged.form).map((one) => [one.id, one.label.zh])).toEqual([
    ['name', '姓名'],
    ['nameC', '店名'],
  ])
  expect(listFields(merged.form)[0]).toMatchObject({ maxLength: 20 })
  expect(merged.form.sections.map((one) => one.title.zh)).toEqual(['谁', '谁（事项C）'])
})

test('a field declared the same is answered by the earlier one, whatever it is called', () => {
  const members = [
    member('A', [named('shop', '店址')]),
    member('B', [named('place', '地址')], { same: { place: 'shop' } }),
  ]
  const bundle = bundleOf(members)
  const merged = mergeForms(bundle, members)
  expect(listFields(merged.form).map((one) => one.id)).toEqual(['shop'])
  const [, last] = members
  const part = merged.parts.get('B')
  if (part === undefined || last === undefined) throw new Error('B is a member')
  const own = splitAnswers(part, last.member, new Set(['A', 'B']), { answers: {}, values: { shop: '民主路 1 号' } })
  expect(own.values).toEqual({ place: '民主路 1 号' })
})

test('what is given is not there where the item would not ask it, and conditions see it so', () => {
  const fields: Field[] = [
    { ...named('kind', '种类'), type: 'choice', options, when: { eq: ['one', 'yes'] } } as Field,
    named('why', '为什么', { when: { not: { eq: ['kind', 'yes'] } } }),
  ]
  const one: AskingMember = {
    ...member('A', fields, { given: { kind: 'yes' } }),
    questions: [{ id: 'one', text: text('问'), options }],
  }
  const merged = mergeForms(bundleOf([one]), [one])
  const why = listFields(merged.form).find((field) => field.id === 'why')
  expect(why?.when && holds(why.when, { one: 'no' })).toBe(true)
  expect(why?.when && holds(why.when, { one: 'yes' })).toBe(false)
})

test('what another member’s result answers is not asked, unless nobody in the bundle gives that result', () => {
  const fills = { needs: [{ of: 'A', gives: null, fills: ['idNo'] }] }
  const members = [
    member('A', [named('name', '姓名')], { when: { eq: ['wanted', 'yes'] } }),
    member('B', [named('idNo', '号码')], fills),
  ]
  const bundle = { ...bundleOf(members), questions: [wanted] }
  const merged = mergeForms(bundle, members)
  expect(listFields(merged.form).find((one) => one.id === 'idNo')?.when).toEqual({ not: { eq: ['wanted', 'yes'] } })
  const [, last] = members
  const part = merged.parts.get('B')
  if (part === undefined || last === undefined) throw new Error('B is a member')
  expect(listFields(formOfMember(part, last.member, new Set(['A', 'B'])))).toEqual([])
  expect(listFields(formOfMember(part, last.member, new Set(['B']))).length).toBe(1)
})
