import type { Flaw } from '#base'
import type { Notification } from '#engagement'
import type { AccessRecord, bundleOf, CaseFile, Upload } from '#handling'
import type { ServiceItem } from '#management'

export type CaseData = {
  caseFile: CaseFile
  item: ServiceItem
  notifications: readonly Notification[]
  access: readonly AccessRecord[]
  uploads: readonly Upload[]
  checkWord: string
  /** Where the number may be looked up without signing in. */
  followUrl: string
  verifyPath: string
  rateToken: string | null
  justSubmitted: boolean
  /** What was written with a supplement that was refused. */
  note: string
  /** Whether it left out papers that were asked for; it may be sent so. */
  lacks: boolean
  bundle: Awaited<ReturnType<typeof bundleOf>>
  flaws: readonly Flaw[]
}
