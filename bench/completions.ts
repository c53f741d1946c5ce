import { openDb } from '../src/base/index.ts'
import { makeMove, openToAct } from '../src/handling/index.ts'
import { openSession } from '../src/identity/index.ts'
import { openDesk, rowOf, times, untilFeedIsRead } from './desk.ts'
import { endProcess, load, type Measure, startProcess } from './load.ts'

const steps = ['receive', 'look', 'measure', 'compare', 'answer']
const route = rowOf(
  'bench-steps',
  steps.map((id) => ({ id, xml: `<bpmn:userTask id="${id}" bantuo:role="examiner" bantuo:limit="5" />` })),
)
const act = { move: 'complete-step', outcome: '', note: '已办' } as const

/** The one statement of each of the five completions, as the product sends it, by the case it was sent for. */
async function captureStatements(databaseUrl: string) {
  const seen: { sql: string; parameters: readonly unknown[] }[] = []
  const { db, close } = openDb(databaseUrl, 1, (sql, parameters) => seen.push({ sql, parameters }))
  const desk = await openDesk(db, 'bench-steps', route)
  const { caseId, caseNo } = await desk.submit()
  seen.length = 0
  for (const _ of steps) {
    const opened = await openToAct(desk.handling, desk.officer, caseNo)
    if (opened === undefined) throw new Error('the officer does not see the case')
    const moved = await makeMove(desk.handling, {
      session: desk.officer,
      caseId,
      seenVersion: null,
      act,
      key: null,
      opened,
    })
    if ('refused' in moved) throw new Error(moved.sentence.zh)
  }
  await close()
  const statements = seen.filter((one) => one.sql.includes('update case_files set version'))
  if (statements.length !== steps.length) throw new Error(`${statements.length} statements seen`)
  return { statements: statements.map((one) => ({ sql: one.sql, parameters: [...one.parameters] })), caseId, caseNo }
}

/**
 * Durable completions of tasks through the whole application (session, permission, history, route, clock, statement), as a ratio of
 * a bare handler that only sends the same statements for cases at the same point.
 */
export async function benchCompletions(databaseUrl: string, dataDir: string, seconds: number): Promise<Measure[]> {
  const cases = 200 * seconds
  const { db, close } = openDb(databaseUrl, 8)
  const desk = await openDesk(db, 'bench-steps', route)
  const secret = await openSession(db, desk.officer.account.accountId, Temporal.Now.instant())
  const captured = await captureStatements(databaseUrl)
  const env = { DATABASE_URL: databaseUrl, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', POOL_SIZE: '8' }
  const ours = await startProcess('server.ts', env)
  const bare = await startProcess('bare-steps.ts', { ...env, STATEMENTS: JSON.stringify(captured) })
  // Step by step over all cases, so that no two requests are about one case at the same moment.
  const inTurn = (made: readonly { caseId: string; caseNo: string }[]) => {
    let next = 0
    return () => {
      const at = next++
      return {
        step: Math.floor(at / made.length) % steps.length,
        ...(made[at % made.length] ?? { caseId: '', caseNo: '' }),
      }
    }
  }
  const amount = cases * steps.length
  const ratios: number[] = []
  let [best, bestBare, others] = [0, 0, 0]
  for (let round = 0; round < 3; round += 1) {
    const [mine, theirs] = [inTurn(await times(cases, desk.submit)), inTurn(await times(cases, desk.submit))]
    await untilFeedIsRead(db)
    const bareRun = await load({
      url: bare.url,
      connections: 32,
      amount,
      requests: [
        {
          method: 'POST',
          path: '/',
          setupRequest: (request) => ({
            ...request,
            path: `/?${new URLSearchParams(Object.entries(theirs()).map(([k, v]) => [k, String(v)]))}`,
          }),
        },
      ],
    })
    await untilFeedIsRead(db)
    const run = await load({
      url: ours.url,
      connections: 32,
      amount,
      requests: [
        {
          method: 'POST',
          setupRequest: (request) => ({
            ...request,
            path: `/api/v1/cases/${mine().caseNo}/moves`,
            // As a department's own system completes its steps: it keeps no picture of the case.
            headers: { 'content-type': 'application/json', prefer: 'return=minimal', cookie: `session=${secret}` },
            body: JSON.stringify({ act }),
          }),
        },
      ],
    })
    ratios.push(run.perSecond / bareRun.perSecond)
    best = Math.max(best, run.perSecond)
    bestBare = Math.max(bestBare, bareRun.perSecond)
    others += run.other + bareRun.other
  }
  await endProcess(bare.process)
  await endProcess(ours.process)
  await close()
  return [
    { name: 'task completions per second, whole application', value: best, unit: '/s' },
    { name: 'task completions per second, bare handler with the same statement', value: bestBare, unit: '/s' },
    {
      name: 'task completions: ours ÷ bare (median of three, target ≥ 0.4)',
      value: ratios.toSorted((a, b) => a - b)[1] ?? 0,
      unit: 'ratio',
    },
    { name: 'task completions: refused or failed', value: others, unit: '' },
  ]
}
