import { type Refusal, refuse } from '#base'
import type { Account } from '../account/account.ts'

/** A passkey (WebAuthn level 3): a key pair on an officer's device, of which only the public half is known here. */
export type Passkey = {
  passkeyId: string
  accountId: string
  /** What the officer calls the device. */
  name: string
  addedAt: Temporal.Instant
  usedAt: Temporal.Instant | null
}

/** So many devices an officer may have: more are hardly overlooked any longer. */
export const maxPasskeys = 10

/** How long a device may take to answer what it was asked. */
export const challengeMinutes = 5

/** Why this account may not add another passkey under this name; null when it may. */
export function passkeyFlaw(account: Account, kept: readonly Passkey[], name: string): Refusal | null {
  if (account.kind !== 'officer')
    return refuse('not-allowed', {
      zh: '通行密钥只供工作人员使用。',
      en: 'Passkeys are for officers only.',
    })
  if (kept.length >= maxPasskeys)
    return refuse('conflict', {
      zh: `最多保存 ${maxPasskeys} 把通行密钥。请先移除不用的。`,
      en: `At most ${maxPasskeys} passkeys are kept. Remove one you no longer use.`,
    })
  if (name.trim() === '' || name.length > 60)
    return refuse('invalid', {
      zh: '请给这台设备起个名字，不超过 60 个字，以后认得出是哪一台。',
      en: 'Give the device a name of at most 60 characters, so that you know which it is.',
    })
  if (kept.some((one) => one.name === name.trim()))
    return refuse('conflict', {
      zh: `已经有一把叫“${name.trim()}”的通行密钥，请换个名字。`,
      en: `There is already a passkey named “${name.trim()}”. Choose another name.`,
    })
  return null
}
