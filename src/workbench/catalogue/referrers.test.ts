import { expect, test } from 'vitest'
import type { EntryContent } from '#management'
import {
  answerRenamed,
  type Referring,
  referrersOfAnswer,
  referrersOfAsked,
  referrersOfPaper,
  renamedInConditions,
} from './referrers.ts'

const both = (zh: string) => ({ zh, en: zh })
const content = {
  materials: [{ no: 5, name: both('结婚证'), when: { eq: ['marriage', 'married'] } }],
  questions: [
    { id: 'marriage', text: both('结婚了吗'), options: [] },
    { id: 'follow', text: both('随谁'), when: { in: ['marriage', ['married', 'divorced']] }, options: [] },
  ],
  form: {
    sections: [
      {
        id: 'parents',
        title: both('父母'),
        fields: [{ id: 'fatherName', label: both('父亲'), when: { not: { eq: ['marriage', 'unmarried'] } } }],
      },
    ],
  },
} as unknown as EntryContent
const referring: Referring = {
  content,
  tables: [{ key: 'birth-papers', title: both('出生材料'), asks: ['follow', 'motherIdNoAge'], papers: [3, 5] }],
  bundles: [{ name: both('新生儿'), papers: [2], asked: ['fatherName'] }],
}

test('whoever counts on a question is named before it goes: papers, later questions, fields', () => {
  expect(referrersOfAsked(referring, 'marriage')).toEqual([
    '材料“结婚证”的条件',
    '情形问题“随谁”的条件',
    '字段“父亲”的条件',
  ])
  expect(referrersOfAsked(referring, 'follow')).toEqual(['决策表“出生材料”（birth-papers）'])
  expect(referrersOfAsked(referring, 'fatherName')).toEqual(['一件事“新生儿”'])
  // A table that asks for an age counts on the field with the identity number.
  expect(referrersOfAsked(referring, 'motherIdNo')).toEqual(['决策表“出生材料”（birth-papers）'])
  expect(referrersOfAsked(referring, 'nobody')).toEqual([])
})

test('whoever counts on one answer is named, and not who counts on another', () => {
  expect(referrersOfAnswer(referring, 'marriage', 'divorced')).toEqual(['情形问题“随谁”的条件'])
  expect(referrersOfAnswer(referring, 'marriage', 'unmarried')).toEqual(['字段“父亲”的条件'])
})

test('a paper is named by tables and bundles', () => {
  expect(referrersOfPaper(referring, 5)).toEqual(['决策表“出生材料”（birth-papers）'])
  expect(referrersOfPaper(referring, 2)).toEqual(['一件事“新生儿”'])
  expect(referrersOfPaper(referring, 1)).toEqual([])
})

test('conditions follow a question or an answer that is called otherwise', () => {
  const renamed = renamedInConditions(content, 'marriage', 'wedding')
  expect(renamed.materials[0]?.when).toEqual({ eq: ['wedding', 'married'] })
  expect(renamed.questions[1]?.when).toEqual({ in: ['wedding', ['married', 'divorced']] })
  expect(renamed.form.sections[0]?.fields[0]?.when).toEqual({ not: { eq: ['wedding', 'unmarried'] } })
  const answered = answerRenamed(content, 'marriage', 'married', 'yes')
  expect(answered.materials[0]?.when).toEqual({ eq: ['marriage', 'yes'] })
  expect(answered.questions[1]?.when).toEqual({ in: ['marriage', ['yes', 'divorced']] })
})
