import { createRoute, z } from '@hono/zod-openapi'
import { dateIn } from '#base'
import {
  casesKey,
  countFound,
  countInbox,
  doneKey,
  type FoundCase,
  type InboxRow,
  inboxKey,
  listDone,
  listInbox,
  searchCases,
  shownName,
} from '#handling'
import type { City } from '#management'
import { countWorkingDays } from '#standards'
import { type ApiDeps, makeRouter, officerIn, pageKeyOf } from '../api-context.ts'
import { filterOf, inboxQuery } from './inbox-query.ts'

const Row = z.looseObject({ caseNo: z.string() }).openapi('InboxRow')
const page = {
  description: 'A page',
  content: { 'application/json': { schema: z.object({ items: z.array(Row), next: z.string().nullable() }) } },
}

/** `total`: of all pages, at most 1001, which means more than a thousand. */
const found = {
  description: 'A page, and how many there are in all',
  content: {
    'application/json': { schema: z.object({ items: z.array(Row), next: z.string().nullable(), total: z.number() }) },
  },
}

const inboxRoute = createRoute({
  method: 'get',
  path: '/inbox',
  summary: 'Open tasks within the officer’s reach, most urgent first, with why they come first',
  request: {
    query: z.object({
      ...inboxQuery,
      after: pageKeyOf(inboxKey),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: 'A page with counts',
      content: {
        'application/json': {
          schema: z.object({
            items: z.array(Row),
            next: z.string().nullable(),
            counts: z.record(z.string(), z.number()),
            steps: z.array(z.object({ step: z.string(), waiting: z.number() })),
          }),
        },
      },
    },
  },
})
const doneRoute = createRoute({
  method: 'get',
  path: '/inbox/done',
  summary: 'Tasks this officer has done',
  request: {
    query: z.object({ before: pageKeyOf(doneKey), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  },
  responses: { 200: page },
})
const searchRoute = createRoute({
  method: 'get',
  path: '/officer/cases',
  summary: 'Cases within the officer’s reach',
  request: {
    query: z.object({
      q: z.string().max(100).default(''),
      state: z.string().optional(),
      before: pageKeyOf(casesKey),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: { 200: found },
})

/** How long is left, in working days; negative: overdue. */
const remaining = (city: City, today: Temporal.PlainDate, dueOn: Temporal.PlainDate | null): number | null =>
  dueOn === null ? null : countWorkingDays(city.calendar, today, dueOn)

const view = (city: City, today: Temporal.PlainDate, row: FoundCase & Partial<InboxRow>) => {
  const left = remaining(city, today, row.actBy)
  // While the clock stands no day is named: what is stored is what its notice foresaw (Licensing Law art. 45).
  const named = (day: Temporal.PlainDate | null) => (row.clockStopped ? null : (day?.toString() ?? null))
  return {
    ...row,
    token: row.token ?? null,
    task: row.task ?? null,
    stage: row.stage ?? null,
    assignee: row.assignee ?? null,
    applicantName: shownName({ kind: row.applicantKind, name: row.applicantName }),
    itemNameEn: city.findItemByCode(row.itemCode)?.content.name.en ?? row.itemName,
    authorityName: city.authorities.get(row.authorityCode).name,
    dueOn: named(row.dueOn),
    actBy: named(row.actBy),
    remaining: row.clockStopped ? null : left,
    light: row.clockStopped || left === null ? 'none' : left < 0 ? 'red' : left <= 1 ? 'amber' : 'green',
    openedAt: row.openedAt?.toString() ?? null,
    submittedAt: row.submittedAt.toString(),
    why: whyHere(left, row),
  }
}

/** Why a row stands where it does. What stands still is not due, whatever day its notice foresaw (Licensing Law art. 45). */
function whyHere(left: number | null, { clockStopped }: FoundCase): 'waiting' | 'overdue' | 'due-soon' | 'by-date' {
  if (left === null) return 'waiting'
  if (clockStopped || left > 1) return 'by-date'
  return left < 0 ? 'overdue' : 'due-soon'
}

export function inboxRoutes(deps: ApiDeps) {
  return makeRouter()
    .openapi(inboxRoute, async (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const { after, limit, ...asked } = c.req.valid('query')
      const city = deps.city()
      const today = dateIn(city.zone, deps.clock())
      const { accountId } = session.account
      const filter = { ...filterOf(city, today, asked), accountId, after: after ?? null, limit }
      const [{ rows, next }, { counts, steps }] = await Promise.all([
        listInbox(deps.db, city.cityCode, session.roles, filter),
        countInbox(deps.db, city.cityCode, session.roles, accountId, today),
      ])
      return c.json({ items: rows.map((row) => view(city, today, row)), next, counts, steps }, 200)
    })
    .openapi(doneRoute, async (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const { before, limit } = c.req.valid('query')
      const city = deps.city()
      const today = dateIn(city.zone, deps.clock())
      const page = { before: before ?? null, limit }
      const { rows, next } = await listDone(deps.db, city.cityCode, session.account.accountId, page)
      return c.json(
        {
          items: rows.map((row) => ({ ...view(city, today, row), doneAt: row.doneAt.toString() })),
          next,
        },
        200,
      )
    })
    .openapi(searchRoute, async (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const { q, state, before, limit } = c.req.valid('query')
      const city = deps.city()
      const today = dateIn(city.zone, deps.clock())
      const filter = { text: q.replace(/\s/g, ''), state: state ?? null }
      const [{ rows, next }, total] = await Promise.all([
        searchCases(deps.db, city.cityCode, session.roles, { ...filter, before: before ?? null, limit }),
        countFound(deps.db, city.cityCode, session.roles, filter),
      ])
      return c.json({ items: rows.map((row) => view(city, today, row)), next, total }, 200)
    })
}
