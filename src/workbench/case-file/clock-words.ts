import type { Text } from '#base'
import type { ClockView } from '../api-contract.ts'

/** One limit in one sentence. Working days, because the law counts in them. */
export function clockSentence(clock: Pick<ClockView, 'state' | 'remaining' | 'used' | 'dueOn' | 'provisional'>): Text {
  switch (clock.state) {
    case 'not-started':
      return { zh: '受理后的第二天起算。', en: 'Runs from the day after acceptance.' }
    case 'closed':
      return clock.remaining < 0
        ? { zh: '已办结，超过了期限。', en: 'Closed past its limit.' }
        : { zh: `按期办结，用了 ${clock.used} 天。`, en: `Closed in time, in ${clock.used} days.` }
    case 'stopped':
      return { zh: `计时停止，已用 ${clock.used} 天。`, en: `The clock stands at ${clock.used} days.` }
    case 'running':
      if (clock.remaining < 0)
        return {
          zh: `已超期 ${-clock.remaining} 个工作日。`,
          en: `Overdue by ${-clock.remaining} working days.`,
        }
      if (clock.remaining === 0) return { zh: '今天到期。', en: 'Due today.' }
      return {
        zh: `还有 ${clock.remaining} 个工作日${clock.provisional ? '；新的放假通知可能改变这一天' : ''}。`,
        en: `${clock.remaining} working days left${clock.provisional ? '; a new holiday notice may move the day' : ''}.`,
      }
  }
}
