import { caseFileAt, type IssuedNotice } from '#handling'
import { groupCaseNo } from '#standards'
import { formatFullDate } from '../layout/view.ts'
import { writeClockNotice } from './clock-notices.ts'
import { decidedNotice, refusedNotice, resultNotice, revokedNotice } from './decision-notice.ts'
import {
  acceptanceNotice,
  commitmentNotice,
  correctionNotice,
  deliveryNotice,
  receiptNotice,
} from './handling-notices.ts'
import type { Given, Notice, NoticeInput } from './notice.ts'

/** The words of a notice, as they were true when it was sent. */
export function writeNotice(issued: IssuedNotice, input: NoticeInput): Notice {
  const given = givenFor(issued, input)
  switch (issued.kind) {
    case 'receipt':
      return receiptNotice(given)
    case 'commitment':
      return commitmentNotice(given)
    case 'correction':
      return correctionNotice(given)
    case 'acceptance':
      return acceptanceNotice(given)
    case 'procedure':
    case 'extension':
    case 'termination':
      return writeClockNotice(given)
    case 'decision':
      return given.caseFile.decision === null ? refusedNotice(given) : decidedNotice(given)
    case 'revocation':
      return revokedNotice(given)
    case 'result':
      return resultNotice(given)
    case 'delivery':
      return deliveryNotice(given)
  }
}

function givenFor(issued: IssuedNotice, input: NoticeInput): Given {
  const { view, item } = input
  const { w } = view
  const caseFile = caseFileAt(input.caseFile, issued.seq)
  return {
    ...input,
    caseFile,
    issued,
    base: {
      locale: view.locale,
      letterhead: item.authority.name,
      title: view.t(issued.title),
      number: issued.number,
      remedy: null,
      signedBy: item.authority.name,
      qr: {
        url: input.followUrl,
        caption: w(`扫码查进度，查询码 ${input.followWord}`, `Scan to follow; check word ${input.followWord}`),
      },
    },
    who: [
      [w('申请人', 'Applicant'), caseFile.applicant.name],
      [w('申请事项', 'Item'), view.t(item.content.name)],
      [w('办件编号', 'Case number'), groupCaseNo(caseFile.caseNo)],
    ],
    on: (at) => formatFullDate(view, at.toZonedDateTimeISO(view.city.zone).toPlainDate()),
  }
}
