import type { Text } from '#base'
import type { Delivery, MoveName, SpecialProcedure, TimeLimit } from '#handling'
import { dayText, fullDayText } from '../base/text/day.ts'
import { stepProcedures } from '../management/process-definition/step-property.ts'
import { locale, t, w } from './text.ts'

export { channelNames, stateNames } from '../handling/case-file/case-words.ts'

export const deliveryNames = {
  online: { zh: '网上下载', en: 'Download' },
  counter: { zh: '窗口领取', en: 'Collect at the counter' },
  mail: { zh: '邮寄', en: 'By post' },
} as const satisfies Record<Delivery, Text>

export const roleNames: Record<string, Text> = {
  'counter-clerk': { zh: '窗口受理', en: 'Counter clerk' },
  examiner: { zh: '审查', en: 'Examiner' },
  decider: { zh: '决定', en: 'Decider' },
  supervisor: { zh: '监察', en: 'Supervisor' },
  'catalogue-editor': { zh: '事项目录编辑', en: 'Catalogue editor' },
  administrator: { zh: '系统管理', en: 'Administrator' },
  'village-agent': { zh: '村级代办', en: 'Village agent' },
}

export const procedureNames: Record<SpecialProcedure, Text> = stepProcedures

/** What each move is called on its button: the button says what happens. */
export const moveNames: Record<Exclude<MoveName, 'supplement' | 'supply-deferred' | 'withdraw'>, Text> = {
  'receive-material': { zh: '收取材料', en: 'Take in papers' },
  'check-material': { zh: '核对原件', en: 'Check against the original' },
  'request-correction': { zh: '一次性告知', en: 'Tell what is missing, once' },
  accept: { zh: '受理', en: 'Accept' },
  decline: { zh: '不予受理', en: 'Decline' },
  examine: { zh: '提交审查意见', en: 'Give opinion' },
  'propose-correction': { zh: '提交预审意见', en: 'Say what is missing' },
  'give-opinion': { zh: '出具部门意见', en: 'Give the department’s opinion' },
  'finish-procedure': { zh: '登记特别程序结果', en: 'Record the procedure’s result' },
  'complete-step': { zh: '完成本环节', en: 'Finish this step' },
  decide: { zh: '作出决定', en: 'Decide' },
  'stop-clock': { zh: '停止计时', en: 'Stop the clock' },
  'start-clock': { zh: '恢复计时', en: 'Start the clock' },
  extend: { zh: '延长期限', en: 'Extend the limit' },
  deliver: { zh: '登记送达', en: 'Record delivery' },
  'follow-up': { zh: '登记事后核查', en: 'Record the check' },
  overturn: { zh: '撤销自动决定', en: 'Overturn' },
  terminate: { zh: '终止办理', en: 'Terminate' },
}

export const levelNames: Record<string, Text> = {
  city: { zh: '市级', en: 'City' },
  county: { zh: '县级', en: 'County' },
  township: { zh: '乡级', en: 'Township' },
  village: { zh: '村级', en: 'Village' },
}

export const caseTypeNames = {
  instant: { zh: '即办件', en: 'Instant' },
  committed: { zh: '承诺件', en: 'Committed' },
} as const satisfies Record<'instant' | 'committed', Text>

export const needNames = {
  required: { zh: '必要', en: 'Required' },
  conditional: { zh: '视情形', en: 'Conditional' },
  deferrable: { zh: '可容缺', en: 'Deferrable' },
} as const satisfies Record<string, Text>

/** 材料可信等级, the guideline's levels. */
export const trustNames = {
  A: { zh: 'A 级：发证机关核发', en: 'A: from the issuer' },
  B: { zh: 'B 级：已核对原件', en: 'B: checked against the original' },
  C: { zh: 'C 级：申请人上传', en: 'C: uploaded by the applicant' },
  D: { zh: 'D 级：申请人自制', en: 'D: made by the applicant' },
} as const satisfies Record<'A' | 'B' | 'C' | 'D', Text>

export const historyNames: Record<string, Text> = {
  submitted: { zh: '提交申请', en: 'Submitted' },
  'task-opened': { zh: '进入环节', en: 'Step opened' },
  'task-claimed': { zh: '认领', en: 'Claimed' },
  'task-released': { zh: '退回', en: 'Released' },
  'task-done': { zh: '环节办完', en: 'Step done' },
  'task-cancelled': { zh: '环节取消', en: 'Step cancelled' },
  'correction-requested': { zh: '一次性告知补正', en: 'Told what is missing' },
  supplemented: { zh: '补交材料', en: 'Supplied' },
  'material-received': { zh: '窗口收取材料', en: 'Papers taken in' },
  'material-checked': { zh: '核对材料', en: 'Paper checked' },
  'guide-guard-tripped': { zh: '清单外要求被拦下', en: 'A demand outside the list was stopped' },
  declined: { zh: '不予受理', en: 'Declined' },
  accepted: { zh: '受理', en: 'Accepted' },
  'deferred-supplied': { zh: '补齐容缺材料', en: 'Deferred papers supplied' },
  examined: { zh: '审查', en: 'Examined' },
  'correction-proposed': { zh: '部门预审', en: 'Department’s first look' },
  'opinion-given': { zh: '部门意见', en: 'Department’s opinion' },
  'step-done': { zh: '完成环节', en: 'Step finished' },
  'timer-set': { zh: '开始等候', en: 'Waiting begins' },
  'timer-cancelled': { zh: '停止等候', en: 'Waiting ends' },
  'timer-fired': { zh: '等候期满', en: 'Waiting time over' },
  'service-called': { zh: '交系统办理', en: 'Given to a service' },
  'service-done': { zh: '系统办理完毕', en: 'Service answered' },
  'error-returned': { zh: '系统办理以业务错误结束', en: 'Service ended with a named error' },
  'service-cancelled': { zh: '不再等候系统', en: 'Service no longer needed' },
  'incident-raised': { zh: '系统办理故障', en: 'Service failed' },
  'incident-settled': { zh: '故障已处理', en: 'Failure settled' },
  'eligibility-assessed': { zh: '按规则判断是否符合条件', en: 'Eligibility looked at by rule' },
  'fee-assessed': { zh: '按规则算出收费', en: 'Fee worked out by rule' },
  ruled: { zh: '按规则审批', en: 'Looked at by rule' },
  sampled: { zh: '抽中事后抽查', en: 'Drawn for a later check' },
  'notice-told': { zh: '告知申请人', en: 'Applicant told' },
  'message-sent': { zh: '发出消息', en: 'Message sent' },
  'message-received': { zh: '收到消息', en: 'Message received' },
  escalated: { zh: '上报', en: 'Escalated' },
  'run-failed': { zh: '流程出错', en: 'Route failed' },
  'route-moved': { zh: '移到流程的另一版本', en: 'Moved to another version of its route' },
  'clock-stopped': { zh: '停止计时', en: 'Clock stopped' },
  'clock-started': { zh: '恢复计时', en: 'Clock started' },
  extended: { zh: '延长期限', en: 'Limit extended' },
  decided: { zh: '作出决定', en: 'Decided' },
  'result-issued': { zh: '制发结果', en: 'Result issued' },
  closed: { zh: '办结', en: 'Closed' },
  'supply-reminded': { zh: '提醒补交', en: 'Reminded to supply' },
  'supply-overdue': { zh: '补交逾期', en: 'Not supplied in time' },
  'rating-invited': { zh: '邀请评价', en: 'Rating invited' },
  delivered: { zh: '送达', en: 'Delivered' },
  'followed-up': { zh: '事后核查', en: 'Checked afterwards' },
  overturned: { zh: '撤销', en: 'Overturned' },
  withdrawn: { zh: '申请人撤回', en: 'Withdrawn by the applicant' },
  terminated: { zh: '终止', en: 'Terminated' },
}

/** Case numbers are read aloud in groups: 4108 0211 2026 0316 00042. */
export const groupCaseNo = (caseNo: string): string =>
  [caseNo.slice(0, 4), caseNo.slice(4, 8), caseNo.slice(8, 12), caseNo.slice(12, 16), caseNo.slice(16)]
    .filter((part) => part !== '')
    .join(' ')

/** B 410802 20260302 00001: a bundle's number, in groups. */
export const groupBundleNo = (bundleNo: string): string => bundleNo.replace(/^(B)(\d{6})(\d{8})(\d+)$/, '$1 $2 $3 $4')

// 03/02 is read as two different days by two readers of English.
const timeFormat = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', {
  month: locale === 'zh' ? 'numeric' : 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
  timeZone: 'Asia/Shanghai',
})
const dayOfInstant = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })

// Browsers do not know Temporal yet.
function readDay(date: string) {
  const at = new Date(`${date.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return null
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()]
  return { year, month, day, dayOfWeek: at.getUTCDay() || 7 }
}

/** A day with its weekday, as the portal and the rulings write it; another year than that of `today` is named. */
export function dayWords(date: string, today = date): string {
  const day = readDay(date)
  return day === null ? date : t(dayText(day, Number(today.slice(0, 4))))
}

/** A day as documents carry it: always with its year. */
export function fullDayWords(date: string): string {
  const day = readDay(date)
  return day === null ? date : t(fullDayText(day))
}

export const timeWords = (instant: string): string => timeFormat.format(new Date(instant))
export const dayOf = (instant: string): string => dayOfInstant.format(new Date(instant))

export function limitWords(limit: Pick<TimeLimit, 'value' | 'unit'>): string {
  if (limit.value === 0) return w('当场办结', 'on the spot')
  switch (limit.unit) {
    case 'working-day':
      return w(`${limit.value} 个工作日`, `${limit.value} working days`)
    case 'calendar-day':
      return w(`${limit.value} 天`, `${limit.value} days`)
    case 'month':
      return w(`${limit.value} 个月`, `${limit.value} months`)
  }
}
