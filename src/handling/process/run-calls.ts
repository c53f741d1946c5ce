import { type Actor, isRefusal, type Refusal, refuse } from '#base'
import type { Variables } from '#bpmn'
import { administersCity, findAccount, findMandate, type Session } from '#identity'
import type { CaseEvent } from '../case-file/case-event.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { findCaseFile } from '../case-file/case-file-store.ts'
import type { Handling } from '../case-file/make-move.ts'
import { type Moment, type Outcome, signalCase } from '../case-file/progress.ts'
import { applyTable } from './apply-table.ts'
import type { Vouched } from './facts-of-case.ts'
import { fireAgain } from './fire-timers.ts'
import { moveBySystem, nothing } from './move-by-system.ts'
import { isNamedError, type NamedError, type Told } from './named-error.ts'
import { timerCall } from './process-event.ts'
import {
  type CallLane,
  type DueCall,
  dropCall,
  holdCall,
  leaseSeconds,
  postponeCall,
  takeDueCalls,
} from './process-store.ts'

/** What a registered service gets. `key` is the same each time the same call is tried: use it to do nothing twice. */
export type ServiceCall = {
  key: string
  call: string
  caseFile: CaseFile
  properties: Readonly<Record<string, string>>
  /** Counter and element of a repeated step (`loopCounter`, and the element by its name); empty where it is done once. */
  variables: Variables
  /** Aborted when the time for an answer is over: whatever comes later is not heard. */
  signal: AbortSignal
}

type Answer = Told | NamedError
type Serve = (call: ServiceCall) => Promise<Answer>

/**
 * A registered service: gives what the route's gateways may want to know, or a `namedError` that the border of its step catches. It throws when
 * it failed and may be tried again. It has half a minute to answer, or the seconds that the deployment gives it.
 */
export type Service = Serve | { serve: Serve; seconds: number }
export type Services = Readonly<Record<string, Service>>

/** Five tries in about twenty minutes; then somebody must look. */
const waits = [5, 30, 180, 900]

/**
 * Calls what waits, and gives how much that was when all of it has answered or run out of time: at least once each, completed exactly
 * once. A failure is tried again with back-off, then becomes an incident; a worker killed between the effect and its acknowledgement
 * leaves the call to the next, with the same key.
 */
export async function runCalls(handling: Handling, services: Services, limit = 20): Promise<number> {
  const counts = await Promise.all([
    runLane(handling, services, { lane: 'own', limit }),
    runLane(handling, services, { lane: 'services', limit, except: [] }),
  ])
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Tables to decide by and timers to fire again: what needs nobody's answer. */
export const runOwnCalls = (handling: Handling, limit = 20): Promise<number> =>
  runLane(handling, {}, { lane: 'own', limit })

async function runLane(handling: Handling, services: Services, lane: CallLane): Promise<number> {
  const due = await takeDueCalls(handling.db, handling.city().cityCode, handling.clock(), lane)
  if (lane.lane === 'own') for (const call of due) await runOne(handling, services, call)
  else await Promise.all(due.map((call) => runOne(handling, services, call)))
  return due.length
}

const atOnce = 8
/** One service has at most about half of the places, so that one which never answers leaves some to the others. */
const atOnceEach = 4

/** Calls services, several at once, each the next as soon as there is a place for it. `ended`: those that run have ended. */
export function serviceLane(handling: Handling, services: Services, onError: (error: unknown) => void) {
  const running = new Map<Promise<void>, string>()
  const next = async (): Promise<number> => {
    const busy = Map.groupBy(running.values(), (call) => call)
    const except = [...busy].filter(([, calls]) => calls.length >= atOnceEach).map(([call]) => call)
    const limit = Math.min(2, atOnce - running.size)
    const { db, city, clock } = handling
    const due = await takeDueCalls(db, city().cityCode, clock(), { lane: 'services', limit, except })
    for (const call of due) {
      const one = runOne(handling, services, call)
        .catch(onError)
        .finally(() => running.delete(one))
      running.set(one, call.call)
    }
    if (running.size >= atOnce) await Promise.race(running.keys())
    return due.length
  }
  return { next, ended: () => Promise.all(running.keys()) }
}

const defaultSeconds = 30

/** Asks the service, holds the call meanwhile, and gives up when its time is over. */
async function ask(
  handling: Handling,
  service: Service,
  due: DueCall,
  call: Omit<ServiceCall, 'signal'>,
): Promise<Answer> {
  const { serve, seconds } = typeof service === 'function' ? { serve: service, seconds: defaultSeconds } : service
  const hold = (): void =>
    // A lease that could not be renewed at this time may be at the next; the key is the same for whoever takes the call up.
    void holdCall(handling.db, handling.city().cityCode, due, handling.clock()).catch(() => {})
  const holding = setInterval(hold, (leaseSeconds * 1000) / 3)
  const over = new AbortController()
  let limit: NodeJS.Timeout | undefined
  try {
    const late = new Promise<never>((_, reject) => {
      limit = setTimeout(() => {
        const error = new Error(`${due.call} did not answer within ${seconds} seconds`)
        over.abort(error)
        reject(error)
      }, seconds * 1000)
    })
    return await Promise.race([serve({ ...call, signal: over.signal }), late])
  } finally {
    clearInterval(holding)
    clearTimeout(limit)
  }
}

async function runOne(handling: Handling, services: Services, due: DueCall): Promise<void> {
  const { cityCode } = handling.city()
  const caseFile = await findCaseFile(handling.db, cityCode, due.caseId)
  const known = caseFile?.calls.find((one) => one.token === due.token)
  if (caseFile === undefined || known === undefined) return dropCall(handling.db, cityCode, due)
  const actor: Actor = { kind: 'system', name: due.call === 'decide' ? '自动审批' : known.name }
  try {
    if (due.call === 'decide') {
      const vouched = await findVouched(handling, caseFile)
      await moveBySystem(handling, due.caseId, actor, (now, moment) =>
        applyTable(handling.city(), now, due.token, moment, vouched),
      )
      return
    }
    if (due.call === timerCall) {
      await moveBySystem(handling, due.caseId, actor, (now, moment) => {
        const waiting = now.calls.find((one) => one.token === due.token)
        return waiting === undefined ? nothing : fireAgain(now, waiting, moment)
      })
      return
    }
    const service = services[due.call]
    if (service === undefined) throw new Error(`no service is registered as ${due.call}`)
    const key = `${due.caseId}:${due.token}`
    const answer = await ask(handling, service, due, {
      key,
      call: due.call,
      caseFile,
      properties: known.properties,
      variables: known.variables ?? {},
    })
    await moveBySystem(handling, due.caseId, actor, (now, moment) => answered(now, due, answer, moment))
  } catch (error) {
    await failed(handling, due, actor, error instanceof Error ? error.message : String(error))
  }
}

/** Who the applicant is by the word of others than themselves, as it stands now. */
async function findVouched({ db }: Handling, { applicant }: CaseFile): Promise<Vouched> {
  const account = await findAccount(db, applicant.accountId)
  const mandate = applicant.agent && (await findMandate(db, applicant.agent.mandateId))
  return {
    account: account ? { name: account.name, residentIdNo: account.profile.residentIdNo ?? null } : null,
    mandate: mandate ?? null,
  }
}

function answered(caseFile: CaseFile, due: DueCall, answer: Answer, moment: Moment): Outcome {
  const known = caseFile.calls.find((one) => one.token === due.token)
  if (known === undefined) return nothing
  if (isNamedError(answer)) return endedWith(caseFile, due, answer, moment)
  const done = signalCase(caseFile, { type: 'complete', token: due.token, variables: answer }, moment)
  if (isRefusal(done)) throw new Error(done.sentence.zh)
  return {
    events: [{ type: 'service-done', data: { token: due.token, element: due.element, call: due.call } }, ...done],
  }
}

/** The service has answered, and would answer the same again: where nothing catches its error somebody must look at once. */
function endedWith(caseFile: CaseFile, due: DueCall, { code, told }: NamedError, moment: Moment): Outcome {
  const { token, element, call, attempts } = due
  const done = signalCase(caseFile, { type: 'error', token, code, variables: told }, moment)
  if (!isRefusal(done)) return { events: [{ type: 'error-returned', data: { token, element, call, code } }, ...done] }
  const problem = `服务以“${code}”结束：${done.sentence.zh}`
  return { events: [{ type: 'incident-raised', data: { token, element, call, attempts, problem } }] }
}

async function failed(handling: Handling, due: DueCall, actor: Actor, problem: string): Promise<void> {
  const wait = waits[due.attempts - 1]
  if (wait !== undefined) {
    const at = handling.clock().add({ seconds: wait })
    return postponeCall(handling.db, handling.city().cityCode, due, { at, problem })
  }
  await moveBySystem(handling, due.caseId, actor, (caseFile) => {
    const known = caseFile.calls.find((one) => one.token === due.token)
    if (known === undefined || known.problem !== null) return nothing
    const { token, element, call, attempts } = due
    return { events: [{ type: 'incident-raised', data: { token, element, call, attempts, problem } }] }
  })
}

/** An administrator lets a failed call be tried again, or passes it by; both with a reason that stays with the case. */
export async function settleIncident(
  handling: Handling,
  session: Session,
  incident: { caseId: string; token: number },
  how: 'retried' | 'skipped',
  reason: string,
): Promise<CaseFile | Refusal> {
  const { account, roles } = session
  if (!administersCity(roles, handling.city().cityCode))
    return refuse('not-allowed', {
      zh: '只有全市的系统管理员可以处理故障。',
      en: 'Only an administrator of the whole city settles incidents.',
    })
  if (reason.trim().length < 2) {
    const sentence = { zh: '请写明原因。', en: 'Give the reason.' }
    return refuse('invalid', sentence, [{ pointer: '/reason', sentence }])
  }
  const authorityCode = roles.find((one) => one.authorityCode !== null)?.authorityCode ?? ''
  const actor: Actor = { kind: 'officer', accountId: account.accountId, name: account.name, authorityCode }
  let refusal: Refusal | null = null
  await moveBySystem(handling, incident.caseId, actor, (caseFile, moment) => {
    refusal = null
    const outcome = settle(caseFile, incident.token, { how, reason }, moment)
    if ('refusal' in outcome) refusal = outcome.refusal
    return outcome
  })
  if (refusal !== null) return refusal
  return (await findCaseFile(handling.db, handling.city().cityCode, incident.caseId)) ?? gone
}

const gone = refuse('not-found', { zh: '没有这个故障。', en: 'There is no such incident.' })

function settle(
  caseFile: CaseFile,
  token: number,
  input: { how: 'retried' | 'skipped'; reason: string },
  moment: Moment,
): Outcome {
  const known = caseFile.calls.find((one) => one.token === token)
  if (known === undefined || known.problem === null) return { refusal: gone, events: [] }
  const settled = { type: 'incident-settled', data: { token, ...input } } as const
  if (input.how === 'retried') return { events: [settled] }
  const { element, call } = known
  const done = call === timerCall ? passTimer(caseFile, token) : passService(caseFile, token, moment)
  if (isRefusal(done)) return { refusal: done, events: [] }
  // A service passed by is done as far as the route goes; whoever replays the case reads it so.
  const asDone = call === timerCall ? [] : [{ type: 'service-done' as const, data: { token, element, call } }]
  return { events: [settled, ...asDone, ...done] }
}

const passService = (caseFile: CaseFile, token: number, moment: Moment): CaseEvent[] | Refusal =>
  signalCase(caseFile, { type: 'complete', token, variables: { skipped: true } }, moment)

/** A timer on the border of a step can be left out, the step goes on; where the case itself waits for the time it cannot. */
function passTimer(caseFile: CaseFile, token: number): CaseEvent[] | Refusal {
  if (caseFile.run.tokens.some((one) => one.id === token && one.on !== undefined)) return []
  return refuse('conflict', {
    zh: '办件就停在这个定时上，跳过去没有地方可去。请修正流程后把办件改到新版本，再重试。',
    en: 'The case itself stands at this timer: there is nowhere to go without it. Mend the route, move the case to its new version, then try again.',
  })
}
