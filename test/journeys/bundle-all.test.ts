import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { applyForBundle, bundleNoOf } from '../helpers/bundles.ts'
import { startServer } from '../helpers/server.ts'
import { makeVisitor } from '../helpers/visitor.ts'

const bantuo = await startServer()
const ids = readdirSync('seeds/bundles').map((name) => name.replace('.yaml', ''))
const place = '410802001000'
const national = [
  '企业信息变更',
  '开办运输企业',
  '开办餐饮店',
  '水电气网联合报装',
  '信用修复',
  '企业上市合法合规信息核查',
  '企业破产信息核查',
  '企业注销登记',
  '新生儿出生',
  '教育入学',
  '社会保障卡居民服务',
  '残疾人服务',
  '退休',
]

test('the thirteen bundles of the national list are offered, and each is found by its name and by its ways of asking', async () => {
  const list = await makeVisitor(bantuo.url).get('/bundles')
  for (const name of national) expect(list.text).toContain(name)
  expect(bantuo.city().bundles.size).toBeGreaterThanOrEqual(13)
  for (const { bundle } of bantuo.city().bundles.values()) {
    for (const way of [bundle.name.zh, ...bundle.aliases]) {
      const found = await makeVisitor(bantuo.url).get(
        `/search?q=${encodeURIComponent(`我想问${way.replaceAll(' ', '要')}怎么办`)}`,
      )
      expect(found.html, way).toContain(`/bundles/${bundle.id}"`)
    }
  }
})

test('a question about one item alone is not answered with a bundle', async () => {
  for (const question of ['身份证丢了', '办护照', '结婚登记', '公积金贷款', '无犯罪记录证明']) {
    const found = await makeVisitor(bantuo.url).get(`/search?q=${encodeURIComponent(question)}`)
    expect(found.html, question).not.toMatch(/<a href="\/bundles\/[a-z-]+"/)
  }
})

// With the first answers, which are the commonest, and with the last, which need other members.
test.each(ids.flatMap((id) => [[id, 'first'] as const, [id, 'last'] as const]))(
  '%s can be submitted with the %s answers, and every case it opens holds what its own item asks',
  { timeout: 120_000 },
  async (id, which) => {
    const bundle = bantuo.city().bundles.get(id)?.bundle
    if (bundle === undefined) throw new Error(`no bundle ${id}`)
    const answers = Object.fromEntries(
      bundle.questions.map((one) => [one.id, one.options.at(which === 'first' ? 0 : -1)?.value ?? '']),
    )
    const isNothing = id === 'utilities' && which === 'last'
    const isFirm = !bundle.subjects.includes('natural')
    const who = makeVisitor(bantuo.url)
    await who.signIn(isFirm ? 'firm-agent' : 'citizen-1')
    if (isFirm) {
      const me = await who.get('/me')
      await who.post(me, '/me/act-for', { mandate: /name="mandate" value="([0-9a-f-]+)"/.exec(me.html)?.[1] ?? '' })
    }
    const values = {
      creditCode: '91410800MA0000007L',
      applicantKind: isFirm ? 'legal' : 'natural',
      opensOn: '2026-04-01',
      payBy: '2026-04-01',
    }
    const done = await applyForBundle(who, id, {
      place,
      answers: isNothing ? { ...answers, digRoad: 'yes', wantHeat: 'yes' } : answers,
      values: Object.fromEntries(
        Object.entries(values).filter(([name]) => name !== 'payBy' || id === 'transport-company'),
      ),
      signedBy: isFirm ? '焦作市好味道餐饮有限公司（演示）' : '王小满（演示）',
    })
    expect(bundleNoOf(done)).toMatch(/^B410802\d{13}$/)
  },
)
