import { z } from '@hono/zod-openapi'
import type { InboxFilter } from '#handling'
import type { City } from '#management'
import { addWorkingDays } from '#standards'

/** By what the inbox is narrowed; the list and its table ask alike. `soon`: within three working days, today included. */
export const inboxQuery = {
  holder: z.enum(['mine', 'free', 'all']).default('all'),
  q: z.string().max(100).optional(),
  due: z.enum(['overdue', 'today', 'soon']).optional(),
  step: z.string().max(200).optional(),
  channel: z.enum(['online', 'mobile', 'counter', 'village', 'api']).optional(),
}
type Asked = z.infer<z.ZodObject<typeof inboxQuery>>

const soonDays = 3

/** Between which days the next act of what an officer asks for is due. */
const daysOf = (city: City, today: Temporal.PlainDate, due: NonNullable<Asked['due']>) =>
  due === 'overdue'
    ? { from: null, to: today.subtract({ days: 1 }) }
    : { from: today, to: due === 'today' ? today : addWorkingDays(city.calendar, today, soonDays) }

/** The same for the store. */
export const filterOf = (
  city: City,
  today: Temporal.PlainDate,
  { holder, q, due, step, channel }: Asked,
): Omit<InboxFilter, 'accountId' | 'after' | 'limit'> => ({
  holder,
  text: q ?? null,
  ...(due ? { due: daysOf(city, today, due) } : {}),
  ...(step ? { step } : {}),
  ...(channel ? { channel } : {}),
})
