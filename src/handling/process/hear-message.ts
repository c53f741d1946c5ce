import { type Actor, isRefusal, type Refusal } from '#base'
import type { Handling } from '../case-file/make-move.ts'
import { type Outcome, signalCase } from '../case-file/progress.ts'
import { moveBySystem } from './move-by-system.ts'

/**
 * Tells a case's route a message from outside (a payment arrived, a report is there). It goes to the token that waits longest for
 * it; told again it finds nobody waiting and is refused, so that a sender may repeat without harm.
 */
export async function hearMessage(
  handling: Handling,
  caseId: string,
  from: Actor,
  message: { name: string; variables?: Readonly<Record<string, string | number | boolean>> },
): Promise<true | Refusal> {
  let refusal: Refusal | null = null
  const heard = await moveBySystem(handling, caseId, from, (caseFile, moment): Outcome => {
    const done = signalCase(caseFile, { type: 'message', ...message }, moment)
    refusal = isRefusal(done) ? done : null
    if (isRefusal(done)) return { refusal: done, events: [] }
    return { events: [{ type: 'message-received', data: { message: message.name } }, ...done] }
  })
  return heard || refusal === null ? true : refusal
}
