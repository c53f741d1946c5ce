import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openDesk, rowOf, times } from '../../bench/desk.ts'
import { type Db, sql } from '../../src/base/index.ts'

// What routes wait for while the server is killed again and again: services that are called, timers that fire.

type Check = (what: string, good: boolean) => void

const work = { id: 'work', xml: '<bpmn:userTask id="work" bantuo:role="examiner" />' }
const asking = rowOf('crash-service', [
  { id: 'ask', xml: '<bpmn:serviceTask id="ask" bantuo:call="crash-register" />' },
  work,
])
const waiting = rowOf('crash-timer', [
  {
    id: 'wait',
    xml: '<bpmn:intermediateCatchEvent id="wait"><bpmn:timerEventDefinition><bpmn:timeDate>2026-01-05</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
  },
  work,
])

/** An outside register that keeps one entry for each key, however often it is asked, and takes its time. */
export async function openRegister() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    let key = ''
    request.on('data', (part) => {
      key += String(part)
    })
    request.on('end', () => {
      asked.push(key)
      setTimeout(() => response.end(), 300)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close: () => server.close() }
}

/** Cases that all wait for a service or for a time that has come; nobody serves them before a server is started. */
export async function layOutWork(db: Db, calls: number, timers: number): Promise<void> {
  const service = await openDesk(db, 'crash-service', asking)
  await times(calls, service.submit)
  const timer = await openDesk(db, 'crash-timer', waiting)
  await times(timers, timer.submit)
}

/** What servers that were killed had in their hands, by case. */
export type Held = Record<'calls' | 'timers', Set<string>>

/** Adds what the server that was just killed had in its hands. */
export async function addHeld(db: Db, held: Held): Promise<void> {
  const { rows } = await sql<{ what: keyof Held; id: string }>`
    select 'calls' as what, case_id::text as id from service_calls where call = 'crash-register' and claimed_until > now()
    union all select 'timers', case_id::text from timers where element = 'wait' and claimed_until > now()`.execute(db)
  for (const { what, id } of rows) held[what].add(id)
}

/** Waits until all is done; what a killed server held is taken up when its lease of half a minute is over. */
export async function untilDone(db: Db, seconds: number): Promise<boolean> {
  const end = Date.now() + seconds * 1_000
  while (Date.now() < end) {
    const { rows } = await sql<{
      left: number
    }>`select (select count(*) from service_calls where call = 'crash-register')::int
      + (select count(*) from timers where element = 'wait')::int as left`.execute(db)
    if (rows[0]?.left === 0) return true
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return false
}

/** Every case of the route has exactly these events in this order, and one open task. */
async function areAll(db: Db, route: string, count: number, story: string): Promise<boolean> {
  const { rows } = await sql<{
    story: string
    tasks: number
    cases: number
  }>`select story, tasks, count(*)::int as cases from (
      select string_agg(e.type, ' ' order by e.seq) as story,
        (select count(*)::int from tasks t where t.case_id = c.case_id and t.element = 'work' and t.state = 'open') as tasks
      from case_files c join events e on e.stream = 'case' and e.stream_id = c.case_id::text
      where exists (select from events s where s.stream = 'case' and s.stream_id = c.case_id::text and s.type = 'submitted'
        and s.data->'route'->>'key' = ${route})
      group by c.case_id) stories group by story, tasks`.execute(db)
  const [row] = rows
  const isRight = rows.length === 1 && row?.cases === count && row.tasks === 1 && row.story === story
  if (!isRight) console.log(rows)
  return isRight
}

export async function checkServices(db: Db, count: number, register: { asked: string[] }, check: Check): Promise<void> {
  const story = 'submitted service-called run-advanced service-done task-opened run-advanced'
  check('every case went on once after its service, and only once', await areAll(db, 'crash-service', count, story))
  const keys = new Set(register.asked)
  console.log(`  ${count} services called ${register.asked.length} times under ${keys.size} keys`)
  check('every service was called, and always under the key of its case', keys.size === count)
  check('those that were cut off on the way were called again under their keys', register.asked.length > count)
}

export async function checkTimers(db: Db, count: number, check: Check): Promise<void> {
  const story = 'submitted timer-set run-advanced timer-fired task-opened run-advanced'
  check('every timer fired, and none twice', await areAll(db, 'crash-timer', count, story))
}
