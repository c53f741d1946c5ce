import type { CaseFile } from '#handling'
import { denialWord, reliefOf, remedyText, type ServiceItem } from '#management'
import { groupCaseNo } from '#standards'
import type { View } from '../layout/view.ts'
import type { Given, Notice } from './notice.ts'

/** How a decision by rule was made, for papers that name their maker; nothing where an officer decided. */
const madeBy = (view: View, { decision }: CaseFile): [string, string][] =>
  decision?.byRule
    ? [
        [
          view.w('作出方式', 'Made by'),
          view.w('自动审批（系统按公布的规则审批）', 'Automatic decision, by published rules'),
        ],
      ]
    : []

/** How a decision is contested, and where. */
export const remedyOf = (view: View, item: ServiceItem): string => view.t(remedyText(reliefOf(item, view.city)))

/** 不予受理决定书: why, on what basis, and whose matter it is instead. */
export function refusedNotice({ view, caseFile, item, base, who, on }: Given): Notice {
  const { w } = view
  const { refusal, closedAt } = caseFile
  if (refusal === null || closedAt === null) throw new Error(`case ${caseFile.caseNo} was not declined`)
  return {
    ...base,
    signedOn: on(closedAt),
    remedy: remedyOf(view, item),
    rows: [...who, [w('依据', 'Legal basis'), refusal.basis]],
    paragraphs: [
      `${w('理由：', 'Reason: ')}${refusal.reason}`,
      ...(refusal.rightOrgan ? [w(`请向${refusal.rightOrgan}申请。`, `Apply to ${refusal.rightOrgan}.`)] : []),
    ],
  }
}

/** 撤销决定书: which decision is taken back, and why. */
export function revokedNotice({ view, caseFile, item, base, who, on }: Given): Notice {
  const { w } = view
  const { overturned } = caseFile
  if (overturned === null) throw new Error(`case ${caseFile.caseNo} was not revoked`)
  return {
    ...base,
    signedOn: on(overturned.at),
    remedy: remedyOf(view, item),
    rows: [
      ...who,
      [w('撤销的决定', 'Decision revoked'), `${caseFile.caseNo}-J1`],
      ...(caseFile.result
        ? [[w('撤销的结果', 'Result revoked'), caseFile.result.resultNo] satisfies [string, string]]
        : []),
      [w('依据', 'Legal basis'), overturned.basis],
    ],
    paragraphs: [`${w('理由：', 'Reason: ')}${overturned.reason}`],
  }
}

/** 准予决定书, or the decision against it (不予许可、不予给付、不予确认、不予办理): with the reason, the basis and, against a denial, the remedies. */
export function decidedNotice({ view, caseFile, item, base, who, on }: Given): Notice {
  const { w } = view
  const { decision } = caseFile
  if (decision === null) throw new Error(`case ${caseFile.caseNo} was not decided`)
  const granted = decision.outcome === 'granted'
  return {
    ...base,
    signedOn: on(decision.at),
    remedy: granted ? null : remedyOf(view, item),
    rows: [
      ...who,
      [w('决定', 'Decision'), granted ? w('准予', 'Granted') : view.t(denialWord(caseFile.itemCode))],
      [w('依据', 'Legal basis'), decision.basis],
      ...madeBy(view, caseFile),
    ],
    paragraphs: [`${w('理由：', 'Reason: ')}${decision.reason}`],
  }
}

const maskedCode = (code: string): string =>
  code.length === 18 && /^\d{17}/.test(code) ? `${code.slice(0, 6)}********${code.slice(14)}` : code

/** What is issued on a grant, for others to verify. */
export function resultNotice({ view, caseFile, item, base, on, verifyUrl, verifyWord }: Given): Notice {
  const { w, t } = view
  if (caseFile.result === null) throw new Error(`case ${caseFile.caseNo} has no result`)
  return {
    ...base,
    title: t(item.content.result.name),
    signedOn: on(caseFile.result.at),
    rows: [
      [w('持有人', 'Holder'), caseFile.applicant.name],
      [w('证件号码', 'Number'), maskedCode(caseFile.applicant.code)],
      [w('事项', 'Item'), t(item.content.name)],
      [w('办件编号', 'Case number'), groupCaseNo(caseFile.caseNo)],
      ...madeBy(view, caseFile),
    ],
    paragraphs: [
      caseFile.decision?.reason ?? '',
      w(
        '本件由政务服务平台制发，可扫码或凭核验码核验真伪。',
        'Issued on the service platform; scan or use the code to verify.',
      ),
    ].filter(Boolean),
    qr: {
      url: verifyUrl,
      caption: w(`扫码核验，核验码 ${verifyWord}`, `Scan to verify; code ${verifyWord}`),
    },
  }
}
