import type { CorrectionRequest } from '#handling'
import type { CaseView } from '../../api-contract.ts'
import { t, w } from '../../text.ts'
import { papersOf } from '../papers.ts'

/** The notice while it is being written: reasons by paper number, and demands outside the list. */
export type CorrectionDraft = {
  ticked: number[]
  reasons: Record<string, string>
  outside: { what: string; reason: string; basis: string }[]
}

/** A first draft: what is lacking, or a department found lacking, is ticked, with its reason ready to be changed. */
export function firstDraft(caseFile: CaseView): CorrectionDraft {
  const missing = papersOf(caseFile).filter((paper) => paper.standing === 'missing')
  const listed = new Set(caseFile.requirements.map((one) => one.no))
  const found = caseFile.gathered.filter((one) => one.materialNo !== null && listed.has(one.materialNo))
  const reasons = [
    ...missing.map((paper) => [paper.requirement.no, w('没有提交。', 'It was not handed in.')] as const),
    ...found.map((one) => [one.materialNo ?? 0, one.reason] as const),
  ]
  return {
    ticked: [...new Set(reasons.map(([no]) => no))],
    reasons: Object.fromEntries(reasons),
    outside: caseFile.gathered
      .filter((one) => !found.includes(one))
      .map((one) => ({ what: one.what, reason: one.reason, basis: one.basis ?? '' })),
  }
}

/** A department’s first look begins with nothing ticked: that everything is there is an answer too. */
export const emptyDraft: CorrectionDraft = { ticked: [], reasons: {}, outside: [] }

/** Reasons clerks write every day, so that they need not. */
export const readyReasons = (): string[] => [
  w('没有提交。', 'It was not handed in.'),
  w('图片不清晰，看不清文字，请重新拍照或扫描。', 'The picture is not clear; please photograph or scan it again.'),
  w('已过有效期，请提供在有效期内的。', 'It has expired; please hand in a valid one.'),
  w('缺少签名或盖章。', 'The signature or seal is missing.'),
  w('与申请表填写的内容不一致，请核对后更正。', 'It differs from the form; please check and correct.'),
  w('缺页，请补齐全部页面。', 'Pages are missing; please hand in all of them.'),
]

/** The requests in the published order, then what is outside the list. */
export const requestsOf = (caseFile: CaseView, draft: CorrectionDraft): CorrectionRequest[] => [
  ...caseFile.requirements
    .filter((one) => draft.ticked.includes(one.no))
    .map((one) => ({ materialNo: one.no, what: t(one.name), reason: draft.reasons[one.no] ?? '', basis: null })),
  ...draft.outside.map((one) => ({ materialNo: null, what: one.what, reason: one.reason, basis: one.basis || null })),
]

/** What is plainly not finished, by pointer: the server would refuse it, and remembers a demand without a basis. */
export function flawsOf(requests: readonly CorrectionRequest[]): { pointer: string; detail: string }[] {
  if (requests.length === 0)
    return [
      {
        pointer: '/requests',
        detail: w('请至少选择一项需要补正的内容。', 'Choose at least one thing to be supplied.'),
      },
    ]
  return requests.flatMap((one, index) => [
    ...(one.what.trim() === ''
      ? [{ pointer: `/requests/${index}/what`, detail: w('请写明要补什么。', 'Say what is to be supplied.') }]
      : []),
    ...(one.reason.trim() === ''
      ? [{ pointer: `/requests/${index}/reason`, detail: w('请写明为什么需要。', 'Say why it is needed.') }]
      : []),
    ...(one.materialNo === null && !one.basis?.trim()
      ? [
          {
            pointer: `/requests/${index}/basis`,
            detail: w(
              '清单外的要求须有法律依据，没有依据不能要求。',
              'A demand outside the list needs a legal basis; without one it may not be made.',
            ),
          },
        ]
      : []),
  ])
}
