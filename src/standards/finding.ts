/** One sentence for the reader, in both languages: what is wrong and what to do. */
export type Sentence = { readonly zh: string; readonly en: string }

/** The answer of a check that found the value bad. */
export type Bad = { readonly ok: false; readonly reason: Sentence }

export const bad = (zh: string, en: string): Bad => ({ ok: false, reason: { zh, en } })

/**
 * Makes what people type ready for a check: full-width letters and digits to half-width, no spaces, capitals.
 * The checks themselves are strict, so a surface calls this first and stores the result.
 */
export const normaliseCode = (typed: string): string => typed.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
