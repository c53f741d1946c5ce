import { findOfficer, type OfficerRole } from '#identity'
import type { CaseFile } from '../case-file/case-file.ts'
import type { Handling } from '../case-file/make-move.ts'
import { mayWorkAt } from '../case-file/may.ts'
import { moveBySystem, nothing } from '../process/move-by-system.ts'
import { listHeldBeyond, listHolders } from './task-store.ts'

/**
 * Gives back what an officer holds and no role of theirs reaches any more (role withdrawn, account disabled): whoever may take it finds
 * it free, and the case says why. Returns how many tasks; harmless to repeat.
 */
export async function giveBackTasks(handling: Handling, accountId: string): Promise<number> {
  const officer = await findOfficer(handling.db, accountId)
  const roles = officer === undefined || officer.disabledAt !== null ? [] : officer.roles
  let given = 0
  for (const caseId of await listHeldBeyond(handling.db, handling.city().cityCode, { accountId, roles })) {
    let here = 0
    await moveBySystem(handling, caseId, byChangeOfPost, (caseFile) => {
      const lost = lostTasks(caseFile, accountId, roles)
      here = lost.length
      return here === 0
        ? nothing
        : {
            events: lost.map(({ token }) => ({
              type: 'task-released',
              data: { token, reason: '', cause: 'post-lost' },
            })),
          }
    })
    given += here
  }
  return given
}

/** The net under it: what was claimed in the very moment, or left by a process that stopped in between. */
export async function giveBackLostTasks(handling: Handling): Promise<void> {
  for (const accountId of await listHolders(handling.db, handling.city().cityCode))
    await giveBackTasks(handling, accountId)
}

const byChangeOfPost = { kind: 'system', name: '岗位变动' } as const

const lostTasks = ({ tasks }: CaseFile, accountId: string, roles: readonly OfficerRole[]): CaseFile['tasks'] =>
  tasks.filter((task) => task.assignee?.accountId === accountId && !mayWorkAt({ roles }, task))
