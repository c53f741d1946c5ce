import { expect, test } from 'vitest'
import { startAssessmentReport } from './assessment-report.ts'

const fee = (was: number, is: number) => [
  { use: 'fee' as const, change: { zh: `${was} 元 → ${is} 元`, en: `${was} yuan → ${is} yuan` } },
]

test('where every application has a fee of its own, the change that concerns most is told first, and what is not told is counted', () => {
  const { add, report } = startAssessmentReport()
  // A fee by floor area: nearly nobody pays the same.
  for (let no = 0; no < 6_000; no += 1) add({ caseNo: `a${no}` }, fee(no, no + 1))
  for (let no = 0; no < 3; no += 1) add({ caseNo: `b${no}` }, fee(4_000, 4_001))
  add({ caseNo: 'c' }, [])
  const { changes, ...totals } = report()
  expect(changes[0]).toMatchObject({
    change: { zh: '4000 元 → 4001 元' },
    cases: 4,
    samples: ['a4000', 'b0', 'b1', 'b2'],
  })
  expect(changes).toHaveLength(50)
  const told = changes.reduce((sum, one) => sum + one.cases, 0)
  expect(totals).toEqual({ cases: 6_004, same: 1, undecided: 0, others: 6_003 - told })
})
