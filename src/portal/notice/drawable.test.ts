import { expect, test } from 'vitest'
import { drawable } from './drawable.ts'
import type { Notice } from './notice.ts'

const notice = (name: string, locale: Notice['locale'] = 'zh'): Notice => ({
  ...{ locale, letterhead: '解放区公安分局', title: '受理通知书', number: '1', rows: [['申请人', name]] },
  ...{ paragraphs: ['您的申请已受理。'], remedy: null, signedBy: '解放区公安分局', signedOn: '2026 年 3 月 2 日' },
  qr: { url: 'x', caption: '扫码查进度' },
})
/** A font of the Basic Multilingual Plane. */
const basic = (codePoint: number) => codePoint < 0x1_0000

test('a rare character of a name that the font lacks stands as its code, and the paper says what the code is', () => {
  const drawn = drawable(notice('𠮷田'), basic)
  expect(drawn.rows[0]?.[1]).toBe('〔U+20BB7〕田')
  expect(drawn.paragraphs).toEqual([
    '您的申请已受理。',
    '〔U+20BB7〕代表一个本文件字体没有的字，“U+”后是它的国际标准编码；网页上按原字显示。',
  ])
  expect(drawable(notice('𠮷', 'en'), basic).paragraphs[1]).toContain('the font of this document lacks')
})

test('a name that the font can draw is left as it is; a selector of a variant is not drawn beside its character', () => {
  expect(drawable(notice('王小满 Wang'), basic)).toEqual(notice('王小满 Wang'))
  expect(drawable(notice('葛\u{e0100}'), basic)).toEqual(notice('葛'))
})
