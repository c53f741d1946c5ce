import * as oidc from 'openid-client'
import type { Profile } from '../account/account.ts'

/** What is kept in a signed cookie between leaving for the provider and coming back. */
export type Attempt = { state: string; nonce: string; verifier: string; returnTo: string }

/** What the provider vouches for. */
export type Vouched = { issuer: string; subject: string; name: string; profile: Profile }

export type OpenId = {
  begin(returnTo: string): Promise<{ url: string; attempt: Attempt }>
  finish(currentUrl: URL, attempt: Attempt): Promise<Vouched>
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Sign-in with any OpenID Connect provider: authorisation code with PKCE, state and nonce (openid-client). */
export function makeOpenId(input: {
  issuer: () => string
  clientId: string
  clientSecret: string
  redirectUri: () => string
}): OpenId {
  let found: Promise<oidc.Configuration> | undefined
  const configuration = (): Promise<oidc.Configuration> => {
    found ??= discover(input).catch((error: unknown) => {
      found = undefined // ask again next time: the provider may be back
      throw error
    })
    return found
  }
  return {
    async begin(returnTo) {
      const config = await configuration()
      const verifier = oidc.randomPKCECodeVerifier()
      const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, returnTo }
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: input.redirectUri(),
        scope: 'openid profile',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: attempt.state,
        nonce: attempt.nonce,
      })
      return { url: url.href, attempt }
    },
    async finish(currentUrl, attempt) {
      const tokens = await oidc.authorizationCodeGrant(await configuration(), currentUrl, {
        pkceCodeVerifier: attempt.verifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (claims === undefined) throw new Error('the identity provider sent no identity token')
      return {
        issuer: claims.iss,
        subject: claims.sub,
        name: text(claims['name']) ?? claims.sub,
        profile: profileOf(claims),
      }
    },
  }
}

function profileOf(claims: Readonly<Record<string, unknown>>): Profile {
  const pairs = {
    residentIdNo: text(claims['resident_id_no']),
    mobile: text(claims['mobile']) ?? text(claims['phone_number']),
    email: text(claims['email']),
    address: text(claims['address']),
    divisionCode: text(claims['division_code']),
  }
  return Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== undefined))
}

function discover(input: {
  issuer: () => string
  clientId: string
  clientSecret: string
}): Promise<oidc.Configuration> {
  const issuer = new URL(input.issuer())
  // Plain HTTP only towards ourselves: the demonstration provider lives in this process.
  const options = issuer.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {}
  return oidc.discovery(issuer, input.clientId, input.clientSecret, undefined, options)
}
