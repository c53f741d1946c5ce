import { expect, test } from 'vitest'
import { findDefinitionDraft, keepDefinitionDraft, listDefinitions, publishChecked, withdrawUnused } from '#management'
import { drawRoute, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import { findCaseFile } from '../case-file/case-file-store.ts'

const desk = await openRouteDesk()
const { db, time, handling, clerk, examiner, submitNew, must, act, itemBy, reload } = desk

const receive = 'userTask receive bantuo:role="counter-clerk" bantuo:stage="acceptance"'
const step = (id: string) => `userTask ${id} bantuo:role="examiner"`
const inner = (key: string, ids: readonly string[]) =>
  drawRoute(
    key,
    ['startEvent start', ...ids.map(step), 'endEvent end'],
    ['start', ...ids].map((from, at) => `${from} ${ids[at] ?? 'end'}`),
  )
const outer = (called: string) =>
  drawRoute(
    'outer',
    ['startEvent start', receive, `callActivity survey calledElement="${called}"`, 'endEvent end'],
    ['start receive', 'receive survey', 'survey end'],
  )
const acts = (key: string) =>
  ({ kind: 'process', key, cityCode: '4108', actor: { kind: 'system', name: '测试' }, at: time.clock() }) as const
const publish = async (key: string, xml: string) => {
  const kept = await keepDefinitionDraft(db, acts(key), { title: { zh: key, en: key }, xml, basedOn: null })
  if (kept === false) throw new Error('not kept')
  const published = await publishChecked(db, handling.city(), acts(key), kept.digest)
  await reload()
  return published
}
const open = async (caseId: string) => (await findCaseFile(db, '4108', caseId))?.tasks.map((task) => task.element)

test('a route that calls one which is not there, or itself, is not published and says which', async () => {
  for (const called of ['survey', 'outer']) {
    const refused = await publish('outer', outer(called))
    expect(JSON.stringify(refused)).toContain(`没有可以调用的流程“${called}”`)
    const draft = await findDefinitionDraft(db, 'process', 'outer')
    await db.deleteFrom('definition_drafts' as never).execute()
    expect(draft?.xml).toContain(`"${called}"`)
  }
})

test('a case goes through the route that its own calls, and keeps the version of it whatever is published or withdrawn later', async () => {
  time.goTo('2026-03-02')
  expect(await publish('survey', inner('survey', ['measure']))).toEqual({ version: 1 })
  expect(await publish('outer', outer('survey'))).toEqual({ version: 1 })
  const stored = await listDefinitions(db, 'process')
  expect(stored.find((one) => one.key === 'outer')?.xml).toContain('calledElement="survey@1"')
  const first = must(await submitNew({ item: itemBy('outer') }))
  must(await act(clerk, first.caseId, { move: 'accept', deferred: [] }))
  expect(await open(first.caseId)).toEqual(['survey/measure'])

  expect(await publish('survey', inner('survey', ['map', 'sign']))).toEqual({ version: 2 })
  must(await act(examiner, first.caseId, { move: 'complete-step', outcome: '', note: '' }))
  expect(await open(first.caseId)).toEqual([])
  const second = must(await submitNew({ item: itemBy('outer') }))
  must(await act(clerk, second.caseId, { move: 'accept', deferred: [] }))
  expect(await open(second.caseId)).toEqual(['survey/measure'])

  // Published again, from the text that names the old version: it calls the newest.
  expect(await publish('outer', outer('survey@1'))).toEqual({ version: 2 })
  const third = must(await submitNew({ item: itemBy('outer') }))
  must(await act(clerk, third.caseId, { move: 'accept', deferred: [] }))
  expect(await open(third.caseId)).toEqual(['survey/map'])
})

test('a called route that is withdrawn goes on for those that call it, and nothing new may call it', async () => {
  for (const version of [1, 2]) {
    expect(await withdrawUnused(db, handling.city(), acts('survey'), { version, reason: '不再勘测' })).toBeNull()
    await reload()
  }
  const { caseId } = must(await submitNew({ item: itemBy('outer') }))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  expect(await open(caseId)).toEqual(['survey/map'])
  expect(JSON.stringify(await publish('outer', outer('survey')))).toContain('没有可以调用的流程“survey”')
})
