/** The languages every page and sentence exists in. zh is the language of record. */
export type Locale = 'zh' | 'en'
export const locales = ['zh', 'en'] as const satisfies readonly Locale[]

/** One sentence in both languages: a missing translation does not compile. */
export type Text = { readonly zh: string; readonly en: string }

/** The sentence in the reader's language. */
export const say = (text: Text, locale: Locale): string => text[locale]

/** The same text in both languages, for names that exist in Chinese only (a village, a person). */
export const verbatim = (text: string): Text => ({ zh: text, en: text })

/** Joins lists the way each language does: 、 in Chinese, comma in English. */
export const joinTexts = (texts: readonly Text[]): Text => ({
  zh: texts.map((t) => t.zh).join('、'),
  en: texts.map((t) => t.en).join(', '),
})
