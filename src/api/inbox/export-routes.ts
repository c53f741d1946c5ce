import { createRoute, z } from '@hono/zod-openapi'
import { type Actor, appendEvents, csvLine, csvMark, dateIn, type Locale, localeOf, say, type Text } from '#base'
import {
  channelNames,
  type FoundCase,
  type InboxRow,
  listDone,
  listInbox,
  searchCases,
  shownName,
  stateNames,
} from '#handling'
import type { Session } from '#identity'
import { type ApiDeps, makeRouter, officerIn } from '../api-context.ts'
import { filterOf, inboxQuery } from './inbox-query.ts'

const file = { description: 'A table (CSV, UTF-8), streamed', content: { 'text/csv': { schema: z.string() } } }
const casesRoute = createRoute({
  method: 'get',
  path: '/officer/cases.csv',
  summary: 'The same cases as a table; names as lists show them. That it was taken is recorded',
  request: { query: z.object({ q: z.string().max(100).default(''), state: z.string().max(20).optional() }) },
  responses: { 200: file },
})
const inboxRoute = createRoute({
  method: 'get',
  path: '/inbox.csv',
  summary: 'The same open tasks as a table. That it was taken is recorded',
  request: { query: z.object(inboxQuery) },
  responses: { 200: file },
})
const doneRoute = createRoute({
  method: 'get',
  path: '/inbox/done.csv',
  summary: 'Tasks this officer has done, as a table. That it was taken is recorded',
  responses: { 200: file },
})

/** Rows read at once: what stands in memory, however long the table is. */
const pageSize = 500

type Page<Row> = { rows: Row[]; next: string | null }
type Column<Row> = [name: Text, cell: (row: Row, locale: Locale) => string]

/** A table of any length, a page at a time, as fast as the reader takes it. */
function streamTable<Row>(
  columns: readonly Column<Row>[],
  locale: 'zh' | 'en',
  read: (before: string | null) => Promise<Page<Row>>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let before: string | null = null
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(csvMark + csvLine(columns.map(([name]) => name[locale])))),
    async pull(controller) {
      const { rows, next } = await read(before)
      controller.enqueue(
        encoder.encode(rows.map((row) => csvLine(columns.map(([, cell]) => cell(row, locale)))).join('')),
      )
      before = next
      if (next === null) controller.close()
    },
  })
}

/** A day, or that the clock stands: then the stored day is only what its notice foresaw (art. 45). */
function dayCell({ clockStopped }: FoundCase, day: Temporal.PlainDate | null, locale: Locale): string {
  if (clockStopped) return say({ zh: '计时停止', en: 'Clock stopped' }, locale)
  return day?.toString() ?? ''
}

const common = (zone: string): Column<FoundCase>[] => [
  [{ zh: '办件编号', en: 'Case number' }, (row) => row.caseNo],
  [{ zh: '事项', en: 'Item' }, (row) => row.itemName],
  [{ zh: '申请人', en: 'Applicant' }, (row) => shownName({ kind: row.applicantKind, name: row.applicantName })],
  [{ zh: '渠道', en: 'Channel' }, (row, locale) => say(channelNames[row.channel], locale)],
  [{ zh: '状态', en: 'State' }, (row, locale) => say(stateNames[row.state], locale)],
  [{ zh: '提交日期', en: 'Submitted on' }, (row) => dateIn(zone, row.submittedAt).toString()],
  [{ zh: '应办结日期', en: 'Due on' }, (row, locale) => dayCell(row, row.dueOn, locale)],
]

/** Whoever takes a list leaves a trace, as whoever opens a case does. */
async function recordTaken(
  deps: ApiDeps,
  { account }: Session,
  data: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { accountId, name } = account
  const actor: Actor = { kind: 'officer', accountId, name, authorityCode: '' }
  const events = [{ type: 'list-exported', data }]
  const { cityCode } = deps.city()
  await appendEvents(deps.db, { cityCode, stream: 'account', streamId: accountId, at: deps.clock(), actor, events })
}

function sendTable(deps: ApiDeps, name: string, table: ReadableStream<Uint8Array>): Response {
  const today = dateIn(deps.city().zone, deps.clock())
  return new Response(table, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}-${today}.csv"`,
      'cache-control': 'private, no-store',
    },
  })
}

const doneColumns = (zone: string): Column<InboxRow & { doneAt: Temporal.Instant }>[] => [
  [{ zh: '办完日期', en: 'Done on' }, (row) => dateIn(zone, row.doneAt).toString()],
  [{ zh: '环节', en: 'Step' }, (row) => row.task],
  ...common(zone),
]

const inboxColumns = (zone: string): Column<InboxRow>[] => [
  [{ zh: '最迟办理日期', en: 'Act by' }, (row, locale) => dayCell(row, row.actBy, locale)],
  [{ zh: '环节', en: 'Step' }, (row) => row.task],
  [{ zh: '办理人', en: 'Holder' }, (row) => row.assignee?.name ?? ''],
  ...common(zone),
]

/** Lists as tables, for a report or a spreadsheet. */
export const exportRoutes = (deps: ApiDeps) =>
  makeRouter()
    .openapi(casesRoute, async (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const { q, state } = c.req.valid('query')
      const { cityCode, zone } = deps.city()
      const filter = { text: q.replace(/\s/g, ''), state: state ?? null, limit: pageSize }
      await recordTaken(deps, session, { list: 'cases', q, state: state ?? '' })
      const read = (before: string | null) => searchCases(deps.db, cityCode, session.roles, { ...filter, before })
      return sendTable(deps, 'cases', streamTable(common(zone), localeOf(c), read)) as never
    })
    .openapi(inboxRoute, async (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const city = deps.city()
      const asked = c.req.valid('query')
      const { accountId } = session.account
      const filter = { ...filterOf(city, dateIn(city.zone, deps.clock()), asked), accountId, limit: pageSize }
      await recordTaken(deps, session, { list: 'inbox', ...asked })
      const read = (after: string | null) => listInbox(deps.db, city.cityCode, session.roles, { ...filter, after })
      return sendTable(deps, 'inbox', streamTable(inboxColumns(city.zone), localeOf(c), read)) as never
    })
    .openapi(doneRoute, async (c) => {
      const session = officerIn(c)
      if (session instanceof Response) return session as never
      const { cityCode, zone } = deps.city()
      const { accountId } = session.account
      await recordTaken(deps, session, { list: 'done' })
      const read = (before: string | null) => listDone(deps.db, cityCode, accountId, { before, limit: pageSize })
      return sendTable(deps, 'done', streamTable(doneColumns(zone), localeOf(c), read)) as never
    })
