import type { Context } from 'hono'
import { isRefusal, isUuid, localeOf, problem, type Refusal } from '#base'
import { giveBackTasks } from '#handling'
import {
  administratorScopes,
  appoint,
  countOfficers,
  disableAccount,
  enableAccount,
  listNamesakes,
  listOfficers,
  type Offices,
  type Session,
  type SessionEnv,
  withdrawRole,
} from '#identity'
import { isResidentId, normaliseCode } from '#standards'
import { type ApiDeps, makeRouter, notFound, officerIn, refusal } from '../api-context.ts'
import {
  appointRoute,
  disableRoute,
  enableRoute,
  listRoute,
  lookupRoute,
  oneRoute,
  placesRoute,
  withdrawRoute,
} from './officer-schema.ts'
import { findPlaces, hasPlace, officerRow, officerView, scopeOf } from './officer-view.ts'

/** Whoever administers something: what they reach, the rules of each act say. */
function administratorIn(c: Context<SessionEnv>): Session | Response {
  const session = officerIn(c)
  if (session instanceof Response || administratorScopes(session.roles).length > 0) return session
  return problem(localeOf(c), 403, { zh: '这里只供系统管理员使用。', en: 'This is for administrators only.' })
}

/** The key of a page: who came last, by name and account. */
function readKey(after: string | undefined): { name: string; accountId: string } | null {
  const accountId = after?.slice(0, 36) ?? ''
  return isUuid(accountId) ? { accountId, name: after?.slice(37) ?? '' } : null
}

/** 人员与岗位: who holds which role, since when and by whom; appointing, withdrawing, disabling and enabling. */
export function officerRoutes(deps: ApiDeps) {
  return addChanges(deps, makeRouter().route('/', readingRoutes(deps)))
}

function readingRoutes(deps: ApiDeps) {
  return makeRouter()
    .openapi(listRoute, async (c) => {
      const session = administratorIn(c)
      if (session instanceof Response) return session as never
      const { q, role, state, after, limit } = c.req.valid('query')
      const filter = { ...scopeOf(session, deps.city().cityCode), q: q.trim(), role, state }
      const [found, total] = await Promise.all([
        listOfficers(deps.db, filter, { after: readKey(after), limit }),
        countOfficers(deps.db, filter),
      ])
      const last = found.at(-1)
      const next = last === undefined || found.length < limit ? null : `${last.accountId} ${last.name}`
      return c.json({ items: found.map((one) => officerRow(deps.city(), one)), next, total }, 200)
    })
    .openapi(placesRoute, (c) => {
      const session = administratorIn(c)
      if (session instanceof Response) return session as never
      return c.json({ items: findPlaces(deps.city(), session.roles, c.req.valid('query').q) }, 200)
    })
    .openapi(lookupRoute, async (c) => {
      const session = administratorIn(c)
      if (session instanceof Response) return session as never
      const { words } = c.req.valid('json')
      const code = normaliseCode(words)
      const found = await listNamesakes(deps.db, isResidentId(code) ? code : words)
      // What somebody holds elsewhere is not shown here: only who they are.
      return c.json({ items: found.map((one) => officerRow(deps.city(), { ...one, roles: [] })) }, 200)
    })
    .openapi(oneRoute, async (c) => {
      const session = administratorIn(c)
      if (session instanceof Response) return session as never
      const view = await officerView(deps, session, c.req.valid('param').accountId)
      return view === undefined ? (notFound(c) as never) : c.json(view, 200)
    })
}

const officesOf = ({ db, clock, city }: ApiDeps): Offices => ({
  ...{ db, clock, cityCode: city().cityCode },
  hasPlace: (role) => hasPlace(city(), role),
})

/** Makes one change, gives back the tasks that are beyond the officer’s reach by it, and answers with the officer as they are now; without particulars where that put them out of reach. */
async function change(
  deps: ApiDeps,
  c: Context<SessionEnv>,
  accountId: string,
  act: (offices: Offices, session: Session) => Promise<null | Refusal>,
) {
  const session = administratorIn(c)
  if (session instanceof Response) return session as never
  const refused = await act(officesOf(deps), session)
  if (refused !== null) return refusal(c, refused) as never
  const tasksGivenBack = await giveBackTasks(deps.handling, accountId)
  const view = await officerView(deps, session, accountId)
  const bare = { accountId, name: '', residentIdNo: null, signedInAt: null, disabledAt: null, roles: [] }
  return c.json({ ...(view ?? bare), tasksGivenBack }, 200)
}

function addChanges(deps: ApiDeps, app: ReturnType<typeof makeRouter>) {
  return app
    .openapi(appointRoute, async (c) => {
      const session = administratorIn(c)
      if (session instanceof Response) return session as never
      const { appointee: given, role, reason } = c.req.valid('json')
      const appointee =
        given.by === 'resident-id' ? { ...given, residentIdNo: normaliseCode(given.residentIdNo) } : given
      const done = await appoint(officesOf(deps), session, { appointee, role, reason })
      if (isRefusal(done)) return refusal(c, done) as never
      const view = await officerView(deps, session, done.accountId)
      return view === undefined ? (notFound(c) as never) : c.json(view, done.isNew ? 201 : 200)
    })
    .openapi(withdrawRoute, (c) => {
      const asked = { ...c.req.valid('param'), ...c.req.valid('json') }
      return change(deps, c, asked.accountId, (offices, session) => withdrawRole(offices, session, asked))
    })
    .openapi(disableRoute, (c) => {
      const asked = { ...c.req.valid('param'), ...c.req.valid('json') }
      return change(deps, c, asked.accountId, (offices, session) => disableAccount(offices, session, asked))
    })
    .openapi(enableRoute, (c) => {
      const asked = { ...c.req.valid('param'), ...c.req.valid('json') }
      return change(deps, c, asked.accountId, (offices, session) => enableAccount(offices, session, asked))
    })
}
