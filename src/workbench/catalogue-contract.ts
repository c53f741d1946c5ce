import type { Text } from '#base'
import type { EntryContent, Finding, Overrides, RevisionState } from '#management'

/** The shapes of the catalogue in /api/v1 as the desk reads them: an entry in a list, its authorities, the entry itself. */
export type EntryRow = {
  entryId: string
  name: Text
  department: string
  departmentEn: string
  theme: string
  themeEn: string
  levels: string[]
  caseType: 'instant' | 'committed'
  revision: number
  publishedAt: string
  errors: number
  warnings: number
}

export type ItemRow = {
  itemCode: string
  authority: string
  authorityEn: string
  authorityCode: string
  level: string
  confirmed: boolean
  revision: { entry: number; override: number }
  overridden: string[]
  committed: EntryContent['committed']
  visits: number
  fee: Text
  contact: { address: string; hours: Text; phone: string; complaintPhone: string }
  mayEdit: boolean
}

export type EntryView = {
  entryId: string
  basicCode: string
  content: EntryContent
  revision: number
  draft: { no: number; content: EntryContent | Overrides; digest: string; findings: Finding[] } | null
  /** The highest number that any revision gave a paper; 0 where none had papers. */
  lastPaperNo: number
  /** The bundles that it belongs to, with what of it they count on. */
  bundles: { name: Text; papers: number[]; asked: string[] }[]
  revisions: { no: number; state: RevisionState; editedBy: string; editedAt: string; publishedAt: string | null }[]
  findings: Finding[]
  itemCount: number
  items: ItemRow[]
  mayEdit: boolean
}

/** The public guide of one item: what an authority's version resolves to. */
export type GuideView = Pick<
  EntryContent,
  'committed' | 'visits' | 'channels' | 'fee' | 'conditions' | 'faqs' | 'relief' | 'paused'
> & {
  visitReason: Text | null
  contact: ItemRow['contact']
}
