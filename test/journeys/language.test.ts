import { afterAll, expect, test } from 'vitest'
import { findAccountBySubject } from '../../src/identity/index.ts'
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
  expect(english).toContain(caseNo)
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
