import { expect, test } from 'vitest'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections, makeVisitor, type Page, settled } from '../helpers/visitor.ts'

const bantuo = await startServer()

const itemCodeOn = (page: Page): string => /\/items\/(\w{31})/.exec(page.html)?.[1] ?? ''
const caseNoOf = (page: Page): string => /\/cases\/(\d{21})/.exec(page.url)?.[1] ?? ''

test('a mother asks how to register her newborn, applies, and gets the household register entry', {
  timeout: 120_000,
}, async () => {
  const mother = makeVisitor(bantuo.url)
  // She asks in her own words, and sees the police station of her own township.
  await mother.get('/place/set?code=410802001000&return=/')
  const found = await mother.get(`/search?q=${encodeURIComponent('孩子刚出生怎么上户口')}`)
  const first = found.html.indexOf('出生登记')
  expect(first).toBeGreaterThan(0)
  expect(found.text).toContain('民生街道派出所')
  const guide = await mother.get(`/items/${itemCodeOn(found)}`)
  for (const section of ['我能办吗', '要带什么', '会发生什么', '能拿到什么', '依据与权利'])
    expect(guide.text).toContain(section)
  expect(guide.text).toContain('示例数据')

  // She signs in; the form is half filled from what the account knows.
  await mother.signIn('citizen-1')
  let page = await mother.get(`/items/${itemCodeOn(found)}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  expect(draft).not.toBe('')
  page = await answerAll(mother, page)
  expect(page.html).toContain('value="王小满（演示）"')

  // On another device she finds the one draft.
  const elsewhere = makeVisitor(bantuo.url)
  await elsewhere.get('/place/set?code=410802001000&return=/')
  await elsewhere.signIn('citizen-1')
  const there = await elsewhere.get(`/items/${itemCodeOn(found)}/apply`)
  expect(there.url).toContain(draft)

  page = await fillSections(mother, page)
  expect(page.url).toContain('/papers')
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? ''))) {
    page = await mother.upload(page, `/drafts/${draft}/files?material=${no}`, `材料${no}.jpg`, aPhoto())
    expect(page.status).toBe(200)
  }
  page = await mother.post(page, `/drafts/${draft}/papers`)
  expect(page.url).toContain('/review')
  // Without the declaration nothing is submitted, and nothing is lost.
  const refused = await mother.post(page, `/drafts/${draft}/review`, { delivery: 'online' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('请勾选声明')
  const done = await mother.post(page, `/drafts/${draft}/review`, { delivery: 'online', declared: 'yes' })
  expect(done.status).toBe(200)
  const caseNo = caseNoOf(done)
  expect(caseNo).toMatch(/^410802\d{2}20260302\d{5}$/)
  // Pressing the button a second time shows the same case.
  expect(caseNoOf(await mother.post(page, `/drafts/${draft}/review`, { delivery: 'online', declared: 'yes' }))).toBe(
    caseNo,
  )
  // By which day there is an answer, and why that one: five working days from the day after (art. 32).
  const waiting = await mother.get(`/cases/${caseNo}`)
  expect(waiting.text).toMatch(/审核，应在 \d+ 月 \d+ 日（周[一二三四五六日]）前答复是否受理，还有 5 个工作日/)
  expect(waiting.text).toContain('为什么是这一天？')
  expect(waiting.text).toContain('自收到之日起就算受理')
  const receipt = await mother.get(`/cases/${caseNo}/receipt.pdf`)
  expect(receipt.html.startsWith('%PDF-')).toBe(true)

  // The clerk at the police station receives it; a clerk of another district finds nothing.
  const stranger = makeVisitor(bantuo.url)
  await stranger.signIn('other-clerk')
  expect((await stranger.api('GET', `/cases/${caseNo}`)).status).toBe(404)
  const clerk = makeVisitor(bantuo.url)
  await clerk.signIn('police-clerk')
  const inbox = await clerk.api<{ items: { caseNo: string }[] }>('GET', '/inbox')
  expect(inbox.body.items.map((one) => one.caseNo)).toContain(caseNo)
  type Case = {
    version: number
    state: string
    moves: string[]
    tasks: { element: string }[]
    requirements: { no: number; kind: string; heldBy: string | null; name: { zh: string } }[]
  }
  const seen = (await clerk.api<Case>('GET', `/cases/${caseNo}`)).body
  const asked = seen.requirements.find((one) => one.kind !== 'form' && one.heldBy === null)
  const told = await clerk.api<Case>('POST', `/cases/${caseNo}/moves`, {
    seenVersion: seen.version,
    act: {
      move: 'request-correction',
      requests: [
        {
          materialNo: asked?.no ?? null,
          what: asked?.name.zh ?? '居民户口簿',
          reason: '照片看不清，请重拍',
          basis: asked ? null : '户口登记条例第七条',
        },
      ],
    },
  })
  expect(told.body.state).toBe('correcting')

  // She supplements; the officer accepts and decides on the spot.
  page = await mother.get(`/cases/${caseNo}`)
  expect(page.text).toContain('照片看不清，请重拍')
  // Told with the weekday, not as a number with dashes.
  expect(page.text).toMatch(/请在 \d+ 月 \d+ 日（周[一二三四五六日]）前补交/)
  if (asked) page = await mother.upload(page, `/cases/${caseNo}/files?material=${asked.no}`, '重拍.jpg', aPhoto())
  page = await mother.post(page, `/cases/${caseNo}/supplement`, { note: '已重拍' })
  expect(page.text).toContain('补交材料')
  if (asked) expect(page.text).toContain('重拍.jpg')
  const move = async (who: typeof clerk, act: unknown) => {
    const now = (await who.api<Case>('GET', `/cases/${caseNo}`)).body
    return who.api<Case & { detail?: string; result: { resultNo: string } | null }>('POST', `/cases/${caseNo}/moves`, {
      seenVersion: now.version,
      act,
    })
  }
  expect((await move(clerk, { move: 'accept', deferred: [] })).body.state).toBe('accepted')
  const decided = await move(clerk, {
    move: 'decide',
    outcome: 'granted',
    reason: '材料齐全，符合登记条件',
    basis: '《中华人民共和国户口登记条例》第七条',
  })
  expect(decided.body.state).toBe('granted')

  // She is told at each step, sees why, gets the result, and anybody can check it; and is invited to say how it was.
  await settled(mother, caseNo)
  page = await mother.get(`/cases/${caseNo}`)
  expect(page.text).toContain('办妥')
  expect(page.text).toContain('已受理')
  expect(page.text).toContain('请您评价')
  expect(page.text).toContain('民生街道派出所')
  expect(page.text).toContain('谁看过这个办件')
  expect(page.text).toContain('孙户籍（演示）')
  expect((await mother.get(`/cases/${caseNo}/result.pdf`)).html.startsWith('%PDF-')).toBe(true)
  const verify = /href="(\/verify\/[^"]+)"/.exec(page.html)?.[1] ?? ''
  const anybody = makeVisitor(bantuo.url)
  expect((await anybody.get(verify)).text).toContain('是真的')
  expect((await anybody.get(`${verify.slice(0, -1)}${verify.endsWith('X') ? 'Y' : 'X'}`)).status).toBe(404)

  // One invitation to rate; a second rating, and one by staff, find nothing to do.
  const rate = /href="(\/rate\/[^"]+)"/.exec(page.html)?.[1] ?? ''
  expect(rate).not.toBe('')
  expect((await clerk.get(rate)).status).toBe(404)
  const form = await mother.get(rate)
  expect(form.html).not.toContain('checked=""')
  expect((await mother.post(form, rate, { level: '5', options: ['514'] })).text).toContain('谢谢')
  expect((await mother.post(form, rate, { level: '1' })).status).toBe(409)
})
