import { createRoute, z } from '@hono/zod-openapi'
import { isRefusal } from '#base'
import { listPasskeys, type Passkey, removePasskey } from '#identity'
import { type ApiDeps, makeRouter, notFound, officerIn, refusal } from '../api-context.ts'

const passkeyView = z.object({
  passkeyId: z.string(),
  name: z.string(),
  addedAt: z.string(),
  usedAt: z.string().nullable(),
})
const kept = {
  200: {
    description: 'The passkeys of the officer who asks',
    content: { 'application/json': { schema: z.object({ items: z.array(passkeyView) }) } },
  },
}
const name = z.string().max(200)
const json = <T extends z.ZodType>(schema: T) => ({ body: { content: { 'application/json': { schema } } } })

const listRoute = createRoute({
  method: 'get',
  path: '/session/passkeys',
  summary: 'The passkeys by which this officer signs in',
  responses: kept,
})
const askRoute = createRoute({
  method: 'post',
  path: '/session/passkeys/ask',
  summary: 'What the device is asked to make (WebAuthn creation options); good for five minutes, once',
  request: json(z.object({ name })),
  responses: {
    200: {
      description: 'PublicKeyCredentialCreationOptionsJSON',
      content: { 'application/json': { schema: z.looseObject({ challenge: z.string() }) } },
    },
  },
})
const addRoute = createRoute({
  method: 'post',
  path: '/session/passkeys',
  summary: 'Keeps the passkey that the device made (WebAuthn registration response)',
  request: json(
    z.object({
      name,
      answer: z.looseObject({
        id: z.string().max(2_000),
        rawId: z.string().max(2_000),
        type: z.literal('public-key'),
        response: z.looseObject({ clientDataJSON: z.string(), attestationObject: z.string() }),
        clientExtensionResults: z.looseObject({}),
      }),
    }),
  ),
  responses: kept,
})
const removeRoute = createRoute({
  method: 'post',
  path: '/session/passkeys/{passkeyId}/removal',
  summary: 'Takes a passkey away: the device no longer opens the account',
  request: { params: z.object({ passkeyId: z.string().max(2_000) }) },
  responses: kept,
})

const view = (passkeys: readonly Passkey[]) => ({
  items: passkeys.map((one) => ({
    passkeyId: one.passkeyId,
    name: one.name,
    addedAt: one.addedAt.toString(),
    usedAt: one.usedAt?.toString() ?? null,
  })),
})

/** 通行密钥: an officer's own, seen, added and taken away by nobody else. */
export function passkeyRoutes({ db, clock, city, passkeys }: ApiDeps) {
  const app = makeRouter()
  app.openapi(listRoute, async (c) => {
    const session = officerIn(c)
    if (session instanceof Response) return session as never
    return c.json(view(await listPasskeys(db, session.account.accountId)), 200)
  })
  app.openapi(askRoute, async (c) => {
    const session = officerIn(c)
    if (session instanceof Response) return session as never
    const options = await passkeys.askToAdd(session.account, c.req.valid('json').name)
    return (isRefusal(options) ? refusal(c, options) : c.json(options, 200)) as never
  })
  app.openapi(addRoute, async (c) => {
    const session = officerIn(c)
    if (session instanceof Response) return session as never
    const { name, answer } = c.req.valid('json')
    const added = await passkeys.add(session.account, name, answer)
    return isRefusal(added) ? (refusal(c, added) as never) : c.json(view(added), 200)
  })
  app.openapi(removeRoute, async (c) => {
    const session = officerIn(c)
    if (session instanceof Response) return session as never
    const { passkeyId } = c.req.valid('param')
    const removed = await removePasskey(db, city().cityCode, session.account, passkeyId, clock())
    if (!removed) return notFound(c) as never
    return c.json(view(await listPasskeys(db, session.account.accountId)), 200)
  })
  return app
}
