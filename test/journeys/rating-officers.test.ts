import { expect, test } from 'vitest'
import { act, person } from '../browser/cases.ts'
import { feedRead } from '../helpers/feed.ts'
import { startServer } from '../helpers/server.ts'
import { apply } from '../helpers/visitor.ts'

// Officers have matters of their own, like anybody.
const bantuo = await startServer()
const [clerk, examiner, decider] = [
  await person(bantuo.url, 'clerk'),
  await person(bantuo.url, 'examiner'),
  await person(bantuo.url, 'decider'),
]

/** A case of this person that is over, and what its page says then. */
async function closedCase(subject: string) {
  const who = await person(bantuo.url, subject)
  const caseNo = await apply(who, '食品经营许可', { values: { applicantKind: 'natural' } })
  await act(clerk, caseNo, { move: 'accept', deferred: [] })
  await act(examiner, caseNo, { move: 'examine', supports: false, opinion: '布局不符合要求' })
  const basis = '《中华人民共和国食品安全法》第三十五条'
  await act(decider, caseNo, { move: 'decide', outcome: 'denied', reason: '不符合布局要求', basis })
  await feedRead(bantuo.db)
  const page = await who.get(`/cases/${caseNo}`)
  return { who, rate: /\/rate\/[\w-]+/.exec(page.html)?.[0] ?? null, messages: (await who.get('/me/messages')).text }
}

test('an officer of another place who applies for themselves is invited to rate, and can', async () => {
  const { who, rate, messages } = await closedCase('other-clerk')
  expect(messages).toContain('请您评价')
  expect((await who.get(rate ?? '/')).status).toBe(200)
  expect((await who.post(await who.get(rate ?? '/'), rate ?? '/', { level: '5' })).status).toBe(200)
})

test('who works for the authority that decides, or supervises it, is not invited to rate it', async () => {
  const { rate, messages } = await closedCase('supervisor')
  expect(rate).toBeNull()
  expect(messages).toContain('食品经营许可')
  expect(messages).not.toContain('请您评价')
})
