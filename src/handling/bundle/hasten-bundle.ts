import { isRefusal, type Refusal, refuse } from '#base'
import { administersCity, type Session } from '#identity'
import type { Handling } from '../case-file/make-move.ts'
import { findBundleFileByNo } from './bundle-file-store.ts'
import { countTries, hastenRetry } from './bundle-retry-store.ts'

/** How often a bundle that cannot go on for now was tried; null: it goes on, and there is nothing to bring forward. */
export type Waiting = { attempts: number | null }

type Input = { session: Session; bundleNo: string }

/** Has a bundle that cannot go on for now tried again at once, because what held it up may be gone. Harmless to repeat. */
export async function hastenBundle(handling: Handling, input: Input): Promise<Waiting | Refusal> {
  const one = await findWaiting(handling, input)
  return isRefusal(one) ? one : { attempts: await hastenRetry(handling.db, one, handling.clock()) }
}

/** Whether a bundle still waits, and how often it was tried: a number that has changed since it was brought forward says that it was. */
export async function lookAtWaiting(handling: Handling, input: Input): Promise<Waiting | Refusal> {
  const one = await findWaiting(handling, input)
  return isRefusal(one) ? one : { attempts: await countTries(handling.db, one) }
}

async function findWaiting(handling: Handling, { session, bundleNo }: Input) {
  const { cityCode } = handling.city()
  // Its items are of many authorities.
  if (!administersCity(session.roles, cityCode))
    return refuse('not-allowed', {
      zh: '只有全市的系统管理员可以立即再试。',
      en: 'Only an administrator of the whole city has it tried again at once.',
    })
  const file = await findBundleFileByNo(handling.db, cityCode, bundleNo)
  if (file === undefined) return refuse('not-found', { zh: '没有这件“一件事”。', en: 'There is no such bundle.' })
  return { cityCode, bundleFileId: file.bundleFileId }
}
