import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import { type AssessedFacts, askTable, type Grounds } from './ask-table.ts'
import type { ItemTables } from './item-table.ts'

/** 是否符合条件. `eligible` null: the rules do not say. */
export type Eligibility = Grounds & {
  eligible: boolean | null
  /** The entry to use instead, where the table names one. */
  goTo: string | null
}

/** 收费, as it was worked out. `amount` in yuan, at most two decimals; null: the rules do not say, and the guide's text holds. */
export type FeeAssessment = Grounds & { amount: number | null; basis: string }

export type Assessed = { content: Pick<EntryContent, 'tables' | 'questions' | 'form'>; tables: ItemTables }

/**
 * Does who asks qualify, by the item's own rules? Null when the item names no table. Never a reason to turn anybody away: all may
 * apply, and only the office declines, in writing (Licensing Law art. 32).
 */
export function assessEligibility(item: Assessed, facts: AssessedFacts): Eligibility | null {
  const key = item.content.tables?.eligibility
  if (key === undefined) return null
  const { grounds, given } = askTable(item, { key, use: 'eligibility' }, item.tables.eligibility, facts)
  const { eligible, goTo } = given[0]?.outputs ?? {}
  return {
    ...grounds,
    eligible: typeof eligible === 'boolean' ? eligible : null,
    goTo: typeof goTo === 'string' && goTo !== '' ? goTo : null,
  }
}

/** What it costs, by the item's own rules; null when the item names no table. */
export function assessFee(item: Assessed, facts: AssessedFacts): FeeAssessment | null {
  const key = item.content.tables?.fee
  if (key === undefined) return null
  const { grounds, given, decided } = askTable(item, { key, use: 'fee' }, item.tables.fee, facts)
  const { amount, basis } = given[0]?.outputs ?? {}
  if (decided && !isAmount(amount)) return { ...grounds, reason: noAmount, amount: null, basis: '' }
  return {
    ...grounds,
    amount: isAmount(amount) ? Math.round(amount * 100) / 100 : null,
    basis: typeof basis === 'string' ? basis : '',
  }
}

const noAmount = {
  zh: '规则算出的不是有效金额，由工作人员核定。',
  en: 'The rules did not yield a valid amount; an officer will set it.',
}

// Beyond this, hundredths of a yuan are no longer exact in a number.
const most = 1_000_000_000_000

/** Yuan, not less than nothing, with at most two decimals: what a sum of such numbers is off by, and no more, is forgiven. */
const isAmount = (value: unknown): value is number =>
  typeof value === 'number' &&
  value >= 0 &&
  value <= most &&
  Math.abs(value * 100 - Math.round(value * 100)) <= Math.max(1, value * 100) * 16 * Number.EPSILON
