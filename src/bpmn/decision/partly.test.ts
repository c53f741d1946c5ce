import { expect, test } from 'vitest'
import { dmnOf } from '../../../test/helpers/dmn.ts'
import { compileDecisions, type Decisions, decide } from '../index.ts'

// Making a decision before everything is known: only where the rest could change nothing.

async function load(policy: string): Promise<Decisions> {
  const compiled = await compileDecisions(
    dmnOf({
      id: 'eligibility',
      policy,
      inputs: [
        ['age', 'number'],
        ['drawing', 'boolean'],
      ],
      outputs: [['eligible', 'boolean']],
      rules: [
        [['< 60', '-'], ['false']],
        [['>= 60', 'true'], ['false']],
        [['>= 60', 'false'], ['true']],
      ],
    }),
  )
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems))
  return compiled.decisions
}
const partly = (decisions: Decisions, facts: Record<string, unknown>) => {
  const decided = decide(decisions, 'eligibility', facts, 'partly')
  return 'refused' in decided ? decided.code : decided.value
}

test('whoever is fifty-nine does not qualify, whatever else is still unknown', async () => {
  const decisions = await load('FIRST')
  expect(partly(decisions, { age: 59 })).toBe(false)
  expect(decide(decisions, 'eligibility', { age: 59 })).toMatchObject({ code: 'input-missing', input: 'drawing' })
})

test('where what is missing could change the outcome, nothing is decided', async () => {
  const decisions = await load('FIRST')
  expect(partly(decisions, { age: 60 })).toBe('rule-undecidable')
  expect(partly(decisions, { drawing: true })).toBe('rule-undecidable')
  expect(partly(decisions, {})).toBe('rule-undecidable')
})

test('what is known decides as it does when everything is', async () => {
  const decisions = await load('FIRST')
  for (const age of [59, 60, 61])
    for (const drawing of [true, false]) {
      const whole = decide(decisions, 'eligibility', { age, drawing })
      expect(decide(decisions, 'eligibility', { age, drawing }, 'partly')).toEqual(whole)
    }
})

test('only columns that were seen are told as what the rules looked at', async () => {
  const decided = decide(await load('FIRST'), 'eligibility', { age: 59 }, 'partly')
  expect('rules' in decided && !('refused' in decided) && decided.rules[0]?.inputs.map((one) => one.label)).toEqual([
    'age',
  ])
})

test('a wrong type is refused however little is asked', async () => {
  expect(partly(await load('FIRST'), { age: '59' })).toBe('input-type')
})
