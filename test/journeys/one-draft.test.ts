import { expect, test } from 'vitest'
import { startServer } from '../helpers/server.ts'
import { answerAll, aPhoto, fillSections, makeVisitor, type Page, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const place = '410802001000'

async function citizen(): Promise<Visitor> {
  const visitor = makeVisitor(bantuo.url)
  await visitor.get(`/place/set?code=${place}&return=/place`)
  await visitor.signIn('citizen-1')
  return visitor
}

/** A draft with every answer and paper, open at its last page. */
async function ready(who: Visitor, apply: string): Promise<{ draft: string; page: Page }> {
  let page = await who.get(apply)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  page = await answerAll(who, page)
  page = await fillSections(who, page)
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? '')))
    page = await who.upload(page, `/drafts/${draft}/files?material=${no}`, `材料${no}.jpg`, aPhoto())
  return { draft, page: await who.post(page, `/drafts/${draft}/papers`) }
}

const itemOf = async (who: Visitor, question: string): Promise<string> => {
  const found = await who.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent(question)}&division=${place}`,
  )
  return `/items/${found.body.items[0]?.itemCode}/apply`
}
const pathOf = (page: Page): string => new URL(page.url, bantuo.url).pathname

test.each([
  ['an item', /^\/cases\/\d+$/, (who: Visitor) => itemOf(who, '分户、立户登记')],
  ['a bundle', /^\/me\/bundles\/B\d+$/, () => Promise.resolve('/bundles/newborn/apply')],
])(
  '%s whose last page is open in several windows is applied for once: every press leads to what the first made',
  {
    timeout: 120_000,
  },
  async (_, address, applyAt) => {
    const who = await citizen()
    const { draft, page } = await ready(who, await applyAt(who))
    const windows = [page, await who.get(`/drafts/${draft}/review`), await who.get(`/drafts/${draft}/review`)]
    const press = (at: Page, delivery: string) =>
      who.post(at, `/drafts/${draft}/review`, { delivery, declared: 'yes', signedBy: '王小满（演示）' })
    const done = await Promise.all(windows.map((one) => press(one, 'online')))
    const made = new Set(done.map(pathOf))
    expect([...made]).toEqual([expect.stringMatching(address)])
    // Later too, whatever is chosen then, and from the draft's own address.
    expect(pathOf(await press(page, 'window'))).toBe([...made][0])
    expect(pathOf(await who.get(`/drafts/${draft}/papers`))).toBe([...made][0])
    // A page that is still typed in hears that the draft is gone, and not another page.
    const body = JSON.stringify({ step: 'applicant', values: { address: '老街 1 号' } })
    const headers = { 'content-type': 'application/json' }
    expect((await who.raw(`/drafts/${draft}/autosave`, { method: 'PUT', body, headers })).status).toBe(404)
    const other = makeVisitor(bantuo.url)
    await other.signIn('citizen-2')
    expect((await other.get(`/drafts/${draft}/papers`)).status).toBe(404)
  },
)

test('a paper that another answer makes needless stands apart, may be removed, and is not sent in', {
  timeout: 60_000,
}, async () => {
  const who = await citizen()
  let page = await who.get(await itemOf(who, '社会保障卡申领'))
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  page = await fillSections(who, await answerAll(who, page, { photo: 'bring' }))
  page = await who.upload(page, `/drafts/${draft}/files?material=2`, '白底照片.jpg', aPhoto())
  const answers = await who.get(`/drafts/${draft}/answers`)
  page = await fillSections(who, await answerAll(who, answers, { photo: 'known' }))
  expect(page.text).toContain('按您现在的回答用不着')
  expect(page.text).toContain('白底照片.jpg')
  expect(page.html).toMatch(/action="\/drafts\/[^"]+\/files\/[^"]+\/remove"/)
  const review = await who.post(page, `/drafts/${draft}/papers`)
  expect([review.status, pathOf(review)]).toEqual([200, `/drafts/${draft}/review`])
  const done = await who.post(review, `/drafts/${draft}/review`, { delivery: 'online', declared: 'yes' })
  expect(pathOf(done)).toMatch(/^\/cases\/\d+$/)
  const { body } = await who.api<{ materials: { name: string }[] }>('GET', pathOf(done))
  expect(body.materials.map((one) => one.name)).not.toContain('白底照片.jpg')
})

test('answers that come with a link from another site do not change those of a draft', async () => {
  const who = await citizen()
  const apply = await itemOf(who, '居住证申领')
  const page = await who.get(`${apply}?photo=bring`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  const chosen = async (): Promise<string> =>
    /<input(?=[^>]*checked)(?=[^>]*name="photo")[^>]*value="([^"]*)"/.exec(
      (await who.get(`/drafts/${draft}/answers`)).html,
    )?.[1] ?? ''
  expect(await chosen()).toBe('bring')
  await who.raw(`${apply}?photo=onsite`, { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(await chosen()).toBe('bring')
  await who.raw(`${apply}?photo=onsite`, { headers: { 'sec-fetch-site': 'same-origin' } })
  expect(await chosen()).toBe('onsite')
})
