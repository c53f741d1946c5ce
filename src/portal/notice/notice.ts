import type { CaseFile } from '#handling'
import type { City, ServiceItem } from '#management'
import type { View } from '../layout/view.ts'

/** What the paper says, before it is drawn: the same text stands on the case page. */
export type Notice = {
  letterhead: string
  title: string
  number: string
  rows: [string, string][]
  paragraphs: string[]
  remedy: string | null
  signedBy: string
  signedOn: string
  qr: { url: string; caption: string }
}

/** What the words of a notice are made from. */
export type NoticeInput = {
  view: View
  city: City
  caseFile: CaseFile
  item: ServiceItem
  followUrl: string
  followWord: string
  verifyUrl: string
  verifyWord: string
}
