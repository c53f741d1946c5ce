import { expect, test } from 'vitest'
import { act, person } from '../browser/cases.ts'
import { startServer } from '../helpers/server.ts'
import { apply } from '../helpers/visitor.ts'

// Who loses a post holds none of its tasks any more: colleagues find them and go on.
const bantuo = await startServer()
const [citizen, clerk, leaving, admin] = await Promise.all(
  ['citizen-1', 'clerk', 'citizen-2', 'admin'].map((subject) => person(bantuo.url, subject)),
)
if (!citizen || !clerk || !leaving || !admin) throw new Error('a persona is missing')

const role = { role: 'counter-clerk', divisionCode: '410802000000', authorityCode: null }
const { accountId } = (await leaving.api<{ account: { accountId: string } }>('GET', '/session')).body.account
const appoint = () =>
  admin.api('POST', '/officers/appointments', { appointee: { by: 'account', accountId }, role, reason: '借调窗口' })

type Inbox = { items: { caseNo: string; token: number }[] }
type Seen = { history: { type: string; data: { cause?: string } }[]; moves: string[] }
const isFree = async (caseNo: string): Promise<boolean> =>
  (await clerk.api<Inbox>('GET', '/inbox?holder=free')).body.items.some((one) => one.caseNo === caseNo)

/** A case whose acceptance the officer who is to leave holds. */
async function heldCase(): Promise<{ caseNo: string; token: number }> {
  await appoint()
  const caseNo = await apply(citizen as never, '食品经营许可', { values: { applicantKind: 'natural' } })
  const found = (await leaving?.api<Inbox>('GET', '/inbox?holder=free'))?.body.items
  const token = found?.find((one) => one.caseNo === caseNo)?.token ?? -1
  await act(leaving as never, caseNo, { move: 'claim', token })
  expect(await isFree(caseNo)).toBe(false)
  return { caseNo, token }
}

test.each([
  ['withdrawn', 'role-withdrawals', { role, reason: '借调期满' }],
  ['disabled with the account', 'disabling', { reason: '停职' }],
])(
  'a task whose holder’s role is %s is free at once, the case says why, and a colleague takes it',
  async (_, path, body) => {
    const { caseNo, token } = await heldCase()
    const done = await admin.api<{ tasksGivenBack: number }>('POST', `/officers/${accountId}/${path}`, body)
    expect([done.status, done.body.tasksGivenBack]).toEqual([200, 1])
    expect(await isFree(caseNo)).toBe(true)
    const { history } = (await clerk.api<Seen>('GET', `/cases/${caseNo}`)).body
    expect(history.find((one) => one.type === 'task-released')?.data.cause).toBe('post-lost')
    await act(clerk, caseNo, { move: 'claim', token })
    await act(clerk, caseNo, { move: 'accept', deferred: [] })
  },
)

test('a task that another role of its holder still reaches stays theirs', async () => {
  await admin.api('POST', `/officers/${accountId}/enabling`, { reason: '复职' })
  await leaving.signIn('citizen-2')
  const { caseNo } = await heldCase()
  const city = { ...role, divisionCode: '410800000000' }
  await admin.api('POST', '/officers/appointments', {
    appointee: { by: 'account', accountId },
    role: city,
    reason: '调市级窗口',
  })
  const path = `/officers/${accountId}/role-withdrawals`
  const done = await admin.api<{ tasksGivenBack: number }>('POST', path, { role, reason: '区级岗位免去' })
  expect(done.body.tasksGivenBack).toBe(0)
  expect(await isFree(caseNo)).toBe(false)
})
