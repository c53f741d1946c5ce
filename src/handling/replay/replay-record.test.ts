import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sql } from '#base'
import { openRouteDesk } from '../../../test/helpers/route-desk.ts'
import { readRecord, recordOf } from './replay-record.ts'
import { listRecordedCases } from './replay-store.ts'

// What moved a case is written in two ways: by the database for many cases at once, and from the events of one that was read whole.

const { db, handling } = await openRouteDesk()

const element = fc.constantFrom('receive', 'examine', '审查', 'survey/measure', 'a-1', '9')
const token = fc.integer({ min: 1, max: 40 })
const words = fc.constantFrom('not-registered', 'a code of words', '查无此人', '"quoted" \\ and more', '7')
const variables = fc.dictionary(
  fc.constantFrom('outcome', 'amount', 'list', '金额', 'nothing'),
  fc.oneof(
    words,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(words),
  ),
)
const event = fc.oneof(
  fc.record({ type: fc.constant('task-opened'), data: fc.record({ token, element, name: words }) }),
  fc.record({ type: fc.constant('task-done'), data: fc.record({ token }) }),
  fc.record({ type: fc.constant('task-cancelled'), data: fc.record({ token }) }),
  fc.record({ type: fc.constant('service-done'), data: fc.record({ token, element }) }),
  fc.record({ type: fc.constant('error-returned'), data: fc.record({ token, element, code: words }) }),
  fc.record({ type: fc.constant('timer-fired'), data: fc.record({ token, element, again: fc.constant(null) }) }),
  fc.record({ type: fc.constant('message-received'), data: fc.record({ message: words }) }),
  fc.record({ type: fc.constant('notice-told'), data: fc.record({ element, text: words }) }),
  fc.record({ type: fc.constant('run-advanced'), data: fc.record({ run: fc.record({ variables }) }) }),
)
const standsAt = fc.record(
  { id: token, at: element, via: fc.constant('f1'), on: token, loop: fc.constant({ done: 1 }) },
  { requiredKeys: ['id', 'at'] },
)
const history = fc.record({
  events: fc.array(event, { maxLength: 30 }),
  tokens: fc.uniqueArray(standsAt, { maxLength: 4, selector: (one) => one.id }),
  status: fc.constantFrom('running', 'cancelled', 'ended'),
})

const idOf = (n: number): string => `${n.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`

/** Puts histories into the database as they are, each as one case of the route. */
async function store(
  histories: readonly { events: readonly object[]; tokens: readonly object[]; status: string }[],
): Promise<void> {
  const cases = histories.map(({ tokens, status }, n) => ({
    id: idOf(n),
    no: `${n}`.padStart(21, '0'),
    run: { status, tokens },
  }))
  const submitted = { type: 'submitted', data: { route: { key: 'any', version: 1 } } }
  const events = histories.flatMap((one, n) =>
    [submitted, ...one.events].map((each, at) => ({ id: idOf(n), seq: at + 1, ...each })),
  )
  await sql`insert into case_files (city_code, case_id, case_no, version, state, entry_id, entry_revision, override_revision, item_code,
      item_name, authority_code, division_code, account_id, applicant_kind, applicant_name, applicant_code, channel, submitted_at, run)
    select '4108', id, no, 1, 'submitted', 'none', 1, 0, 'none', '演示事项', '11410800005859561X', '410802000000',
      '00000000-0000-7000-8000-000000000000'::uuid, 'natural', '演示', '0', 'online', now(), run
    from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as c(id uuid, no text, run jsonb)`.execute(db)
  await sql`insert into events (city_code, stream, stream_id, seq, type, at, actor, data)
    select '4108', 'case', id, seq, type, now(), '{"kind":"system","name":"test"}'::jsonb, data
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e(id text, seq int, type text, data jsonb)`.execute(db)
}

test('the database and the events of a case that was read whole give the same record of it, whatever happened', async () => {
  const histories = fc.sample(history, { numRuns: 400, seed: 45 })
  await store(histories)
  const asked = { submitted: false, timers: [], hosts: [], stops: false, limit: 1000 }
  const listed = await listRecordedCases(db, handling.city().cityCode, 'any', '', asked)
  expect(listed).toHaveLength(histories.length)
  for (const [n, { events, tokens, status }] of histories.entries()) {
    expect(readRecord(listed[n]?.record ?? '')).toEqual(recordOf({ history: events, run: { status, tokens } }))
  }
})
