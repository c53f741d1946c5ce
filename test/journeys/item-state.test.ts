import { expect, test } from 'vitest'
import { startServer } from '../helpers/server.ts'
import { makeVisitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const place = '410802000000'
const person = async (subject: string) => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.get(`/place/set?code=${place}&return=/`)
  await visitor.signIn(subject)
  return visitor
}
const [editor, citizen] = await Promise.all([person('editor'), person('citizen-1')])
const itemOf = (entryId: string) => {
  const item = bantuo.city().findItemFor(entryId, place)?.item
  if (item === undefined) throw new Error(`no item ${entryId}`)
  return item
}

async function publish(entryId: string, change: object): Promise<void> {
  const content = bantuo.city().entries.get(entryId)?.published.content
  const path = `/catalogue/entries/${entryId}`
  const draft = { content: { ...content, ...change }, basedOn: null }
  const kept = await editor.api<{ digest: string }>('PUT', `${path}/draft`, draft)
  expect(kept.status).toBe(200)
  expect((await editor.api('POST', `${path}/publish`, { digest: kept.body.digest })).status).toBe(200)
}

type Guide = { state: string; whyNotInUse: { zh: string } | null; inHall: boolean; relief: { review: { zh: string } } }
const guide = async (entryId: string): Promise<Guide> =>
  (await citizen.api<Guide>('GET', `/service-items/${itemOf(entryId).itemCode}`)).body

const paused = { zh: '系统升级，下周一恢复。', en: 'The system is renewed; back on Monday.' }

test('an item says its state, its hall and who reviews it, though nobody has typed them', async () => {
  expect(await guide('S0001')).toMatchObject({
    ...{ state: 'in-use', whyNotInUse: null, inHall: true },
    relief: { review: { zh: '解放区人民政府' }, litigation: { zh: '解放区人民法院' } },
  })
})

test('a paused item is refused with its reason wherever somebody applies: on the page, over the API, within a bundle', async () => {
  const { itemCode } = itemOf('S0001')
  await publish('S0001', { paused })
  expect(await guide('S0001')).toMatchObject({
    state: 'paused',
    whyNotInUse: { zh: expect.stringContaining('系统升级') },
  })
  const results = await citizen.get(`/search?q=${encodeURIComponent('孩子出生上户口')}`)
  expect(results.html).toMatch(new RegExp(`href="/items/${itemCode}">(?:(?!</li>).)*暂不受理`, 's'))
  const page = await citizen.get(`/items/${itemCode}/apply`)
  expect(page.status).toBe(409)
  expect(page.html).toContain('暂停办理：系统升级')

  const refused = await citizen.api<{ detail: string }>(
    'POST',
    '/cases',
    { itemCode, division: place, answers: {}, form: {}, delivery: 'online', declared: true },
    { 'idempotency-key': 'paused-item-0001' },
  )
  expect(refused.status).toBe(409)
  expect(refused.body.detail).toContain('暂停办理：系统升级')

  // Whoever only looks for it is told too, before anything is entered: a clerk's list, and a bundle's.
  const { body } = await citizen.api<{ items: ({ itemCode: string } & Guide)[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent('出生登记')}&division=${place}`,
  )
  for (const one of body.items)
    expect(one).toMatchObject(
      one.itemCode === itemCode
        ? { state: 'paused', whyNotInUse: { zh: expect.stringContaining('下周一恢复') } }
        : { state: 'in-use', whyNotInUse: null },
    )
  const bundle = await citizen.api<{ members: { entryId: string; whyNotInUse: { zh: string } | null }[] }>(
    'GET',
    `/bundles/newborn?division=${place}`,
  )
  expect(bundle.body.members.filter((one) => one.whyNotInUse !== null).map((one) => one.entryId)).toEqual(['S0001'])

  const whole = await citizen.get('/bundles/newborn')
  expect(whole.html).toContain('暂停办理：系统升级')
  expect(whole.html).not.toContain('/bundles/newborn/apply')
})

test('a cancelled item is refused from its day on, and what is in use again is taken again', async () => {
  await publish('S0001', { paused: undefined, cancelOn: '2020-01-01' })
  expect(await guide('S0001')).toMatchObject({ state: 'cancelled' })
  expect((await citizen.get(`/items/${itemOf('S0001').itemCode}`)).html).toContain('取消，不再受理')
  await publish('S0001', { cancelOn: undefined })
  expect(await guide('S0001')).toMatchObject({ state: 'in-use' })
  expect((await citizen.get(`/items/${itemOf('S0001').itemCode}/apply`)).url).toContain('/drafts/')
})

test('limit, fee, articles and papers carry the sample mark until they are confirmed, and again when one of them is said otherwise', async () => {
  const { itemCode } = itemOf('S0001')
  const marks = async (): Promise<number> =>
    (await citizen.get(`/items/${itemCode}`)).html.match(/>示例数据</g)?.length ?? 0
  expect(await marks()).toBe(4)
  expect((await citizen.api('POST', `/service-items/${itemCode}/confirmation`, {})).status).toBe(403)
  expect((await editor.api('POST', `/service-items/${itemCode}/confirmation`, {})).status).toBe(200)
  expect(await marks()).toBe(0)
  await publish('S0001', { aliases: ['新生儿落户'] })
  expect(await marks()).toBe(0)
  await publish('S0001', {
    fee: {
      ...{ charged: true, text: { zh: '工本费 10 元', en: '10 yuan' }, basis: '价目', payOnline: true },
      lines: [
        {
          ...{
            name: { zh: '户口簿工本费', en: 'Booklet' },
            standard: { zh: '10 元/本', en: '10 yuan each' },
            basis: '豫价费字',
          },
          reduction: { zh: '低保家庭免收', en: 'Free for families on the minimum allowance' },
        },
      ],
    },
  })
  expect(await marks()).toBe(4)
  const page = (await citizen.get(`/items/${itemCode}`)).html
  for (const words of ['户口簿工本费', '10 元/本', '低保家庭免收']) expect(page).toContain(words)
})

test('a guide promises an electronic result only where the item delivers one', async () => {
  const { itemCode } = itemOf('S0002')
  expect((await citizen.get(`/items/${itemCode}`)).html).toContain('网上下载电子版')
  await publish('S0002', { delivery: ['counter'], powerSource: '2' })
  const page = (await citizen.get(`/items/${itemCode}`)).html
  expect(page).not.toContain('网上下载电子版')
  expect(page).toContain('到窗口领取')
  expect(page).toContain('上级下放')
})

test('whoever chooses to have departments work at once reads the limits of that way, of the whole and of each step', async () => {
  const { itemCode } = itemOf('S0144')
  const alone = (await citizen.get(`/items/${itemCode}`)).html
  expect(alone).not.toContain('不超过')
  const together = (await citizen.get(`/items/${itemCode}?together=together`)).html
  expect(together).toContain('20 个工作日')
  expect(together).toMatch(/不超过 \d+ 个工作日/)
})

test('an item that only counters take in is not begun online, and the guide says where to go', async () => {
  const { itemCode } = itemOf('S0217')
  await publish('S0217', {
    channels: ['counter'],
    visits: 1,
    visitReason: { zh: '核对原件', en: 'Originals are checked' },
  })
  const page = await citizen.get(`/items/${itemCode}`)
  expect(page.text).toContain('本事项不在网上办')
  expect(page.text).toMatch(/在哪办窗口.+时间/)
  expect(page.html).not.toContain(`/items/${itemCode}/apply`)
  expect((await citizen.get(`/items/${itemCode}/apply`)).status).toBe(409)
  const sent = { itemCode, division: place, answers: {}, form: {}, delivery: 'counter', declared: true }
  const refused = await citizen.api<{ detail: string }>('POST', '/cases', sent, {
    'idempotency-key': 'counter-only-01',
  })
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('不在网上办')])
})
