import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Actor, isRefusal, sql } from '#base'
import { seededAt } from '../../../test/helpers/clock.ts'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { assessFee } from '../assessment/assess.ts'
import { listApplicableMaterials } from '../assessment/choose-papers.ts'
import { loadCity } from '../city.ts'
import { checkConformity } from '../service-item/conformity.ts'
import { refOf, type ServiceItem } from '../service-item/service-item.ts'
import {
  type DefinitionAct,
  findDefinitionDraft,
  keepDefinitionDraft,
  withdrawDefinition,
} from './process-definition-store.ts'
import { publishChecked } from './publish-checked.ts'
import { withdrawUnused } from './withdraw-unused.ts'

// Tables that published items name: they are not taken away from under them, and not made unfit for them.

const { db } = await freshDatabase()
const load = () => loadCity(db, '4108', 'Asia/Shanghai')
const actor: Actor = { kind: 'officer', accountId: '0', name: '吴目录（演示）', authorityCode: '' }
const act = (key: string): DefinitionAct => ({ kind: 'decision', key, cityCode: '4108', actor, at: seededAt })
const xmlOf = (key: string): string => readFileSync(`seeds/decisions/${key}.dmn`, 'utf8')
const title = { zh: '试验', en: 'Trial' }
const itemIn = (city: Awaited<ReturnType<typeof load>>, entryId: string): ServiceItem => {
  const found = city.findItemFor(entryId, '410802000000')
  if (found === undefined) throw new Error(`no item ${entryId}`)
  return found.item
}

async function publish(key: string, xml: string) {
  if ((await keepDefinitionDraft(db, act(key), { title, xml, basedOn: null })) === false) throw new Error('not kept')
  const draft = await findDefinitionDraft(db, 'decision', key)
  return publishChecked(db, await load(), act(key), draft?.digest ?? '')
}

test.each([
  ['resident-pension', '城乡居民基本养老保险参保登记'],
  ['chronic-illness', '门诊慢特病病种待遇认定'],
  ['identity-card', '居民身份证换领'],
  ['home-transfer-fee', '国有建设用地使用权及房屋所有权转移登记'],
])('the table %s cannot be withdrawn while an item relies on it, and the item is named', async (key, name) => {
  const refused = await withdrawUnused(db, await load(), act(key), { version: 1, reason: '试验' })
  expect(refused?.refused).toBe('conflict')
  expect(refused?.sentence.zh).toContain(name)
})

test('a new version that no longer says what an item asks is not published, and the item and the output are named', async () => {
  const refused = await publish('social-card-fee', xmlOf('social-card-fee').replaceAll('name="amount"', 'name="sum"'))
  if (!isRefusal(refused)) throw new Error('it was published')
  expect(refused.flaws[0]?.sentence.zh).toContain('“社会保障卡补领、换领、换发”：')
  expect(refused.flaws[0]?.sentence.zh).toContain('缺少输出“amount”')
})

test('a table that names a paper which the item does not have is not published for it', async () => {
  const xml = xmlOf('teacher-papers').replace('<text>8</text>', '<text>80</text>')
  const refused = await publish('teacher-papers', xml)
  if (!isRefusal(refused)) throw new Error('it was published')
  expect(refused.flaws.map((one) => one.sentence.zh).join()).toContain('80')
})

const broken = (item: ServiceItem, tables: ServiceItem['content']['tables'], city: Awaited<ReturnType<typeof load>>) =>
  checkConformity({ ...item, content: { ...item.content, tables } }, city)
    .filter((one) => one.element === 'tables')
    .map((one) => `${one.severity} ${one.rule}`)

test('an item cannot be published with tables that are not there, decide something else, or take one rule where many are wanted', async () => {
  const city = await load()
  const item = itemIn(city, 'S0010')
  expect(broken(item, item.content.tables, city)).toEqual([])
  expect(broken(item, { fee: 'gone' }, city)).toEqual(['error tables-published'])
  expect(broken(item, { eligibility: 'identity-card' }, city)).toEqual(['error tables-decide'])
  expect(broken(item, { fee: 'resident-pension' }, city)).toEqual(['error tables-decide'])
  expect(broken(item, { papers: 'passport' }, city)).toEqual(['error tables-papers', 'warning tables-ask'])
})

test('a case keeps the papers of the version it was submitted under; new ones go by the newer, and by none once it is withdrawn', async () => {
  const before = await load()
  const answers = { reason: 'expired', holder: 'adult', place: 'local' }
  const ref = refOf(itemIn(before, 'S0010'))
  expect(ref.papersVersion).toBe(1)
  // From now on the household register is wanted of everybody.
  const rule = /(<inputEntry id="papers-r2-c1">\s*<text>)"changed"/
  expect(await publish('identity-card', xmlOf('identity-card').replace(rule, '$1-'))).toEqual({ version: 2 })
  const after = await load()
  const numbers = (item: ServiceItem) => listApplicableMaterials(item, answers).map((one) => one.no)
  expect(numbers(itemIn(after, 'S0010'))).toEqual([1, 2])
  expect(numbers(await after.getItemAt(db, ref, answers))).toEqual([1])
  expect(numbers(await after.getItemAt(db, refOf(itemIn(after, 'S0010')), answers))).toEqual([1, 2])

  // Both versions are taken away by force: what was opened keeps its own, what is new falls back on the papers' conditions.
  expect(await withdrawDefinition(db, act('identity-card'), { version: 1, reason: '试验' })).toBe(true)
  expect(await withdrawDefinition(db, act('identity-card'), { version: 2, reason: '试验' })).toBe(true)
  const bare = await load()
  const item = itemIn(bare, 'S0010')
  expect(item.tables).toEqual({})
  expect(numbers(item)).toEqual([1])
  expect(numbers(await bare.getItemAt(db, { ...ref, papersVersion: 2 }, answers))).toEqual([1, 2])
  expect(assessFee(item, answers)).toMatchObject({ amount: null, table: { key: 'identity-card', version: 0 } })
  expect(refOf(item)).not.toHaveProperty('papersVersion')
})

test('a version whose predecessor no longer serves cannot be withdrawn back to it', async () => {
  // An older version that was published before the item wanted a basis.
  const old = xmlOf('passport').replaceAll('name="basis"', 'name="ground"')
  await sql`insert into decision_definitions (key, version, state, xml, published_at)
    values ('passport', 0, 'published', ${old}, ${seededAt.toString()}::timestamptz)`.execute(db)
  const refused = await withdrawUnused(db, await load(), act('passport'), { version: 1, reason: '试验' })
  expect(refused?.sentence.zh).toContain('缺少输出“basis”')
})

test('a route is not published that decides by a table its items do not name; a step that names its own is', async () => {
  const city = await load()
  const users = [...city.entries.values()].filter(({ published }) => published.content.route === 'instant')
  expect(users.length).toBeGreaterThan(0)
  // The route that decides by table, in place of the one that a clerk decides.
  const rule = (more: string): string =>
    city
      .getDefinition('automatic')
      .xml.replace('bantuo:decides="outcome"', `$&${more}`)
      .replace('bantuo:call="decide-by-rule"', `$&${more}`)
  const routeAct: DefinitionAct = { ...act('instant'), kind: 'process' }
  const publishRoute = async (xml: string) => {
    const before = (await findDefinitionDraft(db, 'process', 'instant'))?.version ?? null
    if ((await keepDefinitionDraft(db, routeAct, { title, xml, basedOn: before })) === false)
      throw new Error('not kept')
    const draft = await findDefinitionDraft(db, 'process', 'instant')
    return publishChecked(db, await load(), routeAct, draft?.digest ?? '')
  }
  const refused = await publishRoute(rule(''))
  if (!isRefusal(refused)) throw new Error('it was published')
  const said = refused.flaws.map((one) => one.sentence.zh).join()
  expect(said).toContain(`“${users[0]?.published.content.name.zh}”用这个流程，却没有选决策表`)
  expect(await publishRoute(rule(' bantuo:decision="resident-pension"'))).toMatchObject({ version: 2 })
})
