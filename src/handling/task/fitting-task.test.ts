import { expect, test } from 'vitest'
import { isRefusal } from '#base'
import type { Session } from '#identity'
import { anOfficer } from '../../../test/helpers/people.ts'
import { drawn, drawRoute, openRouteDesk, sentence, standing } from '../../../test/helpers/route-desk.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { listActs } from './list-acts.ts'

const desk = await openRouteDesk()
const { db, time, loaded, county, place, clerk, examiner, decider, submitNew, must, act, open, publish, itemBy } = desk
const codeOf = (kind: string): string => loaded.authorities.findAt(kind, county)?.creditCode ?? ''
const offered = (session: Session, caseFile: CaseFile) =>
  listActs(caseFile, { session, item: desk.item, authorityDivision: county, canRun: true }).moves
const actorOf = (caseFile: CaseFile, type: string) => caseFile.history.findLast((event) => event.type === type)?.actor
const basis = '《中华人民共和国行政许可法》第四十五条'
const opinion = { move: 'give-opinion', supports: true, opinion: '同意，无其他意见' } as const

/** A case by a route of these steps side by side after its acceptance, accepted on 2 March. */
async function acceptedAt(key: string, steps: readonly string[]): Promise<string> {
  time.goTo('2026-03-02')
  const names = steps.map((step) => step.split(' ')[1])
  await publish(
    key,
    drawRoute(
      key,
      [
        'startEvent start',
        drawn.receive,
        'parallelGateway split',
        ...steps,
        'parallelGateway join',
        drawn.decide,
      ].concat(drawn.close, 'endEvent end'),
      [
        'start receive',
        'receive split',
        ...names.flatMap((name) => [`split ${name}`, `${name} join`]),
        'join decide',
        'decide close',
        'close end',
      ],
    ),
  )
  const { caseId } = must(await submitNew({ item: itemBy(key) }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  return caseId
}

test('an officer with posts at two departments gives the opinion of the one where they examine, not of the other', async () => {
  const caseId = await acceptedAt('opinions', [
    'userTask plan bantuo:role="examiner" bantuo:stage="opinion" bantuo:department="自然资源和规划局"',
    'userTask safe bantuo:role="examiner" bantuo:stage="opinion" bantuo:department="应急管理局"',
  ])
  const twoPosts = await anOfficer(db, '周两岗（演示）', [
    { role: 'examiner', divisionCode: county, authorityCode: codeOf('应急管理局') },
    { role: 'counter-clerk', divisionCode: county, authorityCode: null },
  ])
  const given = must(await act(twoPosts, caseId, opinion))
  expect(given.opinions.map((one) => one.authorityCode)).toEqual([codeOf('应急管理局')])
  expect(actorOf(given, 'opinion-given')).toMatchObject({ authorityCode: codeOf('应急管理局') })
  expect(standing(given)).toEqual(['plan'])
  expect(offered(twoPosts, given)).not.toContain('give-opinion')
})

test('a clerk completes the step that is the clerk’s, and the head’s step beside it stays open', async () => {
  const caseId = await acceptedAt('two-steps', [
    'userTask boss bantuo:role="decider" bantuo:stage="step"',
    'userTask window bantuo:role="counter-clerk" bantuo:stage="step"',
  ])
  const done = must(await act(clerk, caseId, { move: 'complete-step', outcome: '', note: '' }))
  expect(standing(done)).toEqual(['boss'])
  expect(isRefusal(await act(clerk, caseId, { move: 'complete-step', outcome: '', note: '' }))).toBe(true)
  expect(standing(must(await act(decider, caseId, { move: 'complete-step', outcome: '', note: '' })))).toEqual([
    'decide',
  ])
})

test('of several steps of an officer that fit, the oldest is done first', async () => {
  const caseId = await acceptedAt('three-steps', [
    'userTask boss bantuo:role="decider" bantuo:stage="step"',
    'userTask first bantuo:role="counter-clerk" bantuo:stage="step"',
    'userTask second bantuo:role="counter-clerk" bantuo:stage="step"',
  ])
  const done = must(await act(clerk, caseId, { move: 'complete-step', outcome: '', note: '' }))
  expect(standing(done)).toEqual(['boss', 'second'])
})

test('after acceptance papers are checked by who examines: a clerk neither checks them nor takes the examination away', async () => {
  const caseId = await acceptedAt('checking', [
    'userTask look bantuo:role="examiner" bantuo:stage="examination"',
    'userTask boss bantuo:role="decider" bantuo:stage="step"',
  ])
  const check = { move: 'check-material', materialNo: 2, trust: 'B', note: '' } as const
  expect(offered(clerk, await open(caseId))).not.toContain('check-material')
  expect(sentence(await act(clerk, caseId, check))).toContain('您的岗位不能办理这一步')
  expect(offered(examiner, await open(caseId))).toContain('check-material')
  expect((await open(caseId)).tasks[0]?.assignee).toBeNull()
  must(await act(examiner, caseId, check))
  must(await act(examiner, caseId, { move: 'examine', supports: true, opinion: '符合条件' }))
})

test('only the deciding authority’s head extends or ends its case, whatever step another department’s head has', async () => {
  const caseId = await acceptedAt('beside', [
    'userTask look bantuo:role="examiner" bantuo:stage="examination"',
    'userTask water bantuo:role="decider" bantuo:stage="opinion" bantuo:department="水利局"',
  ])
  const water = await anOfficer(db, '水利局长（演示）', [
    { role: 'decider', divisionCode: county, authorityCode: codeOf('水利局') },
  ])
  const extend = { move: 'extend', days: 5, basis, reason: '案情复杂，需要核实' } as const
  const end = { move: 'terminate', reason: '申请人已经去世', basis } as const
  const opened = await open(caseId)
  expect(offered(water, opened)).toEqual(['give-opinion', 'stop-clock'])
  expect(sentence(await act(water, caseId, extend))).toContain('您的岗位不能办理这一步')
  expect(sentence(await act(water, caseId, end))).toContain('您的岗位不能办理这一步')
  const extended = must(await act(decider, caseId, extend))
  expect(actorOf(extended, 'extended')).toMatchObject({ authorityCode: place.authorityCode })
  expect(must(await act(decider, caseId, end)).state).toBe('terminated')
})
