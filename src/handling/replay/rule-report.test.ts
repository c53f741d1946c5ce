import { expect, test } from 'vitest'
import type { Ruling } from '../process/process-event.ts'
import { startRuleReport } from './rule-report.ts'

const ruling = (outcome: Ruling['outcome']): Ruling => ({
  ...{ decision: { key: 'pension', version: 1, id: 'outcome' }, outcome, reason: '', rules: [], inputs: { 年龄: 35 } },
})

test('of many cases that would change the first twenty of each kind are named, by their numbers, and all are counted', () => {
  const { add, report } = startRuleReport()
  for (let n = 99; n >= 1; n -= 1) {
    const one = { caseNo: String(n).padStart(21, '0'), itemName: '参保', ruling: ruling('granted') }
    add(
      one,
      n % 3 === 0 ? { change: null } : { change: n % 3 === 1 ? 'to-doubtful' : 'rules', after: ruling('doubtful') },
    )
  }
  const { samples, changes, cases, same } = report()
  expect({ cases, same, changes }).toEqual({
    ...{ cases: 99, same: 33 },
    changes: { 'to-doubtful': 33, 'to-granted': 0, outputs: 0, rules: 33, undecided: 0 },
  })
  const numbers = samples.filter((one) => one.change === 'rules').map((one) => Number(one.caseNo))
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => 3 * at + 2))
})

test('nothing that people wrote into their forms stands in the report', () => {
  const { add, report } = startRuleReport()
  add(
    { caseNo: '1', itemName: '参保', ruling: ruling('granted') },
    { change: 'to-doubtful', after: ruling('doubtful') },
  )
  expect(JSON.stringify(report())).not.toContain('35')
})
