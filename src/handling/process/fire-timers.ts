import { type Actor, isRefusal, type Refusal } from '#base'
import { acceptByLaw } from '../case-file/acceptance.ts'
import type { CaseEvent } from '../case-file/case-event.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { findCaseFile, listCaseFiles } from '../case-file/case-file-store.ts'
import { type Handling, momentOf } from '../case-file/make-move.ts'
import { type Moment, type Outcome, signalCase } from '../case-file/progress.ts'
import { lawsToken, supplyToken, timersOf } from '../case-file/project-case.ts'
import { supplyEvents } from '../correction/supply-due.ts'
import { byLaw, moveBySystem, nothing } from './move-by-system.ts'
import { type Call, type Timer, timerCall, type WorkingLength } from './process-event.ts'
import { type DueTimer, resetTimer, takeDueTimers } from './process-store.ts'
import { routeTimersOf } from './route-timers.ts'
import { dueAgain, wholeDays } from './timer-due.ts'

const byRoute: Actor = { kind: 'system', name: '流程定时' }
const byCalendar: Actor = { kind: 'system', name: '到期提醒' }

const actorOf = ({ token }: DueTimer): Actor =>
  token === lawsToken ? byLaw : token === supplyToken ? byCalendar : byRoute

/** Below the pool's eight: at midnight thousands are due at one instant, and requests must find a connection meanwhile. */
const atOnce = 6

/**
 * Fires what is due: once each, however many workers do it, since a timer is taken away by the statement that stores what it did.
 * Gives how many were looked at; call again while it is not zero. A timer that the case has forgotten is forgotten here too.
 */
export async function fireTimers(handling: Handling, limit = 100): Promise<number> {
  const { cityCode } = handling.city()
  const due = await takeDueTimers(handling.db, cityCode, handling.clock(), limit)
  if (due.length === 0) return 0
  const cases = await listCaseFiles(handling.db, cityCode, [...new Set(due.map((timer) => timer.caseId))])
  // Several at once: each is a case of its own, and most of the time is spent waiting for the database.
  const left = [...due]
  const worker = async (): Promise<void> => {
    for (let timer = left.shift(); timer !== undefined; timer = left.shift())
      await fireOne(handling, timer, cases.get(timer.caseId))
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return due.length
}

async function fireOne(handling: Handling, timer: DueTimer, read: CaseFile | undefined): Promise<void> {
  const decide = (caseFile: CaseFile, moment: Moment): Outcome =>
    timer.token === lawsToken
      ? acceptByLaw(caseFile, moment)
      : timer.token === supplyToken
        ? { events: supplyEvents(caseFile, moment) }
        : fireRouteTimer(caseFile, timer, moment)
  const moved = await moveBySystem(handling, timer.caseId, actorOf(timer), decide, read)
  if (moved) return
  // Not moved: the case went on without it, or its day was moved by a holiday notice meanwhile.
  const { db, city } = handling
  const { cityCode } = city()
  const caseFile = await findCaseFile(db, cityCode, timer.caseId)
  if (caseFile === undefined) return
  const moment = await momentOf(handling, caseFile, byRoute)
  const still = timersOf(caseFile, moment).find((one) => one.token === timer.token)
  const isLater = still !== undefined && Temporal.Instant.compare(still.dueAt, moment.now) > 0
  await resetTimer(db, cityCode, timer, isLater ? still.dueAt : null)
}

function fireRouteTimer(caseFile: CaseFile, { token }: DueTimer, moment: Moment): Outcome {
  const timer = routeTimersOf(caseFile, moment).find((one) => one.token === token)
  if (timer === undefined || timer.waits || Temporal.Instant.compare(timer.dueAt, moment.now) > 0) return nothing
  const done = signalCase(caseFile, { type: 'timer-fired', token }, moment)
  if (isRefusal(done)) return done.refused === 'conflict' ? nothing : asIncident(timer, done, moment)
  return { events: [{ type: 'timer-fired', data: firedData(timer, done, moment) }, ...done] }
}

/** Whether and when a timer that has fired is due again: the run says whether it still waits for it. */
function firedData(timer: Timer, done: readonly CaseEvent[], moment: Moment) {
  const { token, element, every } = timer
  const last = done.findLast((event) => event.type === 'run-advanced')
  const isWaiting =
    every !== null && last?.type === 'run-advanced' && last.data.run.tokens.some((one) => one.id === token)
  if (!isWaiting) return { token, element, again: null }
  const { at, ...counted } = dueAgain({ ...timer, every }, moment)
  return { token, element, again: at.toString(), ...counted }
}

/** Its time came and the route could not go on (a condition that cannot be decided): nothing is lost, somebody must look. */
function asIncident({ token, element, every }: Timer, { sentence }: Refusal, { graph }: Moment): Outcome {
  const name = graph.names[graph.indexOf.get(element) ?? -1] || element
  const call = timerCall
  return {
    events: [
      { type: 'timer-cancelled', data: { token } },
      { type: 'service-called', data: { token, element, name, call, properties: every === null ? {} : { every } } },
      { type: 'incident-raised', data: { token, element, call, attempts: 1, problem: sentence.zh } },
    ],
  }
}

/** Where a route counts the days between two times as an office does, they are counted from today. */
function workingEvery(element: string, every: string, { graph, today }: Moment): WorkingLength | undefined {
  const days = wholeDays(every)
  const isWorking = graph.properties[graph.indexOf.get(element) ?? -1]?.['days'] === 'working'
  return days === null || !isWorking ? undefined : { days, from: today.toString() }
}

/** Fires a timer that had become an incident, now that somebody has seen to what was in its way. Throws when it still cannot. */
export function fireAgain(caseFile: CaseFile, { token, element, properties }: Call, moment: Moment): Outcome {
  const done = signalCase(caseFile, { type: 'timer-fired', token }, moment)
  if (isRefusal(done)) throw new Error(done.sentence.zh)
  const every = properties['every'] ?? null
  const working = every === null ? undefined : workingEvery(element, every, moment)
  const timer = { token, element, dueAt: moment.now, every, ...(working === undefined ? {} : { working }) }
  const { again, ...counted } = firedData(timer, done, moment)
  return {
    events: [
      { type: 'service-cancelled', data: { token } },
      { type: 'timer-fired', data: { token, element, again: null } },
      ...done,
      ...(again === null || every === null
        ? []
        : [{ type: 'timer-set' as const, data: { ...counted, dueAt: again, every } }]),
    ],
  }
}
