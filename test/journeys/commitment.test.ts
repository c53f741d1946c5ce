import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { findAccountBySubject, type OfficerRole, setRoles } from '../../src/identity/index.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections, makeVisitor, type Page, settled, type Visitor } from '../helpers/visitor.ts'

// 告知承诺: the applicant promises in writing that the conditions are met, the licence comes at once, and the authority
// checks afterwards.
const bantuo = await startServer()
const person = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.get('/place/set?code=410802000000&return=/')
  await visitor.signIn(subject)
  return visitor
}
type Case = {
  version: number
  state: string
  moves: string[]
  detail?: string
  errors?: { pointer: string }[]
  answers: Record<string, string>
  form: Record<string, unknown>
  materials: { materialNo: number }[]
  commitment: { signedBy: string; text: string } | null
  history: { type: string; at: string; actor: { name: string } }[]
}

const citizen = await person('citizen-1')
const itemCode = await citizen
  .api<{ items: { itemCode: string; name: { zh: string } }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent('公共场所卫生许可')}&division=410802000000`,
  )
  .then(({ body }) => body.items[0]?.itemCode ?? '')
const item = bantuo.city().findItemByCode(itemCode)
if (item === undefined) throw new Error('the item is gone')
/** Gives a persona a role at the authority of the item, beside what it has. */
async function appoint(subject: string, role: OfficerRole['role']): Promise<void> {
  const account = await findAccountBySubject(bantuo.db, 'demo', subject)
  const { creditCode, divisionCode } = (item as NonNullable<typeof item>).authority
  await setRoles(bantuo.db, account?.accountId ?? '', [{ role, divisionCode, authorityCode: creditCode }])
}
await appoint('decider', 'decider')
await appoint('examiner', 'examiner')

const values = { applicantKind: 'natural' }
async function ready(): Promise<{ draft: string; page: Page }> {
  let page = await citizen.get(`/items/${itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  page = await fillSections(citizen, await answerAll(citizen, page, values), values)
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? '')))
    page = await citizen.upload(page, `/drafts/${draft}/files?material=${no}`, `${no}.jpg`, aPhoto())
  page = await citizen.post(page, `/drafts/${draft}/papers`)
  return { draft, page }
}
const look = async (who: Visitor, caseNo: string) => (await who.api<Case>('GET', `/cases/${caseNo}`)).body
async function act(who: Visitor, caseNo: string, one: unknown) {
  const { version } = await look(who, caseNo)
  return who.api<Case>('POST', `/cases/${caseNo}/moves`, { seenVersion: version, act: one })
}

let caseNo = ''

test('without a signature, or with another’s, nothing is submitted and the sentence says whose name is wanted', async () => {
  expect(item.content.route).toBe('commitment')
  const { draft, page } = await ready()
  expect(page.text).toContain('承诺')
  const send = { delivery: 'online', declared: 'yes' }
  for (const signedBy of ['', ' ', '李四', '王小满']) {
    const refused = await citizen.post(page, `/drafts/${draft}/review`, { ...send, signedBy })
    expect(refused.status, signedBy).toBe(422)
    expect(refused.text).toContain('王小满（演示）')
  }
  // The commitment does not stand in for the declaration, nor the other way round.
  const undeclared = await citizen.post(page, `/drafts/${draft}/review`, {
    delivery: 'online',
    signedBy: '王小满（演示）',
  })
  expect(undeclared.status).toBe(422)
  expect((await citizen.get('/me')).text).not.toContain('等待受理')
  // The moment of signing is the moment of submitting, not of what was tried before.
  bantuo.time.forward({ minutes: 5 })
  const done = await citizen.post(page, `/drafts/${draft}/review`, { ...send, signedBy: '王小满（演示）' })
  expect(done.status).toBe(200)
  caseNo = /\/cases\/(\d{21,})/.exec(done.url)?.[1] ?? ''
})

test('what was signed, by whom and when is kept with the case and shown to the officer', async () => {
  const clerk = await person('clerk')
  const seen = await look(clerk, caseNo)
  expect(seen.commitment?.signedBy).toBe('王小满（演示）')
  expect(seen.commitment?.text).toContain('承诺')
  const [signed] = seen.history
  expect(signed?.type).toBe('submitted')
  expect(signed?.at).toBe('2026-03-02T01:35:00Z')
})

test('nobody examines beforehand: accepted, decided, the result is there at once, and the later check waits', async () => {
  const clerk = await person('clerk')
  expect((await act(clerk, caseNo, { move: 'accept', deferred: [] })).body.state).toBe('accepted')
  const examiner = await person('examiner')
  expect((await act(examiner, caseNo, { move: 'examine', supports: true, opinion: '符合要求' })).status).toBe(409)
  const decider = await person('decider')
  const decided = await act(decider, caseNo, {
    move: 'decide',
    outcome: 'granted',
    reason: '已书面承诺符合条件，准予许可',
    basis: '《公共场所卫生管理条例》第四条',
  })
  expect(decided.body.state, decided.body.detail).toBe('granted')
  await settled(citizen, caseNo)
  const page = await citizen.get(`/cases/${caseNo}`)
  expect(page.text).toContain('办妥')
  expect((await citizen.get(`/cases/${caseNo}/result.pdf`)).html.slice(0, 5)).toBe('%PDF-')
  const inbox = await examiner.api<{ items: { caseNo: string }[] }>('GET', '/inbox')
  expect(inbox.body.items.map((one) => one.caseNo)).toContain(caseNo)
})

test('the later check is the examiner’s, is made once, and takes nothing back by itself', async () => {
  const clerk = await person('clerk')
  const check = { move: 'follow-up', finding: '现场核查：与承诺一致' }
  expect((await act(clerk, caseNo, check)).status).toBe(403)
  const examiner = await person('examiner')
  expect((await look(examiner, caseNo)).moves).toContain('follow-up')
  expect((await act(examiner, caseNo, { ...check, finding: ' ' })).status).toBe(422)
  bantuo.time.goTo('2026-03-20')
  const later = await person('examiner')
  const done = await act(later, caseNo, check)
  expect(done.status, done.body.detail).toBe(200)
  expect(done.body.state).toBe('granted')
  expect((await act(later, caseNo, check)).status).toBe(409)
  const kept = await look(later, caseNo)
  expect(kept.history.filter((event) => event.type === 'followed-up').length).toBe(1)
  expect(kept.history.filter((event) => event.type === 'closed').length).toBe(1)
  const inbox = await later.api<{ items: { caseNo: string }[] }>('GET', '/inbox')
  expect(inbox.body.items.map((one) => one.caseNo)).not.toContain(caseNo)
})

test('what is promised is the authority’s text, whatever a machine sends for it', async () => {
  const again = await person('citizen-1')
  const before = await look(again, caseNo)
  const materials = []
  for (const materialNo of new Set(before.materials.map((one) => one.materialNo))) {
    const file = await again.raw('/api/v1/files', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.jpg' },
      body: aPhoto(),
    })
    materials.push({ materialNo, fileId: (JSON.parse(file.html) as { fileId: string }).fileId })
  }
  const submission = { itemCode, answers: before.answers, form: before.form, materials, declared: true }
  const send = (commitment: unknown) =>
    again.api<Case & { caseNo: string }>(
      'POST',
      '/cases',
      { ...submission, commitment },
      { 'idempotency-key': randomUUID() },
    )
  const unsigned = await send(null)
  expect(unsigned.body.errors?.map((one) => one.pointer)).toEqual(['/commitment'])
  const made = await send({ signedBy: '王小满（演示）', text: '我什么也不承诺' })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const kept = await look(again, made.body.caseNo)
  expect(kept.commitment).toEqual({ signedBy: '王小满（演示）', text: before.commitment?.text })
})
