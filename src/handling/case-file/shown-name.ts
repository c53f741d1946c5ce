import type { Applicant } from './case-event.ts'

/** An applicant's name as lists and verification pages show it: a person's first character only, a firm's whole name. */
export const shownName = ({ kind, name }: Pick<Applicant, 'kind' | 'name'>): string => {
  if (kind === 'legal') return name
  // Rare characters of names are two units of a string; half of one is no character.
  const [first = '', ...rest] = name
  return `${first}${'＊'.repeat(Math.min(2, Math.max(1, rest.length)))}`
}
