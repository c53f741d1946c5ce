import { beforeEach, expect, test } from 'vitest'
import { startServer } from '../helpers/server.ts'
import { makeVisitor, type Page } from '../helpers/visitor.ts'

const bantuo = await startServer()
const reader = makeVisitor(bantuo.url)
const nothing = `/search?q=${encodeURIComponent('红烧肉怎么做')}`
const at = async (place: string): Promise<Page> => {
  await reader.get(`/place/set?code=${place}&return=/`)
  return reader.get(nothing)
}
beforeEach(() => reader.get('/settings/lang?to=zh&return=/'))

test('whoever finds nothing is told the nearest office of their place, when it is open, its phone, the hotline and what to say', async () => {
  const village = bantuo.city().divisions.listChildren('410802001000')[0]
  const nearest = [
    ['410800000000', '焦作市行政审批和政务信息管理局', '焦作市政务服务中心'],
    ['410802000000', '解放区行政审批和政务信息管理局', '解放区政务服务中心'],
    ['410802001000', '民生街道办事处', '民生街道便民服务中心'],
    [village?.code ?? '', '民生街道', '便民服务站'],
  ] as const
  for (const [place, name, address] of nearest) {
    const { text, html } = await at(place)
    for (const words of [name, `地址：`, address, '时间：', '打 12345', '要办什么，替谁办，住在哪个乡镇或街道'])
      expect(text, `${place} ${words}`).toContain(words)
    expect(html).toContain('href="tel:12345"')
    expect(html).toMatch(/href="tel:0391\d{7}"/)
  }
})

test('in a county the way to somebody nearer is offered; in a township nobody is nearer', async () => {
  expect((await at('410802000000')).text).toContain('选您住的乡镇或街道')
  expect((await at('410802001000')).text).not.toContain('选您住的乡镇或街道')
})

test('an address that nobody has recorded is not made up: the reader is told, and told to call', async () => {
  const office = bantuo.city().authorities.findAt('乡镇人民政府（街道办事处）', '410802002000')
  if (office === undefined) throw new Error('no office')
  Object.assign(office.details, { address: '', hours: { zh: '', en: '' } })
  const { text } = await at('410802002000')
  expect(text).toContain('系统里没有它的地址')
  expect(text).not.toContain('地址：')
  expect(text).not.toContain('时间：')
  Object.assign(office.details, { phone: '' })
  const page = await at('410802002000')
  expect(page.html).not.toContain('tel:0391')
  expect(page.html).toContain('href="tel:12345"')
})

test('where something is found nobody is sent to an office, and in English all of it is English', async () => {
  expect((await reader.get(`/search?q=${encodeURIComponent('身份证')}`)).text).not.toContain('问人')
  await at('410802001000')
  await reader.get('/settings/lang?to=en&return=/')
  const { text } = await reader.get(nothing)
  for (const words of ['Ask somebody', 'Minsheng', 'Address: ', 'Hours: ', 'Call 12345']) expect(text).toContain(words)
})
