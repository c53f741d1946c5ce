import type { StoredEvent, Text } from '#base'
import { denialWord, englishOf } from '#management'
import { isAssessment } from '../case-file/assessed.ts'
import type { CaseEvent } from '../case-file/case-event.ts'
import { type CaseFile, reduceCaseFile } from '../case-file/case-file.ts'

export type NoticeKind =
  | 'receipt'
  | 'commitment'
  | 'correction'
  | 'acceptance'
  | 'procedure'
  | 'extension'
  | 'decision'
  | 'revocation'
  | 'termination'
  | 'result'
  | 'delivery'

/** A letter that a case sent: which event it tells of (`seq`), its number, and the last part of its address. */
export type IssuedNotice = { kind: NoticeKind; address: string; number: string; title: Text; seq: number }

/**
 * The letters of a case (文书), in the order they were sent. Each tells of one event and stays as it was then: whatever happens
 * later has a letter of its own. A result that was revoked is nobody's to carry any more.
 */
export function listNotices(caseFile: CaseFile): IssuedNotice[] {
  const count = new Map<NoticeKind, number>()
  return caseFile.history.flatMap((event) =>
    lettersOf(caseFile, event).map(([kind, mark, zh, en]) => {
      const nth = (count.get(kind) ?? 0) + 1
      count.set(kind, nth)
      const number = mark.length > 2 ? mark : `${caseFile.caseNo}-${mark}`
      return { kind, number, title: { zh, en }, address: nth === 1 ? kind : `${kind}-${nth}`, seq: event.seq }
    }),
  )
}

/** What kind of letter, its mark behind the case number (or its whole number), and what it is called. */
type Letter = [kind: NoticeKind, mark: string, zh: string, en: string]
type Data<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>['data']

const letters: { [T in CaseEvent['type']]?: (data: Data<T>, caseFile: CaseFile) => Letter[] } = {
  submitted: ({ commitment }) => [
    ['receipt', 'S1', '收件凭证', 'Receipt'],
    ...(commitment === null ? [] : [['commitment', 'G1', '告知承诺书', 'Commitment'] satisfies Letter]),
  ],
  'correction-requested': ({ noticeNo }) => [['correction', noticeNo, '补正材料一次性告知书', 'Notice of correction']],
  accepted: () => [['acceptance', 'L1', '受理通知书', 'Notice of acceptance']],
  'clock-stopped': ({ noticeNo }) => [['procedure', noticeNo, '特别程序告知书', 'Notice of a special procedure']],
  extended: () => [['extension', 'Y1', '延长办理期限告知书', 'Notice of extension']],
  declined: () => [['decision', 'N1', '不予受理决定书', 'Decision not to accept']],
  decided: ({ outcome }, { itemCode }) =>
    outcome === 'granted'
      ? [['decision', 'J1', '准予决定书', 'Decision: granted']]
      : [['decision', 'J1', `${denialWord(itemCode).zh}决定书`, 'Decision: denied']],
  overturned: () => [['revocation', 'C1', '撤销决定书', 'Decision to revoke']],
  terminated: () => [['termination', 'Z1', '终止办理通知书', 'Notice of termination']],
  'result-issued': ({ resultNo, name }) => [['result', resultNo, name, englishOf(name)]],
  delivered: () => [['delivery', 'D1', '送达回证', 'Record of delivery']],
}

function lettersOf(caseFile: CaseFile, event: StoredEvent<CaseEvent>): Letter[] {
  if (event.type === 'result-issued' && caseFile.overturned !== null) return []
  const write = letters[event.type] as ((data: CaseEvent['data'], caseFile: CaseFile) => Letter[]) | undefined
  return write?.(event.data, caseFile) ?? []
}

/**
 * The case as it was when something had just happened to it, for letters that say what was true then. With a submission goes what
 * the item's own tables said of it in the same moment.
 */
export function caseFileAt(caseFile: CaseFile, seq: number): CaseFile {
  const { cityCode, caseId, caseNo, history } = caseFile
  const until = history.findIndex((event) => event.seq === seq) + 1
  const rest = history.slice(until)
  const more = history[until - 1]?.type === 'submitted' ? rest.findIndex((event) => !isAssessment(event)) : 0
  const known = history.slice(0, until + (more === -1 ? rest.length : more))
  return { ...reduceCaseFile({ cityCode, caseId, caseNo }, known), ...kept(caseFile) }
}

/** What is no event of the case, and stays beside it. */
const kept = ({ bundleFileId, account }: CaseFile): Pick<CaseFile, 'bundleFileId' | 'account'> => ({
  ...(bundleFileId === undefined ? {} : { bundleFileId }),
  ...(account === undefined ? {} : { account }),
})
