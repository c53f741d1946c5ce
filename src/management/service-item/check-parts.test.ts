import { expect, test } from 'vitest'
import { EntryContent } from '../catalogue/catalogue-entry.ts'
import type { Field } from '../form/form.ts'
import { readSeedEntries } from '../load-seeds.ts'
import { checkParts } from './check-parts.ts'

const birth = readSeedEntries('seeds').find((one) => one.entryId === 'S0001')?.content as EntryContent
const placesOf = (change: Partial<EntryContent>, rule: string): string[] =>
  checkParts({ ...birth, ...change }).flatMap((one) => (one.rule === rule ? (one.places ?? []) : []))
const withWhen = (when: EntryContent['materials'][number]['when']): Partial<EntryContent> => ({
  materials: birth.materials.map((one) => (one.no === 5 && when ? { ...one, when } : one)),
})

test('a sound entry has no error in any of its parts', () => {
  expect(checkParts(birth).filter((one) => one.severity === 'error')).toEqual([])
})

test('a condition on a question that is gone is found at its paper, its question and its field', () => {
  const questions = birth.questions.filter((one) => one.id !== 'marriage')
  expect(placesOf({ questions }, 'conditions-know-fields')).toEqual([
    'materials/4/when',
    'questions/2/when',
    'questions/3/when',
    'form/sections/2/fields/2/when',
    'form/sections/2/fields/3/when',
  ])
})

test('what papers are asked for is settled by the questions: a condition on a field of the form is found', () => {
  const field = birth.form.sections.flatMap(({ fields }) => fields)[0]?.id ?? ''
  expect(placesOf(withWhen({ eq: [field, 'x'] }), 'conditions-look-back')).toEqual(['materials/4/when'])
})

test('a condition on an answer that is gone, or on none, is found', () => {
  expect(placesOf(withWhen({ eq: ['marriage', 'widowed'] }), 'conditions-know-answers')).toEqual(['materials/4/when'])
  expect(placesOf(withWhen({ not: { in: ['marriage', []] } }), 'conditions-complete')).toEqual(['materials/4/when'])
  expect(placesOf(withWhen({ eq: ['marriage', 'married'] }), 'conditions-know-answers')).toEqual([])
})

test('a condition looks back only: what comes later has not been answered', () => {
  const [first, ...others] = birth.questions
  const questions = first ? [{ ...first, when: { eq: ['marriage', 'married'] as [string, string] } }, ...others] : []
  expect(placesOf({ questions }, 'conditions-look-back')).toEqual(['questions/0/when'])
})

test('an id that is used twice is found where it is used again', () => {
  const [first, second, ...others] = birth.questions
  const questions = first && second ? [first, { ...second, id: first.id }, ...others] : []
  expect(placesOf({ questions }, 'named-once')).toEqual(['questions/1/id'])
  const materials = birth.materials.map((one) => (one.no === 2 ? { ...one, no: 1 } : one))
  expect(placesOf({ materials }, 'named-once')).toEqual(['materials/1/no'])
})

const both = { zh: '面积', en: 'Area' }
const withField = (bounds: object): EntryContent => ({
  ...birth,
  form: {
    sections: birth.form.sections.slice(0, 1).map((one) => ({
      ...one,
      fields: [{ id: 'area', label: both, required: true, purpose: both, ...bounds } as Field],
    })),
  },
})
const boundsWrong = (bounds: object) => placesOf(withField(bounds), 'bounds-in-order')

test('a field that nobody could fill in is found', () => {
  const place = 'form/sections/0/fields/0'
  expect(boundsWrong({ type: 'number', minimum: 9, maximum: 1 })).toEqual([`${place}/minimum`])
  expect(boundsWrong({ type: 'number', minimum: 0.2, maximum: 0.8, integer: true })).toEqual([`${place}/minimum`])
  expect(boundsWrong({ type: 'number', minimum: 0.2, maximum: 0.8 })).toEqual([])
  expect(boundsWrong({ type: 'text', minLength: 9, maxLength: 8 })).toEqual([`${place}/minLength`])
})

test('a length that is none, or less than none, is refused at its place before anything is saved', () => {
  const refused = (bounds: object) =>
    EntryContent.safeParse(withField(bounds)).error?.issues.map(({ path }) => path.at(-1))
  for (const type of ['text', 'textarea']) {
    for (const maxLength of [-5, 0, 1.5, 1_000_000]) expect(refused({ type, maxLength })).toEqual(['maxLength'])
    expect(refused({ type, maxLength: 1 })).toBeUndefined()
  }
  expect(refused({ type: 'text', maxLength: 9, minLength: -1 })).toEqual(['minLength'])
  const row = { id: 'no', type: 'text', label: both, purpose: both, required: true, maxLength: 0 }
  const group = { type: 'group', minItems: 1, maxItems: 2, itemLabel: both, fields: [row] }
  expect(refused(group)).toEqual(['maxLength'])
  expect(refused({ ...group, minItems: -1, fields: [{ ...row, maxLength: 9 }] })).toEqual(['minItems'])
})

test('an id that every object has already is found, whether it is a question, a section, a field or one in a group', () => {
  const [section] = birth.form.sections
  const row = { id: 'valueOf', type: 'text' as const, label: both, purpose: both, required: true, maxLength: 9 }
  const group = {
    ...row,
    id: 'toString',
    type: 'group' as const,
    minItems: 1,
    maxItems: 2,
    itemLabel: both,
    fields: [row],
  }
  const form = { sections: section ? [{ ...section, id: 'constructor', fields: [group] }] : [] }
  const questions = birth.questions.slice(0, 1).map((one) => ({ ...one, id: 'constructor' }))
  expect(placesOf({ form, questions }, 'ids-not-reserved')).toEqual([
    'questions/0/id',
    'form/sections/0/fields/0/id',
    'form/sections/0/id',
    'form/sections/0/fields/0/fields/0/id',
  ])
})

test('a question that everybody is asked and nobody passes is an error; one that only some are asked is told', () => {
  const stopping = birth.questions.map((one) => ({
    ...one,
    options: one.options.map((option) => ({ ...option, stop: { why: both } })),
  }))
  const asked = birth.questions.flatMap(({ when }, at) => (when === undefined ? [`questions/${at}/options`] : []))
  expect(placesOf({ questions: stopping }, 'somebody-goes-on')).toEqual(asked)
  expect(placesOf({ questions: stopping }, 'some-go-on')).toHaveLength(stopping.length - asked.length)
})

test('days that no calendar has, and words that say nothing or never end, are refused at their place', () => {
  const refused = (change: object) =>
    EntryContent.safeParse({ ...birth, ...change }).error?.issues.map((one) => one.path.join('/'))
  expect(refused({})).toBeUndefined()
  expect(refused({ effectiveOn: '2026-13-45' })).toEqual(['effectiveOn'])
  expect(refused({ cancelOn: '2026-02-30' })).toEqual(['cancelOn'])
  expect(refused({ name: { zh: '  ', en: 'Name' } })).toEqual(['name/zh'])
  expect(refused({ paused: { zh: '　', en: ' ' } })).toEqual(['paused/zh', 'paused/en'])
  expect(refused({ name: { zh: '名'.repeat(201), en: 'Name' } })).toEqual(['name/zh'])
  expect(refused({ paused: { zh: '因'.repeat(4_001), en: 'Why' } })).toEqual(['paused/zh'])
})
