import type { Text } from '#base'

// Apart and pure, so that the browser gets these few lines alone.

/** What a step of a route says in our own attributes (`bantuo:…`), in the field's words. */
export const stepProperties = {
  role: { zh: '岗位', en: 'Role' },
  department: { zh: '部门', en: 'Department' },
  level: { zh: '下一级办理', en: 'One level below' },
  stage: { zh: '环节', en: 'Stage' },
  limit: { zh: '时限（工作日）', en: 'Limit (working days)' },
  procedure: { zh: '特别程序', en: 'Special procedure' },
  basis: { zh: '依据', en: 'Legal basis' },
  procedureDays: { zh: '特别程序天数', en: 'Days of the procedure' },
  outcomes: { zh: '办理结果', en: 'Outcomes' },
  notice: { zh: '通知申请人', en: 'Told to the applicant' },
  instant: { zh: '当场决定', en: 'Decided on the spot' },
  call: { zh: '服务', en: 'Service' },
  decision: { zh: '决策', en: 'Decision' },
  days: { zh: '按哪种日子数', en: 'Which days count' },
  decides: { zh: '决策表中的决策', en: 'Decision within the file' },
} as const satisfies Record<string, Text>

export type StepProperty = keyof typeof stepProperties

/** Roles that handle cases; the others of the house do not. */
export const stepRoles = {
  'counter-clerk': { zh: '窗口受理', en: 'Counter clerk' },
  examiner: { zh: '审查', en: 'Examiner' },
  decider: { zh: '决定', en: 'Decider' },
} as const satisfies Record<string, Text>

/** Stages at which the product knows what is done; any other word is a step of the office's own. */
export const stepStages = {
  acceptance: { zh: '受理', en: 'Acceptance' },
  precheck: { zh: '预审', en: 'Precheck' },
  examination: { zh: '审查', en: 'Examination' },
  opinion: { zh: '部门意见', en: 'Department’s opinion' },
  consult: { zh: '征求意见', en: 'Consultation' },
  countersign: { zh: '会签', en: 'Countersignature' },
  procedure: { zh: '特别程序', en: 'Special procedure' },
  decision: { zh: '决定', en: 'Decision' },
  delivery: { zh: '送达', en: 'Delivery' },
  'follow-up': { zh: '事后核查', en: 'Check afterwards' },
} as const satisfies Record<string, Text>

/** Special procedures, whose time does not count (Administrative Licensing Law art. 45). */
export const stepProcedures = {
  hearing: { zh: '听证', en: 'Hearing' },
  inspection: { zh: '检验', en: 'Inspection' },
  testing: { zh: '检测', en: 'Testing' },
  quarantine: { zh: '检疫', en: 'Quarantine' },
  appraisal: { zh: '鉴定', en: 'Appraisal' },
  'expert-review': { zh: '专家评审', en: 'Expert review' },
  bidding: { zh: '招标', en: 'Bidding' },
  auction: { zh: '拍卖', en: 'Auction' },
  'public-notice': { zh: '公示', en: 'Public notice' },
} as const satisfies Record<string, Text>

/** Services that the product does itself; a deployment registers others under names of its own. */
export const stepCalls = {
  'issue-result': { zh: '制发结果', en: 'Issue the result' },
  'close-case': { zh: '办结', en: 'Close the case' },
  'invite-rating': { zh: '邀请评价', en: 'Invite to rate' },
  'accept-by-rule': { zh: '按规则受理', en: 'Accept by rule' },
  'decide-by-rule': { zh: '按规则决定', en: 'Decide by rule' },
} as const satisfies Record<string, Text>
