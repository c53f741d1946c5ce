import { z } from 'zod'

/** Something that people are told, up to so many characters; blanks alone tell nothing. */
const told = (most: number) =>
  z
    .string()
    .max(most)
    .superRefine((text, context) => {
      if (text.trim() === '')
        context.addIssue({ code: 'too_small', origin: 'string', minimum: 1, inclusive: true, input: text })
    })

/** A sentence in both languages; `en` falls back to Chinese when a name has no English form. */
export const Bilingual = z.strictObject({ zh: told(4_000), en: told(4_000) })

/** What something is called, in both languages: it stands on one line of a list, a heading or a message. */
export const BilingualName = z.strictObject({ zh: told(200), en: told(200) })
