import type { Actor } from '#base'
import { acceptByLaw } from '../case-file/acceptance.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { findCaseFile, saveCaseMove } from '../case-file/case-file-store.ts'
import { type Handling, momentOf } from '../case-file/make-move.ts'
import type { Moment, Outcome } from '../case-file/progress.ts'
import { projectionAt } from '../case-file/project-case.ts'

/** Nothing to do any more: the case has moved on, and what was to happen to it has happened or fallen away. */
export const nothing: Outcome = { events: [] }

/**
 * Moves a case on behalf of the law, a timer or a service: load → decide → save, and decide again when somebody else was
 * faster. Gives whether something was stored. A refusal is an answer too: then nothing is. `read`: the case as it was read a moment ago,
 * together with others.
 */
export async function moveBySystem(
  handling: Handling,
  caseId: string,
  actor: Actor,
  decide: (caseFile: CaseFile, moment: Moment) => Outcome,
  read?: CaseFile,
): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const isRead = attempt === 0 && read !== undefined
    const caseFile = isRead ? read : await findCaseFile(handling.db, handling.city().cityCode, caseId)
    if (caseFile === undefined) return false
    const moment = await momentOf(handling, caseFile, actor)
    const { events } = decide(caseFile, moment)
    if (events.length === 0) {
      // What was read with others may be old by now: that nothing is to be done is believed of a fresh reading only.
      if (isRead) continue
      return false
    }
    const saved = await saveCaseMove(handling.db, {
      before: caseFile,
      at: moment.now,
      actor,
      events,
      project: projectionAt(moment),
      remember: null,
    })
    if (saved.saved) return true
  }
  throw new Error(`case ${caseId} was moved by others twenty times in a row`)
}

/** Who acts when the law does. */
export const byLaw: Actor = { kind: 'system', name: '行政许可法第三十二条' }

/** Lets the law accept what nobody answered in time; the net under its timers, and harmless to run again. */
export async function acceptUntold(handling: Handling, caseIds: readonly string[]): Promise<number> {
  let accepted = 0
  for (const caseId of caseIds) if (await moveBySystem(handling, caseId, byLaw, acceptByLaw)) accepted += 1
  return accepted
}
