import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { walkIn } from '../helpers/counter.ts'
import { startServer } from '../helpers/server.ts'
import { aPhoto, makeVisitor, type Visitor } from '../helpers/visitor.ts'

// 一件事一次办 for programs and at the window: the same bundle as on the portal, over the machine face.
const bantuo = await startServer()
const signed = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.signIn(subject)
  return visitor
}

type Field = { id: string; type: string; options?: { value: string }[] }
type Paper = { no: number; kind: string; heldBy: string | null; name: { zh: string } }
type Guide = {
  questions: { id: string; options: { value: string }[] }[]
  form: { sections: { fields: Field[] }[] }
  materials: Paper[]
  members: { entryId: string; name: { zh: string }; needed: boolean; waitsFor: string[]; authority: string | null }[]
  provided: { name: { zh: string } }[]
  limit: unknown
  situation: { outcome: string; papers: { no: number }[] } | null
}
type File = {
  bundleNo: string
  state: string
  applicantName: string
  channel: string
  members: { entryId: string; state: string; caseNo: string | null; waitsFor: string[] }[]
  errors?: { pointer: string; detail: string }[]
  detail?: string
}

const division = '410802001000'
const lost = { cardState: 'lost', wantActive: 'yes', wantCode: 'no' }
const guideOf = async (answers: object) =>
  (
    await makeVisitor(bantuo.url).api<Guide>(
      'GET',
      `/bundles/social-security-card?division=${division}&answers=${encodeURIComponent(JSON.stringify(answers))}`,
    )
  ).body

/** Answers the rest of the questions by their first options, until nothing is open. */
async function answered(): Promise<{ answers: Record<string, string>; guide: Guide }> {
  let answers: Record<string, string> = lost
  let guide = await guideOf(answers)
  for (let round = 0; round < 5 && guide.situation?.outcome === 'unanswered'; round++) {
    const rest = guide.questions.map((one) => [one.id, answers[one.id] ?? one.options[0]?.value ?? ''])
    answers = Object.fromEntries(rest) as Record<string, string>
    guide = await guideOf(answers)
  }
  return { answers, guide }
}

const samples: Record<string, unknown> = {
  'resident-id': '11010519491231002X',
  mobile: '13800000009',
  date: '2026-02-20',
  number: 3,
  integer: 3,
  'yes-no': true,
}
const sampleOf = (field: Field): unknown =>
  field.options ? (field.options[0]?.value ?? '') : (samples[field.type] ?? '演示内容')

async function give(who: Visitor): Promise<string> {
  const page = await who.raw('/api/v1/files', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent('扫描.jpg') },
    body: aPhoto(),
  })
  return (JSON.parse(page.html) as { fileId: string }).fileId
}

async function application(who: Visitor, over: object = {}) {
  const { answers, guide } = await answered()
  const fields = guide.form.sections.flatMap((section) => section.fields)
  const papers = guide.materials.filter((one) => one.kind !== 'form' && one.heldBy === null)
  return {
    bundleId: 'social-security-card',
    division,
    answers,
    form: {
      ...Object.fromEntries(fields.filter((one) => one.type !== 'group').map((one) => [one.id, sampleOf(one)])),
      applicantName: '李来访（演示）',
      residentIdNo: '410802188001010025',
      mobile: '13800000009',
    },
    materials: await Promise.all(papers.map(async (one) => ({ materialNo: one.no, fileId: await give(who) }))),
    delivery: 'counter',
    declared: true,
    ...over,
  }
}
const send = (who: Visitor, path: string, body: object, key: string = randomUUID()) =>
  who.api<File>('POST', path, body, { 'idempotency-key': key })

test('a program reads what a bundle asks of somebody in this situation, and what waits for what', async () => {
  const all = await makeVisitor(bantuo.url).api<{ items: { bundleId: string }[] }>('GET', '/bundles')
  expect(all.body.items.length).toBe(13)
  const { guide } = await answered()
  expect(guide.situation?.outcome).toBe('complete')
  const needed = guide.members.filter((one) => one.needed)
  expect(needed.map((one) => [one.entryId, one.waitsFor])).toEqual([
    ['S0069', []],
    ['S0068', ['S0069']],
    ['S0070', ['S0068']],
  ])
  expect(needed.every((one) => one.authority !== null)).toBe(true)
  expect(guide.situation?.papers.map((one) => one.no)).toEqual(guide.materials.map((one) => one.no))
  const nowhere = await makeVisitor(bantuo.url).api('GET', '/bundles/no-such-thing')
  expect(nowhere.status).toBe(404)
})

test('a person applies once through a program; the same key again is the same bundle, and all of it can be taken back', async () => {
  const person = await signed('citizen-1')
  const key = randomUUID()
  const body = await application(person)
  const incomplete = await send(person, '/bundle-files', { ...body, form: {} })
  expect(incomplete.status).toBe(422)
  expect(incomplete.body.errors?.length).toBeGreaterThan(1)
  const done = await send(person, '/bundle-files', body, key)
  expect(done.body.errors ?? done.status).toEqual(201)
  const { bundleNo } = done.body
  expect(done.body.members.map((one) => [one.entryId, one.state])).toEqual([
    ['S0069', 'open'],
    ['S0068', 'waiting'],
    ['S0070', 'waiting'],
  ])
  expect((await send(person, '/bundle-files', body, key)).body.bundleNo).toBe(bundleNo)
  const own = await person.api<{ items: File[] }>('GET', '/bundle-files')
  expect(own.body.items.map((one) => one.bundleNo)).toEqual([bundleNo])
  // Nobody else finds it, nor takes it back.
  for (const subject of ['citizen-2', 'clerk']) {
    const other = await signed(subject)
    expect((await other.api('GET', `/bundle-files/${bundleNo}`)).status).toBe(404)
    expect((await other.api('POST', `/bundle-files/${bundleNo}/withdrawal`, {})).status).toBe(404)
  }
  const back = await person.api<File>('POST', `/bundle-files/${bundleNo}/withdrawal`, { reason: '找到了' })
  expect(back.body.state).toBe('withdrawn')
  // The case was withdrawn with it; the bundle hears of that from the feed.
  const states = async () =>
    (await person.api<File>('GET', `/bundle-files/${bundleNo}`)).body.members.map((one) => one.state)
  await expect.poll(states, { timeout: 10_000 }).toEqual(['concluded', 'skipped', 'skipped'])
})

test('a clerk of the comprehensive window takes in the whole for somebody, whose cases they are, with originals seen', async () => {
  const clerk = await signed('clerk')
  const body = await application(clerk)
  const originals = body.materials.map((one) => one.materialNo)
  const key = randomUUID()
  const entered = await send(clerk, '/counter/bundle-files', { ...body, applicant: { ...walkIn, originals } }, key)
  expect(entered.body.errors ?? entered.status).toEqual(201)
  expect(entered.body).toMatchObject({ applicantName: '李来访（演示）', channel: 'counter' })
  const again = await send(clerk, '/counter/bundle-files', { ...body, applicant: { ...walkIn, originals } }, key)
  expect(again.body.bundleNo).toBe(entered.body.bundleNo)
  const mended = { ...walkIn, originals, mobile: '13800000010' }
  expect((await send(clerk, '/counter/bundle-files', { ...body, applicant: mended }, key)).status).toBe(409)
  const caseNo = entered.body.members.find((one) => one.state === 'open')?.caseNo ?? ''
  type Case = { channel: string; applicant: { name: string }; materials: { trust: string }[] }
  const seen = (await clerk.api<Case>('GET', `/cases/${caseNo}`)).body
  expect(seen).toMatchObject({ channel: 'counter', applicant: { name: '李来访（演示）' } })
  expect(new Set(seen.materials.map((one) => one.trust))).toEqual(new Set(seen.materials.length > 0 ? ['B'] : []))
})

test('a window of another place, or of one department only, does not take in a bundle; who is not at a counter never does', async () => {
  const other = await signed('other-clerk')
  const body = { ...(await application(other)), applicant: walkIn }
  expect((await send(other, '/counter/bundle-files', body)).status).toBe(403)
  const police = await signed('police-clerk')
  expect((await send(police, '/counter/bundle-files', { ...body, materials: [] })).status).toBe(403)
  const person = await signed('citizen-1')
  expect((await send(person, '/counter/bundle-files', { ...body, materials: [] })).status).toBe(403)
  const clerk = await signed('clerk')
  const wrong = { ...(await application(clerk)), applicant: { ...walkIn, code: '410802198001010020' } }
  const refused = await send(clerk, '/counter/bundle-files', wrong)
  expect(refused.status).toBe(422)
  expect(refused.body.errors?.map((one) => one.pointer)).toContain('/applicant/code')
})

test.each(['410802999999', '110101000000', '000000000000'])(
  'a bundle for a place that the city does not have (%s) is refused at the place, as one item is',
  async (nowhere) => {
    const person = await signed('citizen-1')
    const online = await send(person, '/bundle-files', { ...(await application(person)), division: nowhere })
    expect([online.status, online.body.errors?.map((one) => one.pointer)]).toEqual([422, ['/division']])
  },
)

test('papers said to be brought that no item of a bundle has are refused, each at its place', async () => {
  const person = await signed('citizen-1')
  const refused = await send(person, '/bundle-files', { ...(await application(person)), brought: [99] })
  expect([refused.status, refused.body.errors?.map((one) => one.pointer)]).toEqual([422, ['/brought/0']])
})

test('a clerk who mistypes the place of a bundle is told so, at the place', async () => {
  const clerk = await signed('clerk')
  const body = { ...(await application(clerk)), division: '410802999999', applicant: walkIn }
  const counter = await send(clerk, '/counter/bundle-files', body)
  expect([counter.status, counter.body.errors?.map((one) => one.pointer)]).toEqual([422, ['/division']])
})
