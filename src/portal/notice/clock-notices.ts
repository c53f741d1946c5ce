import { type CaseEvent, committedLimit, dueOn, statutoryLimit, type TimeLimit } from '#handling'
import { stepProcedures } from '#management'
import { formatFullDate, formatLimit, type View } from '../layout/view.ts'
import { remedyOf } from './decision-notice.ts'
import type { Given, Notice } from './notice.ts'

/** What the law has told in writing of the time of a case: a special procedure, an extension, an end before a decision. */
export function writeClockNotice(given: Given): Notice {
  const event = given.caseFile.history.find((one) => one.seq === given.issued.seq)
  if (event?.type === 'clock-stopped') return procedureNotice(given, event.data)
  if (event?.type === 'extended') return extensionNotice(given, event.data)
  if (event?.type === 'terminated') return terminationNotice(given, event.data)
  throw new Error(`no letter on time is written of ${event?.type}`)
}

type Data<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>['data']

/** 特别程序告知书: the time it needs is told in writing (Administrative Licensing Law art. 45). */
function procedureNotice({ view, base, who }: Given, stop: Data<'clock-stopped'>): Notice {
  const { w } = view
  const whose = stop.authorityCode === undefined ? undefined : view.city.authorities.find(stop.authorityCode)?.name
  return {
    ...base,
    signedOn: formatFullDate(view, Temporal.PlainDate.from(stop.on)),
    rows: [
      ...who,
      [w('特别程序', 'Procedure'), view.t(stepProcedures[stop.procedure])],
      ...(whose === undefined ? [] : [[w('办理部门', 'Department'), whose] satisfies [string, string]]),
      [w('依据', 'Legal basis'), stop.basis],
      [w('所需时间', 'Time needed'), w(`${stop.expectedDays} 个工作日`, `${stop.expectedDays} working days`)],
    ],
    paragraphs: [
      w(
        '办理您的申请需要进行上述程序。依照行政许可法第四十五条，所需时间不计入办理期限；从今天起暂停计时，有结果后恢复。',
        'Your application needs this procedure. Its time is not counted (Administrative Licensing Law art. 45): the clock stands from today and runs again when there is a result.',
      ),
      ...(stop.procedure === 'hearing'
        ? [
            w(
              '您有权申请听证主持人回避，有权陈述、申辩和质证；听证的时间、地点将在举行七日前另行通知，您不承担听证费用。',
              'You may object to whoever presides, speak, and examine the evidence. Time and place are told seven days before; it costs you nothing.',
            ),
          ]
        : []),
    ],
  }
}

/** 延长办理期限告知书: once, by the head, the reason told (art. 42). */
function extensionNotice({ view, caseFile, item, base, who }: Given, extended: Data<'extended'>): Notice {
  const { w } = view
  const on = Temporal.PlainDate.from(extended.on)
  const statutory = statutoryLimit(item)
  const promised = dueOn(committedLimit(item), caseFile.clock, view.city.calendar, on)
  // A promise that was broken before is not made anew.
  const due = promised === null || Temporal.PlainDate.compare(promised, on) < 0 ? null : promised
  const latest = dueOn(statutory, caseFile.clock, view.city.calendar, on)
  return {
    ...base,
    signedOn: formatFullDate(view, on),
    rows: [
      ...who,
      [w('延长', 'Extended by'), extendedText(view, statutory, extended.days)],
      [w('依据', 'Legal basis'), extended.basis],
      ...(due === null ? [] : [[w('现在应办结日期', 'Now due'), formatFullDate(view, due)] satisfies [string, string]]),
      ...(latest === null
        ? []
        : [[w('法定最迟日期', 'Latest by law'), formatFullDate(view, latest)] satisfies [string, string]]),
    ],
    paragraphs: [
      `${w('理由：', 'Reason: ')}${extended.reason}`,
      w('办理期限只能延长这一次。', 'The limit can be extended this once only.'),
    ],
  }
}

/** An extension adds working days to a limit in working days, and calendar days to any other. */
const extendedText = (view: View, { unit }: TimeLimit, days: number): string =>
  formatLimit(view, { value: days, unit: unit === 'working-day' ? 'working-day' : 'calendar-day' })

/** 终止办理通知书: why it ends without a decision, and that one may apply again. */
function terminationNotice({ view, item, base, who }: Given, ended: Data<'terminated'>): Notice {
  const { w } = view
  return {
    ...base,
    remedy: remedyOf(view, item),
    signedOn: formatFullDate(view, Temporal.PlainDate.from(ended.on)),
    rows: [...who, [w('依据', 'Legal basis'), ended.basis]],
    paragraphs: [
      `${w('理由：', 'Reason: ')}${ended.reason}`,
      w('终止办理后，条件具备的可以重新申请。', 'You may apply again when the conditions are met.'),
    ],
  }
}
