import { z } from '@hono/zod-openapi'

/** The answers to the questions of an item or bundle, by id, as a JSON object in the address. */
export const Answers = z
  .string()
  .max(5000)
  .openapi({ example: '{"kind":"renew","holder":"adult"}' })
  .transform((text, context): Record<string, unknown> => {
    try {
      return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
    } catch {
      context.addIssue({ code: 'custom', message: 'answers must be a JSON object' })
      return z.NEVER
    }
  })
