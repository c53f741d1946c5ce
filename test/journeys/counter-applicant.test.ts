import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openCounter } from '../helpers/counter.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor } from '../helpers/visitor.ts'

// What is said of the applicant at the counter, and what is refused of it.
const bantuo = await startServer()
const clerk = makeVisitor(bantuo.url)
await clerk.signIn('clerk')
const { asked, walkIn, form, application, enter } = await openCounter(clerk)
type Compared = { differences: Record<string, string> }
const look = async (caseNo: string) => (await clerk.api<Compared>('GET', `/cases/${caseNo}`)).body

test('a form that names somebody else than the person or the firm at the counter is marked, too', async () => {
  const another = { ...form, applicantName: '别人', residentIdNo: '11010519491231002X' }
  const entered = await enter(clerk, application({ form: another }))
  expect(entered.status).toBe(201)
  const seen = await look(entered.body.caseNo)
  expect(seen.differences).toEqual({ applicantName: walkIn.name, residentIdNo: walkIn.code })
  const same = await enter(clerk, application())
  expect((await look(same.body.caseNo)).differences).toEqual({})
})

test('who hands in for a person is kept with the case, checked like anybody’s card, and the case stays the person’s', async () => {
  const son = { name: '代办的儿子', residentIdNo: '110101198001010010' }
  const entered = await enter(clerk, application({ applicant: { ...walkIn, handler: son } }))
  expect(entered.status).toBe(201)
  type Handed = { applicant: { name: string; handler?: object } }
  const seen = (await clerk.api<Handed>('GET', `/cases/${entered.body.caseNo}`)).body
  expect(seen.applicant).toMatchObject({ name: walkIn.name, handler: son })
  const wrong = [
    { name: '', residentIdNo: son.residentIdNo },
    { ...son, residentIdNo: '乱写' },
    // Registered under another name.
    { ...son, residentIdNo: '440524188001010014' },
  ]
  for (const handler of wrong) {
    const refused = await enter(clerk, application({ applicant: { ...walkIn, handler } }))
    expect([refused.status, refused.body.errors?.map((one) => one.pointer)]).toEqual([422, ['/applicant/handler']])
  }
  // Who comes themselves is nobody's representative.
  const themselves = { name: walkIn.name, residentIdNo: walkIn.code }
  const own = await enter(clerk, application({ applicant: { ...walkIn, handler: themselves } }))
  const { applicant } = (await clerk.api<Handed>('GET', `/cases/${own.body.caseNo}`)).body
  expect(applicant.handler).toBeUndefined()
})

test('papers said to be brought that the item does not have are refused, each at its place', async () => {
  const brought = [...asked.map((one) => one.no), 98, 99]
  const refused = await enter(clerk, application({ brought }))
  const places = [asked.length, asked.length + 1].map((at) => `/brought/${at}`)
  expect([refused.status, refused.body.errors?.map((one) => one.pointer)]).toEqual([422, places])
})

test.each([
  ['mobile number', { applicant: { ...walkIn, mobile: '13800000010' } }],
  ['originals', { applicant: { ...walkIn, originals: [asked[0]?.no ?? 1] } }],
  ['place', { division: '410802001000' }],
])('the same key with another %s is another request, and is not answered with the old case', async (_, other) => {
  const key = randomUUID()
  const body = application()
  expect((await enter(clerk, body, key)).status).toBe(201)
  expect((await enter(clerk, { ...body, ...other }, key)).status).toBe(409)
})
