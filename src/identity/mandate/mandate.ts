import { type Flaw, type Refusal, refuse, type Text } from '#base'

/** What a mandate covers: everything, or these catalogue entries only. */
export type MandateScope = { type: 'all' } | { type: 'entries'; entryIds: string[] }

/** One person acting for another, or for a firm (代办、委托): explicit, scoped, expiring, revocable. */
export type Mandate = {
  mandateId: string
  principalKind: 'natural' | 'legal'
  /** The person's account, or the firm's: what is applied for under the mandate belongs to it. */
  principalAccountId: string
  /** The firm's credit code, when the principal is a firm. */
  principalCode: string | null
  principalName: string
  agentAccountId: string
  scope: MandateScope
  validFrom: Temporal.PlainDate
  validUntil: Temporal.PlainDate
  revokedAt: Temporal.Instant | null
  /**
   * May its holder give mandates in the principal's name? Only whoever represents a firm (法定代表人), vouched for by the registry or
   * the identity provider; a mandate that a person was given cannot be passed on (Civil Code art. 169).
   */
  mayDelegate: boolean
}

/** In whose name mandates are given and taken back: a person's own, or a firm's by whoever represents it. */
export type Principal =
  | { kind: 'natural'; accountId: string; name: string }
  | { kind: 'legal'; code: string; name: string }

/**
 * The principal for whom this person may give mandates at this moment: oneself, or the firm one represents and acts for.
 * Whoever acts under a mandate that was given to them is refused (Civil Code art. 169: sub-delegation needs the principal's consent).
 */
export function principalFor(
  account: { accountId: string; name: string },
  acting: Mandate | null,
): Principal | Refusal {
  if (acting === null) return { kind: 'natural', accountId: account.accountId, name: account.name }
  const { mayDelegate, principalKind, principalCode, principalName } = acting
  if (mayDelegate && principalKind === 'legal' && principalCode !== null)
    return { kind: 'legal', code: principalCode, name: principalName }
  return refuse(
    'not-allowed',
    principalKind === 'legal'
      ? {
          zh: `您替“${principalName}”办事的委托不能再转给别人。要多委托一个人，请由单位的法定代表人来办。`,
          en: `Your mandate for “${principalName}” cannot be passed on. Another is given by whoever represents the firm.`,
        }
      : {
          zh: `您替“${principalName}”办事的委托不能再转给别人。要多委托一个人，请由本人来办。`,
          en: `Your mandate for “${principalName}” cannot be passed on. Another is given by that person.`,
        },
  )
}

/** Does the mandate allow acting on this entry today? */
export const mandateCovers = (mandate: Mandate, entryId: string, today: Temporal.PlainDate): boolean =>
  mandate.revokedAt === null &&
  Temporal.PlainDate.compare(mandate.validFrom, today) <= 0 &&
  Temporal.PlainDate.compare(today, mandate.validUntil) <= 0 &&
  scopeCovers(mandate.scope, entryId)

/** Is this entry among those the mandate names? */
export const scopeCovers = (scope: MandateScope, entryId: string): boolean =>
  scope.type === 'all' || scope.entryIds.includes(entryId)

/** Why somebody who acts for another may not begin or send this; null when they act for themselves or the mandate covers it. */
export const uncovered = (acting: Mandate | null, entryId: string, today: Temporal.PlainDate): Refusal | null =>
  acting === null || mandateCovers(acting, entryId, today)
    ? null
    : refuse('not-allowed', {
        zh: '您的委托不包括这个事项，请委托人补充授权。',
        en: 'Your mandate does not cover this item. Ask the principal to extend it.',
      })

/** The most entries that one mandate names: whoever needs more gives one for everything. */
export const maxMandateEntries = 50

/** The longest a mandate may run: a forgotten one must end by itself. */
export const maxMandateYears = 2

/**
 * What keeps a mandate from being granted from today on, all at once: of the agent (`/agentId`), the last day (`/until`) and the
 * items (`/entries`). Without an account, a day or a choice of items nothing was found, read or chosen.
 */
export function mandateFlaws(
  input: {
    /** The account of whoever gives it. */
    grantedBy: string
    agentAccountId: string | undefined
    validUntil: Temporal.PlainDate | null
    scope: MandateScope | null
  },
  today: Temporal.PlainDate,
): Flaw[] {
  const flaws: [string, Text | null][] = [
    ['/agentId', agentFlaw(input)],
    ['/until', untilFlaw(input.validUntil, today)],
    ['/entries', scopeFlaw(input.scope)],
  ]
  return flaws.flatMap(([pointer, sentence]) => (sentence === null ? [] : [{ pointer, sentence }]))
}

function agentFlaw({ agentAccountId, grantedBy }: { agentAccountId: string | undefined; grantedBy: string }) {
  if (agentAccountId === undefined) {
    return {
      zh: '没有找到这个身份证号的账户。请受托人先登录一次，再来委托。',
      en: 'No account has this identity number. Let the agent sign in once first.',
    }
  }
  return agentAccountId !== grantedBy
    ? null
    : {
        zh: '不能委托自己。请填写代办人的身份证号。',
        en: 'You cannot appoint yourself. Enter the agent’s identity number.',
      }
}

function untilFlaw(validUntil: Temporal.PlainDate | null, today: Temporal.PlainDate): Text | null {
  if (validUntil === null) return { zh: '请选择截止日期。', en: 'Choose the end date.' }
  if (Temporal.PlainDate.compare(validUntil, today) < 0) {
    return {
      zh: '截止日期已过。请选择今天以后的日期。',
      en: 'The end date has passed. Choose a later date.',
    }
  }
  if (Temporal.PlainDate.compare(validUntil, today.add({ years: maxMandateYears })) > 0) {
    return {
      zh: `委托最长 ${maxMandateYears} 年。请选择更早的截止日期。`,
      en: `A mandate lasts ${maxMandateYears} years at most. Choose an earlier end date.`,
    }
  }
  return null
}

function scopeFlaw(scope: MandateScope | null): Text | null {
  if (scope === null) return { zh: '请选择能办哪些事。', en: 'Choose for what.' }
  if (scope.type === 'all') return null
  if (scope.entryIds.length === 0) {
    return {
      zh: '还没有选事项。请查找并勾选，或者选“全部事项”。',
      en: 'No item is chosen. Find and tick some, or choose all items.',
    }
  }
  if (scope.entryIds.length > maxMandateEntries) {
    return {
      zh: `一份委托最多选 ${maxMandateEntries} 个事项。再多请选“全部事项”。`,
      en: `One mandate names ${maxMandateEntries} items at most. For more choose all items.`,
    }
  }
  return null
}
