import { readFileSync } from 'node:fs'
import { type Db, sql } from '../../src/base/index.ts'
import { keepAccount, openSession, setRoles } from '../../src/identity/index.ts'

// A replay of the publish gate that ends with its server.

type Check = (what: string, good: boolean) => void
type Replay = {
  state: string
  replayed: number
  report: { running: { cases: number }; ended: { cases: number } } | null
}

const draft = readFileSync('seeds/routes/standard.bpmn', 'utf8').replace(
  'bantuo:role="examiner" bantuo:stage="examination"',
  'bantuo:role="examiner" bantuo:stage="examination" bantuo:limit="4"',
)

/** An editor of routes, who asks by the session's cookie as a browser does. */
export async function openEditor(db: Db) {
  const at = Temporal.Now.instant()
  const editor = await keepAccount(db, {
    ...{ issuer: 'crash', subject: 'editor', kind: 'officer', name: '编辑（演示）', profile: {}, at },
  })
  if (editor === null) throw new Error('no editor')
  await setRoles(db, editor.accountId, [
    { role: 'catalogue-editor', divisionCode: '410800000000', authorityCode: null },
  ])
  const secret = await openSession(db, editor.accountId, at)
  return async <T>(
    url: string,
    method: string,
    path: string,
    input?: unknown,
  ): Promise<{ status: number; body: T }> => {
    const response = await fetch(`${url}/api/v1/process-definitions/standard${path}`, {
      method,
      headers: { 'content-type': 'application/json', cookie: `session=${secret}` },
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
    })
    return { status: response.status, body: (await response.json()) as T }
  }
}

type Editor = Awaited<ReturnType<typeof openEditor>>
export type Begun = { digest: string; replayId: string }

/** Saves a draft and begins to replay it; gives both as soon as some cases are through. */
export async function beginReplay(ask: Editor, url: string): Promise<Begun> {
  const title = { zh: '一般程序', en: 'Standard procedure' }
  const { digest } = (await ask<{ digest: string }>(url, 'PUT', '/draft', { title, xml: draft, basedOn: null })).body
  const { replayId } = (await ask<{ replayId: string }>(url, 'POST', '/replays', { digest })).body
  for (let tries = 0; tries < 200; tries += 1) {
    const { body } = await ask<Replay>(url, 'GET', `/replays/${replayId}`)
    if (body.replayed > 0) break
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return { digest, replayId }
}

/** What recorded cases look like to a replay: it writes nothing to any of them. */
const seenBy = async (db: Db) =>
  (
    await sql<{
      cases: number
      events: number
    }>`select count(distinct stream_id)::int as cases, count(*)::int as events from events
      where stream = 'case' and stream_id like '%-0000-7000-8000-000000000000'`.execute(db)
  ).rows[0]

/** The replay that was cut off lets nothing be published; another of the same draft goes through all cases, and publishes once. */
export async function checkGate(
  db: Db,
  ask: Editor,
  url: string,
  cut: Begun,
  made: number,
  check: Check,
): Promise<void> {
  const { rows } = await sql<{ state: string; report: unknown }>`select state, report from replays
    where replay_id = ${cut.replayId}::uuid`.execute(db)
  check('the replay was cut off on the way', rows[0]?.state === 'running' && rows[0].report === null)
  check('a replay that was cut off lets nothing be published', (await ask(url, 'POST', '/publish', cut)).status === 409)
  const before = await seenBy(db)
  const { digest } = cut
  const { replayId } = (await ask<{ replayId: string }>(url, 'POST', '/replays', { digest })).body
  let replay: Replay | null = null
  for (let tries = 0; tries < 400 && replay?.state !== 'done' && replay?.state !== 'failed'; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    replay = (await ask<Replay>(url, 'GET', `/replays/${replayId}`)).body
  }
  const { rows: recorded } = await sql<{ cases: number }>`select count(*)::int as cases from events
    where stream = 'case' and type = 'submitted' and data->'route'->>'key' = 'standard'`.execute(db)
  const gone = replay?.report ? replay.report.running.cases + replay.report.ended.cases : 0
  console.log(`  ${gone} recorded cases replayed after the kill`)
  check('the draft is there; its next replay goes through every recorded case once', gone === recorded[0]?.cases)
  const after = await seenBy(db)
  check('no replay touched a case', before?.cases === made && before.events === after?.events)
  const both = await Promise.all([1, 2].map(() => ask(url, 'POST', '/publish', { digest, replayId })))
  check(
    'the draft becomes one version',
    both
      .map((one) => one.status)
      .toSorted()
      .join() === '200,409',
  )
}
