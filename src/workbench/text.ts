import type { Locale, Text } from '#base'

/** The reader's language as the server wrote it on the page; Chinese, the language of record, elsewhere. */
export const locale: Locale =
  typeof document !== 'undefined' && document.documentElement.lang.startsWith('en') ? 'en' : 'zh'

/** A sentence of the desk. Both languages are asked for, so that neither can be forgotten. */
export const w = (zh: string, en: string): string => (locale === 'zh' ? zh : en)

/** A sentence from data that already has both languages. */
export const t = (text: Text): string => text[locale]

/** Marks what has no English on an English page, so that it is read aloud as what it is (WCAG 3.1.2). */
export const langOf = (words: string): { lang?: 'zh-CN' } =>
  locale === 'en' && /\p{Script=Han}/u.test(words) ? { lang: 'zh-CN' } : {}
