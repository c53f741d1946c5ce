import { expect, test } from 'vitest'
import { makeLog } from '#base'
import { addMandate, findMandate, type Party, partyOf, revokeMandate, type Session } from '#identity'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { startMail } from '../../../test/helpers/mail-server.ts'
import { aPerson } from '../../../test/helpers/people.ts'
import { sql } from '../../base/index.ts'
import { addNotifications, listConcerned, listNotifications, markRead } from './notification-store.ts'
import { loggingSms, sendWaiting, smtpSender } from './send-notifications.ts'

const { db } = await freshDatabase()
const log = makeLog('silent')
const at = Temporal.Instant.from('2026-03-02T01:30:00Z')
const caseId = '019cac2a-9dc0-7015-922c-2f501eccef2f'

const messagesOf = async (party: Party, before: string | null = null, limit = 20) =>
  (await listNotifications(db, '4108', party, { before, limit })).rows

test('a message goes out once by mail; one that was refused waits and goes later', async () => {
  const person = await aPerson(db, '王小满（演示）', { email: 'somebody@example.cn' })
  await sql`insert into case_files (city_code, case_id, case_no, version, state, entry_id, entry_revision, override_revision, item_code,
      item_name, authority_code, division_code, account_id, applicant_kind, applicant_name, applicant_code, channel, submitted_at, run)
    values ('4108', ${caseId}::uuid, '410802012026030200001', 1, 'submitted', 'S', 1, 0, 'x', '分户', '11410802M0010001XW', '410802000000',
      ${person.account.accountId}::uuid, 'natural', 'x', 'x', 'online', ${at.toString()}::timestamptz, '{}')`.execute(
    db,
  )
  const message = {
    caseId,
    seq: 1,
    accountId: person.account.accountId,
    at,
    byEmail: true,
    bySms: true,
    subject: { zh: '已受理', en: 'Accepted' },
    body: { zh: '不予受理：患病的人。', en: 'Not accepted: somebody ill.' },
    outside: { zh: 'news-to-sign-in-for', en: 'news-to-sign-in-for' },
  }
  await addNotifications(db, '4108', [message])
  // The feed is read at least once: telling twice changes nothing.
  await addNotifications(db, '4108', [message])
  expect(await messagesOf(partyOf(person))).toHaveLength(1)
  // Seen once in the list it is new no more.
  expect((await messagesOf(partyOf(person)))[0]?.read).toBe(false)
  await markRead(db, '4108', await messagesOf(partyOf(person)), at)
  await markRead(db, '4108', await messagesOf(partyOf(person)), at)
  expect((await messagesOf(partyOf(person)))[0]?.read).toBe(true)
  const { next } = await listNotifications(db, '4108', partyOf(person), { before: null, limit: 1 })
  expect(await messagesOf(partyOf(person), next, 1)).toEqual([])

  const mailServer = await startMail()
  const mail = smtpSender(mailServer.url, 'no-reply@bantuo.example')
  let now = at
  const today = Temporal.PlainDate.from('2026-03-02')
  const send = () => sendWaiting({ db, cityCode: '4108', mail, sms: loggingSms(log), log, now, today })
  mailServer.state.refuses = 450
  await send()
  expect(mailServer.got).toEqual([])
  mailServer.state.refuses = null
  // It waits a minute first, and nobody asks the mail server meanwhile.
  await send()
  expect(mailServer.got).toEqual([])
  now = now.add({ seconds: 61 })
  // Two that send at the same moment: it goes once.
  await Promise.all([send(), send()])
  await send()
  expect(mailServer.got).toHaveLength(1)
  expect(mailServer.got[0]).toContain('To: somebody@example.cn')
  // What stands on the site, after signing in, is not what travels.
  expect(mailServer.got[0]).toMatch(/\r\n\r\nnews-to-sign-in-for\s*$/)
  expect((await messagesOf(partyOf(person)))[0]?.body).toEqual(message.body)
  mail.close()
  await mailServer.close()
})

test('a message from before the words for outside were kept apart goes out without what it says', async () => {
  await sql`insert into notifications (city_code, case_id, seq, account_id, subject, body, told_at, email_state, sms_state)
    select '4108', case_id, 5, account_id, '{"zh":"news","en":"news"}', '{"zh":"ill-somebody","en":"ill-somebody"}', submitted_at, 'waiting', 'none'
    from case_files where case_id = ${caseId}::uuid`.execute(db)
  const mailServer = await startMail()
  const mail = smtpSender(mailServer.url, 'no-reply@bantuo.example')
  const today = Temporal.PlainDate.from('2026-03-02')
  await sendWaiting({ db, cityCode: '4108', mail, sms: loggingSms(log), log, now: at.add({ hours: 1 }), today })
  expect(mailServer.got).toHaveLength(1)
  expect(mailServer.got[0]).not.toContain('ill-somebody')
  mail.close()
  await mailServer.close()
})

test('a mailbox that does not exist is given up at once, one that is full after a day, and neither keeps others waiting', async () => {
  const mailServer = await startMail()
  const mail = smtpSender(mailServer.url, 'no-reply@bantuo.example')
  let now = at.add({ hours: 24 })
  const today = Temporal.PlainDate.from('2026-03-03')
  const send = () => sendWaiting({ db, cityCode: '4108', mail, sms: loggingSms(log), log, now, today })
  const { rows } = await sql<{
    account_id: string
  }>`select account_id from case_files where case_id = ${caseId}::uuid`.execute(db)
  const text = { zh: '消息', en: 'message' }
  const tell = (seq: number) =>
    addNotifications(db, '4108', [
      {
        caseId,
        seq,
        accountId: rows[0]?.account_id ?? '',
        at,
        byEmail: true,
        bySms: false,
        subject: text,
        body: text,
        outside: text,
      },
    ])
  const stateOf = async (seq: number) =>
    (
      await sql<{
        email_state: string
      }>`select email_state from notifications where case_id = ${caseId}::uuid and seq = ${seq}`.execute(db)
    ).rows[0]?.email_state
  mailServer.state.refuses = 550
  await tell(11)
  await send()
  expect(await stateOf(11)).toBe('failed')
  mailServer.state.refuses = 450
  await tell(12)
  for (const hours of [0, 1, 1, 3, 13, 13]) {
    expect(await stateOf(12)).toBe('waiting')
    now = now.add({ hours })
    await send()
  }
  expect(await stateOf(12)).toBe('failed')
  mailServer.state.refuses = null
  await tell(13)
  expect(await send()).toBe(1)
  mail.close()
  await mailServer.close()
})

test('a firm hears through who acts for it: whoever applied while their mandate lasts, then whoever represents it', async () => {
  const today = Temporal.PlainDate.from('2026-03-02')
  const principal = { kind: 'legal', code: '91410800MA0000007L', name: '好味道（演示）' } as const
  const head = await aPerson(db, '法定代表人（演示）', { email: 'head@example.cn' })
  const agent = await aPerson(db, '会计（演示）', { email: 'agent@example.cn' })
  const by = { accountId: head.account.accountId, name: head.account.name }
  const give = async (to: Session, mayDelegate: boolean): Promise<Session> => {
    const input = {
      principal,
      agentAccountId: to.account.accountId,
      scope: { type: 'all' },
      validFrom: today,
      mayDelegate,
    } as const
    const id = await addMandate(db, '4108', { ...input, validUntil: today.add({ years: 1 }), at, grantedBy: by })
    return { ...to, mandate: (await findMandate(db, id)) ?? null }
  }
  const representing = await give(head, true)
  const acting = await give(agent, false)
  const { accountId } = partyOf(acting)
  expect(partyOf(representing).accountId).toBe(accountId)
  const id = '019cac2a-9dc0-7015-922c-2f501eccef30'
  await sql`insert into case_files (city_code, case_id, case_no, version, state, entry_id, entry_revision, override_revision, item_code,
      item_name, authority_code, division_code, account_id, agent_account_id, applicant_kind, applicant_name, applicant_code, channel,
      submitted_at, run)
    values ('4108', ${id}::uuid, '410802012026030200002', 1, 'submitted', 'S', 1, 0, 'x', '食品经营许可', '11410802M0010001XW', '410802000000',
      ${accountId}::uuid, ${agent.account.accountId}::uuid, 'legal', 'x', 'x', 'online', ${at.toString()}::timestamptz, '{}')`.execute(
    db,
  )
  const mailServer = await startMail()
  const mail = smtpSender(mailServer.url, 'no-reply@bantuo.example')
  let seq = 0
  const tell = async (): Promise<string> => {
    seq += 1
    const about = (await listConcerned(db, '4108', [id], today)).get(id)
    expect(about).toMatchObject({ accountId, hasEmail: true, hasMobile: true })
    const [subject, body] = [
      { zh: '已受理', en: 'Accepted' },
      { zh: '已受理。', en: 'Accepted.' },
    ]
    await addNotifications(db, '4108', [
      { caseId: id, seq, accountId, at, byEmail: true, bySms: false, subject, body, outside: body },
    ])
    await sendWaiting({ db, cityCode: '4108', mail, sms: loggingSms(log), log, now: at, today })
    return /^To: (.*)$/m.exec(mailServer.got.at(-1) ?? '')?.[1]?.trim() ?? ''
  }
  expect(await tell()).toBe('agent@example.cn')
  const mandateId = acting.mandate?.mandateId ?? ''
  expect(await revokeMandate(db, '4108', { mandateId, principal, by, at })).toBe(true)
  expect(await tell()).toBe('head@example.cn')
  expect(mailServer.got).toHaveLength(2)
  // Both messages are the firm's; the agent who is gone finds none.
  expect(await messagesOf(partyOf(representing))).toHaveLength(2)
  expect(await messagesOf(partyOf(agent))).toHaveLength(0)
  const forOther = {
    ...acting,
    mandate: acting.mandate && { ...acting.mandate, scope: { type: 'entries', entryIds: ['T'] } },
  }
  expect(await messagesOf(partyOf(forOther as Session))).toHaveLength(0)
  mail.close()
  await mailServer.close()
})
