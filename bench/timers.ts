import { openDb, sql } from '../src/base/index.ts'
import { serveRoutes } from '../src/handling/index.ts'
import { takeDueTimers } from '../src/handling/process/process-store.ts'
import { openDesk, rowOf, times } from './desk.ts'
import type { Measure } from './load.ts'

const waiting = Number(process.env['BENCH_TIMERS'] ?? 1_000_000)
const due = 1_000

// Everybody waits ten seconds, then somebody works on it.
const route = rowOf('bench-timer', [
  {
    id: 'wait',
    xml: '<bpmn:intermediateCatchEvent id="wait"><bpmn:timerEventDefinition><bpmn:timeDuration>PT10S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
  },
  { id: 'work', xml: '<bpmn:userTask id="work" bantuo:role="examiner" />' },
])

const middle = (all: number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

/**
 * How late timers fire, from when each was due to the instant that stands in the case, with many that wait and without; and what
 * one look for due timers costs beside a thousand and beside all (beside none the database plans it with less). Timers that wait belong
 * to a thousand copies of one case.
 */
export async function benchTimers(databaseUrl: string): Promise<Measure[]> {
  const { db, close } = openDb(databaseUrl, 8)
  try {
    const desk = await openDesk(db, 'bench-timer', route)
    const lookCost = async (): Promise<number> => {
      const costs: number[] = []
      for (let look = 0; look < 300; look += 1) {
        const started = performance.now()
        await takeDueTimers(db, '4108', Temporal.Now.instant().subtract({ hours: 24 * 3650 }), 100)
        costs.push(performance.now() - started)
      }
      return middle(costs.slice(50))
    }
    const lags = async (): Promise<number[]> => {
      const workers = serveRoutes(desk.handling, {}, () => (error) => console.error(error))
      const begun = Temporal.Now.instant()
      await times(due, desk.submit)
      const left = async (): Promise<number> => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from timers
          where element = 'wait' and due_at < now() + interval '1 minute'`.execute(db)
        return rows[0]?.n ?? 0
      }
      while ((await left()) > 0) await new Promise((resolve) => setTimeout(resolve, 500))
      await Promise.all(workers.map((worker) => worker.stop()))
      const { rows } = await sql<{
        lag: number
      }>`select extract(epoch from fired.at - (made.data->>'dueAt')::timestamptz)::float8 as lag
        from events fired join events made using (city_code, stream, stream_id)
        where fired.type = 'timer-fired' and made.type = 'timer-set' and fired.at > ${begun.toString()}::timestamptz`.execute(
        db,
      )
      return rows.map((row) => row.lag).toSorted((a, b) => a - b)
    }
    const empty = await lags()
    await sql`insert into case_files select (jsonb_populate_record(null::case_files, to_jsonb(c) || jsonb_build_object('case_id', gen_random_uuid(), 'case_no', 'bench-' || n))).*
      from (select * from case_files where state = 'submitted' limit 1) c, generate_series(1, 1000) n`.execute(db)
    const fill = async (from: number, to: number): Promise<void> => {
      await sql`insert into timers (city_code, case_id, token, element, due_at)
        select city_code, case_id, n, 'wait', now() + interval '30 days' + n * interval '1 minute'
        from case_files, generate_series(${from}::int, ${to}::int) n where case_no like 'bench-%'`.execute(db)
      await sql`analyze timers`.execute(db)
      // What the filling left to be written would be measured with the look.
      await sql`checkpoint`.execute(db)
    }
    await fill(1, 1)
    const fewCost = await lookCost()
    await fill(2, waiting / 1_000)
    const [fullCost, full] = [await lookCost(), await lags()]
    const p99 = (all: number[]): number => all[Math.floor(all.length * 0.99)] ?? Number.NaN
    return [
      {
        name: `timers: ${waiting.toLocaleString('en')} wait; fired of ${due} that were due`,
        value: full.length,
        unit: '',
      },
      { name: 'timers: lag p99 with none waiting besides', value: p99(empty), unit: 's' },
      { name: 'timers: lag p99 with all of them waiting (target ≤ 1)', value: p99(full), unit: 's' },
      {
        name: 'timers: a look for due ones, with all waiting ÷ with a thousand (target about 1)',
        value: fullCost / fewCost,
        unit: 'ratio',
      },
    ]
  } finally {
    await close()
  }
}
