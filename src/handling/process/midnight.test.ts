import { expect, test } from 'vitest'
import { sql } from '#base'
import { drawn, drawRoute, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import { fireTimers } from './fire-timers.ts'

// When a day is over all that waited for its end is due at the same instant.

const desk = await openRouteDesk()
const { db, time, handling, submitNew, must, publish, itemBy } = desk

const border = (id: string) =>
  `boundaryEvent ${id} attachedToRef="receive" cancelActivity="false" bantuo:days="working" > <bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition>`
await publish(
  'reminded',
  drawRoute(
    'reminded',
    [
      'startEvent start',
      'endEvent end',
      'endEvent told',
      drawn.receive,
      drawn.close,
      border('first'),
      border('second'),
    ],
    ['start receive', 'receive close', 'close end', 'first told', 'second told'],
  ),
)

test('timers of many cases and several of one case, all due at one instant, fire once each by however many workers', async () => {
  const cases = await Promise.all(
    Array.from({ length: 30 }, async () => must(await submitNew({ item: itemBy('reminded') })).caseId),
  )
  time.goTo('2026-03-06')
  const worker = async (): Promise<void> => {
    while ((await fireTimers(handling, 20)) > 0);
  }
  await Promise.all([worker(), worker(), worker()])
  const { rows } = await sql<{
    fired: string
  }>`select string_agg(data->>'element', ' ' order by data->>'element') as fired
    from events where stream = 'case' and type = 'timer-fired' group by stream_id`.execute(db)
  expect(rows.map((row) => row.fired)).toEqual(cases.map(() => 'first second'))
  const left = await sql`select from timers where element in ('first', 'second')`.execute(db)
  expect(left.rows).toEqual([])
})
