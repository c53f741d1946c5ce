import { afterAll, expect, test } from 'vitest'
import { findAccountBySubject } from '../../src/identity/index.ts'
import { groupCaseNo } from '../../src/standards/index.ts'
import { startMail } from '../helpers/mail-server.ts'
import { startServer } from '../helpers/server.ts'
import { apply, makeVisitor } from '../helpers/visitor.ts'

const mail = await startMail()
afterAll(() => mail.close())
const bantuo = await startServer(undefined, {}, { SMTP_URL: mail.url })
const localeOf = async (subject: string) => (await findAccountBySubject(bantuo.db, 'demo', subject))?.preferences.locale

/** The words of a message, whatever it was wrapped in to travel. */
const wordsOf = (raw: string): string => {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const text = body.join('\r\n\r\n')
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(text, 'base64').toString()
  const plain = text.replace(/=\r\n/g, '')
  return Buffer.from(
    plain.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
}
const lastMail = async (count: number) => {
  await expect.poll(() => mail.got.length, { timeout: 15_000 }).toBe(count)
  return wordsOf(mail.got.at(-1) ?? '')
}

test('whoever reads English here gets English mail; after choosing Chinese, Chinese', { timeout: 60_000 }, async () => {
  const reader = makeVisitor(bantuo.url)
  await reader.get('/settings/lang?to=en')
  await reader.signIn('citizen-1')
  expect(await localeOf('citizen-1')).toBe('en')
  const caseNo = await apply(reader, '食品经营许可', { values: { applicantKind: 'natural' } })
  const english = await lastMail(1)
  expect(english).toContain(groupCaseNo(caseNo))
  expect(english).toMatch(/application/)
  expect(english.replace(/[“”‘’]/g, '')).not.toMatch(/您|申请/)

  await reader.get('/settings/lang?to=zh')
  expect(await localeOf('citizen-1')).toBe('zh')
  await reader.post(await reader.get(`/cases/${caseNo}`), `/cases/${caseNo}/withdraw`, { reason: '' })
  expect(await lastMail(2)).toMatch(/撤回/)
})

test('the language chosen last stays, on devices where nothing was chosen too', async () => {
  const signIn = async (chosen: 'zh' | 'en' | null) => {
    const visitor = makeVisitor(bantuo.url)
    if (chosen !== null) visitor.cookies.set('lang', chosen)
    await visitor.signIn('citizen-2')
    return localeOf('citizen-2')
  }
  expect([await signIn(null), await signIn('en'), await signIn(null), await signIn('zh')]).toEqual([
    'zh',
    'en',
    'en',
    'zh',
  ])
})

test('officers who read English are told the English name of every authority and place beside the legal one', {
  timeout: 60_000,
}, async () => {
  const citizen = makeVisitor(bantuo.url)
  await citizen.signIn('citizen-1')
  const caseNo = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  const as = async (subject: string) => {
    const visitor = makeVisitor(bantuo.url)
    await visitor.signIn(subject)
    return async (path: string) => (await visitor.api<never>('GET', path)).body as object
  }
  const [clerk, editor, admin] = [await as('examiner'), await as('editor'), await as('admin')]
  const bureau = 'Market Regulation Bureau, Jiefang District'
  const police = 'Minsheng Subdistrict Police Station'
  const divisions = await clerk('/divisions?parent=410802000000')
  expect(divisions).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ nameEn: 'Minsheng Subdistrict' })]),
  })
  expect(await clerk('/session')).toMatchObject({
    roles: [{ divisionName: '解放区', divisionNameEn: 'Jiefang District', authorityNameEn: bureau }],
  })
  const found = await clerk(`/service-items?q=${encodeURIComponent('食品经营许可')}&division=410802000000`)
  expect(found).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ authorityEn: bureau })]) })
  const { itemCode } = (found as { items: { itemCode: string }[] }).items[0] ?? { itemCode: '' }
  expect(await clerk(`/service-items/${itemCode}`)).toMatchObject({ authority: { nameEn: bureau } })
  const bundle = await clerk('/bundles/newborn?division=410802001000')
  expect(bundle).toMatchObject({ members: expect.arrayContaining([expect.objectContaining({ authorityEn: police })]) })
  expect(await clerk(`/cases/${caseNo}`)).toMatchObject({
    authority: { nameEn: bureau },
    divisionEn: expect.stringContaining('Minsheng Subdistrict, Jiefang District, Jiaozuo'),
    tasks: [{ authorityNameEn: bureau }],
  })
  expect(await editor(`/catalogue/entries/S0144?find=${encodeURIComponent('解放区')}`)).toMatchObject({
    items: [{ authorityEn: expect.stringContaining('Jiefang District') }],
  })
  // Looked for by its English name too.
  expect(await editor('/catalogue/entries/S0144?find=jiefang')).toMatchObject({
    items: [{ authority: expect.stringContaining('解放区') }],
  })
  expect(await admin(`/officers?q=${encodeURIComponent('李审查')}`)).toMatchObject({
    items: [{ roles: [{ authorityNameEn: bureau }] }],
  })
  expect(await admin(`/places?q=${encodeURIComponent('解放区市场监督管理局')}`)).toMatchObject({
    items: [{ nameEn: bureau, withinEn: 'Jiaozuo' }],
  })
})
