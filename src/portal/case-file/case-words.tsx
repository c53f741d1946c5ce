import type { Text } from '#base'
import { type CaseFile, clockState, committedLimit, isStopped, openStops, stoppedFor, tellBy } from '#handling'
import { denialWord, type ServiceItem, stepProcedures } from '#management'
import { countWorkingDays } from '#standards'
import { bodyName, formatDate, type View } from '../layout/view.ts'

const stateTexts = {
  submitted: { zh: '等待受理', en: 'waiting to be accepted' },
  correcting: { zh: '等您补交材料', en: 'waiting for you' },
  accepted: { zh: '正在办理', en: 'being handled' },
  granted: { zh: '办妥', en: 'done' },
  denied: { zh: '不予许可', en: 'denied' },
  declined: { zh: '不予受理', en: 'not accepted' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  terminated: { zh: '已终止', en: 'terminated' },
  revoked: { zh: '已撤销', en: 'revoked' },
} as const satisfies Record<CaseFile['state'], { zh: string; en: string }>

/** Where a case stands, in a word. */
export const stateText = ({ state, itemCode }: Pick<CaseFile, 'state' | 'itemCode'>): Text =>
  state === 'denied' ? { ...stateTexts.denied, zh: denialWord(itemCode).zh } : stateTexts[state]

/** Where what the sentence does not say itself is to be read: further down, on the page of the case, or there after signing in. */
const places = {
  below: { zh: '见下', en: 'below' },
  'own-page': { zh: '见这一件的页面', en: 'on its own page' },
  'signed-in': { zh: '请登录后在“我的”里看', en: 'shown under “Mine” once you are signed in' },
} as const
type Place = keyof typeof places

/** The case in one sentence, before any diagram: where it is, who has it, by when, how long that is. */
export function stateSentence(view: View, caseFile: CaseFile, item: ServiceItem, place: Place = 'below'): string {
  const { w } = view
  const { zh, en } = places[place]
  const departments = new Set(caseFile.tasks.map((task) => task.authorityCode))
  const [first = item.authority.creditCode] = departments
  const one = bodyName(view, view.city.authorities.get(first))
  const more = departments.size
  const who = more > 1 ? w(`${one}等 ${more} 个部门同时`, `${one} and ${more - 1} other${more === 2 ? '' : 's'}`) : one
  switch (caseFile.state) {
    case 'submitted':
      return submittedSentence(view, caseFile, who, more > 1)
    case 'correcting':
      return correctingSentence(view, caseFile.correction?.dueOn ?? view.today, place)
    case 'accepted':
      return acceptedSentence(view, caseFile, item, who)
    case 'granted':
      return caseFile.delivered === null && caseFile.delivery !== 'online'
        ? w('已准予。结果正在送达。', 'Granted. The result is on its way.')
        : w('已准予，办妥了。', 'Granted. Done.')
    case 'denied':
      return w(
        `${denialWord(caseFile.itemCode).zh}，理由和救济途径${zh}。`,
        `Denied. The reasons and your remedies are ${en}.`,
      )
    case 'declined':
      return w(`不予受理，理由${zh}。`, `Not accepted. The reason is ${en}.`)
    case 'withdrawn':
      return w('您已撤回申请。', 'You have withdrawn the application.')
    case 'terminated':
      return w(`已终止办理，理由${zh}。`, `The case was terminated. The reason is ${en}.`)
    case 'revoked':
      return w(`已撤销，理由和救济途径${zh}。`, `Revoked. The reasons and your remedies are ${en}.`)
  }
}

function correctingSentence(view: View, dueOn: Temporal.PlainDate, place: Place): string {
  const by = formatDate(view, dueOn)
  const what =
    place === 'below'
      ? { zh: '下面列出的内容', en: 'what is listed below' }
      : { zh: `材料（要补什么${places[place].zh}）`, en: `what is asked for (${places[place].en})` }
  return Temporal.PlainDate.compare(view.today, dueOn) > 0
    ? view.w(
        `补交期限（${by}）已过。还可以补交${what.zh}；一直不补交的，可能终止办理。`,
        `The time to supply ended on ${by}. You can still supply ${what.en}; otherwise the case may be ended.`,
      )
    : view.w(`请在 ${by}前补交${what.zh}。`, `Please supply ${what.en} by ${by}.`)
}

/** By which day there is an answer: the five working days of art. 32. */
function submittedSentence(view: View, caseFile: CaseFile, who: string, areMany: boolean): string {
  const { w } = view
  const { calendar } = view.city
  const looks = areMany ? 'are looking' : 'is looking'
  const by = tellBy(caseFile, calendar)
  if (by === null)
    return w(`已收到，由${who}审核是否受理。`, `Received. ${who} ${looks} at whether it can be accepted.`)
  const day = formatDate(view, by)
  const left = leftWords(view, countWorkingDays(calendar, view.today, by))
  return w(
    `已收到，由${who}审核，应在 ${day}前答复是否受理，${left}。`,
    `Received. ${who} ${looks} at whether it can be accepted; you are to be told by ${day}; ${left}.`,
  )
}

/** 还有 4 个工作日 · 就是今天 · 已经超期 1 个工作日. */
function leftWords({ w }: View, remaining: number): string {
  if (remaining === 0) return w('就是今天', 'that is today')
  const days = `${Math.abs(remaining)} working day${Math.abs(remaining) === 1 ? '' : 's'}`
  return remaining < 0
    ? w(`已经超期 ${-remaining} 个工作日`, `overdue by ${days}`)
    : w(`还有 ${remaining} 个工作日`, `${days} left`)
}

/** 检验、公示（特别程序）: what it is that the clock stands for, so that nobody has to guess. */
function openProcedures({ w, t }: View, caseFile: CaseFile): string {
  const names = [...new Set(openStops(caseFile.clock).map((stop) => t(stepProcedures[stop.procedure])))]
  return w(`${names.join('、')}（特别程序）`, `${names.join(', ')} (a special procedure)`)
}

function acceptedSentence(view: View, caseFile: CaseFile, item: ServiceItem, who: string): string {
  const { w } = view
  const clock = clockState(committedLimit(item), caseFile.clock, view.city.calendar, view.today)
  const doing =
    caseFile.tasks[0]?.stage === 'decision' ? w('正在决定', 'being decided') : w('正在审查', 'being examined')
  const procedures = openProcedures(view, caseFile)
  const whose = stoppedFor(caseFile.clock).flatMap((code) => view.city.authorities.find(code ?? '')?.name ?? [])
  const goOn = caseFile.tasks.some((task) => !isStopped(caseFile.clock, task.authorityCode))
  if (clock.state === 'stopped' && whose.length > 0 && goOn)
    return w(
      `${whose.join('、')}的${procedures}进行中，全件的总时限暂停计时；其他部门照常办理，各自的时限照算${clock.dueOn ? `；预计 ${formatDate(view, clock.dueOn)}前办结` : ''}。`,
      `${procedures} by ${whose.join(', ')} is going on and the limit of the whole case stands; the other departments go on, and their own limits run${clock.dueOn ? `; expected by ${formatDate(view, clock.dueOn)}` : ''}.`,
    )
  if (clock.state === 'stopped') {
    return w(
      `${procedures}进行中，计时暂停，由${who}办理${clock.dueOn ? `；预计 ${formatDate(view, clock.dueOn)}前办结` : ''}。`,
      `${procedures} is going on and the clock has stopped; handled by ${who}${clock.dueOn ? `; expected by ${formatDate(view, clock.dueOn)}` : ''}.`,
    )
  }
  if (clock.dueOn === null) return w(`${doing}，由${who}办理。`, `It is ${doing} by ${who}.`)
  const left = leftWords(view, clock.remaining)
  return w(
    `${doing}，由${who}办理，应在 ${formatDate(view, clock.dueOn)}前办结，${left}。`,
    `It is ${doing} by ${who}, due by ${formatDate(view, clock.dueOn)}; ${left}.`,
  )
}

/** What happened, for the line of history; null: not for the applicant's eyes. */
export function eventText(view: View, type: string): string | null {
  const texts: Record<string, string> = {
    submitted: view.w('提交申请', 'Submitted'),
    'fee-assessed': view.w('按规则算出收费', 'The fee was worked out by rule'),
    'correction-requested': view.w('一次性告知补正', 'Told what is missing'),
    supplemented: view.w('补交材料', 'Supplied'),
    'supply-reminded': view.w('提醒补交', 'Reminded to supply'),
    'supply-overdue': view.w('补交逾期', 'Not supplied in time'),
    accepted: view.w('受理，开始计时', 'Accepted; the clock started'),
    declined: view.w('不予受理', 'Not accepted'),
    examined: view.w('审查完毕', 'Examined'),
    'opinion-given': view.w('部门出具意见', 'A department gave its opinion'),
    'route-moved': view.w(
      '办理流程有更新，已办好的步骤照样有效',
      'The procedure was updated; what was done still counts',
    ),
    ruled: view.w('系统按规则审批', 'Checked by rule'),
    'notice-told': view.w('告知您', 'You were told'),
    'clock-stopped': view.w('特别程序，计时暂停', 'Special procedure; the clock stopped'),
    'clock-started': view.w('恢复计时', 'The clock runs again'),
    extended: view.w('期限延长', 'Limit extended'),
    decided: view.w('作出决定', 'Decided'),
    'result-issued': view.w('制发结果', 'Result issued'),
    closed: view.w('办结', 'Closed'),
    delivered: view.w('送达', 'Delivered'),
    'deferred-supplied': view.w('补齐容缺材料', 'Deferred papers supplied'),
    sampled: view.w('抽中事后抽查', 'Drawn for a later check'),
    'followed-up': view.w('事后核查', 'Checked afterwards'),
    overturned: view.w('撤销决定', 'Decision revoked'),
    withdrawn: view.w('撤回', 'Withdrawn'),
    terminated: view.w('终止', 'Terminated'),
  }
  return texts[type] ?? null
}
