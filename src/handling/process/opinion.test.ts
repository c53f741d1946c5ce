import { expect, test } from 'vitest'
import { anOfficer } from '../../../test/helpers/people.ts'
import { drawn, drawRoute, openRouteDesk, standing } from '../../../test/helpers/route-desk.ts'

const { db, loaded, county, clerk, submitNew, must, act, publish, itemBy } = await openRouteDesk()

test('a department that objected and agrees to the mended plan objects no more: the route goes on', async () => {
  await publish(
    'mending',
    drawRoute(
      'mending',
      [
        'startEvent start',
        drawn.receive,
        'userTask ask bantuo:role="examiner" bantuo:stage="opinion" bantuo:department="水利局"',
        'exclusiveGateway gate default="mending-f3"',
        'userTask mend bantuo:role="counter-clerk" bantuo:stage="step"',
        drawn.decide,
        drawn.close,
        'endEvent end',
      ],
      [
        ...['start receive', 'receive ask', 'ask gate', 'gate decide', 'gate mend : opposed &gt; 0'],
        ...['mend ask', 'decide close', 'close end'],
      ],
    ),
  )
  const authorityCode = loaded.authorities.findAt('水利局', county)?.creditCode ?? ''
  const water = await anOfficer(db, '水利审查（演示）', [{ role: 'examiner', divisionCode: county, authorityCode }])
  const { caseId } = must(await submitNew({ item: itemBy('mending') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const opinion = { move: 'give-opinion', opinion: '见附件' } as const
  expect(standing(must(await act(water, caseId, { ...opinion, supports: false })))).toEqual(['mend'])
  must(await act(clerk, caseId, { move: 'complete-step', outcome: '', note: '' }))
  expect(standing(must(await act(water, caseId, { ...opinion, supports: true })))).toEqual(['decide'])
})
