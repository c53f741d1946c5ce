import { expect, test } from 'vitest'
import { isRefusal } from '#base'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'

const { time, clerk, examiner, submitNew, must, act } = await openCaseDesk()
const basis = '《中华人民共和国行政许可法》第四十五条'

test('a special procedure lasts 3650 working days at most; a larger number is refused at its field and stops nothing', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const stop = { move: 'stop-clock', procedure: 'testing', basis } as const
  for (const expectedDays of [3651, 100_000, 10 ** 15]) {
    const answer = await act(examiner, caseId, { ...stop, expectedDays })
    expect(isRefusal(answer) && answer.flaws?.map((one) => [one.pointer, one.sentence.zh])).toEqual([
      ['/expectedDays', '所需工作日数应为 1 至 3650，须书面告知申请人。'],
    ])
  }
  expect(must(await act(examiner, caseId, { ...stop, expectedDays: 3650 })).clock.at(-1)).toMatchObject({
    expectedDays: 3650,
  })
})
