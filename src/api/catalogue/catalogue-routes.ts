import { createRoute, z } from '@hono/zod-openapi'
import { type Actor, refuse } from '#base'
import type { Session } from '#identity'
import {
  type City,
  checkConformity,
  confirmItem,
  type Entry,
  englishOf,
  findDraft,
  keepDraft,
  publishDraft,
} from '#management'
import { type ApiDeps, makeRouter, notFound, officerIn, refusal } from '../api-context.ts'
import { findingsOf } from './catalogue-findings.ts'
import { entryView, mayEdit, placeOfEdit } from './catalogue-view.ts'
import { incomplete, notPublished, notSaved, schemaOf, stopped } from './refused-content.ts'

const loose = z.record(z.string(), z.unknown())
const ok = { description: 'Done', content: { 'application/json': { schema: loose } } }
const entryParam = z.object({ entryId: z.string() })
const revisionQuery = z.object({ authority: z.string().length(18).optional() })
const entryQuery = revisionQuery.extend({ find: z.string().max(60).optional() })

const listRoute = createRoute({
  method: 'get',
  path: '/catalogue/entries',
  summary: 'Catalogue entries with their findings',
  responses: { 200: ok },
})
const getRoute = createRoute({
  method: 'get',
  path: '/catalogue/entries/{entryId}',
  summary: 'An entry: published content, draft, revisions, and how the levels differ',
  request: { params: entryParam, query: entryQuery },
  responses: { 200: ok },
})
/** `revision`: the newest published one when the editor began; without it a draft is begun on whatever stands there. */
const Draft = z.object({ content: loose, basedOn: z.string().nullable(), revision: z.number().int().min(0).optional() })
const draftRoute = createRoute({
  method: 'put',
  path: '/catalogue/entries/{entryId}/draft',
  summary:
    'Save the draft of an entry, or of one authority’s overrides (`authority`); tells what the conformity check says of it',
  request: {
    params: entryParam,
    query: revisionQuery,
    body: {
      required: true,
      content: { 'application/json': { schema: Draft } },
    },
  },
  responses: { 200: ok },
})
const publishRoute = createRoute({
  method: 'post',
  path: '/catalogue/entries/{entryId}/publish',
  summary: 'Publish the draft the editor saw; refused while the conformity check finds errors',
  request: {
    params: entryParam,
    query: revisionQuery,
    body: { required: true, content: { 'application/json': { schema: z.object({ digest: z.string().length(64) }) } } },
  },
  responses: { 200: ok },
})
/** `revision`: what was checked, as the entry's list told it; without it what stands there now. */
const Confirmation = z.object({
  revision: z.object({ entry: z.number().int(), override: z.number().int() }).optional(),
})
const confirmRoute = createRoute({
  method: 'post',
  path: '/service-items/{itemCode}/confirmation',
  summary: 'Confirm an item against the authority’s own list: the sample-data mark goes',
  request: {
    params: z.object({ itemCode: z.string().regex(/^\S{31}(\S{2})?$/) }),
    body: { content: { 'application/json': { schema: Confirmation } } },
  },
  responses: { 200: ok },
})

const savedMeanwhile = refuse('conflict', {
  zh: '别人刚保存过这份草稿，或者刚发布了新版本。请刷新后合并您的修改。',
  en: 'Somebody else has just saved this draft or published a revision. Refresh and merge your changes.',
})
const draftChanged = refuse('conflict', {
  zh: '草稿已变化或不存在，请刷新后再发布。',
  en: 'The draft changed or is gone. Refresh before publishing.',
})
const publishedMeanwhile = refuse('conflict', {
  zh: '这个事项刚发布了新版本。请刷新后核对新的内容，再确认。',
  en: 'A new revision of this item was published meanwhile. Refresh, check what it says now, then confirm.',
})
const notAllowed = refuse('not-allowed', {
  zh: '您的岗位不能编辑这里的事项。',
  en: 'Your role does not cover editing here.',
})

/** An entry as lists show it, with how much the conformity check finds. */
function entryRow(city: City, { entryId, published }: Entry) {
  const sample = city.findItemFor(entryId, `${city.cityCode}00000000`)
  const findings = sample ? checkConformity(sample.item, city) : []
  return {
    entryId,
    name: published.content.name,
    department: published.content.department,
    departmentEn: englishOf(published.content.department),
    theme: published.content.theme,
    themeEn: englishOf(published.content.theme),
    levels: published.content.levels,
    caseType: published.content.caseType,
    revision: published.no,
    publishedAt: published.publishedAt.toString(),
    errors: findings.filter((one) => one.severity === 'error').length,
    warnings: findings.filter((one) => one.severity === 'warning').length,
  }
}

export function catalogueRoutes(deps: ApiDeps, changed: () => Promise<void>) {
  const actorOf = (session: Session, authorityCode: string): Actor => ({
    kind: 'officer',
    accountId: session.account.accountId,
    name: session.account.name,
    authorityCode,
  })
  const placeOf = (entryId: string, authority: string | undefined) => placeOfEdit(deps.city(), entryId, authority)
  return makeRouter()
    .openapi(listRoute, (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const city = deps.city()
      const items = [...city.entries.values()].map((entry) => entryRow(city, entry))
      return c.json({ items, total: items.length }, 200)
    })
    .openapi(getRoute, async (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const { authority, find } = c.req.valid('query')
      const view = await entryView(deps, session, c.req.valid('param').entryId, { asked: authority, find })
      return view === undefined ? (notFound(c) as never) : c.json(view, 200)
    })
    .openapi(draftRoute, async (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const { entryId } = c.req.valid('param')
      const place = placeOf(entryId, c.req.valid('query').authority)
      if (place === undefined) return notFound(c) as never
      if (!mayEdit(session, place.divisionCode, place.authorityCode)) return refusal(c, notAllowed) as never
      if (!deps.city().entries.has(entryId)) return notFound(c) as never
      const { content, basedOn, revision } = c.req.valid('json')
      const parsed = schemaOf(place.authorityCode).safeParse(content)
      if (!parsed.success) return incomplete(c, notSaved, parsed.error.issues) as never
      const kept = await keepDraft(deps.db, {
        entryId,
        authorityCode: place.authorityCode,
        content: parsed.data,
        basedOn,
        seen: revision,
        editedBy: session.account.name,
        at: deps.clock(),
      })
      if (kept === false) return refusal(c, savedMeanwhile) as never
      return c.json({ ...kept, findings: await findingsOf(deps, entryId, place.authorityCode, parsed.data) }, 200)
    })
    .openapi(publishRoute, async (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const city = deps.city()
      const { entryId } = c.req.valid('param')
      const place = placeOf(entryId, c.req.valid('query').authority)
      if (place === undefined) return notFound(c) as never
      if (!mayEdit(session, place.divisionCode, place.authorityCode)) return refusal(c, notAllowed) as never
      const entry = city.entries.get(entryId)
      const draft = await findDraft(deps.db, entryId, place.authorityCode)
      const { digest } = c.req.valid('json')
      if (entry === undefined || draft === undefined || draft.digest !== digest) {
        return refusal(c, draftChanged) as never
      }
      // The draft may have been saved under an earlier build, which asked for less.
      const parsed = schemaOf(place.authorityCode).safeParse(draft.content)
      if (!parsed.success) return incomplete(c, notPublished, parsed.error.issues) as never
      const refused = stopped(await findingsOf(deps, entryId, place.authorityCode, draft.content))
      if (refused !== undefined) return refusal(c, refused) as never
      const no = await publishDraft(deps.db, city.cityCode, {
        entryId,
        authorityCode: place.authorityCode,
        digest,
        actor: actorOf(session, place.authorityCode),
        at: deps.clock(),
      })
      if (no === false) return refusal(c, draftChanged) as never
      await changed()
      return c.json({ entryId, no }, 200)
    })
    .openapi(confirmRoute, async (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const city = deps.city()
      const item = city.findItemByCode(c.req.valid('param').itemCode.slice(0, 31))
      if (item === undefined) return notFound(c) as never
      if (!mayEdit(session, item.authority.divisionCode, item.authority.creditCode))
        return refusal(c, notAllowed) as never
      // A request without a body has nothing to validate.
      const asked: z.infer<typeof Confirmation> | undefined = c.req.valid('json')
      const seen = asked?.revision ?? item.revision
      if (seen.entry !== item.revision.entry || seen.override !== item.revision.override)
        return refusal(c, publishedMeanwhile) as never
      await confirmItem(deps.db, city.cityCode, {
        entryId: item.entryId,
        authorityCode: item.authority.creditCode,
        revision: item.revision,
        actor: actorOf(session, item.authority.creditCode),
        at: deps.clock(),
      })
      await changed()
      return c.json({ confirmed: true }, 200)
    })
}
