import { expect, test } from 'vitest'
import { anOfficer } from '../../../test/helpers/people.ts'
import { drawn, drawRoute, openRouteDesk, sentence, standing } from '../../../test/helpers/route-desk.ts'
import { hearMessage } from './hear-message.ts'
import { listIncidents } from './process-store.ts'
import { runCalls, settleIncident } from './run-calls.ts'

const desk = await openRouteDesk()
const { receive, decide, close } = drawn
const { db, time, handling, clerk, examiner, decider, submitNew, must, act, publish, itemBy, open, fireAll } = desk
const administrator = await anOfficer(db, '郑管理（演示）', [
  { role: 'administrator', divisionCode: '410800000000', authorityCode: null },
])
const basis = '《中华人民共和国食品安全法》第三十五条'
const own = 'userTask own bantuo:role="examiner"'
const byRule = 'serviceTask by-rule bantuo:call="decide-by-rule"'

const draw = (key: string, elements: readonly string[], flows: readonly string[]) =>
  publish(key, drawRoute(key, ['startEvent start', ...elements, close, 'endEvent end'], [...flows, 'close end']))
const begin = async (key: string) => {
  time.goTo('2026-03-02')
  return must(await submitNew({ item: itemBy(key) })).caseId
}
const closedAs = async (caseId: string) =>
  (await open(caseId)).history.flatMap((event) => (event.type === 'closed' ? [event.data.outcome] : []))

test('a case that was denied is closed as denied, whatever is done between the decision and the end', async () => {
  await draw('denied', [receive, decide, own], ['start receive', 'receive decide', 'decide own', 'own close'])
  const caseId = await begin('denied')
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  must(await act(decider, caseId, { move: 'decide', outcome: 'denied', reason: '不符合条件，不予许可', basis }))
  must(await act(examiner, caseId, { move: 'complete-step', outcome: '', note: '' }))
  expect((await open(caseId)).state).toBe('denied')
  expect(await closedAs(caseId)).toEqual(['denied'])
})

test('no rule decides a case that somebody decided, nor one that no rule granted; the step before stays open', async () => {
  await draw(
    'again',
    [receive, decide, own, byRule],
    ['start receive', 'receive decide', 'decide own', 'own by-rule', 'by-rule close'],
  )
  const denied = await begin('again')
  must(await act(clerk, denied, { move: 'accept', deferred: [] }))
  must(await act(decider, denied, { move: 'decide', outcome: 'denied', reason: '不符合条件，不予许可', basis }))
  const refused = await act(examiner, denied, { move: 'complete-step', outcome: '', note: '' })
  expect(sentence(refused)).toContain('已经作出决定')
  expect([(await open(denied)).state, standing(await open(denied))]).toEqual(['denied', ['own']])

  await draw('unruled', [receive, own, byRule], ['start receive', 'receive own', 'own by-rule', 'by-rule close'])
  const unruled = await begin('unruled')
  must(await act(clerk, unruled, { move: 'accept', deferred: [] }))
  expect(sentence(await act(examiner, unruled, { move: 'complete-step', outcome: '', note: '' }))).toContain(
    '规则没有准予',
  )
  expect((await open(unruled)).decision).toBeNull()
})

test('nothing is closed that nobody decided', async () => {
  await draw('undecided', [receive, own], ['start receive', 'receive own', 'own close'])
  const caseId = await begin('undecided')
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  expect(sentence(await act(examiner, caseId, { move: 'complete-step', outcome: '', note: '' }))).toContain(
    '还没有作出决定',
  )
  expect([(await open(caseId)).state, standing(await open(caseId))]).toEqual(['accepted', ['own']])
})

test('an accepted case does not come to the end of its route unclosed: the act is refused, and the step before stays open', async () => {
  await draw(
    'left-open',
    [
      receive,
      decide,
      own,
      'parallelGateway fork',
      'parallelGateway met',
      'exclusiveGateway which default="left-open-f7"',
      'endEvent past',
    ],
    [
      'start receive',
      'receive fork',
      'fork decide',
      'fork own',
      'decide met',
      'own met',
      'met which',
      'which past',
      'which close : outcome = "yes"',
    ],
  )
  const caseId = await begin('left-open')
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  must(await act(decider, caseId, { move: 'decide', outcome: 'granted', reason: '符合条件，准予', basis }))
  const refused = await act(examiner, caseId, { move: 'complete-step', outcome: '', note: '' })
  expect(sentence(refused)).toContain('还没有办结')
  expect([(await open(caseId)).state, standing(await open(caseId))]).toEqual(['granted', ['own']])

  await draw(
    'at-once',
    [receive, 'exclusiveGateway way default="at-once-f2"', decide],
    ['start receive', 'receive way', 'way end', 'way decide : outcome = "x"', 'decide close'],
  )
  const atOnce = await begin('at-once')
  expect(sentence(await act(clerk, atOnce, { move: 'accept', deferred: [] }))).toContain('还没有办结')
  expect((await open(atOnce)).acceptedOn).toBeNull()
  // What is declined is closed by that.
  must(await act(clerk, atOnce, { move: 'decline', reason: '不属于本机关职权', basis, rightOrgan: null }))
  expect((await open(atOnce)).state).toBe('declined')
})

test('a decision table that another branch of the same moment takes away is waited for by nobody', async () => {
  const heard = '<bpmn:messageEventDefinition messageRef="report" />'
  await draw(
    'taken-away',
    [
      ...[receive, decide, 'parallelGateway fork', `intermediateThrowEvent say > ${heard}`, 'endEvent said'],
      ...['businessRuleTask rule bantuo:decides="outcome"', `boundaryEvent away attachedToRef="rule" > ${heard}`],
    ],
    [
      'start receive',
      'receive fork',
      'fork say',
      'say said',
      'fork rule',
      'rule decide',
      'away decide',
      'decide close',
    ],
  )
  const caseId = await begin('taken-away')
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const caseFile = await open(caseId)
  expect(standing(caseFile)).toEqual(['decide'])
  expect(caseFile.calls).toEqual([])
})

test('a timer that waits for an administrator ends with its step: nothing is left that nobody could settle', async () => {
  const timer =
    'boundaryEvent late attachedToRef="own" > <bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>'
  await draw(
    'late',
    [receive, own, timer, 'exclusiveGateway which default="late-f4"', decide],
    [
      'start receive',
      'receive own',
      'own decide',
      'late which',
      'which decide',
      'which close : fine > 0',
      'decide close',
    ],
  )
  const incidentsOf = async (caseId: string) =>
    (await listIncidents(db, '4108', { after: null, limit: 50 })).filter((one) => one.caseId === caseId)
  const caseId = await begin('late')
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  time.goTo('2026-03-04')
  await fireAll()
  const [waiting] = await incidentsOf(caseId)
  expect(waiting?.call).toBe('timer')
  must(await act(examiner, caseId, { move: 'complete-step', outcome: '', note: '' }))
  expect(await incidentsOf(caseId)).toEqual([])
  const late = await settleIncident(
    handling,
    administrator,
    { caseId, token: waiting?.token ?? 0 },
    'skipped',
    '已无需处理',
  )
  expect('refused' in late && late.sentence.zh).toBe('没有这个故障。')
  await runCalls(handling, {})
  must(await act(decider, caseId, { move: 'decide', outcome: 'granted', reason: '符合条件，准予', basis }))
  expect(await closedAs(caseId)).toEqual(['granted'])
})

test('a join waits for the step from whose border somebody was asked besides, as for any other step before it', async () => {
  const ask =
    'boundaryEvent told attachedToRef="visit" cancelActivity="false" > <bpmn:messageEventDefinition messageRef="report"/>'
  await draw(
    'besides',
    [
      receive,
      'userTask visit bantuo:role="examiner" bantuo:stage="examination"',
      ask,
      own,
      'inclusiveGateway joined',
      decide,
    ],
    ['start receive', 'receive visit', 'visit joined', 'told own', 'own joined', 'joined decide', 'decide close'],
  )
  const caseId = await begin('besides')
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  expect(await hearMessage(handling, caseId, { kind: 'system', name: '外部系统' }, { name: 'report' })).toBe(true)
  expect(standing(await open(caseId)).toSorted()).toEqual(['own', 'visit'])
  must(await act(examiner, caseId, { move: 'complete-step', outcome: '', note: '' }))
  expect(standing(await open(caseId))).toEqual(['visit'])
  must(await act(examiner, caseId, { move: 'examine', supports: true, opinion: '属实' }))
  expect(standing(await open(caseId))).toEqual(['decide'])
})
