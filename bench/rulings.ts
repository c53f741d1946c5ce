import { type Db, dateIn, openDb, sql } from '../src/base/index.ts'
import { compileDecisions } from '../src/bpmn/index.ts'
import { reduceCaseFile } from '../src/handling/case-file/case-file.ts'
import { factsOfCase } from '../src/handling/process/facts-of-case.ts'
import { ruleBy } from '../src/handling/process/ruling.ts'
import { replayRulings } from '../src/handling/replay/replay-rulings.ts'
import { type City, loadCity, refOf } from '../src/management/index.ts'
import { fillIn, ruleCases, woman } from '../test/helpers/rule-cases.ts'
import type { Measure } from './load.ts'

const cases = Number(process.env['BENCH_RULING_CASES'] ?? 20_000)
const key = 'resident-pension'
const cityCode = '4108'

/** A case that the pension table granted, as it was submitted and as the table ruled. */
function ruledCase(city: City) {
  const wanted = ruleCases.find((one) => one.entryId === 'S0075')
  const item = city.findItemFor('S0075', '410802000000')?.item
  if (wanted === undefined || item === undefined) throw new Error('no item that is decided by rule')
  const today = dateIn(city.zone, Temporal.Now.instant())
  const { answers, form } = fillIn(item, wanted.clear(today), today)
  const accountId = '00000000-0000-7000-8000-000000000000'
  const submitted = {
    ...{ item: refOf(item), itemCode: item.itemCode, itemName: item.content.name.zh, divisionCode: '410802000000' },
    route: { key: 'automatic', version: 1 },
    applicant: {
      kind: 'natural' as const,
      name: woman.name,
      code: woman.residentIdNo,
      mobile: '13800000000',
      accountId,
    },
    ...{ channel: 'mobile' as const, answers, form, materials: [], brought: [], delivery: 'online' as const },
    ...{ commitment: null, receivedOn: today.toString() },
  }
  const at = Temporal.Now.instant()
  const actor = { kind: 'system' as const, name: 'bench' }
  const stored = { seq: 1, type: 'submitted' as const, at, actor, data: submitted }
  const before = reduceCaseFile({ cityCode, caseId: accountId, caseNo: '0' }, [stored as never])
  const vouched = { identityMatches: true, mandateCovers: true }
  const facts = { ...factsOfCase(before, { item, today }, { account: null, mandate: null }), ...vouched }
  const { ruling } = ruleBy({ key, id: 'outcome', version: 1 }, city.getDecisions(key, 1).decisions, facts)
  if (ruling.outcome !== 'granted') throw new Error(ruling.reason)
  return { submitted, ruled: { token: 1, element: 'decide', ...ruling, vouched } }
}

async function makeRulings(db: Db, city: City, count: number): Promise<void> {
  const { submitted, ruled } = ruledCase(city)
  const actor = JSON.stringify({ kind: 'system', name: 'bench' })
  await sql`create temporary table ruled as select n, lpad(to_hex(n), 8, '0') || '-0000-7000-9000-000000000000' as id
    from generate_series(1, ${count}) n`.execute(db)
  await sql`insert into case_files (city_code, case_id, case_no, version, state, entry_id, entry_revision, override_revision, item_code,
      item_name, authority_code, division_code, account_id, applicant_kind, applicant_name, applicant_code, channel, submitted_at, run)
    select ${cityCode}, id::uuid, 'R' || lpad(n::text, 20, '0'), 2, 'submitted', 'none', 1, 0, 'none', '演示事项', '11410800005859561X',
      '410802000000', '00000000-0000-7000-8000-000000000000'::uuid, 'natural', '演示', '0', 'online', now(), '{}'::jsonb from ruled`.execute(
    db,
  )
  await sql`insert into events (city_code, stream, stream_id, seq, type, at, actor, data)
    select ${cityCode}, 'case', id, e.seq, e.type, now(), ${actor}::jsonb, case e.type when 'submitted'
      then jsonb_set(e.data, '{form,address}', to_jsonb('民生街 ' || n || ' 号')) else e.data end
    from ruled, lateral (values (1, 'submitted', ${JSON.stringify(submitted)}::jsonb),
      (2, 'ruled', ${JSON.stringify(ruled)}::jsonb)) as e(seq, type, data)`.execute(db)
  await sql`analyze events, case_files`.execute(db)
}

/** How many cases a second a draft of a table decides again: what stands before its publication. */
export async function benchRulings(postgresUrl: string): Promise<Measure[]> {
  const { db, close } = openDb(postgresUrl, 1)
  try {
    const city = await loadCity(db, cityCode, 'Asia/Shanghai')
    await makeRulings(db, city, cases)
    const compiled = await compileDecisions(city.getDecisions(key).xml.replace('[16..59]', '[40..59]'))
    if ('problems' in compiled) throw new Error('the draft does not compile')
    const handling = { db, city: () => city, clock: () => Temporal.Now.instant() }
    const started = performance.now()
    const report = await replayRulings(handling, key, compiled.decisions, async () => {})
    const seconds = (performance.now() - started) / 1000
    // Everybody is younger than the draft wants: each was really decided again.
    if (report.cases < cases || report.changes['to-doubtful'] < cases)
      throw new Error(`${report.changes['to-doubtful']} of ${cases} cases were decided again`)
    return [
      {
        name: `cases decided again by a draft of a decision table, a second (${report.cases.toLocaleString('en')} cases)`,
        value: report.cases / seconds,
        unit: '/s',
      },
    ]
  } finally {
    await close()
  }
}
