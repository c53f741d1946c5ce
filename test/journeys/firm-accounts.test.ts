import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { migrate, openDb, sql, startEmbeddedPostgres } from '../../src/base/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'bantuo-upgrade-'))
const server = await startEmbeddedPostgres(join(folder, 'db'), ['-c', 'fsync=off'])
const { db, close } = openDb(server.url, 2)
afterAll(async () => {
  await close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('an upgrade moves a firm’s cases and messages from whoever submitted them to the firm, and leaves a person’s alone', async () => {
  const before = join(folder, 'migrations')
  for (const file of readdirSync('migrations').filter((one) => one < '0010'))
    cpSync(join('migrations', file), join(before, file))
  await migrate(db, before)
  const [agent, man, forFirm, forMan] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  for (const [id, name] of [
    [agent, '代办人'],
    [man, '本人'],
  ] as const)
    await sql`insert into accounts (account_id, issuer, subject, kind, name, profile, created_at)
      values (${id}::uuid, 'test', ${id}, 'person', ${name}, '{}', now())`.execute(db)
  const mandate = async (id: string, kind: string, account: string | null, code: string | null) =>
    sql`insert into mandates (mandate_id, principal_kind, principal_account_id, principal_code, principal_name, agent_account_id, scope,
        valid_from, valid_until, granted_at)
      values (${id}::uuid, ${kind}, ${account}::uuid, ${code}, '好味道（演示）', ${agent}::uuid, '{"type":"all"}', '2026-01-01', '2026-12-31', now())`.execute(
      db,
    )
  await mandate(forFirm, 'legal', null, '91410800MA0000007L')
  await mandate(forMan, 'natural', man, null)
  const cases: Record<string, { id: string; account: string; mandateId: string | null }> = {
    firm: { id: randomUUID(), account: agent, mandateId: forFirm },
    man: { id: randomUUID(), account: man, mandateId: forMan },
    own: { id: randomUUID(), account: agent, mandateId: null },
  }
  for (const [no, { id, account, mandateId }] of Object.entries(cases)) {
    const applicant = { accountId: account, ...(mandateId ? { agent: { accountId: agent, name: '', mandateId } } : {}) }
    await sql`insert into case_files (city_code, case_id, case_no, version, state, entry_id, entry_revision, override_revision, item_code,
        item_name, authority_code, division_code, account_id, applicant_kind, applicant_name, applicant_code, channel, submitted_at, run)
      values ('4108', ${id}::uuid, ${no}, 1, 'submitted', 'S', 1, 0, 'x', 'x', '11410802M0010001XW', '410802000000',
        ${account}::uuid, 'legal', 'x', 'x', 'online', now(), '{}')`.execute(db)
    await sql`insert into events (city_code, stream, stream_id, seq, type, at, actor, data)
      values ('4108', 'case', ${id}, 1, 'submitted', now(), '{}', ${JSON.stringify({ applicant })}::jsonb)`.execute(db)
    await sql`insert into notifications (city_code, case_id, seq, account_id, subject, body, told_at, email_state, sms_state)
      values ('4108', ${id}::uuid, 1, ${account}::uuid, '{}', '{}', now(), 'none', 'none')`.execute(db)
  }

  await migrate(db, 'migrations')
  const { rows: firms } = await sql<{ account_id: string; name: string }>`select account_id, name from accounts
    where kind = 'firm' and subject = '91410800MA0000007L'`.execute(db)
  expect(firms).toMatchObject([{ name: '好味道（演示）' }])
  const { rows } = await sql<{ case_no: string; account_id: string; agent_account_id: string; told: string }>`
    select c.case_no, c.account_id, c.agent_account_id, n.account_id as told from case_files c
    join notifications n using (city_code, case_id) order by c.case_no`.execute(db)
  const firm = firms[0]?.account_id
  expect(rows).toEqual([
    { case_no: 'firm', account_id: firm, agent_account_id: agent, told: firm },
    { case_no: 'man', account_id: man, agent_account_id: agent, told: man },
    { case_no: 'own', account_id: agent, agent_account_id: null, told: agent },
  ])
})
