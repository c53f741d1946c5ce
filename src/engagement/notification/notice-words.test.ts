import { expect, test } from 'vitest'
import type { CaseEvent } from '#handling'
import { wordsFor } from './notice-words.ts'

const about = { caseNo: '410802112026030200001', itemCode: '', itemName: '最低生活保障', isByRule: false }
const [illness, name, basis] = [
  '申请人患恶性肿瘤，家庭收入仍高于标准',
  '王小满（演示）',
  '《社会救助暂行办法》第十一条',
]
const on = '2026-03-02'

const events: [string, CaseEvent][] = [
  ['declined', { type: 'declined', data: { on, reason: illness, basis, rightOrgan: name } }],
  ['denied', { type: 'decided', data: { on, outcome: 'denied', reason: illness, basis } }],
  ['terminated', { type: 'terminated', data: { on, reason: illness, basis } }],
  ['extended', { type: 'extended', data: { on, days: 5, reason: illness, basis } }],
  ['overturned', { type: 'overturned', data: { on, reason: illness, basis } }],
  ['delivered', { type: 'delivered', data: { how: 'counter', to: name } }],
  ['told of progress by the route', { type: 'notice-told', data: { element: 'tell', text: illness } }],
]
test.each(events)(
  'whoever is %s reads why on the site; by e-mail and SMS goes only that there is news, and to sign in',
  (_, event) => {
    const words = wordsFor(event, about)
    const own = event.type === 'delivered' ? name : illness
    for (const locale of ['zh', 'en'] as const) {
      expect(words?.body[locale]).toContain(own)
      for (const written of [illness, name, basis]) expect(words?.outside[locale]).not.toContain(written)
      expect(words?.outside[locale]).toContain('4108 0211 2026 0302 00001')
      expect(words?.outside[locale]).toMatch(/请登录后在办件里看详情。$|Sign in and open the case to read more\.$/)
    }
  },
)

test('a refusal tells outside too within which time it can be contested, before the court as well', () => {
  const declined = wordsFor({ type: 'declined', data: { on, reason: `${illness}。`, basis, rightOrgan: null } }, about)
  expect(declined?.body.zh).toBe(
    `您的申请“最低生活保障”（4108 0211 2026 0302 00001）不予受理：${illness}。不服的，可自收到决定之日起六十日内申请行政复议，或在六个月内提起行政诉讼。`,
  )
  expect(declined?.outside).toEqual({
    zh: '您的申请“最低生活保障”（4108 0211 2026 0302 00001）不予受理。不服的，可自收到决定之日起六十日内申请行政复议，或在六个月内提起行政诉讼。请登录后在办件里看详情。',
    en: 'Your application “最低生活保障” (4108 0211 2026 0302 00001) was not accepted. You may ask for administrative review within sixty days of receiving the decision, or sue within six months. Sign in and open the case to read more.',
  })
})

test('a day by which something is owed is told outside as it is on the site', () => {
  const requests = [{ materialNo: 2, what: '诊断证明', reason: illness, basis: null }]
  const asked = wordsFor(
    { type: 'correction-requested', data: { noticeNo: 'x', requests, dueOn: '2026-04-01' } },
    about,
  )
  expect(asked?.outside).toEqual(asked?.body)
  expect(asked?.outside.zh).toContain('请在 4 月 1 日（周三）前补交')
  expect(asked?.outside.zh).not.toContain(illness)
})
