import type { Text } from '#base'

/** A timer's length as people say it: so many of one unit. */
export type Length = { amount: number; unit: 'working' | 'days' | 'hours' | 'minutes' }

const forms = [
  { unit: 'days', reads: /^P(\d{1,6})D$/, writes: (amount: number) => `P${amount}D` },
  { unit: 'hours', reads: /^PT(\d{1,6})H$/, writes: (amount: number) => `PT${amount}H` },
  { unit: 'minutes', reads: /^PT(\d{1,6})M$/, writes: (amount: number) => `PT${amount}M` },
] as const

/** Reads an ISO 8601 duration of one unit; null for anything else, which is shown as it is written. */
export function readLength(text: string, days: string | undefined): Length | null {
  for (const { unit, reads } of forms) {
    const amount = reads.exec(text.trim())?.[1]
    if (amount !== undefined)
      return { amount: Number(amount), unit: unit === 'days' && days === 'working' ? 'working' : unit }
  }
  return null
}

/** Writes it as a route does: ISO 8601, and whether its days are an office's. */
export function writeLength({ amount, unit }: Length): { text: string; days: 'working' | 'calendar' } {
  const form = forms.find((one) => one.unit === (unit === 'working' ? 'days' : unit)) ?? forms[0]
  return { text: form.writes(amount), days: unit === 'working' ? 'working' : 'calendar' }
}

/** A timer that repeats after whole days: then it matters which days count. */
export const repeatsByDays = (text: string): boolean => /^R\d*\/P\d+D$/.test(text.trim())

/** A length in words; what is not so many of one unit stands as it is written. */
export function lengthWords(text: string, days: string | undefined): Text {
  const length = readLength(text, days)
  if (length === null) return { zh: text, en: text }
  const { amount, unit } = length
  const [zh, en] = unitWords[unit]
  return { zh: `${amount} ${zh}`, en: `${amount} ${amount === 1 ? en : `${en}s`}` }
}

const unitWords = {
  working: ['个工作日', 'working day'],
  days: ['天', 'calendar day'],
  hours: ['小时', 'hour'],
  minutes: ['分钟', 'minute'],
} as const satisfies Record<Length['unit'], readonly [string, string]>
