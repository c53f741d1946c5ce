import type { InboxRow } from '#handling'

/** An applicant's name as lists show it: a person's first character only, a firm's whole name. */
export const shownName = (row: Pick<InboxRow, 'applicantKind' | 'applicantName'>): string => {
  const { applicantKind, applicantName: name } = row
  return applicantKind === 'legal'
    ? name
    : `${name.slice(0, 1)}${'＊'.repeat(Math.min(2, Math.max(1, name.length - 1)))}`
}
