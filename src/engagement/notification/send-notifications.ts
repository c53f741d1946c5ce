import nodemailer from 'nodemailer'
import { type Db, type Log, say } from '#base'
import { listWaiting, markSent, type Waiting } from './notification-store.ts'

/** How a message leaves the house. It throws when it could not be handed over; it is then tried again. */
export type Sender = { send(to: string, subject: string, text: string): Promise<void> }

/** Mail through an SMTP server (nodemailer). */
export function smtpSender(url: string, from: string): Sender & { close(): void } {
  const transport = nodemailer.createTransport(url)
  return {
    send: async (to, subject, text) => void (await transport.sendMail({ from, to, subject, text })),
    close: () => transport.close(),
  }
}

/** SMS until a city names its gateway: logs that a message would go, never to whom or what it says. */
export const loggingSms = (log: Log): Sender => ({
  send: async () => log.info({ channel: 'sms' }, 'an SMS would be sent here; name a gateway'),
})

/**
 * Sends what waits. At least once: a message is marked only after the gateway took it, so that a crash in between repeats
 * one message rather than lose it. A failing one stays and is tried at the next run.
 */
export async function sendWaiting(input: {
  db: Db
  cityCode: string
  mail: Sender | null
  sms: Sender
  log: Log
}): Promise<number> {
  const waiting = await listWaiting(input.db, input.cityCode, 100)
  let sent = 0
  for (const one of waiting) {
    if (one.emailState === 'waiting') sent += await sendOne(input, one, 'email', input.mail, one.email)
    if (one.smsState === 'waiting') sent += await sendOne(input, one, 'sms', input.sms, one.mobile)
  }
  return sent
}

async function sendOne(
  input: { db: Db; cityCode: string; log: Log },
  one: Waiting,
  channel: 'email' | 'sms',
  sender: Sender | null,
  to: string | null,
): Promise<number> {
  const key = { caseId: one.caseId, seq: one.seq, channel }
  if (sender === null || to === null) {
    await markSent(input.db, input.cityCode, { ...key, state: 'failed' })
    return 0
  }
  try {
    await sender.send(to, say(one.subject, one.locale), say(one.body, one.locale))
    await markSent(input.db, input.cityCode, { ...key, state: 'sent' })
    return 1
  } catch (error) {
    input.log.warn({ channel, error: String(error) }, 'a message could not be handed over; it will be tried again')
    return 0
  }
}
