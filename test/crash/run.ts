import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCases } from '../../bench/replay.ts'
import { migrate, openDb, sql, startEmbeddedPostgres } from '../../src/base/index.ts'
import { keepAccount, openSession } from '../../src/identity/index.ts'
import { loadCity, loadSeeds } from '../../src/management/index.ts'
import { type Begun, beginReplay, checkGate, openEditor } from './gate.ts'
import { addHeld, checkServices, checkTimers, type Held, layOutWork, openRegister, untilDone } from './routes.ts'

// npm run test:crash: the server is killed with SIGKILL while sixteen clients submit. Every acknowledged case must be there
// once, whole; every unacknowledged one can be sent again under the same key and is then there once. Meanwhile services are called, timers
// fire, and in one round a replay of the publish gate is on its way: nothing of it is lost or done twice. The last round kills the
// database instead. Bounded in rounds and time; SEED repeats the moments of killing.
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
let state = seed
const random = (): number => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
  return state / 2_147_483_648
}
const clients = 16
const rounds = 3
const [calls, timers, recorded] = [100, 900, 8_000]
const city = '4108'
console.log(`crash test: ${rounds} kills of the server and one of the database, ${clients} clients, SEED=${seed}`)

const begunAt = performance.now()
const root = mkdtempSync(join(tmpdir(), 'bantuo-crash-'))
const server = await startEmbeddedPostgres(root)
const databaseFile = join(root, 'pg', 'postmaster.pid')
const register = await openRegister()
const now = () => Temporal.Now.instant()
const form = {
  applicantName: '演示',
  residentIdNo: '11010519491231002X',
  mobile: '13800000001',
  address: '焦作市',
  request: '变更姓名，请予办理',
}

type Attempt = { key: string; acknowledged: string | null }
const attempts: Attempt[] = []
let [passed, failed] = [0, 0]
const check = (what: string, good: boolean): void => {
  if (good) passed += 1
  else failed += 1
  console.log(`  ${good ? '✓' : '✗'} ${what}`)
}

/** The product in a process of its own, on the database given. */
function start(databaseUrl: string): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(join(import.meta.dirname, 'server.ts'), {
    execArgv: ['--import', 'tsx'],
    env: {
      ...{ ...process.env, DATABASE_URL: databaseUrl, REGISTER_URL: register.url },
      ...{ PORT: '0', DATA_DIR: join(root, 'house'), LOG_LEVEL: 'silent' },
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    child.once('message', (message) => {
      child.removeAllListeners('exit')
      resolve({ url: (message as { url: string }).url, child })
    })
  })
}

async function prepare(databaseUrl: string) {
  const { db, close } = openDb(databaseUrl, 8)
  await migrate(db, 'migrations')
  await loadSeeds(db, 'seeds', now())
  const loaded = await loadCity(db, city, 'Asia/Shanghai')
  const item = loaded.findItemFor('S0005', '410802000000')?.item
  const account = await keepAccount(db, {
    issuer: 'crash',
    subject: 'a',
    kind: 'person',
    name: '演示',
    profile: { residentIdNo: '11010519491231002X' },
    at: now(),
  })
  if (item === undefined || account === null) throw new Error('nothing to submit')
  const brought = item.content.materials
    .filter((one) => one.kind !== 'form' && one.heldBy === null)
    .map((one) => one.no)
  const secret = await openSession(db, account.accountId, now())
  const editor = await openEditor(db)
  await layOutWork(db, calls, timers)
  await makeCases(db, recorded)
  await close()
  return { itemCode: item.itemCode, brought, secret, editor, accountId: account.accountId }
}

const ready = await prepare(server.url)

/** Sends one submission; null when nothing was acknowledged. */
async function submit(url: string, key: string): Promise<string | null> {
  try {
    const response = await fetch(`${url}/api/v1/cases`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `session=${ready.secret}`, 'idempotency-key': key },
      body: JSON.stringify({
        itemCode: ready.itemCode,
        division: '410802000000',
        form,
        brought: ready.brought,
        declared: true,
      }),
      signal: AbortSignal.timeout(8_000),
    })
    if (response.status !== 201) return null
    return ((await response.json()) as { caseNo: string }).caseNo
  } catch {
    return null
  }
}

/** Sixteen clients submit one after the other until `kill` has happened. */
async function storm(url: string, kill: () => Promise<void>): Promise<void> {
  let over = false
  const client = async (): Promise<void> => {
    while (!over) {
      const attempt: Attempt = { key: randomUUID(), acknowledged: null }
      attempts.push(attempt)
      attempt.acknowledged = await submit(url, attempt.key)
    }
  }
  const running = Array.from({ length: clients }, client)
  await new Promise((resolve) => setTimeout(resolve, 600 + random() * 1_400))
  await kill()
  over = true
  await Promise.all(running)
}

const { db, close } = openDb(server.url, 2)
const held: Held = { calls: new Set(), timers: new Set() }
let begun: Begun | null = null
for (let round = 1; round <= rounds; round++) {
  const { url, child } = await start(server.url)
  await storm(url, async () => {
    if (round === rounds) begun = await beginReplay(ready.editor, url)
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
  })
  await addHeld(db, held)
}
console.log(`  the killed servers had ${held.calls.size} services and ${held.timers.size} timers in their hands`)
check('services ran and timers fired when the server was killed', held.calls.size > 0 && held.timers.size > 0)
// The database dies under a living server; it is started again by itself, and the server serves again, to the end.
const { url, child } = await start(server.url)
await storm(url, async () => {
  process.kill(Number(readFileSync(databaseFile, 'utf8').split('\n')[0]), 'SIGKILL')
  await new Promise((resolve) => setTimeout(resolve, 500))
})
const servedAgain: Attempt = { key: randomUUID(), acknowledged: null }
for (let tries = 0; servedAgain.acknowledged === null && tries < 80; tries++) {
  await new Promise((resolve) => setTimeout(resolve, 250))
  servedAgain.acknowledged = await submit(url, servedAgain.key)
}
attempts.push(servedAgain)
check('a server whose database died serves again when it is back', servedAgain.acknowledged !== null)

const lost = attempts.filter((one) => one.acknowledged === null)
const acknowledged = attempts.length - lost.length
console.log(`  ${attempts.length} submissions, ${acknowledged} acknowledged, ${lost.length} not`)
check('submissions were acknowledged, and some were cut off', acknowledged > 20 && lost.length > 0)
/** Sends these again, as many at a time as there are clients. */
async function again(list: readonly Attempt[]): Promise<(string | null)[]> {
  const answers: (string | null)[] = []
  for (let at = 0; at < list.length; at += clients) {
    answers.push(...(await Promise.all(list.slice(at, at + clients).map((one) => submit(url, one.key)))))
  }
  return answers
}
const retried = await again(lost)
check(
  'every unacknowledged submission can be sent again under its key',
  retried.every((one) => one !== null),
)
lost.forEach((one, index) => {
  one.acknowledged = retried[index] ?? null
})
const repeats = (await again(attempts.slice(0, 48))).map((answer, index) => answer === attempts[index]?.acknowledged)
check('an acknowledged submission sent again gives the same case', repeats.every(Boolean))

const { rows } = await sql<{
  case_no: string
  key: string
  events: number
  first: string
  tasks: number
  state: string
}>`
  select c.case_no, k.key, c.state,
    (select count(*)::int from events e where e.stream = 'case' and e.stream_id = c.case_id::text) as events,
    (select type from events e where e.stream = 'case' and e.stream_id = c.case_id::text and seq = 1) as first,
    (select count(*)::int from tasks t where t.case_id = c.case_id) as tasks
  from case_files c left join idempotency_keys k on k.answer->>'caseId' = c.case_id::text
  where c.account_id = ${ready.accountId}::uuid`.execute(db)
const byKey = new Map(rows.map((row) => [row.key, row.case_no]))
check('there are exactly as many cases as keys', rows.length === attempts.length && byKey.size === attempts.length)
check(
  'every acknowledged case is there, under the number that was told',
  attempts.every((one) => byKey.get(one.key) === one.acknowledged),
)
check('no case number was given twice', new Set(rows.map((row) => row.case_no)).size === rows.length)
check(
  'every case is whole: its events, its task',
  rows.every((row) => row.events === 3 && row.first === 'submitted' && row.tasks === 1),
)
if (begun !== null) await checkGate(db, ready.editor, url, begun, recorded, check)
check('what a killed server held is taken up by the next', await untilDone(db, 40))
await checkServices(db, calls, register, check)
await checkTimers(db, timers, check)
await close()
register.close()
child.kill('SIGTERM')
await new Promise((resolve) => child.once('exit', resolve))
await server.stop()
rmSync(root, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed in ${Math.round((performance.now() - begunAt) / 1000)} s`)
process.exit(failed === 0 ? 0 : 1)
