import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { listEvents, sql } from '../../src/base/index.ts'
import { act, person } from '../browser/cases.ts'
import { startServer } from '../helpers/server.ts'
import { apply, makeVisitor, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const standard = readFileSync('seeds/routes/standard.bpmn', 'utf8')
const title = { zh: '一般程序', en: 'Standard' }

type Kept = { version: number; digest: string; detail?: string }
type Replay<R = Report> = { state: string; report: R; replayed: number; total: number }
type Tally = { cases: number; same: number; otherwise: number; lost: number; limit: number }
type Report = {
  running: Tally
  ended: Tally
  steps: { element: string; change: string; cases: number }[]
  limits: { element: string; before: number | null; after: number | null; cases: number }[]
  samples: { caseNo: string; itemName: string; itemNameEn: string; words: { zh: string }[] }[]
}
type RuleReport = {
  cases: number
  same: number
  changes: Record<string, number>
  samples: { caseNo: string; change: string; before: { outcome: string }; after: { outcome: string } | null }[]
}
type View = {
  versions: { version: number; state: string; running: number }[]
  draft: { version: number; digest: string; xml: string } | null
  published: { version: number; xml: string }
  history: { type: string; by: string }[]
}
type Case = { version: number; tasks: { element: string }[]; run: { standing: { element: string; name: string }[] } }

let editor: Visitor
let citizen: Visitor
let clerk: Visitor
let examiner: Visitor
beforeAll(async () => {
  editor = makeVisitor(bantuo.url)
  await editor.signIn('editor')
  citizen = await person(bantuo.url, 'citizen-1')
  clerk = await person(bantuo.url, 'clerk')
  examiner = await person(bantuo.url, 'examiner')
})

const food = () => apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
const view = async (key = 'standard') => (await editor.api<View>('GET', `/process-definitions/${key}`)).body
const save = async (xml: string, basedOn: number | null, key = 'standard') =>
  editor.api<Kept>('PUT', `/process-definitions/${key}/draft`, { title, xml, basedOn })

const replay = (digest: string, key = 'standard') => replayed<Report>(`/process-definitions/${key}`, digest)
const replayTable = (digest: string, key: string) => replayed<RuleReport>(`/decision-definitions/${key}`, digest)

async function replayed<R>(path: string, digest: string): Promise<{ replayId: string; report: R }> {
  const started = await editor.api<{ replayId: string }>('POST', `${path}/replays`, { digest })
  expect(started.status).toBe(202)
  const { replayId } = started.body
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { body } = await editor.api<Replay<R>>('GET', `${path}/replays/${replayId}`)
    if (body.state === 'done') {
      expect(body.replayed).toBe(body.total)
      return { replayId, report: body.report }
    }
    if (body.state === 'failed') throw new Error('the replay failed')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the replay does not end')
}
const publish = (digest: string, replayId: string, key = 'standard') =>
  editor.api<{ version: number; detail?: string; errors?: { detail: string }[] }>(
    'POST',
    `/process-definitions/${key}/publish`,
    { digest, replayId },
  )

test('nobody but the city’s editors and administrators learns of routes and decisions', async () => {
  const paths = [
    ['GET', '/process-definitions'],
    ['GET', '/process-definitions/standard'],
    ['GET', '/process-definitions/standard/versions/1'],
    ['GET', '/decision-definitions'],
    ['POST', '/process-definitions/check'],
    ['POST', '/process-definitions/import'],
    ['POST', '/process-definitions/standard/replays'],
    ['POST', '/process-definitions/standard/publish'],
    ['POST', '/process-definitions/standard/moves/preview'],
    ['PUT', '/process-definitions/standard/draft'],
  ] as const
  const bodies: Record<string, unknown> = {
    '/process-definitions/check': { xml: standard },
    '/process-definitions/import': { xml: standard },
    '/process-definitions/standard/replays': { digest: 'a'.repeat(64) },
    '/process-definitions/standard/publish': {
      digest: 'a'.repeat(64),
      replayId: '00000000-0000-7000-8000-000000000000',
    },
    '/process-definitions/standard/moves/preview': { caseNo: '4'.repeat(21), to: 1 },
    '/process-definitions/standard/draft': { title, xml: standard, basedOn: null },
  }
  for (const [subject, status] of [
    ['clerk', 403],
    ['examiner', 403],
    ['supervisor', 403],
    ['citizen-1', 403],
    ['', 401],
  ] as const) {
    const visitor = makeVisitor(bantuo.url)
    if (subject !== '') await visitor.signIn(subject)
    for (const [method, path] of paths) {
      const answer = await visitor.api<object>(method, path, bodies[path])
      expect([subject, path, answer.status]).toEqual([subject, path, status])
      expect(JSON.stringify(answer.body)).not.toContain('bpmn:')
    }
  }
  const admin = makeVisitor(bantuo.url)
  await admin.signIn('admin')
  expect((await admin.api('GET', '/process-definitions')).status).toBe(200)
})

test('a route that items use for some of their cases is used by them too', async () => {
  const { body } = await editor.api<{ users: { zh: string }[] }>('GET', '/process-definitions/joint-land')
  expect(body.users.map((one) => one.zh)).toContain('建设用地规划许可')
})

test('while it is drawn, a route is checked, compared and tried out, and nothing is kept of it', async () => {
  const bad = standard.replace('bantuo:role="examiner" ', '')
  const checked = await editor.api<{ problems: { element: string; line: number; sentence: { zh: string } }[] }>(
    'POST',
    '/process-definitions/check',
    { xml: bad },
  )
  expect(checked.body.problems).toMatchObject([{ element: 'examine', sentence: { zh: '没有说明谁办，请选择岗位' } }])
  expect(checked.body.problems[0]?.line).toBeGreaterThan(1)
  const compared = await editor.api<{ differences: { element: string }[] }>('POST', '/process-definitions/compare', {
    before: standard,
    after: bad,
  })
  expect(compared.body.differences.map((one) => one.element)).toEqual(['examine'])
  const played = await editor.api<{ frames: { standing: { element: string }[] }[] }>(
    'POST',
    '/process-definitions/simulate',
    { xml: standard, steps: [{ type: 'complete', token: 1, outcome: 'accepted' }] },
  )
  expect(played.body.frames.map((frame) => frame.standing.map((one) => one.element))).toEqual([
    ['receive'],
    ['examine'],
  ])
  expect((await view()).draft).toBeNull()
})

test('two editors at one route: the slower one is told, and what the faster one saved stands', async () => {
  const other = makeVisitor(bantuo.url)
  await other.signIn('admin')
  const mine = await save(standard, null, 'shared')
  expect(mine.body).toMatchObject({ version: 1 })
  expect((await save(standard, null, 'shared')).body).toEqual(mine.body)
  const theirs = await other.api<Kept>('PUT', '/process-definitions/shared/draft', {
    ...{ title, xml: `${standard}\n`, basedOn: 1 },
  })
  expect(theirs.status).toBe(200)
  const late = await save(`${standard} `, 1, 'shared')
  expect(late.status).toBe(409)
  expect(late.body.detail).toContain('别人刚保存过这份草稿')
  expect((await view('shared')).draft?.xml).toBe(`${standard}\n`)
  const removed = await editor.api('POST', '/process-definitions/shared/draft/removal', { version: 2 })
  expect(removed.status).toBe(200)
  expect((await editor.api('GET', '/process-definitions/shared')).status).toBe(404)
})

test('a draft is replayed against the real cases before it is published; new cases have the new step, running ones keep theirs', {
  timeout: 120_000,
}, async () => {
  const waiting = await food()
  const examining = await food()
  await act(clerk, examining, { move: 'accept', deferred: [] })
  const declined = await food()
  await act(clerk, declined, {
    ...{ move: 'decline', reason: '不属于本机关职权范围', rightOrgan: '山阳区有关机关' },
    basis: '《中华人民共和国行政许可法》第三十二条',
  })
  expect((await view()).versions[0]).toMatchObject({ version: 1, running: 2 })

  // A second examination between examination and decision, and three working days for the first.
  const draft = standard
    .replace(
      'bantuo:role="examiner" bantuo:stage="examination"',
      'bantuo:role="examiner" bantuo:stage="examination" bantuo:limit="3"',
    )
    .replace(
      '<bpmn:userTask id="decide"',
      `<bpmn:userTask id="review" name="复核" bantuo:role="examiner" bantuo:stage="examination">
      <bpmn:incoming>examine-to-decide</bpmn:incoming><bpmn:outgoing>review-to-decide</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="review-to-decide" sourceRef="review" targetRef="decide" />
    <bpmn:userTask id="decide"`,
    )
    .replace(
      /(<bpmn:userTask id="decide"[\s\S]*?)<bpmn:incoming>examine-to-decide/,
      '$1<bpmn:incoming>review-to-decide',
    )
    .replace(/(id="examine-to-decide" sourceRef="examine" targetRef=")decide/, '$1review')
  const kept = await save(draft, null)
  expect(kept.status).toBe(200)
  const unreplayed = await publish(kept.body.digest, '00000000-0000-7000-8000-000000000000')
  expect(unreplayed.status).toBe(409)
  expect(unreplayed.body.detail).toContain('须先用在办件重放')

  const { replayId, report } = await replay(kept.body.digest)
  expect(report.running).toEqual({ cases: 2, same: 2, otherwise: 0, lost: 0, limit: 1 })
  expect(report.ended).toMatchObject({ cases: 1, same: 1 })
  expect(report.limits).toMatchObject([{ element: 'examine', before: null, after: 3, cases: 1 }])
  expect(report.samples.map((one) => one.caseNo)).toEqual([examining])
  expect(report.samples[0]?.words[0]?.zh).toBe('“审查”的期限：没有 → 3 月 5 日（周四）')
  expect(report.samples[0]?.itemNameEn).toMatch(/^[A-Za-z]/)

  const changed = await save(`${draft}\n`, 1)
  const stale = await publish(changed.body.digest, replayId)
  expect(stale.status).toBe(409)
  expect(stale.body.detail).toContain('请重新重放')
  const again = await replay(changed.body.digest)
  expect((await publish(changed.body.digest, again.replayId)).body).toEqual({ version: 2 })
  expect((await publish(changed.body.digest, again.replayId)).status).toBe(409)

  const fresh = await food()
  await act(clerk, fresh, { move: 'accept', deferred: [] })
  await act(examiner, fresh, { move: 'examine', supports: true, opinion: '场所、设备符合要求' })
  const standing = async (caseNo: string) =>
    (await clerk.api<Case>('GET', `/cases/${caseNo}`)).body.run.standing.map((one) => one.name)
  expect(await standing(fresh)).toEqual(['复核'])
  expect(await standing(examining)).toEqual(['审查'])
  const { versions, history } = await view()
  expect(versions.map((one) => [one.version, one.state, one.running])).toEqual([
    [2, 'published', 1],
    [1, 'published', 2],
  ])
  expect(history.map((one) => [one.type, one.by])).toEqual([
    ['published', '吴目录（演示）'],
    ['draft-saved', '吴目录（演示）'],
    ['draft-saved', '吴目录（演示）'],
  ])
  await expect(
    sql`update process_definitions set xml = '' where key = 'standard' and version = 2`.execute(bantuo.db),
  ).rejects.toThrow(/never changes/)

  // One case is moved, with a look before; it goes on by the new version, the others stay.
  const move = (path: string, caseNo: string, to: number, reason = '复核岗位已到位，按新流程办') =>
    editor.api<{ from: number; stranded: unknown[]; detail?: string; errors?: { pointer: string }[] }>(
      'POST',
      `/process-definitions/standard/${path}`,
      {
        ...{ caseNo, to, reason },
      },
    )
  expect((await move('moves/preview', examining, 2)).body).toMatchObject({ from: 1, stranded: [] })
  expect(await standing(examining)).toEqual(['审查'])
  const unexplained = await move('moves', examining, 2, ' 无 ')
  expect(unexplained.status).toBe(422)
  expect(unexplained.body.errors).toMatchObject([{ pointer: '/reason' }])
  expect((await move('moves', examining, 2)).status).toBe(200)
  expect((await move('moves', examining, 2)).status).toBe(200)
  await act(examiner, examining, { move: 'examine', supports: true, opinion: '场所、设备符合要求' })
  expect(await standing(examining)).toEqual(['复核'])
  const back = await move('moves', examining, 1)
  expect(back.status).toBe(409)
  expect(back.body.detail).toContain('新版本里没有“复核”')
  const { rows } = await sql<{ case_id: string }>`select case_id from case_files where case_no = ${examining}`.execute(
    bantuo.db,
  )
  const moved = (await listEvents(bantuo.db, '4108', 'case', rows[0]?.case_id ?? '')).filter(
    (one) => one.type === 'route-moved',
  )
  expect(moved.map((one) => [one.actor.name, one.data])).toMatchObject([
    ['吴目录（演示）', { from: 1, to: 2, reason: '复核岗位已到位，按新流程办' }],
  ])
  // Officers read why; the applicant reads that the procedure was updated, and nothing of the office's own.
  type Told = { history: { type: string; by: string; data: object }[] }
  const told = async (who: Visitor) =>
    (await who.api<Told>('GET', `/cases/${examining}`)).body.history.find((one) => one.type === 'route-moved')
  expect(await told(examiner)).toMatchObject({
    ...{ by: '吴目录（演示）', data: { from: 1, to: 2, reason: '复核岗位已到位，按新流程办' } },
  })
  expect((await told(examiner))?.data).not.toHaveProperty('run')
  expect(await told(citizen)).toMatchObject({ by: '', data: {} })
  const page = await citizen.get(`/cases/${examining}`)
  expect(page.text).toContain('办理流程有更新，已办好的步骤照样有效')
  expect(page.text).not.toContain('复核岗位已到位')
  expect(page.text).not.toContain('吴目录')
  expect((await view()).versions.map((one) => one.running)).toEqual([2, 1])

  // The step is taken out again: the replay says who stands at it.
  const out = await save(standard, null)
  const lost = await replay(out.body.digest)
  expect(lost.report.running).toMatchObject({ cases: 3, lost: 2 })
  expect(lost.report.steps).toContainEqual({ element: 'review', name: '复核', change: 'lost', cases: 2 })

  // Withdrawn: no new case starts on it; the one that waits since the morning goes on by version 1.
  const withdraw = (version: number) =>
    editor.api<{ detail?: string }>('POST', `/process-definitions/standard/versions/${version}/withdrawal`, {
      reason: '复核环节另行安排',
    })
  expect((await withdraw(2)).status).toBe(200)
  expect((await withdraw(2)).status).toBe(409)
  const last = await withdraw(1)
  expect(last.status).toBe(409)
  expect(last.body.detail).toContain('还有')
  await act(clerk, waiting, { move: 'accept', deferred: [] })
  expect(await standing(waiting)).toEqual(['审查'])
  await act(examiner, fresh, { move: 'examine', supports: true, opinion: '复核无异议' })
  expect(await standing(fresh)).toEqual(['决定'])
})

test('a replay whose process ended on the way has failed, and does not let its draft be published', async () => {
  const kept = await save(standard, null, 'halted')
  const { replayId } = await replay(kept.body.digest, 'halted')
  await sql`update replays set state = 'running', report = null where replay_id = ${replayId}::uuid`.execute(bantuo.db)
  const read = async () =>
    (await editor.api<Replay>('GET', `/process-definitions/halted/replays/${replayId}`)).body.state
  expect(await read()).toBe('running')
  bantuo.time.forward({ minutes: 3 })
  expect(await read()).toBe('failed')
  expect((await publish(kept.body.digest, replayId, 'halted')).status).toBe(409)
})

test('a draft with errors is neither replayed nor published', async () => {
  const bad = await save('<bpmn/>', null, 'broken')
  expect(bad.status).toBe(200)
  const started = await editor.api<{ detail: string }>('POST', '/process-definitions/broken/replays', {
    digest: bad.body.digest,
  })
  expect(started.status).toBe(422)
  expect(started.body.detail).toContain('不能重放')
})

test('decisions are drafted, tried out with the rules that fired, and published', async () => {
  const dmn = readFileSync('src/bpmn/decision/fixtures/first.dmn', 'utf8')
  const tried = await editor.api<{
    decisions: { id: string; inputs: { name: string; type: string }[] }[]
    outcome: { rules: { rules: { index: number }[] }[] }
  }>('POST', '/decision-definitions/try', { xml: dmn, decision: 'fare', inputs: { 年龄: 5, 类别: '其他' } })
  expect(tried.body.decisions[0]?.inputs.map((one) => [one.name, one.type])).toEqual([
    ['年龄', 'number'],
    ['类别', 'string'],
  ])
  expect(tried.body.outcome.rules[0]?.rules.length).toBe(1)
  const kept = await editor.api<Kept>('PUT', '/decision-definitions/fare/draft', { title, xml: dmn, basedOn: null })
  const { replayId, report } = await replayTable(kept.body.digest, 'fare')
  // Nothing was ever decided by a table that is new.
  expect(report).toMatchObject({ cases: 0, samples: [] })
  const publishing = (draft: string) =>
    editor.api('POST', '/decision-definitions/fare/publish', { digest: draft, replayId })
  expect((await publishing(kept.body.digest)).body).toEqual({ version: 1 })
  expect(bantuo.city().getDecisions('fare').version).toBe(1)
  const faulty = await editor.api<Kept>('PUT', '/decision-definitions/fare/draft', {
    title,
    xml: '<a/>',
    basedOn: null,
  })
  const refused = await editor.api('POST', '/decision-definitions/fare/replays', { digest: faulty.body.digest })
  expect(refused.status).toBe(422)
  expect((await publishing(faulty.body.digest)).status).toBe(409)
})

test('a draft of a table that decides people’s cases is published only after they were decided again by exactly that draft', {
  timeout: 60_000,
}, async () => {
  const key = 'fund-certificate'
  const { body: table } = await editor.api<View>('GET', `/decision-definitions/${key}`)
  const item = [...bantuo.city().entries.values()].find(({ published }) => published.content.decision === key)
  const caseNo = await apply(citizen, item?.published.content.name.zh ?? '')
  const ruling = async () =>
    (await citizen.api<{ ruling: { outcome: string } | null }>('GET', `/cases/${caseNo}`)).body.ruling?.outcome
  await expect.poll(ruling, { timeout: 10_000 }).toBe('granted')
  const put = (xml: string, basedOn: number | null) =>
    editor.api<Kept>('PUT', `/decision-definitions/${key}/draft`, { title, xml, basedOn })
  const publishing = (draft: string, replayId: string, at = key) =>
    editor.api<{ version?: number; detail?: string }>('POST', `/decision-definitions/${at}/publish`, {
      ...{ digest: draft, replayId },
    })

  const strict = await put(table.published.xml.replace('<text>"normal"</text>', '<text>"frozen"</text>'), null)
  const unreplayed = await publishing(strict.body.digest, '00000000-0000-7000-8000-000000000000')
  expect(unreplayed.status).toBe(409)
  expect(unreplayed.body.detail).toContain('须先用这张表决定过的办件重放')
  const first = await replayTable(strict.body.digest, key)
  expect(first.report).toMatchObject({ cases: 1, same: 0, changes: { 'to-doubtful': 1 } })
  expect(first.report.samples).toMatchObject([
    { caseNo, change: 'to-doubtful', before: { outcome: 'granted' }, after: { outcome: 'doubtful' } },
  ])

  // Another draft, or a replay of something else, does not count.
  const reworded = await put(table.published.xml.replace('"normal"', '"normal","frozen"'), strict.body.version)
  expect((await publishing(reworded.body.digest, first.replayId)).status).toBe(409)
  const route = await replay((await save(standard, null, 'some-route')).body.digest, 'some-route')
  expect((await publishing(reworded.body.digest, route.replayId)).status).toBe(409)
  const read = await editor.api('GET', `/process-definitions/${key}/replays/${first.replayId}`)
  expect(read.status).toBe(404)

  const second = await replayTable(reworded.body.digest, key)
  expect(second.report).toMatchObject({ cases: 1, same: 1 })
  expect((await publishing(reworded.body.digest, second.replayId)).body).toEqual({ version: 2 })
  // What was decided stays as it was.
  expect((await citizen.api<{ state: string }>('GET', `/cases/${caseNo}`)).body.state).toBe('granted')
})

test('an item may name any route that is published, and none that is not', async () => {
  type Entry = { content: Record<string, unknown>; draft: { digest: string } | null }
  // Of an item that is not decided on the spot: that one takes no route on which others decide.
  const committed = [...bantuo.city().entries.values()].find((one) => one.published.content.caseType === 'committed')
  const entryId = committed?.entryId ?? ''
  const path = `/catalogue/entries/${entryId}`
  const entry = (await editor.api<Entry>('GET', path)).body
  const draft = (route: string, basedOn: string | null) =>
    editor.api<{ digest: string }>('PUT', `${path}/draft`, { content: { ...entry.content, route }, basedOn })
  const first = await draft('no-such-route', null)
  const refused = await editor.api<{ errors: { detail: string }[] }>('POST', `${path}/publish`, {
    digest: first.body.digest,
  })
  expect(refused.status).toBe(422)
  expect(refused.body.errors.map((one) => one.detail)).toContain('所选的流程没有已发布的版本，办件无法开始。')
  const other = entry.content['route'] === 'two-level' ? 'standard' : 'two-level'
  const second = await draft(other, first.body.digest)
  expect((await editor.api('POST', `${path}/publish`, { digest: second.body.digest })).status).toBe(200)
  expect(bantuo.city().entries.get(entryId)?.published.content.route).toBe(other)
})
