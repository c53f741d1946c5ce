import type { View } from '../layout/view.ts'
import type { Notice } from './notice.ts'

/** Joiners and selectors of a variant say how a character looks, not which it is. */
const silent = /\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu

const codeOf = (character: string): string =>
  `〔U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}〕`

/**
 * The notice in characters that its font can draw. Any other is written as its code in ISO/IEC 10646, which GB 18030 maps one to
 * one, so that a rare character of a name is still that character and no empty box; a paragraph says what such a code is.
 */
export function drawable(notice: Notice, hasGlyph: (codePoint: number) => boolean): Notice {
  const coded = new Set<string>()
  const line = (text: string): string =>
    [...text.replace(silent, '')]
      .map((character) => {
        if (/\s/.test(character) || hasGlyph(character.codePointAt(0) ?? 0)) return character
        coded.add(codeOf(character))
        return codeOf(character)
      })
      .join('')
  const drawn: Notice = {
    ...notice,
    letterhead: line(notice.letterhead),
    title: line(notice.title),
    number: line(notice.number),
    rows: notice.rows.map(([name, value]) => [line(name), line(value)]),
    paragraphs: notice.paragraphs.map(line),
    remedy: notice.remedy === null ? null : line(notice.remedy),
    signedBy: line(notice.signedBy),
    signedOn: line(notice.signedOn),
    qr: { ...notice.qr, caption: line(notice.qr.caption) },
  }
  if (coded.size === 0) return drawn
  return { ...drawn, paragraphs: [...drawn.paragraphs, explain([...coded], notice.locale)] }
}

const explain = (codes: readonly string[], locale: View['locale']): string =>
  locale === 'zh'
    ? `${codes.join('、')}${codes.length > 1 ? '各' : ''}代表一个本文件字体没有的字，“U+”后是它的国际标准编码；网页上按原字显示。`
    : `${codes.join(', ')}: each stands for one character that the font of this document lacks; what follows “U+” is its international code. The web page shows the character itself.`
