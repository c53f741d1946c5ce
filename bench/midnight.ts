import { type Db, openDb, sql } from '../src/base/index.ts'
import { serveRoutes } from '../src/handling/index.ts'
import { openDesk, rowOf } from './desk.ts'
import type { Measure } from './load.ts'

const bursts = (process.env['BENCH_MIDNIGHT'] ?? '5000').split(',').map(Number)

// Silence is agreement when the day is over: for every office that was asked, at the same instant.
const route = rowOf('bench-midnight', [
  {
    id: 'wait',
    xml: '<bpmn:intermediateCatchEvent id="wait"><bpmn:timerEventDefinition><bpmn:timeDuration>P5D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
  },
  { id: 'work', xml: '<bpmn:userTask id="work" bantuo:role="examiner" />' },
])

/** So many copies of one case that waits, each with its events; the timers of all are due at the same instant. */
async function copyCase(db: Db, caseId: string, count: number): Promise<void> {
  await sql`create temporary table copies as select gen_random_uuid() as id, n from generate_series(1, ${count}) n`.execute(
    db,
  )
  await sql`insert into case_files select (jsonb_populate_record(null::case_files, to_jsonb(c) || jsonb_build_object('case_id', id, 'case_no', 'midnight-' || id))).*
    from case_files c, copies where c.case_id = ${caseId}::uuid`.execute(db)
  await sql`insert into events (city_code, stream, stream_id, seq, type, at, actor, data)
    select city_code, stream, id::text, seq, type, at, actor,
      case type when 'timer-set' then data || jsonb_build_object('dueAt', now() - interval '1 second') else data end
    from events, copies where stream = 'case' and stream_id = ${caseId}`.execute(db)
  await sql`insert into timers (city_code, case_id, token, element, due_at)
    select city_code, id, token, element, now() - interval '1 second' from timers, copies where case_id = ${caseId}::uuid and element = 'wait'`.execute(
    db,
  )
  await sql`drop table copies`.execute(db)
  await sql`analyze timers, case_files, events`.execute(db)
}

const at = (all: readonly number[], share: number): number =>
  all.toSorted((a, b) => a - b)[Math.floor(all.length * share)] ?? Number.NaN

/**
 * How long it takes until timers that are all due at one instant have fired, and how long somebody who submits meanwhile waits, beside
 * somebody who submits when nothing is due; both share the process and its pool.
 */
export async function benchMidnight(databaseUrl: string): Promise<Measure[]> {
  const { db, close } = openDb(databaseUrl, 8)
  try {
    const desk = await openDesk(db, 'bench-midnight', route)
    const left = async (): Promise<number> =>
      (
        await sql<{
          n: number
        }>`select count(*)::int as n from timers where element = 'wait' and due_at < now()`.execute(db)
      ).rows[0]?.n ?? 0
    const submitUntil = async (isOver: () => boolean): Promise<number[]> => {
      const took: number[] = []
      while (!isOver()) {
        const began = performance.now()
        await desk.submit()
        took.push(performance.now() - began)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      return took
    }
    const { caseId } = await desk.submit()
    const quietUntil = performance.now() + 5_000
    const quiet = await submitUntil(() => performance.now() > quietUntil)
    const measures: Measure[] = [
      { name: 'midnight: a submission when nothing is due, median', value: at(quiet, 0.5), unit: 'ms' },
      { name: 'midnight: a submission when nothing is due, p95', value: at(quiet, 0.95), unit: 'ms' },
    ]
    for (const burst of bursts) {
      await copyCase(db, caseId, burst)
      const began = performance.now()
      let isOver = false
      const workers = serveRoutes(desk.handling, {}, () => (error) => console.error(error))
      const submitting = submitUntil(() => isOver)
      while ((await left()) > 0) await new Promise((resolve) => setTimeout(resolve, 100))
      const seconds = (performance.now() - began) / 1000
      isOver = true
      const took = await submitting
      await Promise.all(workers.map((worker) => worker.stop()))
      const all = burst.toLocaleString('en')
      measures.push(
        { name: `midnight: until ${all} timers due at one instant have fired`, value: seconds, unit: 's' },
        { name: `midnight: fired a second, of ${all}`, value: burst / seconds, unit: '/s' },
        { name: `midnight: a submission meanwhile, median, of ${all}`, value: at(took, 0.5), unit: 'ms' },
        { name: `midnight: a submission meanwhile, p95, of ${all}`, value: at(took, 0.95), unit: 'ms' },
      )
    }
    const { rows } = await sql<{ twice: number }>`select count(*)::int as twice from (select stream_id from events
      where type = 'timer-fired' and data->>'element' = 'wait' group by stream_id having count(*) > 1) t`.execute(db)
    if (rows[0]?.twice !== 0) throw new Error(`${rows[0]?.twice} timers fired twice`)
    return measures
  } finally {
    await close()
  }
}
