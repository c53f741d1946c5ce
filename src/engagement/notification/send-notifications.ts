import nodemailer from 'nodemailer'
import { type Db, type Log, say, type Text } from '#base'
import { markSent, type Sent, takeWaiting, type Waiting } from './notification-store.ts'

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

/** Seconds until a message that could not be handed over is tried again; after the last it is given up and stands on the site only. */
const waits = [60, 300, 1_800, 7_200, 43_200]
/** Messages handed over at once, so that one slow gateway does not hold all of them. */
const atOnce = 8

/** All that is said of a message whose words for outside were not kept. */
const news: Text = {
  zh: '您的办件有新消息，请登录后查看。',
  en: 'There is news of your case. Sign in to read it.',
}

type Sending = {
  db: Db
  cityCode: string
  mail: Sender | null
  sms: Sender
  log: Log
  now: Temporal.Instant
  /** Who acts for a firm, and so is told, hangs on the day. */
  today: Temporal.PlainDate
}

/**
 * Sends what waits and gives how many went. At least once: messages are marked only after the gateway took them, so that a crash in
 * between repeats some rather than lose one. What is refused for now waits longer each time; the others do not wait for it.
 */
export async function sendWaiting(input: Sending): Promise<number> {
  const left = await takeWaiting(input.db, input.cityCode, input, 500)
  const done: Sent[] = []
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      if (one.emailState === 'waiting') done.push(await sendOne(input, one, 'email', input.mail, one.email))
      if (one.smsState === 'waiting') done.push(await sendOne(input, one, 'sms', input.sms, one.mobile))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  await markSent(input.db, input.cityCode, done)
  return done.filter(({ state }) => state.type === 'sent').length
}

async function sendOne(
  { log, now }: Sending,
  one: Waiting,
  channel: Sent['channel'],
  sender: Sender | null,
  to: string | null,
): Promise<Sent> {
  const key = { caseId: one.caseId, seq: one.seq, channel }
  if (sender === null || to === null) return { ...key, state: { type: 'failed' } }
  try {
    await sender.send(to, say(one.subject, one.locale), say(one.outside ?? news, one.locale))
    return { ...key, state: { type: 'sent' } }
  } catch (error) {
    const wait = isFinal(error) ? undefined : waits[one.attempts - 1]
    log.warn(
      { channel, attempts: one.attempts, error: String(error) },
      wait === undefined ? 'a message was given up' : 'a message could not be handed over; it will be tried again',
    )
    return {
      ...key,
      state: wait === undefined ? { type: 'failed' } : { type: 'later', at: now.add({ seconds: wait }) },
    }
  }
}

/** A mail server that answers 5xx says that it will never take this message: no such mailbox, not allowed (RFC 5321 §4.2.1). */
const isFinal = (error: unknown): boolean => {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  return code >= 500 && code < 600
}
