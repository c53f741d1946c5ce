import type { CaseFile, IssuedNotice } from '#handling'
import type { ServiceItem } from '#management'
import type { View } from '../layout/view.ts'

/** What the paper says, before it is drawn: the same text stands on the case page. */
export type Notice = {
  /** The language it is written in, for whoever has it read aloud. */
  locale: View['locale']
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
  /** As it is today: a notice goes back to the event it tells of by itself. */
  caseFile: CaseFile
  item: ServiceItem
  followUrl: string
  followWord: string
  verifyUrl: string
  verifyWord: string
}

/** The same, at the moment of its event, with what all notices begin with. */
export type Given = NoticeInput & {
  issued: IssuedNotice
  base: Pick<Notice, 'locale' | 'letterhead' | 'title' | 'number' | 'signedBy' | 'qr' | 'remedy'>
  /** Who applied, for what, under which number. */
  who: [string, string][]
  on: (at: Temporal.Instant) => string
}
