import { createServer, type ServerResponse } from 'node:http'
import Provider, { type Configuration } from 'oidc-provider'
import { afterAll } from 'vitest'
import { freePort } from '../../src/base/index.ts'

export type Claims = Readonly<Record<string, unknown>>

/**
 * An identity provider as cities have one, beside the product: what a scope covers is told at the userinfo endpoint only, as the
 * standard has it. `people`: what it knows of each subject; `scopes`: which claims each scope covers.
 */
export async function startProvider(input: {
  people: Readonly<Record<string, Claims>>
  scopes: Readonly<Record<string, string[]>>
  /** Changes an answer of the userinfo endpoint on its way. */
  userinfo?: (claims: Claims) => Claims
}) {
  const port = await freePort()
  const issuer = `http://localhost:${port}`
  const secret = 'kJ8vQ2mZ7pL4xR9tW1yB6nC3dF5gH0sA'
  let provider: Provider | undefined
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    if (provider === undefined) return void response.writeHead(503).end()
    if (!url.pathname.startsWith('/choose/')) return provider.callback()(request, response)
    return void choose(provider, url, { request, response })
  })
  await new Promise<void>((resolve) => server.listen(port, resolve))
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  return {
    issuer,
    settings: { OIDC_ISSUER: issuer, OIDC_CLIENT_SECRET: secret },
    /** Begins to serve one client, whose address is known only now. */
    serve(clientUrl: string): void {
      provider = new Provider(issuer, configurationOf(input, clientUrl, secret))
      const { userinfo } = input
      if (userinfo === undefined) return
      provider.use(async (context, next) => {
        await next()
        if (context.path === '/me' && typeof context.body === 'object') context.body = userinfo(context.body as Claims)
      })
    },
  }
}

type Exchange = { request: Parameters<Provider['interactionDetails']>[0]; response: ServerResponse }

/** Signs in whoever is named in the address, and consents to what was asked. */
async function choose(provider: Provider, url: URL, { request, response }: Exchange): Promise<void> {
  const details = await provider.interactionDetails(request, response)
  if (details.prompt.name === 'consent') {
    const grant = new provider.Grant({
      accountId: details.session?.accountId ?? '',
      clientId: String(details.params['client_id']),
    })
    grant.addOIDCScope(String(details.params['scope']))
    const result = { consent: { grantId: await grant.save() } }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true })
    return
  }
  const accountId = url.searchParams.get('as')
  if (accountId === null) response.writeHead(200).end('who?')
  else await provider.interactionFinished(request, response, { login: { accountId } })
}

function configurationOf(
  { people, scopes }: { people: Readonly<Record<string, Claims>>; scopes: Readonly<Record<string, string[]>> },
  clientUrl: string,
  secret: string,
): Configuration {
  return {
    clients: [{ client_id: 'bantuo', client_secret: secret, redirect_uris: [`${clientUrl}/sign-in/callback`] }],
    claims: { openid: ['sub'], ...scopes },
    ttl: { Session: 60, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/choose/${interaction.uid}` },
    cookies: {
      keys: [secret],
      names: { session: 'idp_session', interaction: 'idp_interaction', resume: 'idp_resume' },
    },
    findAccount: (_context, subject) => {
      const claims = people[subject]
      return claims && { accountId: subject, claims: () => ({ sub: subject, ...claims }) }
    },
  }
}
