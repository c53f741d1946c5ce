import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Actor, listEvents, sql } from '#base'
import { seededAt } from '../../../test/helpers/clock.ts'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { loadCity } from '../city.ts'
import {
  type DefinitionAct,
  findDefinitionDraft,
  keepDefinitionDraft,
  publishDefinition,
  seedDefinition,
  withdrawDefinition,
} from './process-definition-store.ts'

const { db } = await freshDatabase()
const dmn = readFileSync(new URL('../../bpmn/decision/fixtures/first.dmn', import.meta.url), 'utf8')
const bpmn = readFileSync('seeds/routes/standard.bpmn', 'utf8')
const actor: Actor = { kind: 'officer', accountId: '0', name: '吴目录（演示）', authorityCode: '' }
const actOn = (kind: 'process' | 'decision', key: string): DefinitionAct => ({
  kind,
  key,
  cityCode: '4108',
  actor,
  at: seededAt,
})
const title = { zh: '试验', en: 'Trial' }

test('a draft is saved on what the editor saw; a colleague’s save in between is not overwritten, and a repeat is the same save', async () => {
  const act = actOn('process', 'trial')
  const first = await keepDefinitionDraft(db, act, { title, xml: bpmn, basedOn: null })
  expect(first).toMatchObject({ version: 1 })
  expect(await keepDefinitionDraft(db, act, { title, xml: bpmn, basedOn: null })).toEqual(first)
  const second = await keepDefinitionDraft(db, act, { title, xml: `${bpmn}\n`, basedOn: 1 })
  expect(second).toMatchObject({ version: 2 })
  expect(await keepDefinitionDraft(db, act, { title, xml: `${bpmn} `, basedOn: 1 })).toBe(false)
  expect(await keepDefinitionDraft(db, act, { title, xml: `${bpmn} `, basedOn: null })).toBe(false)
  expect((await findDefinitionDraft(db, 'process', 'trial'))?.xml).toBe(`${bpmn}\n`)
  const events = await listEvents(db, '4108', 'process-definition', 'trial')
  expect(events.map((one) => [one.type, one.actor])).toEqual([
    ['draft-saved', actor],
    ['draft-saved', actor],
  ])
})

test('a published version never changes, whoever tries, and is not deleted either', async () => {
  const act = actOn('process', 'kept')
  const draft = await keepDefinitionDraft(db, act, { title, xml: bpmn, basedOn: null })
  if (draft === false) throw new Error('the draft was not saved')
  expect(await publishDefinition(db, act, draft.digest, bpmn)).toBe(1)
  expect(await publishDefinition(db, act, draft.digest, bpmn)).toBe(false)
  await expect(sql`update process_definitions set xml = 'x' where key = 'kept'`.execute(db)).rejects.toThrow(
    /never changes/,
  )
  await expect(sql`delete from process_definitions where key = 'kept'`.execute(db)).rejects.toThrow(/never changes/)
  expect(await withdrawDefinition(db, act, { version: 1, reason: '试验完毕' })).toBe(true)
  expect(await withdrawDefinition(db, act, { version: 1, reason: '试验完毕' })).toBe(false)
  await expect(sql`update process_definitions set state = 'published' where key = 'kept'`.execute(db)).rejects.toThrow(
    /never changes/,
  )
})

test('nothing new starts on a withdrawn version, and cases that run by it keep it', async () => {
  const act = actOn('process', 'old')
  for (const xml of [bpmn, `${bpmn}\n`]) {
    const draft = await keepDefinitionDraft(db, act, { title, xml, basedOn: null })
    if (draft === false) throw new Error('the draft was not saved')
    await publishDefinition(db, act, draft.digest, xml)
  }
  expect((await loadCity(db, '4108', 'Asia/Shanghai')).getDefinition('old').version).toBe(2)
  await withdrawDefinition(db, act, { version: 2, reason: '有误' })
  const city = await loadCity(db, '4108', 'Asia/Shanghai')
  expect(city.getDefinition('old').version).toBe(1)
  expect(city.getDefinition('old', 2).state).toBe('withdrawn')
  await withdrawDefinition(db, act, { version: 1, reason: '有误' })
  const later = await loadCity(db, '4108', 'Asia/Shanghai')
  expect(later.hasRoute('old')).toBe(false)
  expect(later.getDefinition('old', 1).xml).toBe(bpmn)
})

test('what was read before is taken from there: a publication costs what it brings', async () => {
  const before = await loadCity(db, '4108', 'Asia/Shanghai')
  const act = actOn('process', 'newer')
  for (const xml of [bpmn, `${bpmn}\n`]) {
    const draft = await keepDefinitionDraft(db, act, { title, xml, basedOn: null })
    if (draft === false) throw new Error('the draft was not saved')
    await publishDefinition(db, act, draft.digest, xml)
  }
  const after = await loadCity(db, '4108', 'Asia/Shanghai', before)
  expect(after.listDefinitions()).toHaveLength(before.listDefinitions().length + 2)
  for (const one of before.listDefinitions())
    expect(after.findDefinition(one.key, one.version)?.graph, one.key).toBe(one.graph)
  for (const one of before.listDecisions())
    expect(after.getDecisions(one.key, one.version).decisions, one.key).toBe(one.decisions)
  expect(after.getDefinition('newer')).toMatchObject({ version: 2, faults: [] })

  // What is withdrawn meanwhile is withdrawn, whatever was read before.
  await withdrawDefinition(db, act, { version: 2, reason: '有误' })
  const later = await loadCity(db, '4108', 'Asia/Shanghai', after)
  expect(later.getDefinition('newer').version).toBe(1)
  expect(later.findDefinition('newer', 2)?.graph).toBe(after.findDefinition('newer', 2)?.graph)
})

test('decisions are found by their key, in their newest version or in the one that is asked for', async () => {
  await seedDefinition(db, 'decision', { key: 'fee-class', title, xml: dmn, at: seededAt })
  await seedDefinition(db, 'decision', { key: 'fee-class', title, xml: dmn, at: seededAt })
  const city = await loadCity(db, '4108', 'Asia/Shanghai')
  expect(city.getDecisions('fee-class')).toMatchObject({ key: 'fee-class', version: 1 })
  expect([...city.getDecisions('fee-class', 1).decisions.byId.keys()]).not.toEqual([])
  expect(city.hasDecisions('no-such')).toBe(false)
  expect(() => city.getDecisions('no-such')).toThrow('no decision no-such@newest')
})

test('what an editor published is not overtaken by the seeds of a new release', async () => {
  const act = actOn('process', 'mine')
  await seedDefinition(db, 'process', { key: 'mine', title, xml: bpmn, at: seededAt })
  const draft = await keepDefinitionDraft(db, act, { title, xml: `${bpmn}\n`, basedOn: null })
  if (draft === false) throw new Error('the draft was not saved')
  await publishDefinition(db, act, draft.digest, `${bpmn}\n`)
  await seedDefinition(db, 'process', { key: 'mine', title, xml: `${bpmn} `, at: seededAt })
  expect((await loadCity(db, '4108', 'Asia/Shanghai')).getDefinition('mine').xml).toBe(`${bpmn}\n`)
})
