import { expect, test } from 'vitest'
import { type EntryContent, keepDraft } from '../../src/management/index.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor } from '../helpers/visitor.ts'

const bantuo = await startServer()

type Entry = { itemCount: number; items: { authority: string; authorityCode: string }[] }

test('an editor finds any of two thousand authorities by name, and an authority far down the list is there when asked for', async () => {
  const editor = makeVisitor(bantuo.url)
  await editor.signIn('editor')
  const entries = await editor.api<{ items: { entryId: string; levels: string[] }[] }>('GET', '/catalogue/entries')
  const entryId = entries.body.items.find((one) => one.levels.includes('village'))?.entryId
  const look = async (query: string) => (await editor.api<Entry>('GET', `/catalogue/entries/${entryId}?${query}`)).body
  const all = await look('')
  expect(all.itemCount).toBeGreaterThan(1_500)
  expect(all.items).toHaveLength(60)
  const last = bantuo
    .city()
    .listItemsOf(entryId ?? '')
    .at(-1)?.authority
  expect(all.items.map((one) => one.authorityCode)).not.toContain(last?.creditCode)
  expect((await look(`authority=${last?.creditCode}`)).items[0]?.authorityCode).toBe(last?.creditCode)
  const found = await look(`find=${encodeURIComponent(last?.name ?? '')}`)
  expect(found.items.map((one) => one.authority)).toContain(last?.name)
  expect(found.items.every((one) => one.authority.includes(last?.name ?? ''))).toBe(true)
})

test('the table that decides an item and the share that is checked later are drafted, checked and published like every other element', async () => {
  const editor = makeVisitor(bantuo.url)
  await editor.signIn('editor')
  type Saved = {
    digest: string
    findings: { rule: string; sentence: { zh: string } }[]
    errors?: { pointer: string; detail: string }[]
  }
  const key = 'fund-certificate'
  const entry = [...bantuo.city().entries.values()].find(({ published }) => published.content.decision === key)
  const path = `/catalogue/entries/${entry?.entryId}`
  const content = { ...entry?.published.content }
  const save = (change: object, basedOn: string | null) =>
    editor.api<Saved>('PUT', `${path}/draft`, { content: { ...content, ...change }, basedOn })

  for (const sampling of [1.2, -0.1, '5%']) {
    const refused = await save({ sampling }, null)
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toMatchObject([{ pointer: '/content/sampling' }])
  }
  const unpublished = await save({ decision: 'nobody-published-this' }, null)
  expect(unpublished.body.findings).toMatchObject([{ rule: 'tables-published' }])
  const blocked = await editor.api<Saved>('POST', `${path}/publish`, { digest: unpublished.body.digest })
  expect(blocked.status).toBe(422)
  expect(blocked.body.errors?.[0]?.detail).toContain('决策表没有已发布的版本')

  const kept = await save({ sampling: 0.2 }, unpublished.body.digest)
  expect(kept.body.findings).toEqual([])
  expect((await editor.api('POST', `${path}/publish`, { digest: kept.body.digest })).status).toBe(200)
  expect(bantuo.city().entries.get(entry?.entryId ?? '')?.published.content).toMatchObject({
    decision: key,
    sampling: 0.2,
  })
  // Which routes let a table decide, and what each file decides, is known where they are chosen.
  type Rows = { items: { key: string; asksTable?: boolean; decides?: string[] }[] }
  const routes = (await editor.api<Rows>('GET', '/process-definitions')).body.items
  expect(routes.filter((one) => one.asksTable).map((one) => one.key)).toEqual(['automatic'])
  const tables = (await editor.api<Rows>('GET', '/decision-definitions')).body.items
  expect(tables.find((one) => one.key === key)?.decides).toContain('outcome')
})

test('what is wrong with one paper is told at its place, when the draft is saved, opened again and published', async () => {
  const editor = makeVisitor(bantuo.url)
  await editor.signIn('editor')
  type Said = { rule: string; places?: string[] }
  type Saved = { digest: string; findings: Said[]; errors?: { pointer: string }[] }
  const content = bantuo.city().entries.get('S0001')?.published.content
  const materials = (content?.materials ?? []).map((one) =>
    one.no === 5 ? { ...one, when: { eq: ['marriage', 'widowed'] } } : one,
  )
  const path = '/catalogue/entries/S0001'
  const saved = await editor.api<Saved>('PUT', `${path}/draft`, { content: { ...content, materials }, basedOn: null })
  const place = { rule: 'conditions-know-answers', places: ['materials/4/when'] }
  expect(saved.body.findings).toContainEqual(expect.objectContaining(place))
  const opened = await editor.api<{ draft: { findings: Said[] } }>('GET', path)
  expect(opened.body.draft.findings).toContainEqual(expect.objectContaining(place))
  const refused = await editor.api<Saved>('POST', `${path}/publish`, { digest: saved.body.digest })
  expect(refused.status).toBe(422)
  expect(refused.body.errors?.map((one) => one.pointer)).toEqual(['/content/materials/4/when'])
})

test('an editor is told which bundles and tables count on parts of an entry', async () => {
  const editor = makeVisitor(bantuo.url)
  await editor.signIn('editor')
  type Entry = { bundles: { name: { zh: string }; papers: number[]; asked: string[] }[] }
  const { bundles } = (await editor.api<Entry>('GET', '/catalogue/entries/S0001')).body
  expect(bundles.map((one) => one.name.zh)).toEqual(['新生儿出生'])
  expect(bundles[0]?.papers).toContain(2)
  type Rows = { items: { key: string; decides?: string[]; asks?: string[]; papers?: number[] }[] }
  const tables = (await editor.api<Rows>('GET', '/decision-definitions')).body.items
  const ofPapers = tables.filter((one) => one.decides?.includes('papers'))
  expect(ofPapers.length).toBeGreaterThan(0)
  for (const one of ofPapers) {
    expect(one.papers?.length, one.key).toBeGreaterThan(0)
    expect(one.asks?.length, one.key).toBeGreaterThan(0)
  }
})

test('an entry that nobody in the city could handle is not published, and the item stays where people find it', async () => {
  const editor = makeVisitor(bantuo.url)
  await editor.signIn('editor')
  type Saved = { digest: string; errors?: { pointer: string; detail: string }[] }
  const path = '/catalogue/entries/S0067'
  const content = { ...bantuo.city().entries.get('S0067')?.published.content, department: '海洋局' }
  const saved = await editor.api<Saved>('PUT', `${path}/draft`, { content, basedOn: null })
  const refused = await editor.api<Saved>('POST', `${path}/publish`, { digest: saved.body.digest })
  expect(refused.status).toBe(422)
  expect(refused.body.errors).toMatchObject([{ pointer: '/content/department' }])
  expect(refused.body.errors?.[0]?.detail).toContain('本市没有“海洋局”这样的部门')
  expect(bantuo.city().listItemsOf('S0067').length).toBeGreaterThan(0)
})

test('a number that a paper had is never that of another: neither swapped, nor given again after it was gone', async () => {
  const editor = makeVisitor(bantuo.url)
  await editor.signIn('editor')
  type Said = { rule: string; places?: string[] }
  type Saved = { digest: string; findings: Said[]; errors?: { pointer: string }[] }
  type View = { lastPaperNo: number; content: EntryContent; draft: { digest: string } | null }
  const inBundles = [...bantuo.city().bundles.values()].flatMap(({ bundle }) =>
    bundle.members.map((one) => one.entryId),
  )
  const [entryId] =
    [...bantuo.city().entries].find(
      ([id, { published }]) => published.content.materials.length > 3 && !inBundles.includes(id),
    ) ?? []
  const path = `/catalogue/entries/${entryId}`
  const look = async () => (await editor.api<View>('GET', path)).body
  const { content, lastPaperNo } = await look()
  const save = async (materials: EntryContent['materials']) =>
    (
      await editor.api<Saved>('PUT', `${path}/draft`, {
        content: { ...content, materials },
        basedOn: (await look()).draft?.digest ?? null,
      })
    ).body
  const publish = (digest: string) => editor.api<Saved>('POST', `${path}/publish`, { digest })
  expect(lastPaperNo).toBe(Math.max(...content.materials.map((one) => one.no)))

  const other = (no: number) => (no === 2 ? 3 : no === 3 ? 2 : no)
  const swapped = await publish((await save(content.materials.map((one) => ({ ...one, no: other(one.no) })))).digest)
  expect(swapped.status).toBe(422)
  expect(swapped.body.errors?.map((one) => one.pointer)).toEqual(['/content/materials/1/no', '/content/materials/2/no'])

  const fewer = content.materials.filter((one) => one.no !== lastPaperNo)
  expect((await publish((await save(fewer)).digest)).status).toBe(200)
  expect((await look()).lastPaperNo).toBe(lastPaperNo)
  const added = content.materials.slice(-1).map((one) => ({ ...one, name: { zh: '全新的材料', en: 'A new paper' } }))
  const again = await publish((await save([...fewer, ...added])).digest)
  expect(again.body.errors).toMatchObject([{ pointer: `/content/materials/${fewer.length}/no` }])
  const anew = added.map((one) => ({ ...one, no: lastPaperNo + 1 }))
  expect((await publish((await save([...fewer, ...anew])).digest)).status).toBe(200)
})

test('a condition that is nested without end is refused at its place, and the server goes on', async () => {
  const editor = makeVisitor(bantuo.url)
  await editor.signIn('editor')
  const content = bantuo.city().entries.get('S0067')?.published.content
  let when: object = { eq: ['a', 'b'] }
  for (let depth = 0; depth < 3_000; depth += 1) when = { not: when }
  const materials = content?.materials.map((one, at) => (at === 0 ? { ...one, when } : one))
  type Refused = { errors?: { pointer: string }[] }
  const refused = await editor.api<Refused>('PUT', '/catalogue/entries/S0067/draft', {
    content: { ...content, materials },
    basedOn: null,
  })
  expect(refused.status).toBe(422)
  expect(refused.body.errors).toMatchObject([{ pointer: '/content/materials/0/when' }])
})

test('a name that the catalogue does not know is refused by that name, of an entry and of an authority’s overrides', async () => {
  const editor = makeVisitor(bantuo.url)
  await editor.signIn('editor')
  type Refused = { errors?: { pointer: string; detail: string }[] }
  const content = bantuo.city().entries.get('S0067')?.published.content
  const put = (query: string, body: object) =>
    editor.api<Refused>('PUT', `/catalogue/entries/S0067/draft${query}`, { content: body, basedOn: null })
  const misspelt = await put('', { ...content, comitted: content?.committed })
  expect(misspelt.status).toBe(422)
  expect(misspelt.body.errors).toMatchObject([{ pointer: '/content' }])
  expect(misspelt.body.errors?.[0]?.detail).toContain('comitted')
  const materials = content?.materials.map((one, at) => (at === 1 ? { ...one, orignals: 1 } : one))
  const within = await put('', { ...content, materials })
  expect(within.body.errors).toMatchObject([{ pointer: '/content/materials/1' }])
  expect(within.body.errors?.[0]?.detail).toContain('orignals')
  const [item] = bantuo.city().listItemsOf('S0067')
  const overrides = await put(`?authority=${item?.authority.creditCode}`, { comitted: content?.committed })
  expect(overrides.status).toBe(422)
  expect(overrides.body.errors?.[0]?.detail).toContain('comitted')
})

test('a draft that an earlier build saved, and today’s rules refuse, is not published', async () => {
  const editor = makeVisitor(bantuo.url)
  await editor.signIn('editor')
  const content = bantuo.city().entries.get('S0070')?.published.content
  const kept = await keepDraft(bantuo.db, {
    ...{ entryId: 'S0070', authorityCode: '', basedOn: null, editedBy: '旧版' },
    content: { ...content, comitted: content?.committed },
    at: bantuo.time.clock(),
  })
  if (kept === false) throw new Error('nobody else drafts it')
  type Refused = { detail: string; errors?: { detail: string }[] }
  const refused = await editor.api<Refused>('POST', '/catalogue/entries/S0070/publish', { digest: kept.digest })
  expect(refused.status).toBe(422)
  expect(refused.body.detail).toBe('草稿内容不完整，不能发布。请改好再保存。')
  expect(refused.body.errors?.[0]?.detail).toContain('comitted')
})

test('an entry is not published over the heads of authorities whose own limits it would make unlawful: it says whose', async () => {
  const editor = makeVisitor(bantuo.url)
  await editor.signIn('editor')
  type Said = { rule: string; element: string; severity: string; sentence: { zh: string; en: string } }
  type Saved = { digest: string; findings: Said[]; errors?: { pointer: string }[] }
  const ofKind = ({ published: { content } }: { published: { content: EntryContent } }) =>
    content.caseType === 'committed' && content.committed.value >= 5 && content.statutory?.unit === 'working-day'
  const entry = [...bantuo.city().entries.values()].filter(ofKind).at(-1)
  const content = entry?.published.content as EntryContent
  const path = `/catalogue/entries/${entry?.entryId}`
  const [item, other] = bantuo.city().listItemsOf(entry?.entryId ?? '')
  const of = `?authority=${item?.authority.creditCode}`
  const limit = (value: number) => ({ ...content.committed, unit: 'working-day' as const, value })
  const put = async (query: string, body: object, basedOn: string | null) =>
    (await editor.api<Saved>('PUT', `${path}/draft${query}`, { content: body, basedOn })).body
  const publish = (query: string, digest: string) => editor.api<Saved>('POST', `${path}/publish${query}`, { digest })
  const own = await put(of, { committed: limit(3) }, null)
  expect((await publish(of, own.digest)).status).toBe(200)

  const draft = { ...content, statutory: limit(1), committed: limit(1) }
  const saved = await put('', draft, null)
  expect(saved.findings).toMatchObject([{ rule: 'overrides-conform', severity: 'error', element: 'committed' }])
  expect(saved.findings[0]?.sentence.zh).toContain(item?.authority.name)
  expect(saved.findings[0]?.sentence.zh).not.toContain(other?.authority.name)
  expect(saved.findings[0]?.sentence.zh).toContain('承诺时限不能长于法定时限')
  expect((await publish('', saved.digest)).body.errors).toMatchObject([{ pointer: '/content/committed' }])

  const atOnce = await put(
    '',
    { ...draft, statutory: limit(10), committed: limit(0), caseType: 'instant', route: 'instant' },
    saved.digest,
  )
  expect(atOnce.findings).toMatchObject([{ rule: 'overrides-conform', element: 'committed' }])
  const longer = await put('', { ...draft, statutory: limit(4) }, atOnce.digest)
  expect(longer.findings).toEqual([])
  expect((await publish('', longer.digest)).status).toBe(200)
})
