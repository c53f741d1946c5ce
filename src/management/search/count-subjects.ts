import type { Subject } from '../catalogue/catalogue-entry.ts'

export type SubjectCounts = Readonly<Record<'all' | Subject, number>>

/** How many there are, and how many of these are for persons and for firms; some are for both. */
export const countSubjects = (entries: readonly { subjects: readonly Subject[] }[]): SubjectCounts => ({
  all: entries.length,
  natural: entries.filter(({ subjects }) => subjects.includes('natural')).length,
  legal: entries.filter(({ subjects }) => subjects.includes('legal')).length,
})
