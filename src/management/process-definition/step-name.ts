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
  按规则受理: 'Accepted by rule',
  按规则决定: 'Decided by rule',
  制发结果: 'Result issued',
  办结: 'Closed',
  邀请评价: 'Invitation to rate',
  申请提交: 'Submitted',
}

/** The name of a route's step in both languages: the shipped routes have both, a city's own keep their one name. */
export const stepName = (name: string): Text => ({ zh: name, en: english[name] ?? name })
