import { expect, test } from 'vitest'
import { sql } from '../../src/base/index.ts'
import { act, person } from '../browser/cases.ts'
import { startServer } from '../helpers/server.ts'
import { apply, makeVisitor, settled } from '../helpers/visitor.ts'

const bantuo = await startServer()
const anybody = makeVisitor(bantuo.url)

test('what does not fit stays in the fields, so that only the wrong sign is typed again', async () => {
  const verified = await anybody.get('/verify?no=410802172026030200001&word=ABCD2345')
  expect(verified.status).toBe(404)
  expect(verified.html).toContain('value="410802172026030200001"')
  expect(verified.html).toContain('value="ABCD2345"')
  const typed = { caseNo: '410802172026030200001', word: 'ABCD2345' }
  const followed = await anybody.post(await anybody.get('/follow'), '/follow', typed)
  expect(followed.status).toBe(404)
  expect(followed.html).toContain('value="ABCD2345"')
})

test('a genuine document is shown with the year in which it was issued', { timeout: 60_000 }, async () => {
  const citizen = await person(bantuo.url, 'citizen-1')
  const caseNo = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  await act(await person(bantuo.url, 'clerk'), caseNo, { move: 'accept', deferred: [] })
  const examined = { move: 'examine', supports: true, opinion: '场所、设备符合要求' }
  await act(await person(bantuo.url, 'examiner'), caseNo, examined)
  const decided = {
    move: 'decide',
    outcome: 'granted',
    reason: '符合许可条件，准予许可',
    basis: '《中华人民共和国食品安全法》第三十五条',
  }
  await act(await person(bantuo.url, 'decider'), caseNo, decided)
  await settled(citizen, caseNo)
  const address = /href="(\/verify\/[^"]+)"/.exec((await citizen.get(`/cases/${caseNo}`)).html)?.[1] ?? ''
  const page = await anybody.get(address)
  expect(page.text).toContain('是真的')
  expect(page.text).toContain('签发时间2026 年 3 月 2 日 09:30')
})

test('the holder of a document is named by the whole first character, a rare one too', {
  timeout: 60_000,
}, async () => {
  const holder = await person(bantuo.url, 'citizen-2')
  await sql`update accounts set name = '𠮷田' where name = '张大爷（演示）'`.execute(bantuo.db)
  const values = { applicantKind: 'natural', applicantName: '𠮷田' }
  const caseNo = await apply(holder, '食品经营许可', { values })
  const [clerk, examiner, decider] = await Promise.all(
    ['clerk', 'examiner', 'decider'].map((one) => person(bantuo.url, one)),
  )
  await act(clerk as never, caseNo, { move: 'accept', deferred: [] })
  await act(examiner as never, caseNo, { move: 'examine', supports: true, opinion: '场所、设备符合要求' })
  const basis = '《中华人民共和国食品安全法》第三十五条'
  await act(decider as never, caseNo, { move: 'decide', outcome: 'granted', reason: '符合许可条件，准予许可', basis })
  await settled(holder, caseNo)
  const address = /href="(\/verify\/[^"]+)"/.exec((await holder.get(`/cases/${caseNo}`)).html)?.[1] ?? ''
  expect((await anybody.get(address)).text).toContain('持有人𠮷＊签发机关')
})
