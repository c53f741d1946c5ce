import { type Actor, dateIn, isRefusal, type Refusal, refuse } from '#base'
import type { Session } from '#identity'
import { type Handling, makeMove } from '../case-file/make-move.ts'
import { unsaid } from '../case-file/withdrawal.ts'
import { type BundleFile, isBundleParty, withdrawBundleFile } from './bundle-file.ts'
import { findBundleFileByNo, saveBundleMove } from './bundle-file-store.ts'

const notFound = refuse('not-found', {
  zh: '没有这件“一件事”，或您无权查看。',
  en: 'There is no such bundle, or it is not yours to see.',
})

/**
 * Takes the whole back: first the bundle, so that nothing more is opened, then each case that is still open, as its own
 * withdrawal. What was decided stays decided. Interrupted in between it can be done again.
 */
export async function withdrawBundle(
  handling: Handling,
  input: { session: Session; bundleNo: string; reason: string },
): Promise<BundleFile | Refusal> {
  const { cityCode, zone } = handling.city()
  const { session, bundleNo } = input
  const reason = input.reason.trim() || unsaid
  const find = () => findBundleFileByNo(handling.db, cityCode, bundleNo)
  for (let attempt = 0; ; attempt++) {
    const file = await find()
    if (file === undefined || !isBundleParty(session, file)) return notFound
    if (file.state === 'closed')
      return refuse('conflict', {
        zh: '已经全部办结，不能撤回。',
        en: 'Everything is closed; nothing can be withdrawn.',
      })
    const now = handling.clock()
    const events = withdrawBundleFile(file, reason, dateIn(zone, now))
    const saved =
      events.length === 0 ||
      (await saveBundleMove(handling.db, { before: file, at: now, actor: actorOf(session), events }))
    if (!saved && attempt < 5) continue
    if (!saved) throw new Error(`bundle ${bundleNo} could not be withdrawn`)
    return (await withdrawCases(handling, file, { session, reason })) ?? (await find()) ?? notFound
  }
}

async function withdrawCases(
  handling: Handling,
  file: BundleFile,
  { session, reason }: { session: Session; reason: string },
): Promise<Refusal | null> {
  for (const member of file.members) {
    if (member.state.type !== 'open') continue
    const act = { move: 'withdraw', reason } as const
    const moved = await makeMove(handling, { session, caseId: member.caseId, seenVersion: null, act, key: null })
    // A case that was decided meanwhile stays so; anything else is told.
    if (isRefusal(moved) && moved.refused !== 'conflict') return moved
  }
  return null
}

const actorOf = ({ account, mandate }: Session): Actor => ({
  kind: 'person',
  accountId: account.accountId,
  name: account.name,
  ...(mandate ? { mandateId: mandate.mandateId } : {}),
})
