import { afterEach, expect, test } from 'vitest'
import { sql } from '#base'
import { keepCalendarDays, listCalendarDays, loadCity } from '#management'
import type { CalendarDay } from '#standards'
import { drawRoute, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { recountDueDates } from '../case-file/recount-due-dates.ts'
import { countAlone, saveCounted } from '../case-file/recount-store.ts'
import { fireTimers } from './fire-timers.ts'

// A year's holidays become known, or are changed, while routes wait for working days.

const desk = await openRouteDesk()
const { db, time, handling, clerk, examiner, submitNew, must, act, publish, itemBy, open, fireAll } = desk
const shipped = (await listCalendarDays(db)).filter((day) => String(day.date).startsWith('2026'))

/** The days of a notice that comes beside those of the seeds. */
async function proclaim(days: readonly string[]): Promise<void> {
  const added = days.map((date) => ({ date, kind: 'holiday', name: '试验假', status: 'final' }) satisfies CalendarDay)
  await keepCalendarDays(db, [...shipped, ...added])
}
/** The running service reads the calendar again. */
const readCity = (): Promise<void> => publish('late', late)
const recount = async (): Promise<number> =>
  recountDueDates(db, await loadCity(db, '4108', 'Asia/Shanghai'), time.clock())
/** When each timer of a case fires, by the city's clock. */
async function waiting(caseId: string): Promise<Record<string, string>> {
  const { rows } = await sql<{ element: string; due_at: Temporal.Instant }>`select element, due_at from timers
    where case_id = ${caseId}::uuid order by token`.execute(db)
  return Object.fromEntries(
    rows.map((row) => [row.element, String(row.due_at.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime())]),
  )
}
const standing = (caseFile: CaseFile): string[] => caseFile.tasks.map((task) => task.element)
const fired = ({ history }: CaseFile): number => history.filter((event) => event.type === 'timer-fired').length

const timer = (kind: string, length: string) =>
  `<bpmn:timerEventDefinition><bpmn:${kind}>${length}</bpmn:${kind}></bpmn:timerEventDefinition>`
const border = (id: string, length: string, more = '', kind = 'timeDuration') =>
  `boundaryEvent ${id} attachedToRef="visit" ${more} > ${timer(kind, length)}`
const working = 'bantuo:days="working"'
const elements = [
  'startEvent start',
  'userTask receive bantuo:role="counter-clerk" bantuo:stage="acceptance"',
  'userTask visit bantuo:role="examiner"',
  'userTask decide bantuo:role="decider" bantuo:stage="decision"',
  'serviceTask close bantuo:call="close-case"',
  'endEvent end',
]
const flows = ['start receive', 'receive visit', 'visit decide', 'decide close', 'close end']
await publish(
  'many',
  drawRoute(
    'many',
    [
      ...elements,
      border('late', 'P3D', working),
      border('asked', 'if outcome = &quot;none&quot; then &quot;P4D&quot; else &quot;P5D&quot;', working),
      border('plain', 'P3D'),
      border('hours', 'PT49H', working),
      border('date', '2026-03-12', '', 'timeDate'),
      'intermediateThrowEvent note',
    ],
    [...flows.filter((one) => one !== 'visit decide'), 'visit decide', 'late note', 'asked note', 'plain note'].concat([
      'hours note',
      'date note',
      'note decide',
    ]),
  ),
)
const late = drawRoute('late', [...elements, border('late', 'P3D', working)], [...flows, 'late decide'])
await publish('late', late)
await publish(
  'daily',
  drawRoute(
    'daily',
    [
      ...elements,
      `boundaryEvent daily attachedToRef="visit" cancelActivity="false" ${working} > ${timer('timeCycle', 'R3/P1D')}`,
      'endEvent told',
    ],
    [...flows, 'daily told'],
  ),
)
const accepted = async (route: string): Promise<string> => {
  const { caseId } = must(await submitNew({ item: itemBy(route) }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  return caseId
}

afterEach(async () => {
  await proclaim([])
  await readCity()
})

test('timers that count working days move with the holidays that became known; what goes by the clock stays', async () => {
  time.goTo('2026-03-05')
  const caseId = await accepted('many')
  const before = await waiting(caseId)
  // Thursday 5 March: Friday, Monday and Tuesday are its three days.
  expect(before).toMatchObject({ late: '2026-03-11T00:00:00', plain: '2026-03-08T09:30:00' })
  expect(await recount()).toBe(0)
  await proclaim(['2026-03-09', '2026-03-10'])
  const version = (await open(caseId)).version
  expect(await recount()).toBeGreaterThan(0)
  const after = await waiting(caseId)
  expect(after).toEqual({ ...before, late: '2026-03-13T00:00:00', asked: after['asked'] })
  expect((after['asked'] ?? '') > (before['asked'] ?? '')).toBe(true)
  // Nothing happened to the case, and a second count finds nothing more.
  expect((await open(caseId)).version).toBe(version)
  expect(await recount()).toBe(0)
  await proclaim([])
  expect(await recount()).toBeGreaterThan(0)
  expect(await waiting(caseId)).toEqual(before)
})

test('a timer that was moved fires at its new moment, not at the old one', async () => {
  time.goTo('2026-03-05')
  const caseId = await accepted('late')
  await proclaim(['2026-03-09', '2026-03-10'])
  await recount()
  await readCity()
  time.goTo('2026-03-12')
  await fireAll()
  expect(standing(await open(caseId))).toEqual(['visit'])
  time.goTo('2026-03-13')
  await fireAll()
  expect(standing(await open(caseId))).toEqual(['decide'])
})

test('a timer whose new moment is past fires at the next look, once, though a worker had just taken it up', async () => {
  await proclaim(['2026-03-09', '2026-03-10'])
  await readCity()
  time.goTo('2026-03-05')
  const caseId = await accepted('late')
  expect(await waiting(caseId)).toMatchObject({ late: '2026-03-13T00:00:00' })
  time.goTo('2026-03-12')
  await proclaim([])
  await sql`update timers set claimed_until = ${time.clock().add({ seconds: 30 }).toString()}::timestamptz`.execute(db)
  await recount()
  await readCity()
  await Promise.all([fireTimers(handling), fireTimers(handling), fireTimers(handling)])
  const moved = await open(caseId)
  expect(standing(moved)).toEqual(['decide'])
  expect(fired(moved)).toBe(1)
})

test('a repeating timer goes on by working days, and the day it waits for moves too', async () => {
  time.goTo('2026-03-05')
  const caseId = await accepted('daily')
  expect(await waiting(caseId)).toMatchObject({ daily: '2026-03-07T00:00:00' })
  time.goTo('2026-03-07')
  await fireAll()
  // Friday is over; the next working day is Monday, the one after that Tuesday.
  expect(await waiting(caseId)).toMatchObject({ daily: '2026-03-10T00:00:00' })
  await proclaim(['2026-03-09'])
  await recount()
  await readCity()
  expect(await waiting(caseId)).toMatchObject({ daily: '2026-03-11T00:00:00' })
  time.goTo('2026-03-10')
  await fireAll()
  expect(fired(await open(caseId))).toBe(1)
  time.goTo('2026-03-11')
  await fireAll()
  expect(fired(await open(caseId))).toBe(2)
  expect(await waiting(caseId)).toMatchObject({ daily: '2026-03-12T00:00:00' })
})

test('a timer that was set before its event said what it counts moves as its route says', async () => {
  time.goTo('2026-03-05')
  const caseId = await accepted('late')
  await sql`update events set data = data - 'working' where stream_id = ${caseId} and type = 'timer-set'`.execute(db)
  await proclaim(['2026-03-09', '2026-03-10'])
  await recount()
  expect(await waiting(caseId)).toMatchObject({ late: '2026-03-13T00:00:00' })
})

test('a case that somebody moves while it is counted keeps what its move made of it', async () => {
  time.goTo('2026-03-05')
  const caseId = await accepted('late')
  const { version, timers } = await open(caseId)
  const token = timers[0]?.token ?? 0
  const day = Temporal.PlainDate.from('2026-04-30')
  const counted = {
    ...{ caseId, version, dueOn: day, actBy: day, clockStopped: false, taskDue: { [token - 1]: '2026-04-30' } },
    timers: [{ token, element: 'late', dueAt: Temporal.Instant.from('2026-04-30T00:00:00Z') }],
  }
  let storing: Promise<number> | undefined
  await db.transaction().execute(async (tx) => {
    await sql`update case_files set version = version + 1 where case_id = ${caseId}::uuid`.execute(tx)
    await sql`update timers set due_at = '2026-03-20T00:00:00Z' where case_id = ${caseId}::uuid`.execute(tx)
    // The count read the case before; it now waits for the move to be through.
    storing = saveCounted(db, '4108', [counted])
    await expect
      .poll(async () => {
        const { rows } =
          await sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(
            tx,
          )
        return rows.length
      })
      .toBeGreaterThan(0)
  })
  expect(await storing).toBe(0)
  expect(await waiting(caseId)).toEqual({ late: '2026-03-20T08:00:00' })
  const { rows } = await sql<{ due_on: string }>`select due_on from case_files where case_id = ${caseId}::uuid`.execute(
    db,
  )
  expect(rows[0]?.due_on).not.toBe('2026-04-30')
  await sql`delete from timers where case_id = ${caseId}::uuid`.execute(db)
  await sql`update case_files set version = ${version} where case_id = ${caseId}::uuid`.execute(db)
  must(await act(examiner, caseId, { move: 'complete-step', outcome: '', note: '' }))
})

test('one process counts at a time: another waits until it is through, or is told to end', async () => {
  time.goTo('2026-03-05')
  const caseId = await accepted('late')
  await proclaim(['2026-03-09', '2026-03-10'])
  let second: Promise<number> | undefined
  const ending = new AbortController()
  const first = await countAlone(db, '4108', async () => {
    second = recount()
    const given = recountDueDates(db, desk.loaded, time.clock(), { signal: ending.signal })
    await new Promise((resolve) => setTimeout(resolve, 300))
    ending.abort()
    expect(await given).toBe(0)
    expect(await waiting(caseId)).toMatchObject({ late: '2026-03-11T00:00:00' })
    return 'done'
  })
  expect(first).toBe('done')
  expect(await second).toBeGreaterThan(0)
  expect(await waiting(caseId)).toMatchObject({ late: '2026-03-13T00:00:00' })
})
