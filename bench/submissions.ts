import { randomUUID } from 'node:crypto'
import type autocannon from 'autocannon'
import { type Db, openDb } from '../src/base/index.ts'
import { addUpload, submitCaseFile } from '../src/handling/index.ts'
import { keepAccount, openSession, type Session } from '../src/identity/index.ts'
import { loadCity } from '../src/management/index.ts'
import { type Answered, endProcess, load, type Measure, startProcess } from './load.ts'

const now = () => Temporal.Now.instant()
const form = {
  firmName: '焦作市好味道餐饮有限公司（演示）',
  creditCode: '91410800MA0000007L',
  legalRepresentative: '演示',
  mobile: '13800000003',
  address: '焦作市解放区',
  request: '申请商品房预售许可',
}

async function people(db: Db, count: number) {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const account = await keepAccount(db, {
        issuer: 'bench',
        subject: `b${index}`,
        kind: 'person',
        name: '演示',
        profile: { residentIdNo: '11010519491231002X' },
        at: now(),
      })
      if (account === null) throw new Error('no account')
      const files = await Promise.all(
        [1, 2, 3, 4, 5].map((no) =>
          addUpload(db, '4108', {
            accountId: account.accountId,
            draftId: null,
            materialNo: no,
            name: `${no}.jpg`,
            digest: 'a'.repeat(64),
            mediaType: 'image/jpeg',
            size: 200_000,
            givenAt: now(),
          }),
        ),
      )
      return { account, secret: await openSession(db, account.accountId, now()), files }
    }),
  )
}

/** The text of the one statement of a submission, as the product sends it. */
async function captureStatement(
  databaseUrl: string,
  session: Session,
  input: Omit<Parameters<typeof submitCaseFile>[1], 'session' | 'key' | 'draftId' | 'item' | 'divisionCode'>,
) {
  const seen: { sql: string; parameters: readonly unknown[] }[] = []
  const { db, close } = openDb(databaseUrl, 1, (sql, parameters) => seen.push({ sql, parameters }))
  const city = await loadCity(db, '4108', 'Asia/Shanghai')
  const item = city.findItemFor('S0162', '410802000000')?.item
  if (!item) throw new Error('no item')
  const key = randomUUID()
  const answer = await submitCaseFile(
    { db, city: () => city, clock: now },
    { ...input, session, item, divisionCode: '410802000000', key, draftId: null },
  )
  if ('refused' in answer) throw new Error(`${answer.sentence.zh} ${JSON.stringify(answer.flaws)}`)
  await close()
  const statement = seen.find((one) => one.sql.includes('insert into case_files'))
  if (statement === undefined) throw new Error('no statement seen')
  return {
    sql: statement.sql,
    parameters: [...statement.parameters],
    caseId: answer.caseId,
    caseNo: answer.caseNo,
    key,
    itemCode: item.itemCode,
  }
}

/** Thirty-two applicants with their papers, what each of them sends, and the statement it becomes. */
export async function prepareSubmissions(databaseUrl: string) {
  const { db, close } = openDb(databaseUrl, 4)
  const crowd = await people(db, 32)
  const first = crowd[0]
  if (first === undefined) throw new Error('nobody')
  const materials = (person: (typeof crowd)[number]) =>
    person.files.map((file) => ({ materialNo: file.materialNo ?? 0, fileId: file.fileId }))
  const rest = {
    channel: 'api',
    answers: {},
    form,
    brought: [],
    delivery: 'online',
    commitment: null,
    declared: true,
  } as const
  const numbers = await askedNumbers(db)
  for (const person of crowd) person.files.forEach((file, index) => Object.assign(file, { materialNo: numbers[index] }))
  const statement = await captureStatement(
    databaseUrl,
    { account: first.account, roles: [], csrf: '', mandate: null },
    { ...rest, form: { ...form }, materials: materials(first) },
  )
  await close()
  const sendings = crowd.map((person) => ({
    path: '/api/v1/cases',
    headers: { 'content-type': 'application/json', cookie: `session=${person.secret}` },
    body: JSON.stringify({
      itemCode: statement.itemCode,
      division: '410802000000',
      ...rest,
      materials: materials(person),
    }),
  }))
  let turn = 0
  /** What the next applicant sends: as headers and a body, under a key of its own. */
  const next = () => {
    const { path, headers, body } = sendings[turn++ % sendings.length] ?? { path: '', headers: {}, body: '' }
    return { path, headers: { ...headers, 'idempotency-key': randomUUID() }, body }
  }
  const requests = [
    { method: 'POST' as const, setupRequest: (request: autocannon.Request) => ({ ...request, ...next() }) },
  ]
  return { statement, requests, next }
}

/**
 * Durable submissions through the whole application (session, permission, schema check, idempotency, case, five materials,
 * process start, clock, outbox), as a ratio of a bare handler that only sends the same statement at the same concurrency.
 */
export async function benchSubmissions(databaseUrl: string, dataDir: string, seconds: number): Promise<Measure[]> {
  const { statement, requests } = await prepareSubmissions(databaseUrl)
  const env = { DATABASE_URL: databaseUrl, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', POOL_SIZE: '8' }
  const ours = await startProcess('server.ts', env)
  const bare = await startProcess('bare.ts', { ...env, STATEMENT: JSON.stringify(statement) })
  const rounds: { ours: Answered; bare: Answered }[] = []
  await load({ url: ours.url, connections: 32, seconds: 3, requests })
  const probe = await fetch(`${bare.url}/api/v1/cases`, { method: 'POST' })
  if (probe.status !== 201) throw new Error(`the bare handler answered ${probe.status}: ${await probe.text()}`)
  await load({ url: bare.url, connections: 32, seconds: 3, requests })
  for (let round = 0; round < 3; round++) {
    rounds.push({
      bare: await load({ url: bare.url, connections: 32, seconds, requests }),
      ours: await load({ url: ours.url, connections: 32, seconds, requests }),
    })
  }
  const peak = Math.max(...rounds.map((one) => one.ours.perSecond))
  await endProcess(bare.process)
  await endProcess(ours.process)
  const ratios = rounds.map((one) => one.ours.perSecond / one.bare.perSecond).toSorted((a, b) => a - b)
  return [
    { name: 'submissions per second, whole application', value: Math.round(peak), unit: '/s' },
    {
      name: 'submissions per second, bare handler with the same statement',
      value: Math.round(Math.max(...rounds.map((one) => one.bare.perSecond))),
      unit: '/s',
    },
    { name: 'submissions: ours ÷ bare (median of three, target ≥ 0.4)', value: ratios[1] ?? 0, unit: 'ratio' },
    { name: 'submissions: p99 at 32 connections', value: Math.max(...rounds.map((one) => one.ours.p99)), unit: 'ms' },
    {
      name: 'submissions: refused for any other reason than load',
      value: rounds.reduce((sum, one) => sum + one.ours.other, 0),
      unit: '',
    },
  ]
}

async function askedNumbers(db: Db): Promise<number[]> {
  const city = await loadCity(db, '4108', 'Asia/Shanghai')
  const item = city.findItemFor('S0162', '410802000000')?.item
  return (item?.content.materials ?? [])
    .filter((one) => one.kind !== 'form' && one.heldBy === null && one.need === 'required')
    .map((one) => one.no)
}
