import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openCounter, type Requirement } from '../helpers/counter.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor, scan, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()

type Case = {
  caseNo: string
  version: number
  state: string
  channel: string
  moves: string[]
  hindrances: { zh: string }[]
  missing: number[]
  receivable: number[]
  brought: number[]
  tellBy: string | null
  materials: { materialNo: number; trust: string }[]
  requirements: Requirement[]
  applicant: { name: string }
  detail?: string
  errors?: { pointer: string }[]
}

const officer = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.signIn(subject)
  return visitor
}
const clerk = await officer('clerk')
const { asked, walkIn, application, enter } = await openCounter(clerk)
const look = async (who: Visitor, caseNo: string) => (await who.api<Case>('GET', `/cases/${caseNo}`)).body
const act = async (who: Visitor, caseNo: string, one: object) =>
  who.api<Case>('POST', `/cases/${caseNo}/moves`, { seenVersion: (await look(who, caseNo)).version, act: one })

test('a clerk enters an application for somebody at the counter, scans the originals, and accepts it', async () => {
  expect(asked.length).toBeGreaterThan(0)
  const key = randomUUID()
  const body = application()
  const entered = await enter(clerk, body, key)
  expect(entered.status).toBe(201)
  const { caseNo } = entered.body
  // Pressed again, it is the same case.
  expect((await enter(clerk, body, key)).body.caseNo).toBe(caseNo)
  const seen = await look(clerk, caseNo)
  expect(seen).toMatchObject({ channel: 'counter', state: 'submitted', tellBy: '2026-03-09' })
  expect(seen.applicant.name).toBe('李来访（演示）')
  expect(seen.missing).toEqual(asked.map((one) => one.no))
  expect(seen.moves).not.toContain('accept')
  expect(seen.hindrances[0]?.zh).toContain(asked[0]?.name.zh)
  // The five days before acceptance count in the list of work.
  const inbox = await clerk.api<{
    items: { caseNo: string; actBy: string; remaining: number; applicantName: string }[]
  }>('GET', '/inbox')
  expect(inbox.body.items.find((one) => one.caseNo === caseNo)).toMatchObject({
    actBy: '2026-03-09',
    remaining: 5,
    applicantName: '李＊＊',
  })

  const materials = await Promise.all(asked.map(async (one) => ({ materialNo: one.no, fileId: await scan(clerk) })))
  const received = await act(clerk, caseNo, { move: 'receive-material', materials, note: '' })
  expect(received.status).toBe(200)
  expect(received.body.materials.every((one) => one.trust === 'B')).toBe(true)
  expect(received.body).toMatchObject({ brought: [], missing: [] })
  expect(received.body.moves).toContain('accept')
  const accepted = await act(clerk, caseNo, { move: 'accept', deferred: [] })
  expect(accepted.body.state).toBe('accepted')
  // After acceptance no paper is exchanged at the counter any more.
  const late = await act(clerk, caseNo, { move: 'receive-material', materials, note: '' })
  expect(late.status).toBe(422)
})

test('a person served at the counter finds that case when they sign in for the first time', async () => {
  const entered = await enter(
    clerk,
    application({
      applicant: { ...walkIn, name: '张大爷（演示）', code: '440524188001010014' },
      form: {
        applicantName: '张大爷（演示）',
        residentIdNo: '440524188001010014',
        mobile: '13800000002',
        address: '岳村',
        request: '改名',
      },
    }),
  )
  expect(entered.status).toBe(201)
  const himself = await officer('citizen-2')
  expect((await himself.get(`/cases/${entered.body.caseNo}`)).status).toBe(200)
  const somebody = await officer('citizen-1')
  expect((await somebody.get(`/cases/${entered.body.caseNo}`)).status).toBe(404)
})

test('what was asked for may be brought to the counter, and that answers the notice', async () => {
  const entered = await enter(clerk, application())
  const { caseNo } = entered.body
  const paper = asked[0]
  await act(clerk, caseNo, {
    move: 'request-correction',
    requests: [{ materialNo: paper?.no, what: paper?.name.zh, reason: '没有带来', basis: null }],
  })
  const received = await act(clerk, caseNo, {
    move: 'receive-material',
    materials: [{ materialNo: paper?.no, fileId: await scan(clerk) }],
    note: '本人送到窗口',
  })
  expect(received.body.state).toBe('submitted')
})

test('a counter takes only papers on the list, only its own scans, and only its own authority’s items', async () => {
  const entered = await enter(clerk, application())
  const { caseNo } = entered.body
  const outside = await act(clerk, caseNo, {
    move: 'receive-material',
    materials: [{ materialNo: 99, fileId: await scan(clerk) }],
    note: '',
  })
  expect(outside.status).toBe(422)
  expect(outside.body.errors?.[0]?.pointer).toBe('/materials/99')
  const police = await officer('police-clerk')
  const foreign = await act(clerk, caseNo, {
    move: 'receive-material',
    materials: [{ materialNo: asked[0]?.no, fileId: await scan(police) }],
    note: '',
  })
  expect(foreign.status).toBe(422)
  const elsewhere = await enter(await officer('other-clerk'), application())
  expect(elsewhere.status).toBe(403)
  for (const subject of ['citizen-1', 'supervisor', 'examiner'])
    expect((await enter(await officer(subject), application())).status).toBe(403)
})

test('a wrong card, a wrong name and a missing mobile number are all said at once', async () => {
  const wrong = await enter(
    clerk,
    application({ applicant: { ...walkIn, name: '', code: '410802188001010020', mobile: '138' } }),
  )
  expect(wrong.status).toBe(422)
  expect(wrong.body.errors?.map((one) => one.pointer)).toEqual(
    expect.arrayContaining(['/applicant/name', '/applicant/code', '/applicant/mobile']),
  )
  // A number that belongs to somebody of another name opens nobody's account.
  const mistaken = await enter(
    clerk,
    application({ applicant: { ...walkIn, name: '另一个人', code: '440524188001010014' } }),
  )
  expect(mistaken.status).toBe(422)
  expect(mistaken.body.errors?.[0]?.pointer).toBe('/applicant/name')
})

test('what was typed otherwise than the account is vouched for is marked for officers, and for them alone', async () => {
  const citizen = await officer('citizen-1')
  const { applicant: _, ...online } = application()
  const given = await citizen.api<Case>(
    'POST',
    '/cases',
    {
      ...online,
      form: {
        ...online.form,
        applicantName: '王小满（演示）',
        residentIdNo: '11010519491231002X',
        mobile: '13800009999',
        address: '焦作市解放区民生街道枫华园社区 1 号',
      },
      delivery: 'online',
    },
    { 'idempotency-key': randomUUID() },
  )
  expect(given.status).toBe(201)
  type Compared = Case & { differences: Record<string, string> }
  const seen = (await look(clerk, given.body.caseNo)) as Compared
  expect(seen.differences).toEqual({ mobile: '13800000001' })
  expect(((await look(citizen, given.body.caseNo)) as Compared).differences).toEqual({})
})

test('a notice printed at the counter is a reading like any other: the applicant sees who printed it', async () => {
  const entered = await enter(
    clerk,
    application({
      applicant: { ...walkIn, name: '张大爷（演示）', code: '440524188001010014' },
      form: { ...application().form, applicantName: '张大爷（演示）', residentIdNo: '440524188001010014' },
    }),
  )
  const himself = await officer('citizen-2')
  expect((await himself.get('/me/access')).text).not.toContain('陈窗口')
  const receipt = await clerk.raw(`/cases/${entered.body.caseNo}/receipt.pdf`)
  expect(receipt.html.startsWith('%PDF-')).toBe(true)
  expect((await himself.get('/me/access')).text).toContain('陈窗口')
  const elsewhere = await officer('other-clerk')
  expect((await elsewhere.raw(`/cases/${entered.body.caseNo}/receipt.pdf`)).status).toBe(404)
})

test('a system that keeps no picture of the case is told only what became of it, where it asks so; repeated, the same', async () => {
  const { caseNo } = (await enter(clerk, application())).body
  const materials = await Promise.all(asked.map(async (one) => ({ materialNo: one.no, fileId: await scan(clerk) })))
  await act(clerk, caseNo, { move: 'receive-material', materials, note: '' })
  const { version } = await look(clerk, caseNo)
  const accept = { seenVersion: version, act: { move: 'accept', deferred: [] } }
  const headers = { prefer: 'respond-async, return=minimal', 'idempotency-key': randomUUID() }
  const first = await clerk.api<Case>('POST', `/cases/${caseNo}/moves`, accept, headers)
  expect(first).toMatchObject({ status: 200, body: { caseNo, state: 'accepted' } })
  expect(Object.keys(first.body).toSorted()).toEqual(['caseNo', 'state', 'version'])
  expect(await clerk.api('POST', `/cases/${caseNo}/moves`, accept, headers)).toEqual(first)
  // Refused, it says why in full all the same.
  const stale = await clerk.api<Case>('POST', `/cases/${caseNo}/moves`, accept, { prefer: 'return=minimal' })
  expect(stale).toMatchObject({ status: 409, body: { detail: expect.stringContaining('陈窗口') } })
})
