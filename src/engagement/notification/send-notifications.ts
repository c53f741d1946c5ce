import nodemailer from 'nodemailer'
import { type Db, type Log, say } from '#base'
import { listWaiting, markSent, type Sent, type Waiting } from './notification-store.ts'

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
 * Sends what waits. At least once: messages are marked only after the gateway took them, so that a crash in between repeats
 * some rather than lose one. A failing one stays and is tried at the next run.
 */
export async function sendWaiting(input: {
  db: Db
  cityCode: string
  mail: Sender | null
  sms: Sender
  log: Log
  /** Who acts for a firm, and so is told, hangs on the day. */
  today: Temporal.PlainDate
}): Promise<number> {
  const waiting = await listWaiting(input.db, input.cityCode, input.today, 500)
  const done: Sent[] = []
  for (const one of waiting) {
    if (one.emailState === 'waiting') done.push(...(await sendOne(input.log, one, 'email', input.mail, one.email)))
    if (one.smsState === 'waiting') done.push(...(await sendOne(input.log, one, 'sms', input.sms, one.mobile)))
  }
  await markSent(input.db, input.cityCode, done)
  return done.filter((one) => one.state === 'sent').length
}

/** Hands one message over; what could not be handed over is not marked, and so is tried again. */
async function sendOne(
  log: Log,
  one: Waiting,
  channel: 'email' | 'sms',
  sender: Sender | null,
  to: string | null,
): Promise<Sent[]> {
  const key = { caseId: one.caseId, seq: one.seq, channel }
  if (sender === null || to === null) return [{ ...key, state: 'failed' }]
  try {
    await sender.send(to, say(one.subject, one.locale), say(one.body, one.locale))
    return [{ ...key, state: 'sent' }]
  } catch (error) {
    log.warn({ channel, error: String(error) }, 'a message could not be handed over; it will be tried again')
    return []
  }
}
