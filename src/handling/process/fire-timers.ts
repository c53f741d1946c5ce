import { type Actor, isRefusal } from '#base'
import { acceptByLaw } from '../case-file/acceptance.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { findCaseFile } from '../case-file/case-file-store.ts'
import { type Handling, momentOf } from '../case-file/make-move.ts'
import { type Moment, type Outcome, signalCase } from '../case-file/progress.ts'
import { routeTimersOf, timersOf } from '../case-file/project-case.ts'
import { byLaw, moveBySystem, nothing } from './move-by-system.ts'
import { type DueTimer, resetTimer, takeDueTimers } from './process-store.ts'
import { dueAgain } from './timer-due.ts'

const byRoute: Actor = { kind: 'system', name: '流程定时' }

/**
 * Fires what is due: once each, however many workers do it, since a timer is taken away by the statement that stores what it did.
 * Gives how many were looked at; call again while it is not zero. A timer that the case has forgotten is forgotten here too.
 */
export async function fireTimers(handling: Handling, limit = 100): Promise<number> {
  const { cityCode } = handling.city()
  const due = await takeDueTimers(handling.db, cityCode, handling.clock(), limit)
  // Several at once: each is a case of its own, and most of the time is spent waiting for the database.
  const left = [...due]
  const worker = async (): Promise<void> => {
    for (let timer = left.shift(); timer !== undefined; timer = left.shift()) await fireOne(handling, timer)
  }
  await Promise.all([worker(), worker(), worker(), worker()])
  return due.length
}

async function fireOne(handling: Handling, timer: DueTimer): Promise<void> {
  const isLaws = timer.token === 0
  const moved = await moveBySystem(handling, timer.caseId, isLaws ? byLaw : byRoute, (caseFile, moment) =>
    isLaws ? acceptByLaw(caseFile, moment) : fireRouteTimer(caseFile, timer, moment),
  )
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
  if (timer === undefined || Temporal.Instant.compare(timer.dueAt, moment.now) > 0) return nothing
  const done = signalCase(caseFile, { type: 'timer-fired', token }, moment)
  if (isRefusal(done)) return nothing
  const { element, every } = timer
  const last = done.findLast((event) => event.type === 'run-advanced')
  const isWaiting =
    every !== null && last?.type === 'run-advanced' && last.data.run.tokens.some((one) => one.id === token)
  if (!isWaiting) return { events: [{ type: 'timer-fired', data: { token, element, again: null } }, ...done] }
  const { at, ...counted } = dueAgain({ ...timer, every }, moment)
  return {
    events: [{ type: 'timer-fired', data: { token, element, again: at.toString(), ...counted } }, ...done],
  }
}
