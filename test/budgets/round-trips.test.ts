import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { roundTrips } from '../../src/base/index.ts'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections, makeVisitor, type Page } from '../helpers/visitor.ts'

// How often each kind of request asks the database. The city's catalogue is in memory, so what everybody reads costs
// nothing; what one person does costs their session, what they look at, and one statement that stores it. A number may
// go down; whoever lets it go up says here why.
const budgets = `
  guide          0   everything it says is in memory
  home           0   the same
  search         0   the index is in memory
  guide, mine    1   session, with how many messages are new
  me             5   the same, cases, bundles, drafts, whom one may act for
  api guide      0   in memory
  api search     0   in memory
  draft page     3   session, draft, its files
  autosave       3   session, draft, saving it
  submit         8   session, key, draft, saving what was ticked, reading it again, its files twice, and one that stores all
  case page      6   session, case, messages, readers, files that wait, invitation
  api case       2   session, case
  inbox          3   session, rows, numbers
  accept         3   session, case with its account, one that stores all, also that it was read
`
const budgetOf = new Map(
  budgets
    .trim()
    .split('\n')
    .map((line): [string, number] => {
      const [name = '', count = ''] = line.trim().split(/ {2,}/)
      return [name, Number(count)]
    }),
)

const bantuo = await startServer()
const nobody = makeVisitor(bantuo.url)
const citizen = makeVisitor(bantuo.url)
await citizen.get('/place/set?code=410802000000&return=/')
await citizen.signIn('citizen-1')
const clerk = makeVisitor(bantuo.url)
await clerk.signIn('clerk')

const itemCode = await citizen
  .api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent('食品经营许可')}&division=410802000000`,
  )
  .then(({ body }) => body.items[0]?.itemCode ?? '')

/**
 * Waits until the feed has read what happened and has just looked again: until its next look nobody but the request that
 * follows asks the database.
 */
async function calm(): Promise<void> {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  for (let tries = 0, quiet = 0; tries < 400 && quiet < 8; tries++) {
    const before = roundTrips.count
    await pause(15)
    quiet = roundTrips.count === before ? quiet + 1 : 0
  }
}

/** The fewest statements of several: what the feed and the jobs ask meanwhile is not the request's. */
async function measure(run: () => Promise<{ status: number }>, times = 6): Promise<number> {
  let fewest = Number.POSITIVE_INFINITY
  for (let index = 0; index < times; index++) {
    if (times === 1) await calm()
    const before = roundTrips.count
    const { status } = await run()
    fewest = Math.min(fewest, roundTrips.count - before)
    expect(status).toBeLessThan(300)
  }
  return fewest
}
const beginDraft = async (): Promise<string> =>
  /\/drafts\/([0-9a-f-]{36})/.exec((await citizen.get(`/items/${itemCode}/apply`)).url)?.[1] ?? ''
const values = { applicantKind: 'natural' }
async function draftReady(): Promise<{ draft: string; review: Page; key: string }> {
  let page = await citizen.get(`/items/${itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  page = await fillSections(citizen, await answerAll(citizen, page, values), values)
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? '')))
    page = await citizen.upload(page, `/drafts/${draft}/files?material=${no}`, `${no}.jpg`, aPhoto())
  page = await citizen.post(page, `/drafts/${draft}/papers`)
  return { draft, review: page, key: /name="key" value="([^"]+)"/.exec(page.html)?.[1] ?? randomUUID() }
}
const submitted: string[] = []
async function submit(): Promise<{ status: number; count: number }> {
  const { draft, review, key } = await draftReady()
  const csrf = /name="_csrf" value="([^"]+)"/.exec(review.html)?.[1] ?? ''
  await calm()
  const before = roundTrips.count
  // Without following: the page that the answer leads to is measured on its own.
  const response = await fetch(`${bantuo.url}/drafts/${draft}/review`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: bantuo.url, cookie: [...citizen.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    body: new URLSearchParams({ _csrf: csrf, key, delivery: 'online', declared: 'yes' }),
  })
  const count = roundTrips.count - before
  submitted.push(/\/cases\/(\d{21,})/.exec(response.headers.get('location') ?? '')?.[1] ?? '')
  return { status: response.status, count }
}

const kinds: Record<string, () => Promise<number>> = {
  guide: () => measure(() => nobody.get(`/items/${itemCode}`)),
  home: () => measure(() => nobody.get('/')),
  search: () => measure(() => nobody.get('/search?q=%E9%A3%9F%E5%93%81')),
  'guide, mine': () => measure(() => citizen.get(`/items/${itemCode}`)),
  me: () => measure(() => citizen.get('/me')),
  'api guide': () => measure(() => nobody.get(`/api/v1/service-items/${itemCode}`)),
  'api search': () => measure(() => nobody.get('/api/v1/service-items?q=%E8%90%BD%E6%88%B7')),
  'draft page': async () => {
    const begun = await beginDraft()
    return measure(() => citizen.get(`/drafts/${begun}/applicant`))
  },
  autosave: async () => {
    const begun = await beginDraft()
    return measure(() =>
      citizen.raw(`/drafts/${begun}/autosave`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', origin: bantuo.url },
        body: JSON.stringify({ step: 'applicant', values: { mobile: '13800000001' } }),
      }),
    )
  },
  submit: async () => {
    const counts: number[] = []
    for (let index = 0; index < 4; index++) {
      const { status, count } = await submit()
      expect(status).toBe(303)
      counts.push(count)
    }
    return Math.min(...counts)
  },
  'case page': () => measure(() => citizen.get(`/cases/${submitted[0]}`)),
  'api case': () => measure(() => citizen.get(`/api/v1/cases/${submitted[0]}`)),
  inbox: () => measure(() => clerk.get('/api/v1/inbox')),
  accept: async () => {
    const counts: number[] = []
    for (const caseNo of submitted) {
      const { version } = (await clerk.api<{ version: number }>('GET', `/cases/${caseNo}`)).body
      counts.push(
        await measure(
          () =>
            clerk.api('POST', `/cases/${caseNo}/moves`, {
              seenVersion: version,
              act: { move: 'accept', deferred: [] },
            }),
          1,
        ),
      )
    }
    return Math.min(...counts)
  },
}

test('every kind of request has a budget', () => {
  expect(Object.keys(kinds)).toEqual([...budgetOf.keys()])
})

test.each(Object.entries(kinds))('%s', async (name, count) => {
  expect(await count()).toBeLessThanOrEqual(budgetOf.get(name) ?? -1)
})
