import { dayText, type Locale, say, type Text } from '#base'
import type { CaseEvent, Deferred, SupplyKind } from '#handling'
import { denialWord } from '#management'
import { groupCaseNo } from '#standards'

/** `body` stands on the site, for whoever signed in; `outside` goes by e-mail and SMS, which others may read too. */
export type Message = { subject: Text; body: Text; outside: Text }

/** What may be read by anybody: the same on the site and outside. */
const msg = (subjectZh: string, subjectEn: string, zh: string, en: string): Message => ({
  subject: { zh: subjectZh, en: subjectEn },
  body: { zh, en },
  outside: { zh, en },
})

/**
 * What holds words that somebody wrote about the case, a reason or a name: they stand on the site, before `rest`; outside goes `rest` alone,
 * and that one signs in to read them (PIPL arts. 28, 51: illness and hardship are sensitive, and messages are read by others).
 */
const discreet = (
  [subjectZh, subjectEn]: [string, string],
  happened: Text,
  written: string | Text,
  rest: Text = { zh: '', en: '' },
): Message => ({
  subject: { zh: subjectZh, en: subjectEn },
  body: {
    zh: `${happened.zh}：${stripped(wordsIn(written, 'zh'))}。${rest.zh}`,
    en: sentences(`${happened.en}: ${stripped(wordsIn(written, 'en'))}.`, rest.en),
  },
  outside: {
    zh: `${happened.zh}。${rest.zh}请登录后在办件里看详情。`,
    en: sentences(`${happened.en}.`, rest.en, 'Sign in and open the case to read more.'),
  },
})

const wordsIn = (written: string | Text, locale: Locale): string =>
  typeof written === 'string' ? written : say(written, locale)

/** Without the stop that whoever wrote it may have set: the sentence sets its own. */
const stripped = (written: string): string => written.trim().replace(/[。.；;]+$/, '')

const sentences = (...all: string[]): string => all.filter((one) => one !== '').join(' ')

/** What can be done against a refusal (行政复议法 art. 20, 行政诉讼法 art. 46); the letter and the case page name the organs. */
const remedies: Text = {
  zh: '不服的，可自收到决定之日起六十日内申请行政复议，或在六个月内提起行政诉讼。',
  en: 'You may ask for administrative review within sixty days of receiving the decision, or sue within six months.',
}

// What officers, routes and services do among themselves is worth no message; what matters of it has an event of its own.
const quiet = [
  'timer-set',
  'timer-cancelled',
  'timer-fired',
  'service-called',
  'service-done',
  'error-returned',
  'service-cancelled',
  'incident-raised',
  'incident-settled',
  'ruled',
  'eligibility-assessed',
  'fee-assessed',
  'sampled',
  'message-sent',
  'message-received',
  'escalated',
  'run-failed',
  'correction-proposed',
  'opinion-given',
  'step-done',
  'run-advanced',
  'route-moved',
  'task-opened',
  'task-claimed',
  'task-released',
  'task-done',
  'task-cancelled',
  'material-received',
  'material-checked',
  'guide-guard-tripped',
  'deferred-supplied',
  'examined',
  'closed',
  'followed-up',
] as const satisfies readonly CaseEvent['type'][]
type Quiet = Extract<CaseEvent, { type: (typeof quiet)[number] }>
const isQuiet = (event: CaseEvent): event is Quiet => (quiet as readonly string[]).includes(event.type)

/** Whoever is decided on by rule hears it, and that a person can be asked. */
const granted = (byRule: boolean, it: string, en: string): Message =>
  byRule
    ? msg(
        '准予',
        'Granted',
        `您的申请${it}符合公布的规则，系统已自动准予。有疑问的，可以请工作人员人工复核。`,
        `Your application ${en} fits the published rules and was granted by the system. You may ask for a person to look at it again.`,
      )
    : msg('准予', 'Granted', `您的申请${it}已准予。`, `Your application ${en} has been granted.`)

/** What a message may say of a case; `isByRule`: tables decide before any person looks (秒批). */
export type About = { caseNo: string; itemCode: string; itemName: string; isByRule: boolean }

const received = (it: string, en: string, isByRule: boolean): Message =>
  isByRule
    ? msg(
        '申请已收到',
        'Application received',
        `您的申请${it}已收到。符合公布的规则的，马上有结果；拿不准的转给工作人员，五个工作日内会告诉您是否受理。`,
        `Your application ${en} has been received. Where the published rules hold there is a result at once; otherwise an officer looks, and within five working days you will be told whether it is accepted.`,
      )
    : msg(
        '申请已收到',
        'Application received',
        `您的申请${it}已收到。五个工作日内会告诉您是否受理。`,
        `Your application ${en} has been received. Within five working days you will be told whether it is accepted.`,
      )

/** That a day is near on which something is owed, or that it has passed: what that means, and what can still be done. */
function supplyMessage(
  it: string,
  en: string,
  { about, dueOn }: { about: SupplyKind; dueOn: string },
  isOver: boolean,
): Message {
  const by = dayText(Temporal.PlainDate.from(dueOn))
  if (!isOver)
    return msg(
      '还没有补交',
      'Still to be supplied',
      `您的申请${it}还有材料没有补交，请在 ${by.zh}前补交。已经交过的不用再交。`,
      `Something is still owed for your application ${en}: please supply it by ${by.en}. What was given need not be given again.`,
    )
  return about === 'correction'
    ? msg(
        '补交期限已过',
        'The time to supply is over',
        `您的申请${it}的补交期限（${by.zh}）已过。现在仍可以补交；一直不补交的，办理机关可以终止办理，您以后还可以重新申请。`,
        `The time to supply what was asked for on your application ${en} ended on ${by.en}. You can still supply it; otherwise the case may be ended, and you may apply again.`,
      )
    : msg(
        '容缺材料逾期',
        'Deferred papers are overdue',
        `您的申请${it}的容缺材料应在 ${by.zh}前补交，现在还没有收到。没有补齐以前不能作出准予的决定，请尽快补交。`,
        `Deferred papers of your application ${en} were due by ${by.en} and have not come. Nothing can be granted before they are here; please supply them.`,
      )
}

function accepted(it: string, en: string, deferred: readonly Deferred[]): Message {
  const owed = deferred.map((one) => ({ name: one.name, by: dayText(Temporal.PlainDate.from(one.dueOn)) }))
  const list = {
    zh: owed.map(({ name, by }) => `${name}（${by.zh}前）`).join('、'),
    en: owed.map(({ name, by }) => `“${name}” by ${by.en}`).join(', '),
  }
  return msg(
    '已受理',
    'Accepted',
    `您的申请${it}已受理，开始计时。打开办件可以看到应办结的日期和原因。${owed.length > 0 ? `请按期补交：${list.zh}。` : ''}`,
    `Your application ${en} has been accepted and the clock has started. The case page shows the due date and why.${owed.length > 0 ? ` Please supply in time: ${list.en}.` : ''}`,
  )
}

/** 撤销: that it was granted by rule, and why and under what it is taken back. */
const overturned = (it: string, en: string, { reason, basis }: { reason: string; basis: string }) =>
  discreet(
    ['决定已撤销', 'Decision revoked'],
    {
      zh: `您的申请${it}此前由系统自动准予，现已撤销`,
      en: `What the system had granted on your application ${en} was revoked`,
    },
    { zh: `${stripped(reason)}。依据：${basis}`, en: `${stripped(reason)}, under ${basis}` },
    remedies,
  )

/** What a route told: its author wrote it, and what the form says may stand in it. */
const progress = (it: string, en: string, text: string): Message => ({
  subject: { zh: '办理进展', en: 'Progress' },
  body: { zh: `${it}：${text}`, en: `${en}: ${text}` },
  outside: {
    zh: `${it}有新的进展。请登录后在办件里看详情。`,
    en: `There is news of ${en}. Sign in and open the case to read more.`,
  },
})

/** 不予受理: why, whose matter it is instead, and what can be done against it. */
const declined = (it: string, en: string, { reason, rightOrgan }: { reason: string; rightOrgan: string | null }) =>
  discreet(
    ['不予受理', 'Not accepted'],
    { zh: `您的申请${it}不予受理`, en: `Your application ${en} was not accepted` },
    {
      zh: rightOrgan ? `${stripped(reason)}。请向${rightOrgan}申请` : reason,
      en: rightOrgan ? `${stripped(reason)}. Apply to ${rightOrgan}` : reason,
    },
    remedies,
  )

/**
 * What the applicant is told when something happens to the case, in plain words; null: nothing worth a message. The case's number, what it
 * is about, days and published names are the only facts that leave the house: what officers wrote stays on the site.
 */
export function wordsFor(event: CaseEvent, about: About): Message | null {
  const caseNo = groupCaseNo(about.caseNo)
  const [it, en] = [`“${about.itemName}”（${caseNo}）`, `“${about.itemName}” (${caseNo})`]
  if (isQuiet(event)) return null
  switch (event.type) {
    case 'submitted':
      return received(it, en, about.isByRule)
    case 'correction-requested': {
      const by = dayText(Temporal.PlainDate.from(event.data.dueOn))
      const { length } = event.data.requests
      return msg(
        '请补交材料',
        'Please supply papers',
        `您的申请${it}需要补正 ${length} 项，请在 ${by.zh}前补交。全部内容已一次告知。`,
        `Your application ${en} needs ${length} thing${length === 1 ? '' : 's'} by ${by.en}. This is the complete list.`,
      )
    }
    case 'supplemented':
      return msg(
        '补交已收到',
        'Supplement received',
        `您为${it}补交的内容已收到。`,
        `What you supplied for ${en} has been received.`,
      )
    case 'declined':
      return declined(it, en, event.data)
    case 'accepted':
      // What was accepted by rule is decided in the same moment, and that is told.
      return event.data.by === 'rule' ? null : accepted(it, en, event.data.deferred)
    case 'supply-reminded':
      return supplyMessage(it, en, event.data, false)
    case 'supply-overdue':
      return supplyMessage(it, en, event.data, true)
    case 'clock-stopped':
      return discreet(
        ['计时暂停', 'Clock stopped'],
        {
          zh: `您的申请${it}因特别程序暂停计时，预计 ${event.data.expectedDays} 个工作日`,
          en: `The clock of ${en} has stopped for a special procedure of about ${event.data.expectedDays} working days`,
        },
        event.data.basis,
      )
    case 'clock-started':
      return msg('恢复计时', 'Clock running again', `您的申请${it}恢复计时。`, `The clock of ${en} runs again.`)
    case 'extended':
      // In the days that the limit itself counts, which the page of the case shows one by one.
      return discreet(
        ['期限延长', 'Limit extended'],
        {
          zh: `您的申请${it}延长 ${event.data.days} 日`,
          en: `The limit of ${en} was extended by ${event.data.days} days`,
        },
        event.data.reason,
      )
    case 'decided':
      return event.data.outcome === 'granted'
        ? granted(event.data.by === 'rule', it, en)
        : discreet(
            [denialWord(about.itemCode).zh, 'Denied'],
            { zh: `您的申请${it}${denialWord(about.itemCode).zh}`, en: `Your application ${en} was denied` },
            event.data.reason,
            remedies,
          )
    case 'overturned':
      return overturned(it, en, event.data)
    case 'result-issued':
      return msg(
        '结果已制发',
        'Result issued',
        `${it}的${event.data.name}已制发，可在办件里下载。`,
        `The result of ${en} has been issued and can be downloaded from the case.`,
      )
    case 'delivered':
      return discreet(
        ['结果已送达', 'Delivered'],
        { zh: `${it}的结果已送达`, en: `The result of ${en} was delivered` },
        event.data.to,
      )
    case 'terminated':
      return discreet(
        ['终止办理', 'Terminated'],
        { zh: `您的申请${it}已终止办理`, en: `Your application ${en} was terminated` },
        event.data.reason,
        remedies,
      )
    case 'withdrawn':
      return msg('已撤回', 'Withdrawn', `您已撤回申请${it}。`, `You have withdrawn ${en}.`)
    case 'rating-invited':
      return msg(
        '请您评价',
        'How was it?',
        `${it}办完了。打开办件可以评价一次，只有您能评，办事人员不能代评；不评不算好评。`,
        `${en} is done. Open the case to rate it, once: only you can, no officer may for you, and no rating is not a good one.`,
      )
    case 'notice-told':
      return progress(it, en, event.data.text)
  }
}
