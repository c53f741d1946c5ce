import { expect, test } from 'vitest'
import { dateIn } from '#base'
import { openCaseDesk } from '../../test/helpers/case-desk.ts'
import { readToEnd } from '../../test/helpers/feed.ts'
import { followCases } from './follow-cases.ts'
import { makeRatingTally } from './rating/rating-store.ts'

const desk = await openCaseDesk()
const { db, time, clerk, examiner, decider, submitNew, must, act } = desk

const follow = () =>
  followCases({
    db,
    cityCode: '4108',
    secret: 'kJ8vQ2mZ7pL4xR9tW1yB6nC3dF5gH0sA',
    mailIsSet: false,
    isByRule: () => false,
    now: time.clock(),
    today: dateIn('Asia/Shanghai', time.clock()),
  })

test('an invitation that the feed makes hours after the case was closed is counted, and runs out with the case', async () => {
  time.goTo('2026-03-02')
  const tally = makeRatingTally(db, '4108')
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  must(await act(examiner, caseId, { move: 'examine', supports: true, opinion: '材料齐全' }))
  must(
    await act(decider, caseId, {
      move: 'decide',
      outcome: 'granted',
      reason: '符合规定，准予变更',
      basis: '《中华人民共和国户口登记条例》第十八条',
    }),
  )
  for (const hours of [2, 3]) {
    time.forward({ hours })
    expect(await tally(time.clock())).toEqual({ invited: 0, answered: 0, good: 0 })
  }
  await readToEnd(db, 'engagement', follow)
  expect(await tally(time.clock())).toEqual({ invited: 1, answered: 0, good: 0 })
  time.forward({ hours: 2 })
  expect(await tally(time.clock())).toEqual({ invited: 1, answered: 0, good: 0 })
})
