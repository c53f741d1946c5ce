import * as oidc from 'openid-client'
import { normaliseCode } from '#standards'
import type { Profile } from '../account/account.ts'

/** What is kept in a signed cookie between leaving for the provider and coming back. */
export type Attempt = { state: string; nonce: string; verifier: string; returnTo: string }

/** What the provider vouches for. */
export type Vouched = { issuer: string; subject: string; name: string; profile: Profile }

export type OpenId = {
  /** `asksAgain`: the provider is to ask who it is, though it still knows somebody in this browser. */
  begin(returnTo: string, asksAgain?: boolean): Promise<{ url: string; attempt: Attempt }>
  finish(currentUrl: URL, attempt: Attempt): Promise<Vouched>
}

/** What is asked for, and under which names the provider tells what no standard names. */
export type Asks = { scopes: string; nameClaim: string; residentIdClaim: string; divisionClaim: string }

type Client = { issuer: () => string; clientId: string; clientSecret: string; redirectUri: () => string; asks: Asks }

/** Sign-in with any OpenID Connect provider: authorisation code with PKCE, state and nonce (openid-client). */
export function makeOpenId(input: Client): OpenId {
  let found: Promise<oidc.Configuration> | undefined
  const configuration = (): Promise<oidc.Configuration> => {
    found ??= discover(input).catch((error: unknown) => {
      found = undefined // ask again next time: the provider may be back
      throw error
    })
    return found
  }
  return {
    async begin(returnTo, asksAgain = false) {
      const config = await configuration()
      const verifier = oidc.randomPKCECodeVerifier()
      const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, returnTo }
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: input.redirectUri(),
        scope: input.asks.scopes,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: attempt.state,
        nonce: attempt.nonce,
        ...(asksAgain ? { prompt: 'login' } : {}),
      })
      return { url: url.href, attempt }
    },
    async finish(currentUrl, attempt) {
      const { issuer, subject, claims } = await hear(await configuration(), currentUrl, attempt)
      const name = text(claims[input.asks.nameClaim]) ?? text(claims['name']) ?? subject
      return { issuer, subject, name, profile: profileOf(claims, input.asks) }
    },
  }
}

type Claims = Readonly<Record<string, unknown>>

/** What the provider says of whoever comes back: in the identity token, and at its userinfo endpoint of the same subject. */
async function hear(
  config: oidc.Configuration,
  currentUrl: URL,
  attempt: Attempt,
): Promise<{ issuer: string; subject: string; claims: Claims }> {
  const tokens = await oidc.authorizationCodeGrant(config, currentUrl, {
    pkceCodeVerifier: attempt.verifier,
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (claims === undefined) throw new Error('the identity provider sent no identity token')
  const { iss: issuer, sub: subject } = claims
  if (config.serverMetadata().userinfo_endpoint === undefined) return { issuer, subject, claims }
  // Refused when it speaks of another subject: a token may have been exchanged on the way (OpenID Connect Core 5.3.2).
  const info = await oidc.fetchUserInfo(config, tokens.access_token, subject)
  return { issuer, subject, claims: { ...claims, ...info } }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** The address is an object (OpenID Connect Core 5.1.1); some providers send plain text. */
const addressOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'formatted' in value
    ? text(value.formatted)?.replace(/\s*\r?\n\s*/g, ' ')
    : text(value)

/** An 11-digit mobile number as forms ask for it: providers send +86 and blanks (E.164). */
const mobileOf = (value: unknown): string | undefined =>
  text(value)
    ?.replace(/[\s-]/g, '')
    .replace(/^(\+86|0086)/, '')

function profileOf(claims: Claims, asks: Asks): Profile {
  const residentIdNo = text(claims[asks.residentIdClaim])
  const pairs = {
    residentIdNo: residentIdNo && normaliseCode(residentIdNo),
    mobile:
      claims['phone_number_verified'] === false ? undefined : mobileOf(claims['mobile'] ?? claims['phone_number']),
    email: claims['email_verified'] === false ? undefined : text(claims['email']),
    address: addressOf(claims['address']),
    divisionCode: text(claims[asks.divisionClaim]),
  }
  return Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== undefined))
}

function discover(input: Client): Promise<oidc.Configuration> {
  const issuer = new URL(input.issuer())
  // Plain HTTP only towards ourselves: the demonstration provider lives in this process.
  const options = issuer.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {}
  return oidc.discovery(issuer, input.clientId, input.clientSecret, undefined, options)
}
