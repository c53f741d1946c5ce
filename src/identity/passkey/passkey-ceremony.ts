import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { type Clock, type Db, type Refusal, refuse } from '#base'
import type { Account } from '../account/account.ts'
import { challengeMinutes, type Passkey, passkeyFlaw } from './passkey.ts'
import { findPasskey, keepChallenge, keepPasskey, listPasskeys, takeChallenge, touchPasskey } from './passkey-store.ts'

/** Adding a passkey and signing in by one, each in two steps: what the device is asked, and what it answers. */
export type Passkeys = {
  /** What the device is asked to make; the name is checked already, so that nobody touches a key in vain. */
  askToAdd(account: Account, name: string): Promise<PublicKeyCredentialCreationOptionsJSON | Refusal>
  add(account: Account, name: string, answer: RegistrationResponseJSON): Promise<Passkey[] | Refusal>
  askToSignIn(): Promise<PublicKeyCredentialRequestOptionsJSON>
  /** The account that the device opens. */
  signIn(answer: AuthenticationResponseJSON): Promise<string | Refusal>
}

const late = refuse('conflict', {
  zh: '等得太久，或这一次已经用过。请重新开始。',
  en: 'That took too long, or was used already. Start again.',
})
const unproven = refuse('not-allowed', {
  zh: '这把通行密钥没有通过核对。请换一把，或用账号登录。',
  en: 'This passkey could not be verified. Use another, or sign in with your account.',
})

type Input = { db: Db; clock: Clock; publicUrl: () => string; cityCode: () => string }

/**
 * Passkeys by WebAuthn (@simplewebauthn/server). The device must verify its user (PIN, finger, face): possession and knowledge or
 * biometrics in one, of which one factor is cryptographic, as GB/T 22239 asks of officers' sign-in. The relying party is the host name
 * of the public address, so keys stay good when the port changes and are worth nothing on another host.
 */
export const makePasskeys = (input: Input): Passkeys => ({
  askToAdd: (account, name) => askToAdd(input, account, name),
  add: (account, name, answer) => add(input, account, name, answer),
  askToSignIn: () => askToSignIn(input),
  signIn: (answer) => signIn(input, answer),
})

// Read when it is first needed: most starts never need it.
const library = () => import('@simplewebauthn/server')
const timeout = challengeMinutes * 60_000
const placeOf = ({ publicUrl }: Input) => {
  const { hostname, origin } = new URL(publicUrl())
  return { rpID: hostname, expected: { expectedOrigin: origin, expectedRPID: hostname } }
}

async function askToAdd(
  input: Input,
  account: Account,
  name: string,
): Promise<PublicKeyCredentialCreationOptionsJSON | Refusal> {
  const { db, clock } = input
  const kept = await listPasskeys(db, account.accountId)
  const flaw = passkeyFlaw(account, kept, name)
  if (flaw !== null) return flaw
  const { generateRegistrationOptions } = await library()
  const options = await generateRegistrationOptions({
    rpName: '办妥 Bantuo',
    rpID: placeOf(input).rpID,
    userName: account.name,
    userID: new TextEncoder().encode(account.accountId),
    timeout,
    excludeCredentials: kept.map((one) => ({ id: one.passkeyId })),
    // Found on the device without a name being typed, and only opened by whom the device knows.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keepChallenge(db, options.challenge, account.accountId, clock())
  return options
}

async function add(
  input: Input,
  account: Account,
  name: string,
  answer: RegistrationResponseJSON,
): Promise<Passkey[] | Refusal> {
  const { db, clock, cityCode } = input
  const flaw = passkeyFlaw(account, await listPasskeys(db, account.accountId), name)
  if (flaw !== null) return flaw
  const challenge = challengeIn(answer)
  if (challenge === null || !(await takeChallenge(db, challenge, account.accountId, clock()))) return late
  const { verifyRegistrationResponse } = await library()
  const checks = { response: answer, expectedChallenge: challenge, ...placeOf(input).expected }
  const checked = await verifyRegistrationResponse(checks).catch(() => null)
  if (checked === null || !checked.verified) return unproven
  const { id, publicKey, counter, transports } = checked.registrationInfo.credential
  const key = { publicKey, counter, transports: transports ?? [] }
  const isNew = await keepPasskey(db, cityCode(), account, { passkeyId: id, name: name.trim(), key, at: clock() })
  return isNew ? listPasskeys(db, account.accountId) : unproven
}

async function askToSignIn(input: Input): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await library()
  const { rpID } = placeOf(input)
  const options = await generateAuthenticationOptions({ rpID, timeout, userVerification: 'required' })
  await keepChallenge(input.db, options.challenge, null, input.clock())
  return options
}

async function signIn(input: Input, answer: AuthenticationResponseJSON): Promise<string | Refusal> {
  const { db, clock } = input
  const challenge = challengeIn(answer)
  if (challenge === null || !(await takeChallenge(db, challenge, null, clock()))) return late
  const found = await findPasskey(db, answer.id)
  if (found === undefined) return unproven
  const { verifyAuthenticationResponse } = await library()
  const credential = { id: answer.id, ...found.key }
  const checks = { response: answer, expectedChallenge: challenge, credential, ...placeOf(input).expected }
  // A counter that went back says that the key was copied: that is thrown, and refused like anything unproven.
  const checked = await verifyAuthenticationResponse(checks).catch(() => null)
  if (checked === null || !checked.verified) return unproven
  await touchPasskey(db, answer.id, checked.authenticationInfo.newCounter, clock())
  return found.accountId
}

/** The challenge that the answer says it was made for; null when it says none. */
function challengeIn(answer: { response: { clientDataJSON: string } }): string | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(answer.response.clientDataJSON, 'base64url').toString())
    const challenge = typeof said === 'object' && said !== null && 'challenge' in said ? said.challenge : null
    return typeof challenge === 'string' ? challenge : null
  } catch {
    return null
  }
}
