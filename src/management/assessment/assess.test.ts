import { expect, test } from 'vitest'
import { compileDecisions } from '#bpmn'
import { dmnOf, type TableDraft } from '../../../test/helpers/dmn.ts'
import type { MaterialRequirement } from '../catalogue/catalogue-entry.ts'
import type { Question } from '../scenario/scenario.ts'
import { assessEligibility, assessFee } from './assess.ts'
import { listApplicableMaterials } from './choose-papers.ts'
import { factsOfAnswers } from './facts-of-answers.ts'
import type { ItemTable } from './item-table.ts'

async function tableOf(draft: TableDraft, version = 3): Promise<ItemTable> {
  const compiled = await compileDecisions(dmnOf(draft))
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems))
  return { key: 'trial', version, decisions: compiled.decisions }
}

const question = (id: string, values: string[], when?: Question['when']): Question => ({
  id,
  text: { zh: `${id}问`, en: `${id}?` },
  ...(when ? { when } : {}),
  options: values.map((value) => ({ value, label: { zh: value, en: value } })),
})
const questions = [
  question('holder', ['adult', 'minor']),
  question('official', ['yes', 'no'], { eq: ['holder', 'adult'] }),
]
const form = { sections: [] }

const fees: TableDraft = {
  id: 'fee',
  policy: 'UNIQUE',
  inputs: [['holder', 'string']],
  outputs: [
    ['amount', 'number'],
    ['basis', 'string'],
  ],
  rules: [
    [['"adult"'], ['16.5', '"收费目录"'], ['成年人 16.5 元', 'Adults: 16.50 yuan']],
    [['"minor"'], ['0.1 + 0.2', '"收费目录"'], ['未成年人', 'Minors']],
  ],
}
const item = (use: 'fee' | 'eligibility', table: ItemTable | undefined) => ({
  content: { questions, form, tables: { [use]: 'trial' } },
  tables: table === undefined ? {} : { [use]: table },
})

test('a fee is told with its basis, the rule that fired and the version of the table', async () => {
  expect(assessFee(item('fee', await tableOf(fees)), { holder: 'adult' })).toEqual({
    table: { key: 'trial', version: 3, id: 'fee' },
    amount: 16.5,
    basis: '收费目录',
    reason: { zh: '成年人 16.5 元', en: 'Adults: 16.50 yuan' },
    rules: [{ decision: '试验', rule: 1, says: { zh: '成年人 16.5 元', en: 'Adults: 16.50 yuan' } }],
    inputs: { holder: 'adult' },
  })
})

test('a sum of tenths that a computer cannot hold exactly is still thirty cents', async () => {
  expect(assessFee(item('fee', await tableOf(fees)), { holder: 'minor' })?.amount).toBe(0.3)
})

test('what is calculated is calculated in decimals, to the cent', async () => {
  const amountOf = async (amount: string) => {
    const rules = [[['"adult"'], [amount, '"收费目录"'], ['成年人', 'Adults']]] as typeof fees.rules
    return assessFee(item('fee', await tableOf({ ...fees, rules })), { holder: 'adult' })?.amount
  }
  for (const [text, amount] of [
    ['ceiling(100 * 1.1)', 110],
    ['ceiling(110 * 1.1)', 121],
    ['floor(2.3 * 100) / 100', 2.3],
    ['floor(4.35 * 100) / 100', 4.35],
    ['floor(1.15 * 100) / 100', 1.15],
    ['round half up(67 * 0.015, 2)', 1.01],
    ['round half up(1.005, 2)', 1.01],
    ['round half down(1.005, 2)', 1],
    ['round down(4.35, 2)', 4.35],
    ['round up(4.351, 2)', 4.36],
    ['round up(1234.5, -2)', 1300],
    ['if 0.1 * 3 > 0.3 then 10 else 5', 5],
    ['sum([0.1, 0.2]) * 100', 30],
    ['19.9 * 3', 59.7],
    ['2 * (0.1 + 0.2) * 10', 6],
  ] as const)
    expect(await amountOf(text), text).toBe(amount)
})

test('an amount of more than two decimals is no amount, however large it is', async () => {
  for (const amount of ['600000.005', '1234567.891', '1000000 / 3', '10 / 3', '16.505']) {
    const rules = [[['"adult"'], [amount, '"收费目录"'], ['成年人', 'Adults']]] as typeof fees.rules
    expect(assessFee(item('fee', await tableOf({ ...fees, rules })), { holder: 'adult' })?.amount, amount).toBeNull()
  }
})

test('an item that names no table has no fee by rule, and no eligibility', () => {
  const bare = { content: { questions, form }, tables: {} }
  expect(assessFee(bare, {})).toBeNull()
  expect(assessEligibility(bare, {})).toBeNull()
})

test('while an answer is missing there is no amount, and the question is named in both languages', async () => {
  expect(assessFee(item('fee', await tableOf(fees)), {})).toMatchObject({
    amount: null,
    rules: [],
    reason: { zh: '还要看“holder问”，现在还不知道。', en: 'It also depends on “holder?”, which is not known yet.' },
  })
})

test('a table that is not in force says nothing, as version 0', () => {
  expect(assessFee(item('fee', undefined), { holder: 'adult' })).toMatchObject({
    amount: null,
    table: { key: 'trial', version: 0 },
    reason: { zh: '现在没有有效的规则，由工作人员判断。' },
  })
})

test.each([
  ['less than nothing', '-5'],
  ['a thousandth of a yuan', '10.005'],
  ['more than the product can count to the cent', '10000000000000'],
])('%s is no amount: an officer sets it', async (_, amount) => {
  const odd = await tableOf({ ...fees, rules: [[['-'], [amount, '"收费目录"']]] })
  expect(assessFee(item('fee', odd), { holder: 'adult' })).toMatchObject({
    amount: null,
    basis: '',
    reason: { zh: '规则算出的不是有效金额，由工作人员核定。' },
  })
})

const qualifies: TableDraft = {
  id: 'eligibility',
  policy: 'FIRST',
  inputs: [
    ['holder', 'string'],
    ['official', 'string'],
    ['age', 'number'],
  ],
  outputs: [
    ['eligible', 'boolean'],
    ['reason', 'string'],
    ['goTo', 'string'],
  ],
  rules: [
    [
      ['"minor"', '""', '-'],
      ['false', '"孩子由监护人办。"', '"S9999"'],
      ['孩子', 'A guardian applies for a child'],
    ],
    [
      ['"adult"', '-', '>= 18'],
      ['true', '"可以办。"', '""'],
      ['成年', 'Of age'],
    ],
  ],
}

test('who does not qualify reads why and where to go, and what the form has yet to say is not waited for', async () => {
  const answered = factsOfAnswers(questions, { holder: 'minor' })
  expect(assessEligibility(item('eligibility', await tableOf(qualifies)), answered)).toMatchObject({
    eligible: false,
    goTo: 'S9999',
    reason: { zh: '孩子由监护人办。', en: 'A guardian applies for a child' },
    rules: [{ rule: 1 }],
  })
})

test('where the rules need the form they do not say yet, and where none fits a person will tell', async () => {
  const at = item('eligibility', await tableOf(qualifies))
  expect(assessEligibility(at, { holder: 'adult', official: 'no' })).toMatchObject({ eligible: null, goTo: null })
  expect(assessEligibility(at, { holder: 'adult', official: 'no', age: 17 })).toMatchObject({
    eligible: null,
    reason: { zh: '没有一条规则适用于这种情况，由工作人员判断。' },
  })
  expect(assessEligibility(at, { holder: 'adult', official: 'no', age: 18 })).toMatchObject({
    eligible: true,
    goTo: null,
  })
})

test('a question that is not asked has the empty answer; one that hangs on an open one has none', () => {
  expect(factsOfAnswers(questions, { holder: 'minor' })).toEqual({ holder: 'minor', official: '' })
  expect(factsOfAnswers(questions, {})).toEqual({})
  expect(factsOfAnswers(questions, { holder: 'adult', official: 'perhaps', other: 'x' })).toEqual({ holder: 'adult' })
})

const paper = (no: number, more: Partial<MaterialRequirement> = {}) =>
  ({
    no,
    name: { zh: `材料${no}`, en: `Paper ${no}` },
    need: 'required',
    kind: 'own',
    heldBy: null,
    ...more,
  }) as MaterialRequirement
const materials = [paper(1), paper(2, { when: { eq: ['holder', 'minor'] } }), paper(3)]
const papers: TableDraft = {
  id: 'papers',
  policy: 'COLLECT',
  inputs: [['holder', 'string']],
  outputs: [
    ['no', 'number'],
    ['reason', 'string'],
  ],
  rules: [
    [['"adult"'], ['2', '"成年人交这个。"'], ['', 'Adults give this']],
    [['-'], ['3', '"都要交。"'], ['', 'Everybody gives this']],
    [['"adult"'], ['3', '"成年人还要看这一条。"'], ['', 'Adults for this reason too']],
    [['"adult"'], ['9', '"清单上没有。"']],
  ],
}
const asked = (table: ItemTable | undefined, answers: Record<string, string>) =>
  listApplicableMaterials(
    { content: { materials, questions, form, tables: { papers: 'trial' } }, tables: table ? { papers: table } : {} },
    answers,
  )

test('the table of papers is the list: its numbers, in the published order, with every reason it has', async () => {
  const list = asked(await tableOf(papers), { holder: 'adult' })
  expect(list.map((one) => [one.no, one.because?.zh])).toEqual([
    [2, '成年人交这个。'],
    [3, '都要交。；成年人还要看这一条。'],
  ])
  expect(list[0]?.because?.en).toBe('Adults give this')
})

test('where the table cannot decide, or is not in force, the papers’ own conditions hold', async () => {
  const own = [[1], [3]]
  expect(asked(await tableOf(papers), {}).map((one) => [one.no])).toEqual(own)
  expect(asked(undefined, { holder: 'adult' }).map((one) => [one.no])).toEqual(own)
  expect(asked(undefined, { holder: 'minor' }).map((one) => one.no)).toEqual([1, 2, 3])
})
