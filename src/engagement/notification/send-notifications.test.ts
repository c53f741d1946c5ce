import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import { makeLog } from '#base'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { aPerson } from '../../../test/helpers/people.ts'
import { sql } from '../../base/index.ts'
import { addNotifications, listNotifications } from './notification-store.ts'
import { loggingSms, sendWaiting, smtpSender } from './send-notifications.ts'

const { db } = await freshDatabase()
const log = makeLog('silent')
const at = Temporal.Instant.from('2026-03-02T01:30:00Z')
const caseId = '019cac2a-9dc0-7015-922c-2f501eccef2f'

/** A mail server that keeps what it gets, and can be told to refuse. */
async function startMail() {
  const got: string[] = []
  const state = { refuses: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(state.refuses ? new Error('come back later') : null),
    onData(stream, _session, done) {
      let text = ''
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      stream.on('end', () => {
        got.push(text)
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    got,
    state,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

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
    body: { zh: '您的申请已受理。', en: 'Your application has been accepted.' },
  }
  await addNotifications(db, '4108', [message])
  // The feed is read at least once: telling twice changes nothing.
  await addNotifications(db, '4108', [message])
  expect(await listNotifications(db, '4108', person.account.accountId, null)).toHaveLength(1)

  const mailServer = await startMail()
  const mail = smtpSender(mailServer.url, 'no-reply@bantuo.example')
  const send = () => sendWaiting({ db, cityCode: '4108', mail, sms: loggingSms(log), log })
  mailServer.state.refuses = true
  await send()
  expect(mailServer.got).toEqual([])
  mailServer.state.refuses = false
  await send()
  await send()
  expect(mailServer.got).toHaveLength(1)
  expect(mailServer.got[0]).toContain('To: somebody@example.cn')
  mail.close()
  await mailServer.close()
})
