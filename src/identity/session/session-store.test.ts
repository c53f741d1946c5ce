import { expect, test } from 'vitest'
import { makeClock } from '../../../test/helpers/clock.ts'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { aPerson } from '../../../test/helpers/people.ts'
import { addMandate, revokeMandate } from '../mandate/mandate-store.ts'
import { type Session, sessionHours } from './session.ts'
import { actFor, findSession, openSession, sweepSessions } from './session-store.ts'

const { db } = await freshDatabase()
const time = makeClock()
const citizen = await aPerson(db, '王小满（演示）')
const agent = await aPerson(db, '周姐（演示）')

const find = (secret: string) => findSession(db, secret, time.clock().toZonedDateTimeISO('Asia/Shanghai'))

test('a session that was refused stays ended when the clock is set back', async () => {
  const secret = await openSession(db, citizen.account.accountId, time.clock())
  expect(await find(secret)).toBeDefined()
  time.forward({ minutes: 31 })
  expect(await find(secret)).toBeUndefined()
  time.forward({ minutes: -30 })
  expect(await find(secret)).toBeUndefined()
})

test('a session that was swept stays ended when the clock is set back', async () => {
  const secret = await openSession(db, citizen.account.accountId, time.clock())
  time.forward({ hours: 2 })
  expect(await sweepSessions(db, time.clock())).toBeGreaterThan(0)
  time.forward({ hours: -2 })
  expect(await find(secret)).toBeUndefined()
})

test('a session in use when the clock is set back goes on, and still ends', async () => {
  const secret = await openSession(db, citizen.account.accountId, time.clock())
  time.forward({ minutes: -10 })
  expect(await find(secret)).toBeDefined()
  time.forward({ minutes: 41 })
  expect(await find(secret)).toBeUndefined()
})

test('a session ends after twelve hours however busy it was', async () => {
  const secret = await openSession(db, citizen.account.accountId, time.clock())
  for (let minutes = 20; minutes < sessionHours * 60; minutes += 20) {
    time.forward({ minutes: 20 })
    expect(await find(secret), `${minutes}`).toBeDefined()
  }
  time.forward({ minutes: 20 })
  expect(await find(secret)).toBeUndefined()
})

test('a mandate that was taken back, or has run out, is not acted under, in a session under way either', async () => {
  const today = Temporal.PlainDate.from(time.clock().toString().slice(0, 10))
  const give = async (validUntil: Temporal.PlainDate): Promise<string> =>
    addMandate(db, '4108', {
      principal: { kind: 'natural', accountId: citizen.account.accountId, name: citizen.account.name },
      agentAccountId: agent.account.accountId,
      scope: { type: 'all' },
      validFrom: today,
      validUntil,
      at: time.clock(),
      grantedBy: { accountId: citizen.account.accountId, name: citizen.account.name },
    })
  const secret = await openSession(db, agent.account.accountId, time.clock())
  const acting = async () => (await find(secret))?.mandate?.mandateId ?? null
  const mandate = await give(today.add({ days: 30 }))
  await actFor(db, secret, mandate)
  expect(await acting()).toBe(mandate)
  const revokeAs = ({ account }: Session, mandateId: string) => {
    const by = { accountId: account.accountId, name: account.name }
    return revokeMandate(db, '4108', { mandateId, principal: { kind: 'natural', ...by }, by, at: time.clock() })
  }
  // Only who gave it can take it back.
  expect(await revokeAs(agent, mandate)).toBe(false)
  expect(await acting()).toBe(mandate)
  expect(await revokeAs(citizen, mandate)).toBe(true)
  expect(await acting()).toBeNull()
  const short = await give(today)
  await actFor(db, secret, short)
  expect(await acting()).toBe(short)
  // Its last day is the city's, wherever the database stands.
  const tomorrow = today.add({ days: 1 })
  time.goTo(tomorrow.toString())
  const last = await give(tomorrow)
  time.forward({ hours: 14 })
  const late = await openSession(db, agent.account.accountId, time.clock())
  await actFor(db, late, last)
  const lateMandate = async () => (await find(late))?.mandate?.mandateId ?? null
  expect(await lateMandate()).toBe(last)
  time.forward({ minutes: 29 })
  expect(await lateMandate()).toBe(last)
  time.forward({ minutes: 2 })
  expect(await lateMandate()).toBeNull()
  // Another's mandate gives nothing to who names it.
  const stranger = await aPerson(db, '路人（演示）')
  const theirs = await openSession(db, stranger.account.accountId, time.clock())
  await actFor(db, theirs, short)
  expect((await find(theirs))?.mandate).toBeNull()
})
