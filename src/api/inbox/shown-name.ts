import type { InboxRow } from '#handling'

/** An applicant's name as lists show it: a person's first character only, a firm's whole name. */
export const shownName = (row: Pick<InboxRow, 'applicantKind' | 'applicantName'>): string => {
  const { applicantKind, applicantName } = row
  if (applicantKind === 'legal') return applicantName
  // Rare characters of names are two units of a string; half of one is no character.
  const [first = '', ...rest] = applicantName
  return `${first}${'＊'.repeat(Math.min(2, Math.max(1, rest.length)))}`
}
