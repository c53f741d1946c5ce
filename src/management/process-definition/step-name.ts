import type { Text } from '#base'

// Apart, so that the browser gets these few lines alone.

const english: Readonly<Record<string, string>> = {
  收件受理: 'Received and accepted',
  初审: 'First examination',
  审查: 'Examination',
  审核: 'Examination',
  决定: 'Decision',
  当场决定: 'Decided on the spot',
  送达: 'Delivery',
  事后核查: 'Check afterwards',
  事后抽查: 'Sample check',
  复核自动决定: 'Review of the automatic decision',
  按规则审批: 'Decision by rule',
  自动审批: 'Automatic decision',
  流程定时: 'The route’s timer',
  到期提醒: 'Reminder of a due date',
  岗位变动: 'A change of posts',
  行政许可法第三十二条: 'Administrative Licensing Law, art. 32',
  '流程不再等待这一特别程序，恢复计时': 'The route no longer waits for this special procedure; the clock runs again',
  按规则受理: 'Accepted by rule',
  按规则决定: 'Decided by rule',
  三日未提: 'Nothing said within three days',
  逾期视为同意: 'Silence counts as agreement',
  制发结果: 'Result issued',
  办结: 'Closed',
  邀请评价: 'Invitation to rate',
  申请提交: 'Submitted',
}

/** The name of a route's step, or what the system writes down by itself, in both languages: the shipped routes have both, a city's own keep their one name. */
export const stepName = (name: string): Text => ({ zh: name, en: english[name] ?? name })

const tables: Readonly<Record<string, string>> = {
  一年周转几次: 'Turnovers in a year',
  几天后开始: 'Days until it begins',
  几天后开始缴: 'Days until contributions begin',
  出证结论: 'Conclusion on the certificate',
  去了多少天: 'Days away',
  参保结论: 'Conclusion on enrolment',
  增员结论: 'Conclusion on adding the employee',
  备案结论: 'Conclusion on filing',
  工期先后合理: 'Order of the building dates',
  工期几个月: 'Months of building',
  已工作多少天: 'Days worked so far',
  开始工作多少天: 'Days since work began',
  开户结论: 'Conclusion on the account',
  成立多少天: 'Days since founding',
  所需材料: 'Papers needed',
  收费: 'Fee',
  是否符合条件: 'Eligibility',
  查询结论: 'Conclusion on the search',
  每月缴存额: 'Monthly contribution',
  没有工作多少天: 'Days without work',
  用工多少天: 'Days of employment',
  申请人就是参保人: 'The applicant is the insured',
  申请人就是母亲: 'The applicant is the mother',
  申请人身份: 'Identity of the applicant',
  登记结论: 'Conclusion on registration',
  离到期还有几天: 'Days until expiry',
  签注结论: 'Conclusion on the endorsement',
  须核实的地方: 'What must be verified',
}

/** The name of a table or formula in both languages: the shipped ones have both, a city's own keep their one name. */
export const decisionName = (name: string): Text => ({ zh: name, en: tables[name] ?? name })
