import { readFileSync } from 'node:fs'
import { type Db, openDb, sql } from '../src/base/index.ts'
import { compile } from '../src/bpmn/index.ts'
import { replayAll } from '../src/handling/index.ts'
import { loadCity } from '../src/management/index.ts'
import type { Measure } from './load.ts'

const cases = Number(process.env['BENCH_REPLAY_CASES'] ?? 100_000)

/**
 * Cases of the standard route as they lie in the database: a third each waits to be accepted, is examined, and is decided. A form
 * of about two kilobytes with each, as people fill them in.
 */
export async function makeCases(db: Db, count: number): Promise<void> {
  const form = JSON.stringify({ request: '申请内容'.repeat(160), address: '民生街 1 号'.repeat(30) })
  await sql`create temporary table made as select n, lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000' as id, n % 3 as far
    from generate_series(1, ${count}) n`.execute(db)
  await sql`insert into case_files (city_code, case_id, case_no, version, state, entry_id, entry_revision, override_revision, item_code,
      item_name, authority_code, division_code, account_id, applicant_kind, applicant_name, applicant_code, channel, submitted_at, run)
    select '4108', id::uuid, lpad(n::text, 21, '0'), 4, 'submitted', 'none', 1, 0, 'none', '演示事项', '11410800005859561X', '410802000000',
      '00000000-0000-7000-8000-000000000000'::uuid, 'natural', '演示', '0', 'online', now(),
      jsonb_build_object('status', 'running', 'next', far + 2, 'done', '[]'::jsonb, 'variables', '{}'::jsonb, 'tokens',
        jsonb_build_array(jsonb_build_object('id', far + 1, 'at', (array['receive','examine','decide'])[far + 1])))
    from made`.execute(db)
  const actor = JSON.stringify({ kind: 'system', name: 'bench' })
  await sql`insert into events (city_code, stream, stream_id, seq, type, at, actor, data)
    select '4108', 'case', id, e.seq, e.type, now(), ${actor}::jsonb, case e.type
      when 'submitted' then e.data || jsonb_build_object('form', ${form}::jsonb)
      when 'run-advanced' then jsonb_build_object('run', jsonb_build_object('variables', e.data || jsonb_build_object('amount', n)))
      else e.data end
    from made, lateral (values
      (1, 0, 'submitted', '{"route":{"key":"standard","version":1}}'::jsonb),
      (2, 0, 'task-opened', '{"token":1,"element":"receive"}'),
      (3, 0, 'run-advanced', '{"delivery":"online"}'),
      (4, 1, 'accepted', '{"on":"2026-03-02","deferred":[],"by":"officer"}'),
      (5, 1, 'task-done', '{"token":1}'),
      (6, 1, 'task-opened', '{"token":2,"element":"examine"}'),
      (7, 1, 'run-advanced', '{"delivery":"online","outcome":"accepted"}'),
      (8, 2, 'examined', '{"element":"examine","supports":true,"opinion":"演示"}'),
      (9, 2, 'task-done', '{"token":2}'),
      (10, 2, 'task-opened', '{"token":3,"element":"decide"}'),
      (11, 2, 'run-advanced', '{"delivery":"online","outcome":"examined"}')
    ) as e(seq, far, type, data) where e.far <= made.far`.execute(db)
  await sql`insert into tasks (city_code, case_id, token, element, name, role, stage, authority_code, division_code, state, opened_at)
    select '4108', id::uuid, far + 1, (array['receive','examine','decide'])[far + 1], '', 'examiner', 'examination',
      '11410800005859561X', '410802000000', 'open', now() from made`.execute(db)
  await sql`analyze events, case_files, tasks`.execute(db)
}

/** How long it takes to replay every running case of a route against a draft: target 100,000 in a minute on two cores. */
export async function benchReplay(postgresUrl: string): Promise<Measure[]> {
  const { db, close } = openDb(postgresUrl, 1)
  try {
    await makeCases(db, cases)
    const city = await loadCity(db, '4108', 'Asia/Shanghai')
    const { graph } = await compile(readFileSync('seeds/routes/two-level.bpmn', 'utf8'))
    if (graph === null) throw new Error('the draft does not compile')
    const handling = { db, city: () => city, clock: () => Temporal.Now.instant() }
    const before = process.memoryUsage().heapUsed
    let most = before
    const started = performance.now()
    const report = await replayAll(handling, 'standard', graph, async () => {
      most = Math.max(most, process.memoryUsage().heapUsed)
    })
    const seconds = (performance.now() - started) / 1000
    const { running } = report
    // Those of other measurements on the same database come on top.
    if (running.cases < cases || running.same + running.otherwise + running.lost !== running.cases)
      throw new Error(`${running.cases} of ${cases} cases were replayed`)
    return [
      {
        name: `replay of ${running.cases.toLocaleString('en')} running cases, no two alike, against a draft (target ≤ 60 s for 100,000)`,
        value: seconds,
        unit: 's',
      },
      { name: 'cases replayed a second', value: running.cases / seconds, unit: '/s' },
      { name: 'memory that a replay adds', value: (most - before) / 2 ** 20, unit: 'MB' },
    ]
  } finally {
    await close()
  }
}
