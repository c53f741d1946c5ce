import { expect, test } from 'vitest'
import { sql } from '../../src/base/index.ts'
import { person, stageCases } from '../browser/cases.ts'
import { startServer } from '../helpers/server.ts'

const bantuo = await startServer()
const cases = await stageCases(bantuo)

test('an applicant’s program is told which authority acted, as the page tells it, and not which officer', async () => {
  const { rows: officers } = await sql<{ name: string; account_id: string }>`select name, account_id from accounts
    where kind = 'officer'`.execute(bantuo.db)
  expect(officers.length).toBeGreaterThan(5)
  const citizen = await person(bantuo.url, 'citizen-1')
  const clerk = await person(bantuo.url, 'clerk')
  const { body: free } = await clerk.api<{ version: number; claim: number }>('GET', `/cases/${cases.submitted}`)
  const act = { move: 'claim', token: free.claim }
  const held = await clerk.api('POST', `/cases/${cases.submitted}/moves`, { seenVersion: free.version, act })
  expect(held.status).toBe(200)
  for (const [state, caseNo] of Object.entries(cases)) {
    const { body } = await citizen.api<{ history: { type: string; by: string }[] }>('GET', `/cases/${caseNo}`)
    const told = JSON.stringify(body)
    const named = officers.filter((one) => told.includes(one.name) || told.includes(one.account_id))
    expect(
      named.map((one) => one.name),
      state,
    ).toEqual([])
    if (state === 'granted')
      expect(body.history.find((event) => event.type === 'decided')?.by).toMatch(/解放区.*市场监督管理局/)
  }
  // Colleagues see who did it.
  const { body } = await clerk.api<{ history: { type: string; by: string }[] }>('GET', `/cases/${cases.granted}`)
  expect(body.history.find((event) => event.type === 'accepted')?.by).toBe('陈窗口（演示）')
})
