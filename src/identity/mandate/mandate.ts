import { type Refusal, refuse } from '#base'

/** What a mandate covers: everything, or these catalogue entries only. */
export type MandateScope = { type: 'all' } | { type: 'entries'; entryIds: string[] }

/** One person acting for another, or for a firm (代办、委托): explicit, scoped, expiring, revocable. */
export type Mandate = {
  mandateId: string
  principalKind: 'natural' | 'legal'
  principalAccountId: string | null
  /** The firm's credit code, when the principal is a firm. */
  principalCode: string | null
  principalName: string
  agentAccountId: string
  scope: MandateScope
  validFrom: Temporal.PlainDate
  validUntil: Temporal.PlainDate
  revokedAt: Temporal.Instant | null
}

/** Does the mandate allow acting on this entry today? */
export const mandateCovers = (mandate: Mandate, entryId: string, today: Temporal.PlainDate): boolean =>
  mandate.revokedAt === null &&
  Temporal.PlainDate.compare(mandate.validFrom, today) <= 0 &&
  Temporal.PlainDate.compare(today, mandate.validUntil) <= 0 &&
  (mandate.scope.type === 'all' || mandate.scope.entryIds.includes(entryId))

/** The longest a mandate may run: a forgotten one must end by itself. */
export const maxMandateYears = 2

/** Checks a mandate before it is granted; null when it may be. */
export function mandateFlaw(
  input: {
    validFrom: Temporal.PlainDate
    validUntil: Temporal.PlainDate
    principalAccountId: string
    agentAccountId: string
  },
  today: Temporal.PlainDate,
): Refusal | null {
  if (input.principalAccountId === input.agentAccountId) {
    return refuse('invalid', {
      zh: '不能委托自己。请填写代办人的身份证号。',
      en: 'You cannot appoint yourself. Enter the agent’s identity number.',
    })
  }
  if (
    Temporal.PlainDate.compare(input.validUntil, today) < 0 ||
    Temporal.PlainDate.compare(input.validUntil, input.validFrom) < 0
  ) {
    return refuse('invalid', {
      zh: '截止日期已过。请选择今天以后的日期。',
      en: 'The end date has passed. Choose a later date.',
    })
  }
  if (Temporal.PlainDate.compare(input.validUntil, today.add({ years: maxMandateYears })) > 0) {
    return refuse('invalid', {
      zh: `委托最长 ${maxMandateYears} 年。请选择更早的截止日期。`,
      en: `A mandate lasts ${maxMandateYears} years at most. Choose an earlier end date.`,
    })
  }
  return null
}
