import { createRoute, z } from '@hono/zod-openapi'
import { isUuid } from '#base'
import { longestReason, roles } from '#identity'

const json = <S extends z.ZodType>(schema: S) => ({ content: { 'application/json': { schema } } })
const body = <S extends z.ZodType>(schema: S) => ({ required: true, ...json(schema) })

const Role = z.object({
  role: z.enum(roles),
  divisionCode: z.string().regex(/^\d{12}$/),
  authorityCode: z.string().max(18).nullable(),
})
/** Not trimmed away here: the sentence for an empty reason is said by the rule. */
const reason = z.string().max(longestReason)
const name = z.string().trim().max(60)

const OfficerRow = z
  .looseObject({
    accountId: z.string(),
    name: z.string(),
    residentIdNo: z.string().nullable().openapi({ description: 'The date of birth is hidden' }),
    signedInAt: z.string().nullable(),
    disabledAt: z.string().nullable(),
    roles: z.array(z.looseObject({ role: z.string(), divisionCode: z.string(), authorityCode: z.string().nullable() })),
  })
  .openapi('Officer')

const account = z.object({ accountId: z.string().refine(isUuid) })

export const listRoute = createRoute({
  method: 'get',
  path: '/officers',
  summary: 'Officers within what the administrator looks after, by name; paged by key',
  request: {
    query: z.object({
      q: z.string().max(60).default(''),
      role: z.enum(['', ...roles]).default(''),
      state: z.enum(['all', 'enabled', 'disabled', 'expected']).default('all'),
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: 'A page, and how many there are in all',
      ...json(z.object({ items: z.array(OfficerRow), next: z.string().nullable(), total: z.number() })),
    },
  },
})

export const oneRoute = createRoute({
  method: 'get',
  path: '/officers/{accountId}',
  summary: 'One officer: roles with since when and by whom, what was done to the account, what the reader may change',
  request: { params: account },
  responses: { 200: { description: 'The officer', ...json(OfficerRow) } },
})

export const lookupRoute = createRoute({
  method: 'post',
  path: '/officers/lookup',
  summary: 'Who is to be appointed: everybody of exactly this name, or with this identity number (never in an address)',
  request: { body: body(z.object({ words: z.string().trim().min(1).max(60) })) },
  responses: { 200: { description: 'Those found', ...json(z.object({ items: z.array(OfficerRow) })) } },
})

export const placesRoute = createRoute({
  method: 'get',
  path: '/places',
  summary: 'Places where the administrator may give a role, found by name: divisions, and authorities in them',
  request: { query: z.object({ q: z.string().max(60).default('') }) },
  responses: {
    200: {
      description: 'At most twenty, the best first',
      ...json(
        z.object({
          items: z.array(
            z.object({
              divisionCode: z.string(),
              authorityCode: z.string().nullable(),
              name: z.string(),
              nameEn: z.string(),
              within: z.string(),
              withinEn: z.string(),
            }),
          ),
        }),
      ),
    },
  },
})

const Appointee = z.discriminatedUnion('by', [
  z.object({ by: z.literal('account'), accountId: z.string().refine(isUuid) }),
  z.object({ by: z.literal('resident-id'), residentIdNo: z.string().trim().max(40), name }),
  z.object({ by: z.literal('subject'), subject: z.string().trim().max(255), name }),
])

export const appointRoute = createRoute({
  method: 'post',
  path: '/officers/appointments',
  summary: 'Give somebody a role, before their first sign-in too; repeating it changes nothing',
  request: { body: body(z.object({ appointee: Appointee, role: Role, reason })) },
  responses: {
    200: { description: 'Held already', ...json(OfficerRow) },
    201: { description: 'Given', ...json(OfficerRow) },
  },
})

const changed = {
  200: {
    description: 'The officer as they are now, and how many tasks nobody holds any more by this',
    ...json(OfficerRow.extend({ tasksGivenBack: z.number().int() }).openapi('ChangedOfficer')),
  },
}

export const withdrawRoute = createRoute({
  method: 'post',
  path: '/officers/{accountId}/role-withdrawals',
  summary: 'Take a role away, at once; the last administrator of the city keeps theirs',
  request: { params: account, body: body(z.object({ role: Role, reason })) },
  responses: changed,
})

export const disableRoute = createRoute({
  method: 'post',
  path: '/officers/{accountId}/disabling',
  summary: 'Disable the account and end its sessions at once; roles stay',
  request: { params: account, body: body(z.object({ reason })) },
  responses: changed,
})

export const enableRoute = createRoute({
  method: 'post',
  path: '/officers/{accountId}/enabling',
  summary: 'Let a disabled account sign in again',
  request: { params: account, body: body(z.object({ reason })) },
  responses: changed,
})
