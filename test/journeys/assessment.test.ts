import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { findCaseFileByNo, listNotices } from '../../src/handling/index.ts'
import type { View } from '../../src/portal/layout/view.ts'
import { writeNotice } from '../../src/portal/notice/write-notice.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections, makeVisitor, type Page, type Visitor } from '../helpers/visitor.ts'

// What an item's own tables say, as people without scripts meet it: on the guide, before sending, on the case, on the receipt.
const bantuo = await startServer()
const district = '410802000000'
const codeOf = (entryId: string): string => {
  const found = bantuo.city().findItemFor(entryId, district)
  if (found === undefined) throw new Error(`no item ${entryId}`)
  return found.item.itemCode
}
async function signedIn(subject: string): Promise<Visitor> {
  const visitor = makeVisitor(bantuo.url)
  await visitor.get(`/place/set?code=${district}&return=/`)
  await visitor.signIn(subject)
  return visitor
}
const citizen = await signedIn('citizen-1')
const clerk = await signedIn('clerk')

type Rules = {
  rules: { rule: number }[]
  table: { key: string; version: number } | null
  reason: { zh: string } | null
}
type Seen = {
  eligibility: (Rules & { eligible: boolean | null; goTo: string | null }) | null
  fee: Rules & { amount: number | null; basis: string; text: { zh: string } }
  requirements: { no: number; because?: { zh: string } }[]
  history: { type: string; data: { amount?: number } }[]
}
type Guide = {
  tables: Record<string, { key: string; version: number }>
  situation:
    | (Pick<Seen, 'eligibility' | 'fee'> & { outcome: string; papers: { no: number; because: unknown }[] })
    | null
}
const guideOf = (entryId: string, answers?: object) =>
  citizen.api<Guide & { errors?: object[] }>(
    'GET',
    `/service-items/${codeOf(entryId)}${answers ? `?answers=${encodeURIComponent(JSON.stringify(answers))}` : ''}`,
  )
const atCase = async (who: Visitor, caseNo: string): Promise<Seen> =>
  (await who.api<Seen>('GET', `/cases/${caseNo}`)).body

/** Goes through an application as far as its last page before sending. */
async function toReview(entryId: string, values: Record<string, string>): Promise<{ page: Page; draft: string }> {
  let page = await citizen.get(`/items/${codeOf(entryId)}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  page = await fillSections(citizen, await answerAll(citizen, page, values), values)
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? '')))
    page = await citizen.upload(page, `/drafts/${draft}/files?material=${no}`, `材料${no}.jpg`, aPhoto())
  page = await citizen.post(page, `/drafts/${draft}/papers`)
  expect(page.url).toContain('/review')
  return { page, draft }
}
async function send({ page, draft }: { page: Page; draft: string }): Promise<string> {
  const done = await citizen.post(page, `/drafts/${draft}/review`, { delivery: 'online', declared: 'yes' })
  expect(done.status, done.text.slice(0, 500)).toBe(200)
  return /\/cases\/(\d{21,})/.exec(done.url)?.[1] ?? ''
}

test('whoever renews a damaged identity card reads what it costs and which papers, from the guide to the receipt', {
  timeout: 120_000,
}, async () => {
  const plain = await citizen.get(`/items/${codeOf('S0010')}`)
  expect(plain.text).toContain('换领20元/证')
  expect(plain.text).not.toContain('按您的情况：')
  const answered = await citizen.get(`/items/${codeOf('S0010')}?reason=damaged&holder=minor&place=local`)
  expect(answered.text).toContain('按您的情况：40 元')
  expect(answered.text).toContain('损坏换领，每证 40 元（规则 2，规则表第 1 版）')
  expect(answered.text).toContain('依据：《国家发展改革委、财政部关于居民身份证收费标准')
  expect(answered.text).toContain('给孩子办，要看监护关系。')
  expect((await citizen.get(`/items/${codeOf('S0010')}?reason=expired&holder=adult&place=local`)).text).toContain(
    '2 份材料里有 1 份不用交',
  )

  const review = await toReview('S0010', { reason: 'damaged', holder: 'minor', place: 'local' })
  expect(review.page.text).toContain('按您的情况：40 元')
  const caseNo = await send(review)
  const mine = await citizen.get(`/cases/${caseNo}`)
  expect(mine.text).toContain('收费：40 元')
  // The line of history names a fee only when it has changed.
  expect(mine.text).not.toContain('按规则算出收费')

  const seen = await atCase(clerk, caseNo)
  expect(seen.fee).toMatchObject({ amount: 40, table: { key: 'identity-card', version: 1 }, rules: [{ rule: 2 }] })
  expect(seen.history.slice(0, 2).map((one) => one.type)).toEqual(['submitted', 'fee-assessed'])
  expect(seen.requirements.map((one) => [one.no, one.because?.zh])).toEqual([
    [1, '换新证要交回旧证。'],
    [2, '给孩子办，要看监护关系。'],
  ])
  expect((await atCase(citizen, caseNo)).fee).toMatchObject({ amount: 40 })

  const caseFile = await findCaseFileByNo(bantuo.db, '4108', caseNo)
  const item = bantuo.city().findItemByCode(codeOf('S0010'))
  if (caseFile === undefined || item === undefined) throw new Error('no case')
  const w = (zh: string): string => zh
  const view = { city: bantuo.city(), locale: 'zh', w, t: (one: { zh: string }) => one.zh } as unknown as View
  const [issued] = listNotices(caseFile)
  if (issued === undefined) throw new Error('no receipt')
  const receipt = writeNotice(issued, { view, caseFile, item, followUrl: '', followWord: '' } as never)
  expect(receipt.rows.find(([name]) => name === '收费')?.[1]).toMatch(/^40 元；损坏换领，每证 40 元；《/)
  expect((await citizen.get(`/cases/${caseNo}/receipt.pdf`)).html.startsWith('%PDF-')).toBe(true)
})

test('whoever does not qualify by the rules reads why, may apply all the same, and the officer reads it too', {
  timeout: 120_000,
}, async () => {
  const guide = await citizen.get(
    `/items/${codeOf('S0112')}?scheme=resident&kind=pressure&source=uploaded&application=first`,
  )
  expect(guide.text).toContain('按公布的规则，看来不符合条件')
  expect(guide.text).toContain('“两病”门诊用药保障')
  expect(guide.text).toContain('您仍然可以申请')
  expect(guide.html).toContain(`href="/items/${codeOf('S0112')}/apply?`)
  const fine = await citizen.get(
    `/items/${codeOf('S0112')}?scheme=resident&kind=serious&source=uploaded&application=first`,
  )
  expect(fine.text).toContain('按公布的规则，符合条件')

  const review = await toReview('S0112', {
    scheme: 'resident',
    kind: 'pressure',
    source: 'uploaded',
    application: 'first',
  })
  expect(review.page.text).toContain('看来不符合条件')
  const caseNo = await send(review)
  expect((await citizen.get(`/cases/${caseNo}`)).text).toContain('看来不符合条件')
  const { eligibility, history } = await atCase(clerk, caseNo)
  expect(eligibility).toMatchObject({
    eligible: false,
    rules: [{ rule: 1 }],
    table: { key: 'chronic-illness', version: 1 },
  })
  expect(history.map((one) => one.type)).toContain('eligibility-assessed')
})

test('what needs the form is silent on the guide, and is told before sending', { timeout: 120_000 }, async () => {
  const answers = 'why=expiring&lapsed=valid&body=uploaded&photo=known'
  const guide = await citizen.get(`/items/${codeOf('S0022')}?${answers}`)
  expect(guide.text).not.toContain('按公布的规则')
  const { page } = await toReview('S0022', {
    ...Object.fromEntries(new URLSearchParams(answers)),
    ...{ fileNo: '123456789012', hasDisease: 'yes', validUntil: '2026-04-01' },
  })
  expect(page.text).toContain('有妨碍安全驾驶的疾病，不能继续持有驾驶证')
})

test('a machine asks with answers and is told papers, eligibility and fee; without, it is told none', async () => {
  const plain = await guideOf('S0010')
  expect(plain.body).toMatchObject({ situation: null, tables: { papers: { key: 'identity-card', version: 1 } } })
  const open = await guideOf('S0010', { reason: 'damaged' })
  expect(open.body.situation).toMatchObject({ outcome: 'unanswered', fee: { amount: null, table: null } })
  const all = await guideOf('S0010', { reason: 'damaged', holder: 'adult', place: 'local', other: 'x' })
  expect(all.body.situation).toMatchObject({
    ...{ outcome: 'complete', eligibility: null },
    fee: { amount: 40, text: { zh: '换领20元/证' }, rules: [{ rule: 2 }] },
    papers: [{ no: 1, because: { zh: '换新证要交回旧证。' } }],
  })
  const stopped = await guideOf('S0112', { scheme: 'resident', kind: 'pressure', source: 'none', application: 'first' })
  expect(stopped.body.situation).toMatchObject({ outcome: 'stopped', eligibility: null })
  for (const hostile of ['not json', '[1]', '"x"', 'null', `{"a":"${'x'.repeat(6000)}"}`]) {
    const answer = await citizen.api('GET', `/service-items/${codeOf('S0010')}?answers=${encodeURIComponent(hostile)}`)
    expect(answer.status, hostile.slice(0, 20)).toBe(422)
  }
  const odd = await guideOf('S0010', { reason: { $gt: '' }, holder: ['adult'], __proto__: 'x', place: 7 })
  expect(odd.body.situation).toMatchObject({ outcome: 'unanswered', fee: { amount: null } })
})

test('the fee and the rules that fired are the case’s own: submitted again with the same key they are the same', async () => {
  const key = { 'idempotency-key': randomUUID() }
  const body = {
    ...{ itemCode: codeOf('S0068'), division: district, declared: true, delivery: 'online' },
    answers: { why: 'broken', take: 'instant' },
    form: {
      ...{ applicantName: '王小满（演示）', residentIdNo: '11010519491231002X', mobile: '13800000001' },
      ...{ address: '民生街道 1 号', bank: 'same', wantElectronic: true },
    },
    ...{ materials: [], brought: [2] },
  }
  const first = await citizen.api<{ caseNo: string; detail?: string; errors?: object[] }>('POST', '/cases', body, key)
  expect(first.status, JSON.stringify(first.body)).toBe(201)
  const again = await citizen.api<{ caseNo: string }>('POST', '/cases', body, key)
  expect(again.body.caseNo).toBe(first.body.caseNo)
  const seen = await atCase(citizen, first.body.caseNo)
  expect(seen.fee).toMatchObject({ amount: 16, rules: [{ rule: 3 }] })
  expect(seen.history.filter((one) => one.type === 'fee-assessed')).toHaveLength(1)
})
