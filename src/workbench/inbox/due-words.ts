import type { Text } from '#base'
import type { CaseRow, Light } from '../api-contract.ts'

/** How urgent a row is, told three ways at once: a colour, a mark and words. State is never told by colour alone. */
export type DueWords = {
  light: Light
  mark: 'overdue' | 'soon' | 'time' | 'stopped' | 'waiting' | 'closed'
  word: Text
}

type Dueness = Pick<CaseRow, 'clockStopped' | 'remaining' | 'light' | 'state'>

const closed: readonly CaseRow['state'][] = ['granted', 'denied', 'declined', 'withdrawn', 'terminated', 'revoked']

/** What the due column says. `remaining` counts working days after today; negative is overdue. */
export function dueWords(row: Dueness): DueWords {
  if (closed.includes(row.state)) return { light: 'none', mark: 'closed', word: { zh: '已结束', en: 'Closed' } }
  if (row.clockStopped) return { light: 'none', mark: 'stopped', word: { zh: '计时停止', en: 'Clock stopped' } }
  const left = row.remaining
  if (left === null && row.state === 'correcting')
    return { light: 'none', mark: 'waiting', word: { zh: '等申请人补正', en: 'Applicant’s turn' } }
  if (left === null) return { light: 'none', mark: 'waiting', word: { zh: '未开始计时', en: 'Not started' } }
  if (left < 0) return { light: 'red', mark: 'overdue', word: { zh: `超期 ${-left} 天`, en: `${days(-left)} overdue` } }
  if (left === 0) return { light: 'amber', mark: 'soon', word: { zh: '今天到期', en: 'Due today' } }
  return {
    light: row.light,
    mark: left === 1 ? 'soon' : 'time',
    word: { zh: `还有 ${left} 天`, en: `${days(left)} left` },
  }
}

/** The day by which to act, where a row names one: while the clock stands the stored day is only what its notice foresaw (art. 45). */
export const dayToAct = (row: Dueness & Pick<CaseRow, 'actBy'>): string | null =>
  row.clockStopped || closed.includes(row.state) ? null : row.actBy

const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`

/** Why the first row is first: the order is a rule, and the rule is told. */
export function whyFirst(row: { why: 'waiting' | 'overdue' | 'due-soon' | 'by-date'; remaining: number | null }): Text {
  switch (row.why) {
    case 'overdue':
      return {
        zh: `排在最前：已超过承诺时限 ${-(row.remaining ?? 0)} 个工作日`,
        en: `${-(row.remaining ?? 0)} days late`,
      }
    case 'due-soon':
      return row.remaining === 0
        ? { zh: '排在最前：今天到期', en: 'due today' }
        : { zh: '排在最前：下一个工作日到期', en: 'due next day' }
    case 'by-date':
      return { zh: '排在最前：到期日最早', en: 'due soonest' }
    case 'waiting':
      return { zh: '排在最前：等待受理时间最长', en: 'waited longest' }
  }
}
