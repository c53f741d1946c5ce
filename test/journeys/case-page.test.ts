import { expect, test } from 'vitest'
import { act, person } from '../browser/cases.ts'
import { startServer } from '../helpers/server.ts'
import { aPhoto, apply, scan } from '../helpers/visitor.ts'

// What an applicant reads on the page of a case: why it ended, what can be done next, and what is wrong where it is wrong.
const bantuo = await startServer()
const citizen = await person(bantuo.url, 'citizen-1')
const food = () => apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })

test('a case that was terminated says why, by which article, what may be done against it, and where to apply again', {
  timeout: 60_000,
}, async () => {
  const caseNo = await food()
  await act(await person(bantuo.url, 'clerk'), caseNo, { move: 'accept', deferred: [] })
  await act(await person(bantuo.url, 'decider'), caseNo, {
    move: 'terminate',
    reason: '申请人在审查期间已注销营业执照',
    basis: '《中华人民共和国行政许可法》第七十条',
  })
  const page = await citizen.get(`/cases/${caseNo}`)
  expect(page.text).toContain('已终止办理，理由见下。')
  expect(page.text).toContain('理由：申请人在审查期间已注销营业执照')
  expect(page.text).toContain('依据：《中华人民共和国行政许可法》第七十条')
  expect(page.text).toContain('申请行政复议')
  expect(page.html).toMatch(/href="\/items\/[^"]+">重新申请/)
})

test('whoever withdrew is shown the way to apply again', { timeout: 60_000 }, async () => {
  const caseNo = await food()
  await citizen.post(await citizen.get(`/cases/${caseNo}`), `/cases/${caseNo}/withdraw`, { reason: '不办了' })
  const page = await citizen.get(`/cases/${caseNo}`)
  expect(page.text).toContain('还想办的，可以')
  expect(page.html).toMatch(/href="\/items\/[^"]+">重新申请/)
})

test('whoever sends a supplement with nothing in it is told so at the field, and the list on top leads there', {
  timeout: 60_000,
}, async () => {
  const caseNo = await food()
  await act(await person(bantuo.url, 'clerk'), caseNo, {
    move: 'request-correction',
    requests: [{ materialNo: 4, what: '主要设备设施布局、操作流程文件', reason: '没有标出操作间', basis: null }],
  })
  const page = await citizen.post(await citizen.get(`/cases/${caseNo}`), `/cases/${caseNo}/supplement`, { note: '' })
  expect(page.status).toBe(422)
  expect(page.html).toMatch(/class="summary"[\s\S]*?href="#note"/)
  expect(page.html).toMatch(/id="note-error">还没有补交任何内容/)
  expect(page.html).toMatch(/<textarea id="note"[^>]*aria-describedby="note-error"/)
})

test('a file of more than 20 MB is refused before a byte of it is sent, and the sentence says why', async () => {
  await citizen.get('/me')
  const answer = await citizen.raw('/uploads', {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(21 * 1024 * 1024),
      'upload-metadata': `filename ${Buffer.from('大照片.jpg').toString('base64')}`,
    },
  })
  expect(answer.status).toBe(413)
  expect(JSON.parse(answer.html)).toEqual({ detail: '文件超过 20 MB。请压缩后再传，或分成几份。' })
})

test('whoever leaves out a paper that was asked for is asked first, and may send it so: it is sent once', {
  timeout: 60_000,
}, async () => {
  const caseNo = await food()
  await act(await person(bantuo.url, 'clerk'), caseNo, {
    move: 'request-correction',
    requests: [
      { materialNo: 4, what: '主要设备设施布局、操作流程文件', reason: '没有标出操作间', basis: null },
      { materialNo: 6, what: '食品安全管理人员证明', reason: '照片看不清，请重拍', basis: null },
    ],
  })
  const page = await citizen.get(`/cases/${caseNo}`)
  await citizen.upload(page, `/cases/${caseNo}/files?material=4`, '重拍.jpg', aPhoto())
  const asked = await citizen.post(page, `/cases/${caseNo}/supplement`, { note: '管理员证下周才发' })
  expect(asked.status).toBe(422)
  expect(asked.text).toContain('还没有上传食品安全管理人员证明。')
  expect(asked.text).toContain('补正只能提交一次')
  expect(asked.html).toContain('管理员证下周才发')
  expect(asked.html).toMatch(/<button[^>]* name="anyway"[^>]*>就这样提交/)
  const sent = await citizen.post(asked, `/cases/${caseNo}/supplement`, { note: '管理员证下周才发', anyway: '1' })
  expect(sent.text).toContain('已收到')
})

test('a paper that the counter took in meanwhile is not asked for again', { timeout: 60_000 }, async () => {
  const caseNo = await food()
  const clerk = await person(bantuo.url, 'clerk')
  await act(clerk, caseNo, {
    move: 'request-correction',
    requests: [4, 6].map((materialNo) => ({ materialNo, what: `材料 ${materialNo}`, reason: '请重拍', basis: null })),
  })
  const taken = [{ materialNo: 4, fileId: await scan(clerk) }]
  await act(clerk, caseNo, { move: 'receive-material', materials: taken, note: '' })
  const page = await citizen.get(`/cases/${caseNo}`)
  await citizen.upload(page, `/cases/${caseNo}/files?material=6`, '重拍.jpg', aPhoto())
  expect((await citizen.post(page, `/cases/${caseNo}/supplement`, { note: '' })).status).toBe(200)
})

test('a limit in calendar days is explained as it is counted: five days from Monday 2 March end on Saturday, and so on Monday the 9th', {
  timeout: 60_000,
}, async () => {
  const caseNo = await apply(citizen, '劳动人事争议仲裁申请')
  await act(await person(bantuo.url, 'clerk'), caseNo, { move: 'accept', deferred: [] })
  const { text } = await citizen.get(`/cases/${caseNo}`)
  expect(text).toContain('应在 3 月 9 日（周一）前办结')
  expect(text).toContain('从第二天起算 5 天；节假日也算在内，只有最后一天是休息日的，顺延到下一个工作日')
  expect(text).not.toContain('节假日不算')
})

test('whoever is refused reads, on the page, in the guide and at the desk, the same organ of review: of tax, the next higher bureau', {
  timeout: 60_000,
}, async () => {
  const clerk = await person(bantuo.url, 'clerk')
  const caseNo = await apply(citizen, '契税、增值税等二手房交易税费申报')
  type Seen = { remedy: { zh: string }; item: { itemCode: string } }
  const { remedy, item } = (await clerk.api<Seen>('GET', `/cases/${caseNo}`)).body
  expect(remedy.zh).toContain('六十日内向焦作市税务局申请行政复议，或者在六个月内向解放区人民法院提起行政诉讼')
  expect((await citizen.get(`/items/${item.itemCode}`)).text).toContain('行政复议机关：焦作市税务局')
  await act(clerk, caseNo, {
    move: 'decline',
    reason: '不属于本机关职权范围',
    basis: '《中华人民共和国行政许可法》第三十二条',
  })
  expect((await citizen.get(`/cases/${caseNo}`)).text).toContain(
    '可以自收到决定之日起六十日内向焦作市税务局申请行政复议，或者六个月内向解放区人民法院起诉',
  )
})

test('in English whoever is refused reads from when the sixty days run, and whose government is meant', {
  timeout: 60_000,
}, async () => {
  const caseNo = await food()
  await act(await person(bantuo.url, 'clerk'), caseNo, {
    move: 'decline',
    reason: '不属于本机关职权范围',
    basis: '《中华人民共和国行政许可法》第三十二条',
  })
  const english = await person(bantuo.url, 'citizen-1')
  await english.get('/settings/lang?to=en&return=/')
  expect((await english.get(`/cases/${caseNo}`)).text).toContain(
    "You may ask the people's government of the county or district (解放区人民政府) for administrative review within sixty days of receiving the decision, or sue in the people's court of the county or district (解放区人民法院) within six months.",
  )
  await english.get('/settings/lang?to=zh&return=/')
})

test('a deferred paper whose day has passed says so, that it is still taken, and what follows without it', {
  timeout: 60_000,
}, async () => {
  const caseNo = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' }, leaveOut: ['5'] })
  await act(await person(bantuo.url, 'clerk'), caseNo, { move: 'accept', deferred: [5] })
  const asked = /请在 (3 月 \d+ 日（周.）)前补交：/.exec((await citizen.get(`/cases/${caseNo}`)).text)
  bantuo.time.goTo('2026-03-14')
  const later = await person(bantuo.url, 'citizen-1')
  const { text } = await later.get(`/cases/${caseNo}`)
  expect(text).not.toContain(`请在 ${asked?.[1]}前补交`)
  expect(text).toContain(`应在 ${asked?.[1]}前补交，这一天已经过了。现在仍可以补交`)
  expect(text).toContain('没有补齐以前不能作出准予的决定；一直不补交的，可能不予许可或者终止办理。')
  await later.get('/settings/lang?to=en&return=/')
  expect((await later.get(`/cases/${caseNo}`)).text).toMatch(
    /was due by .+ and that day has passed\. You can still supply it\. Nothing can be granted before it is here; without it the case may be denied or ended\./,
  )
  await later.get('/settings/lang?to=zh&return=/')
  const page = await later.upload(
    await later.get(`/cases/${caseNo}`),
    `/cases/${caseNo}/files?material=5`,
    '制度目录.jpg',
    aPhoto(),
  )
  expect((await later.post(page, `/cases/${caseNo}/deferred`)).text).toContain('补齐容缺材料')
})
