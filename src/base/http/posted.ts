import type { Context } from 'hono'
import { cleanTexts } from '../text/clean-text.ts'

/** A form as it was sent: every name with its value, or with all of them where it has several; texts as they are written down (`cleanText`). */
export const readPosted = async (c: Context): Promise<Record<string, string | File | (string | File)[]>> =>
  cleanTexts(await c.req.parseBody({ all: true })) as Record<string, string | File | (string | File)[]>
