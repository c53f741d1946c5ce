import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Configuration, default as Provider } from 'oidc-provider'
import type { Persona } from './persona.ts'
import { personaPage } from './persona-page.ts'

export const demoPath = '/demo-identity'

/**
 * An OpenID Connect provider inside the process (oidc-provider) that knows only the personas: no password, choose one.
 * It exists so that sign-in is the real protocol from the first day; production refuses to start with it.
 */
export async function makeDemoProvider(input: {
  publicUrl: string
  clientSecret: string
  cookieKey: string
  personas: readonly Persona[]
}): Promise<(request: IncomingMessage, response: ServerResponse) => Promise<void>> {
  // Loaded only where it is used: a real deployment never reads it.
  const { default: DemoProvider } = await import('oidc-provider')
  const issuer = `${input.publicUrl}${demoPath}`
  const provider = new DemoProvider(issuer, configurationOf(input))
  provider.proxy = true
  const callback = provider.callback()
  const bySubject = new Map(input.personas.map((persona) => [persona.subject, persona]))

  return async (request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    const path = url.pathname.slice(demoPath.length)
    if (!path.startsWith('/choose/')) {
      const mounted = Object.assign(request, { originalUrl: request.url })
      mounted.url = (request.url ?? '').slice(demoPath.length) || '/'
      await callback(mounted, response)
      return
    }
    try {
      const details = await provider.interactionDetails(request, response)
      if (details.prompt.name === 'consent') {
        await provider.interactionFinished(
          request,
          response,
          { consent: { grantId: await grantAll(provider, details) } },
          { mergeWithLastSubmission: true },
        )
        return
      }
      const chosen = bySubject.get(url.searchParams.get('persona') ?? '')
      if (chosen !== undefined) {
        const login = await loginAs(provider, details, chosen.subject)
        return await provider.interactionFinished(request, response, { login })
      }
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      })
      response.end(personaPage(input.personas, url.pathname))
    } catch {
      // The attempt expired, or the link was opened twice: begin again at the service.
      response.writeHead(303, { location: '/sign-in' }).end()
    }
  }
}

type Details = Awaited<ReturnType<Provider['interactionDetails']>>

/** Ends the session of whoever signed in here before: else the provider asks, on a page of its own, to have it ended. */
async function loginAs(provider: Provider, details: Details, subject: string) {
  const login = { accountId: subject, remember: false }
  if (details.session === undefined || details.session.accountId === subject) return login
  const session = await provider.Session.findByUid(details.session.uid)
  await session?.destroy()
  delete details.session
  await details.save(details.exp - Math.floor(Date.now() / 1_000))
  return login
}

async function grantAll(provider: Provider, details: Details): Promise<string> {
  const grant = new provider.Grant({
    accountId: details.session?.accountId ?? '',
    clientId: String(details.params['client_id']),
  })
  grant.addOIDCScope(String(details.params['scope']))
  return grant.save()
}

function configurationOf(input: {
  publicUrl: string
  clientSecret: string
  cookieKey: string
  personas: readonly Persona[]
}): Configuration {
  const bySubject = new Map(input.personas.map((persona) => [persona.subject, persona]))
  return {
    clients: [
      {
        client_id: 'bantuo',
        client_secret: input.clientSecret,
        redirect_uris: [`${input.publicUrl}/sign-in/callback`],
        post_logout_redirect_uris: [`${input.publicUrl}/`],
      },
    ],
    claims: {
      openid: ['sub'],
      profile: ['name', 'resident_id_no', 'division_code'],
      email: ['email'],
      phone: ['phone_number'],
      address: ['address'],
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { url: (_context, interaction) => `${demoPath}/choose/${interaction.uid}` },
    cookies: {
      keys: [input.cookieKey],
      names: { session: 'demo_session', interaction: 'demo_interaction', resume: 'demo_resume' },
    },
    // A demonstration signs in as somebody else all the time: the provider remembers nobody.
    ttl: { Session: 60, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    findAccount: (_context, subject) => {
      const persona = bySubject.get(subject)
      if (persona === undefined) return undefined
      return { accountId: subject, claims: () => claimsOf(persona) }
    },
  }
}

/** What is told of a persona, under the standard's names where it has them. */
const claimsOf = (persona: Persona) => ({
  sub: persona.subject,
  name: persona.name,
  resident_id_no: persona.residentIdNo,
  phone_number: persona.mobile,
  email: persona.email,
  address: persona.address === undefined ? undefined : { formatted: persona.address },
  division_code: persona.divisionCode,
})
