import { createRoute, z } from '@hono/zod-openapi'
import { type ApiDeps, makeRouter } from '../api-context.ts'
import { placeNames } from '../place-names.ts'

const sessionRoute = createRoute({
  method: 'get',
  path: '/session',
  summary: 'Who is signed in, with roles and places; `account` is null when nobody is',
  responses: {
    200: {
      description: 'The session',
      content: {
        'application/json': {
          schema: z.object({
            account: z.object({ accountId: z.string(), name: z.string(), kind: z.string() }).nullable(),
            roles: z.array(
              z.object({
                role: z.string(),
                divisionCode: z.string(),
                divisionName: z.string(),
                divisionNameEn: z.string(),
                authorityCode: z.string().nullable(),
                authorityName: z.string().nullable(),
                authorityNameEn: z.string().nullable(),
              }),
            ),
            csrf: z.string().nullable(),
            today: z.string(),
          }),
        },
      },
    },
  },
})

export function sessionRoutes(deps: ApiDeps) {
  return makeRouter().openapi(sessionRoute, (c) => {
    const session = c.get('session')
    const city = deps.city()
    const roles = (session?.roles ?? []).map((one) => ({
      ...one,
      ...placeNames(city, one),
    }))
    const account = session
      ? { accountId: session.account.accountId, name: session.account.name, kind: session.account.kind }
      : null
    return c.json(
      {
        account,
        roles,
        csrf: session?.csrf ?? null,
        today: deps.clock().toZonedDateTimeISO(city.zone).toPlainDate().toString(),
      },
      200,
    )
  })
}
