/** What an officer may be. A person without any of these is a citizen. */
export const roles = [
  'counter-clerk',
  'examiner',
  'decider',
  'supervisor',
  'catalogue-editor',
  'administrator',
  'village-agent',
] as const
export type Role = (typeof roles)[number]

/** A role is held within a scope: a division and everything below it, and, where set, one authority only. */
export type OfficerRole = { role: Role; divisionCode: string; authorityCode: string | null }

const padding = [
  ['0000000000', 2],
  ['00000000', 4],
  ['000000', 6],
  ['000', 9],
] as const

/** The part of a division code that is not padding: 410802000000 → 410802. */
export const scopePrefix = (divisionCode: string): string => {
  const padded = padding.find(([zeros]) => divisionCode.endsWith(zeros))
  return padded === undefined ? divisionCode : divisionCode.slice(0, padded[1])
}

/** Does a scope cover this division? Scopes are code prefixes (GB/T 2260 nests by prefix). */
export const covers = (scope: string, divisionCode: string): boolean => divisionCode.startsWith(scopePrefix(scope))

/** Where a thing belongs: the division and the authority that is competent for it. */
export type Place = { divisionCode: string; authorityCode: string }

/** Does one of these roles reach that place? A role bound to an authority reaches that authority only. */
export const reaches = (held: readonly OfficerRole[], role: Role, place: Place): boolean =>
  held.some(
    (one) =>
      one.role === role &&
      covers(one.divisionCode, place.divisionCode) &&
      (one.authorityCode === null || one.authorityCode === place.authorityCode),
  )
