import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { isRefusal, sql } from '#base'
import { partyOf } from '#identity'
import { keepDefinitionDraft } from '#management'
import { readToEnd } from '../../../test/helpers/feed.ts'
import { openRouteDesk } from '../../../test/helpers/route-desk.ts'
import { findCaseFile } from '../case-file/case-file-store.ts'
import { addUpload } from '../material/upload-store.ts'
import { publishReplayed, startReplay } from '../replay/run-replay.ts'
import { findBundleFileByNo, listBundleFilesOfParty } from './bundle-file-store.ts'
import { bundleOf } from './bundle-of.ts'
import { listStuckBundles } from './bundle-retry-store.ts'
import { followBundles, retryBundles } from './follow-bundles.ts'
import { hastenBundle, lookAtWaiting } from './hasten-bundle.ts'
import { submitBundle } from './submit-bundle.ts'

const desk = await openRouteDesk()
const { db, handling, citizen, clerk, act, must } = desk
const merged = desk.loaded.bundles.get('social-security-card')
if (merged === undefined) throw new Error('the bundle is there')

const never = { entryId: '', entryRevision: 0, authorityCode: '', overrideRevision: 0 }
const answers = { cardState: 'first', wantActive: 'yes', wantCode: 'yes', photo: 'known', take: 'instant' }
const form = {
  applicantName: '王小满（演示）',
  residentIdNo: '11010519491231002X',
  mobile: '13800000000',
  address: '民生街 1 号',
  bank: 'icbc',
  wantElectronic: true,
}
const submitNew = (key: string, more: object = {}) =>
  submitBundle(handling, {
    session: citizen,
    merged,
    divisionCode: desk.county,
    channel: 'mobile',
    answers,
    form,
    materials: [],
    brought: [],
    delivery: 'online',
    commitment: null,
    declared: true,
    key,
    draftId: null,
    ...more,
  })
const count = async (table: 'bundle_files' | 'case_files' | 'idempotency_keys' | 'bundle_members'): Promise<number> =>
  Number((await sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(db)).rows[0]?.n)
const result = { name: '社会保障卡.pdf', digest: 'a'.repeat(64), mediaType: 'application/pdf', size: 1000 }
type Keep = Parameters<typeof followBundles>[0]['keepResult']
const settle = (keepResult: Keep = async () => result): Promise<void> =>
  readToEnd(db, 'bundle', () => followBundles({ handling, keepResult }))

test('a submission that breaks in the middle leaves nothing; the same request again completes it, once', async () => {
  const key = randomUUID()
  // The second case of the bundle cannot be stored: the machine stops there.
  await sql`create function stop_there() returns trigger language plpgsql as 'begin raise exception ''stopped''; end'`.execute(
    db,
  )
  await sql`create trigger stop_there before insert on case_files for each row when (new.entry_id = 'S0117')
    execute function stop_there()`.execute(db)
  await expect(submitNew(key)).rejects.toThrow('stopped')
  expect([await count('bundle_files'), await count('case_files'), await count('bundle_members')]).toEqual([0, 0, 0])
  expect(await count('idempotency_keys')).toBe(0)
  await sql`drop trigger stop_there on case_files`.execute(db)
  const first = must(await submitNew(key))
  expect(must(await submitNew(key))).toEqual(first)
  expect([await count('bundle_files'), await count('case_files')]).toEqual([1, 2])
})

test('the same key with other content is refused, and so is what lacks an answer, at its place', async () => {
  const key = randomUUID()
  must(await submitNew(key))
  expect(await submitNew(key, { form: { ...form, bank: 'abc' } })).toMatchObject({ refused: 'conflict' })
  const refused = await submitNew(randomUUID(), { form: { ...form, bank: undefined }, declared: false })
  if (!isRefusal(refused)) throw new Error('it must be refused')
  expect(refused.flaws.map((one) => one.pointer).toSorted()).toEqual(['/declared', '/form/bank'])
})

const grant = async (caseId: string): Promise<void> => {
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const basis = '《中华人民共和国社会保险法》第五十八条'
  must(await act(clerk, caseId, { move: 'decide', outcome: 'granted', reason: '材料齐全，符合条件', basis }))
}

test('a result that could not be kept is tried again by itself and holds no other bundle up; what waits is opened once', async () => {
  const [first, other] = [must(await submitNew(randomUUID())), must(await submitNew(randomUUID()))]
  await settle()
  const find = async (bundleNo = first.bundleNo) => (await findBundleFileByNo(db, '4108', bundleNo))?.members ?? []
  const [card, active] = await find()
  const [otherCard] = await find(other.bundleNo)
  expect([card?.state.type, active?.state.type]).toEqual(['open', 'waiting'])
  await grant(card?.caseId ?? '')
  await grant(otherCard?.caseId ?? '')
  const before = await count('case_files')
  // The disk is full for one of them only.
  const fails = async (caseFile: { caseId: string }) => {
    if (caseFile.caseId === card?.caseId) throw new Error('the disk is full')
    return result
  }
  await settle(fails)
  expect((await find())[1]?.state.type).toBe('waiting')
  expect((await find(other.bundleNo)).map((one) => one.state.type)).toEqual(['concluded', 'open', 'open'])
  // It waits half a minute, then five minutes, and goes on when the disk has room again.
  const retry = (keepResult: typeof fails) => retryBundles({ handling, keepResult })
  expect(await retry(fails)).toBe(0)
  desk.time.forward({ seconds: 31 })
  expect([await retry(fails), await retry(fails)]).toEqual([1, 0])
  desk.time.forward({ seconds: 301 })
  expect([await retry(async () => result), await retry(async () => result)]).toEqual([1, 0])
  expect((await find()).map((one) => one.state.type)).toEqual(['concluded', 'open', 'open'])
  // As if the reader had lost its place: everything is read once more.
  await sql`update feed_cursors set tx = '0', feed_no = 0 where reader = 'bundle'`.execute(db)
  await settle()
  expect(await count('case_files')).toBe(before + 2)
  const opened = await findCaseFile(db, '4108', active?.caseId ?? '')
  const siblings = opened && (await bundleOf(db, opened))
  expect(siblings?.siblings.map((one) => one.state)).toEqual(['granted', 'submitted', 'submitted'])
})

/** As an editor publishes: a draft, sent through the cases of its route. */
async function publishThroughGate(key: string, xml: string): Promise<void> {
  const actor = { kind: 'system', name: '测试' } as const
  const drawing = { kind: 'process', key, cityCode: '4108', actor, at: desk.time.clock() } as const
  const draft = await keepDefinitionDraft(db, drawing, { title: { zh: '改', en: 'Mended' }, xml, basedOn: null })
  if (draft === false) throw new Error('not kept')
  const begun = await startReplay(handling, { kind: 'process', key, digest: draft.digest, startedBy: '测试' })
  if ('refused' in begun) throw new Error(begun.sentence.zh)
  await begun.finished
  must(await publishReplayed(handling, drawing, { digest: draft.digest, replayId: begun.replayId }))
  await desk.reload()
}

test('an item whose route cannot be run for now waits, the applicant and the administrator are told once, and it begins when the route is mended', async () => {
  const { bundleNo } = must(await submitNew(randomUUID()))
  await settle()
  const find = async () => (await findBundleFileByNo(db, '4108', bundleNo))?.members ?? []
  const [card, active] = await find()
  await grant(card?.caseId ?? '')
  const route = (await handling.city().getItemAt(db, active?.item ?? never, answers)).content.route
  const { version, xml } = handling.city().getDefinition(route)
  // An upgrade refuses every version of it.
  await sql`alter table process_definitions disable trigger all`.execute(db)
  await sql`update process_definitions set xml = replace(xml, '<bpmn:userTask', '<bpmn:scriptTask id="odd" /><bpmn:userTask') where key = ${route}`.execute(
    db,
  )
  await sql`alter table process_definitions enable trigger all`.execute(db)
  await desk.reload()
  const states = async () => (await find()).map((one) => one.state)
  await settle()
  expect(await states()).toMatchObject([{ type: 'concluded' }, { type: 'waiting', held: 'no-route' }, { type: 'open' }])
  const stuck = async () => await listStuckBundles(db, '4108')
  expect(await stuck()).toMatchObject([
    { bundleNo, attempts: 1, problem: null, entryWithoutRoute: expect.stringMatching(/^S\d{4}$/) },
  ])
  const told = async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from events
      where stream = 'bundle' and type = 'member-held'`.execute(db)
    return rows[0]?.n
  }
  expect(await told()).toBe(1)
  desk.time.forward({ seconds: 31 })
  expect(await retryBundles({ handling, keepResult: async () => result })).toBe(1)
  expect([await told(), (await stuck())[0]?.attempts]).toEqual([1, 2])
  // Mended under a new version: it goes on by itself, and need not wait for its turn.
  await publishThroughGate(route, xml)
  expect(handling.city().getDefinition(route).version).toBeGreaterThan(version)
  desk.time.forward({ seconds: 11 })
  expect(await retryBundles({ handling, keepResult: async () => result })).toBe(1)
  expect((await states()).map((one) => one.type)).toEqual(['concluded', 'open', 'open'])
  expect(await stuck()).toEqual([])
})

test('a bundle that goes on because something else happened in it is not tried again, and no longer told to administrators', async () => {
  const { bundleNo } = must(await submitNew(randomUUID()))
  await settle()
  const find = async () => (await findBundleFileByNo(db, '4108', bundleNo))?.members ?? []
  const [card, , third] = await find()
  await grant(card?.caseId ?? '')
  const broken = async () => {
    throw new Error('the disk is full')
  }
  await settle(broken)
  expect(await listStuckBundles(db, '4108')).toMatchObject([{ bundleNo, problem: 'Error: the disk is full' }])
  // An administrator need not wait for its turn, and may ask twice; nobody else is heard, wherever they sit.
  const session = (
    role: 'administrator' | 'counter-clerk' | 'decider',
    divisionCode = '410800000000',
    authorityCode: string | null = null,
  ) => ({ ...clerk, roles: [{ role, divisionCode, authorityCode }] })
  const ofOneAuthority = session('administrator', '410800000000', desk.item.authority.creditCode)
  const hasten = (by: ReturnType<typeof session>, no = bundleNo) =>
    hastenBundle(handling, { session: by, bundleNo: no })
  const others = [
    session('counter-clerk'),
    session('decider'),
    session('administrator', '410802000000'),
    ofOneAuthority,
  ]
  for (const by of others) expect(await hasten(by)).toMatchObject({ refused: 'not-allowed' })
  const again = () => retryBundles({ handling, keepResult: broken })
  expect(await again()).toBe(0)
  const looked = (by = session('administrator')) => lookAtWaiting(handling, { session: by, bundleNo })
  expect([await hasten(session('administrator')), await hasten(session('administrator')), await looked()]).toEqual([
    { attempts: 1 },
    { attempts: 1 },
    { attempts: 1 },
  ])
  expect(await looked(session('decider'))).toMatchObject({ refused: 'not-allowed' })
  expect([await again(), await again(), await looked()]).toEqual([1, 0, { attempts: 2 }])
  expect(await listStuckBundles(db, '4108')).toMatchObject([{ bundleNo, attempts: 2 }])
  expect(await hasten(session('administrator'), 'B4108022026030299999')).toMatchObject({ refused: 'not-found' })
  // There is room again, and another item of the bundle is accepted.
  must(await act(clerk, third?.caseId ?? '', { move: 'accept', deferred: [] }))
  await settle()
  expect((await find())[1]?.state.type).toBe('open')
  expect(await listStuckBundles(db, '4108')).toEqual([])
  expect([await hasten(session('administrator')), await looked()]).toEqual([{ attempts: null }, { attempts: null }])
  desk.time.forward({ hours: 3 })
  expect(await retryBundles({ handling, keepResult: async () => result })).toBe(0)
})

test('somebody else’s file is not taken, and a bundle belongs to the account that submitted it', async () => {
  const upload = await addUpload(db, '4108', {
    accountId: clerk.account.accountId,
    draftId: null,
    materialNo: null,
    name: '别人的.jpg',
    digest: 'b'.repeat(64),
    mediaType: 'image/jpeg',
    size: 10,
    givenAt: desk.time.clock(),
  })
  expect(await submitNew(randomUUID(), { materials: [{ materialNo: 1, fileId: upload.fileId }] })).toMatchObject({
    refused: 'invalid',
  })
  expect((await listBundleFilesOfParty(db, '4108', partyOf(clerk))).length).toBe(0)
  expect((await listBundleFilesOfParty(db, '4108', partyOf(citizen))).length).toBeGreaterThan(0)
})
