import { type Refusal, refuse } from '#base'
import { covers, type Session } from '#identity'
import type { Handling } from '../case-file/make-move.ts'
import { findBundleFileByNo } from './bundle-file-store.ts'
import { hastenRetry } from './bundle-retry-store.ts'

/** `goes-on`: it does not wait any more, so there was nothing to bring forward. */
export type Hastened = 'hastened' | 'goes-on'

/** Who brings a bundle forward: an administrator of the whole city, for its items are of many authorities. */
export const mayHasten = (session: Session, cityCode: string): boolean =>
  session.roles.some((one) => one.role === 'administrator' && covers(one.divisionCode, `${cityCode}00000000`))

/** Has a bundle that cannot go on for now tried again at once, because what held it up may be gone. Harmless to repeat. */
export async function hastenBundle(
  handling: Handling,
  { session, bundleNo }: { session: Session; bundleNo: string },
): Promise<Hastened | Refusal> {
  const { cityCode } = handling.city()
  if (!mayHasten(session, cityCode))
    return refuse('not-allowed', {
      zh: '只有全市的系统管理员可以立即再试。',
      en: 'Only an administrator of the whole city has it tried again at once.',
    })
  const file = await findBundleFileByNo(handling.db, cityCode, bundleNo)
  if (file === undefined) return refuse('not-found', { zh: '没有这件“一件事”。', en: 'There is no such bundle.' })
  const isWaiting = await hastenRetry(handling.db, { cityCode, bundleFileId: file.bundleFileId }, handling.clock())
  return isWaiting ? 'hastened' : 'goes-on'
}
