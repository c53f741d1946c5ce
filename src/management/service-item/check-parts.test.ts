import { expect, test } from 'vitest'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
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

test('a field that nobody could fill in is found', () => {
  const [section] = birth.form.sections
  const both = { zh: '面积', en: 'Area' }
  const base = { id: 'area', label: both, required: true, purpose: both }
  const form = section
    ? { sections: [{ ...section, fields: [{ ...base, type: 'number' as const, minimum: 9, maximum: 1 }] }] }
    : birth.form
  expect(placesOf({ form }, 'bounds-in-order')).toEqual(['form/sections/0/fields/0/minimum'])
})
