import { expect, test } from 'vitest'
import { keepDefinitionDraft, type ServiceItem } from '#management'
import { drawRoute, openRouteDesk } from '../../../test/helpers/route-desk.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { findCaseFile } from '../case-file/case-file-store.ts'
import { moveCase } from '../replay/move-case.ts'
import { readReplay, startReplay } from '../replay/run-replay.ts'

const desk = await openRouteDesk()
const { db, time, handling, clerk, citizen, submitNew, must, act, publish, itemBy, item } = desk

const runOf = async (submitted: { caseId: string }) => {
  const found = await findCaseFile(db, '4108', submitted.caseId)
  if (found === undefined) throw new Error('no case')
  return found.run
}
const standing = (caseFile: CaseFile): string[] => caseFile.tasks.map((task) => task.element)
const receive = 'userTask receive bantuo:role="counter-clerk" bantuo:stage="acceptance"'
const visit = 'userTask visit bantuo:role="examiner"'
const decide = 'userTask decide bantuo:role="decider" bantuo:stage="decision"'
const close = 'serviceTask close bantuo:call="close-case"'

const field = { required: true, purpose: { zh: '核对', en: 'To check' } }
const area = {
  ...field,
  id: 'area',
  type: 'number',
  label: { zh: '面积', en: 'Area' },
  minimum: 0,
  maximum: 9_999,
} as const
const withArea = (route: string): ServiceItem => {
  const [first, ...rest] = item.content.form.sections
  if (first === undefined) throw new Error('no form')
  return itemBy(route, { form: { sections: [{ ...first, fields: [...first.fields, area] }, ...rest] } })
}
const asks = (key: string, condition: string) =>
  drawRoute(
    key,
    ['startEvent start', receive, `exclusiveGateway which default="${key}-f3"`, visit, decide, close, 'endEvent end'],
    [
      'start receive',
      'receive which',
      `which visit : ${condition}`,
      'which decide',
      'visit decide',
      'decide close',
      'close end',
    ],
  )

test.each([
  [350, ['visit']],
  [300, ['decide']],
])('a route asks the form: with %i square metres the case goes to %j', async (given, expected) => {
  await publish('by-area', asks('by-area', 'area &gt; 300 and applicantKind = "natural" and applicantAge &gt;= 18'))
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: withArea('by-area'), form: { area: given } }))
  expect((await runOf({ caseId })).variables).toEqual({
    delivery: 'online',
    area: given,
    applicantKind: 'natural',
    applicantAge: 76,
  })
  expect(standing(must(await act(clerk, caseId, { move: 'accept', deferred: [] })))).toEqual(expected)
})

test('a route that asks nothing stores nothing of the form, and what it stores stays small', async () => {
  await publish('plain', asks('plain', 'outcome = "doubtful"'))
  const run = await runOf(must(await submitNew({ item: withArea('plain'), form: { area: 350 } })))
  expect(run.variables).toEqual({ delivery: 'online' })
  expect(JSON.stringify(run).length).toBeLessThan(300)
})

test('a field that is called like a result of the route is not taken for it', async () => {
  await publish('named', asks('named', 'opposed &gt; 0'))
  const named = withArea('named')
  const fields = named.content.form.sections.flatMap((section) => section.fields)
  const form = { sections: [{ ...named.content.form.sections[0], fields: [...fields, { ...area, id: 'opposed' }] }] }
  const submitted = must(
    await submitNew({
      item: { ...named, content: { ...named.content, form } } as ServiceItem,
      form: { area: 1, opposed: 3 },
    }),
  )
  expect((await runOf(submitted)).variables).toEqual({ delivery: 'online' })
})

test('what the applicant writes anew in a supplement counts from the next step on', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ item: withArea('by-area'), form: { area: 350 } }))
  const requests = [{ materialNo: null, what: '面积', reason: '与图纸不符', basis: '《不动产登记暂行条例》第十六条' }]
  must(await act(clerk, caseId, { move: 'request-correction', requests }))
  const found = await findCaseFile(db, '4108', caseId)
  must(
    await act(citizen, caseId, {
      move: 'supplement',
      materials: [],
      form: { ...found?.form, area: 120 },
      note: '已改',
    }),
  )
  expect(standing(must(await act(clerk, caseId, { move: 'accept', deferred: [] })))).toEqual(['decide'])
})

test('a case that moves to a version which asks more is told it; the replay of a draft asks the same of recorded cases', async () => {
  await publish('grows', asks('grows', 'outcome = "doubtful"'))
  const { caseId, caseNo } = must(await submitNew({ item: withArea('grows'), form: { area: 350 } }))
  const xml = asks('grows', 'area &gt; 300')
  const act1 = {
    kind: 'process',
    key: 'grows',
    cityCode: '4108',
    actor: { kind: 'system', name: '测试' },
    at: time.clock(),
  } as const
  const draft = await keepDefinitionDraft(db, act1, { title: { zh: '问', en: 'Asks' }, xml, basedOn: null })
  if (draft === false) throw new Error('not kept')
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const begun = await startReplay(handling, { kind: 'process', key: 'grows', digest: draft.digest, startedBy: '测试' })
  if ('refused' in begun) throw new Error(begun.sentence.zh)
  await begun.finished
  const replay = await readReplay(handling, begun.replayId)
  expect(replay).toMatchObject({ state: 'done' })
  expect(replay?.report).toMatchObject({ running: { cases: 1, otherwise: 1 } })

  const other = must(await submitNew({ item: withArea('grows'), form: { area: 350 } }))
  await publish('grows', xml)
  const moved = await moveCase(handling, {
    key: 'grows',
    caseNo: other.caseNo,
    to: 2,
    reason: '流程改了',
    actor: act1.actor,
  })
  expect(moved).toMatchObject({ to: 2, stranded: [] })
  expect(caseNo).not.toBe(other.caseNo)
  expect(standing(must(await act(clerk, other.caseId, { move: 'accept', deferred: [] })))).toEqual(['visit'])
})
