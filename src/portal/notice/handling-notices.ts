import { type CaseFile, committedLimit, dueOn, listApplicableMaterials, type TimeLimit, tellBy } from '#handling'
import { routeDecidesByRule, type ServiceItem } from '#management'
import { formatYuan } from '../guide/assessment-parts.tsx'
import { countedWords, formatFullDate, formatLimit, type View } from '../layout/view.ts'
import type { Given, Notice } from './notice.ts'

/** 收件凭证: what was handed in, when, and by which day there is an answer (Licensing Law art. 32). */
export function receiptNotice({ view, caseFile, item, base, who, on }: Given): Notice {
  const { w } = view
  const by = tellBy(caseFile, view.city.calendar)
  return {
    ...base,
    signedOn: on(caseFile.submittedAt),
    rows: [
      ...who,
      [w('收到时间', 'Received'), whenOf(view, caseFile.submittedAt)],
      [w('材料', 'Papers'), papersText(view, caseFile, item)],
      [w('收费', 'Fee'), feeText(view, caseFile, item)],
      ...(by === null ? [] : [[w('答复期限', 'Answer by'), formatFullDate(view, by)] satisfies [string, string]]),
    ],
    paragraphs: [receivedText(view, caseFile)],
  }
}

/** 告知承诺书: the text that was agreed to, and by whom. */
export function commitmentNotice({ view, caseFile, base, who, on }: Given): Notice {
  const { w } = view
  return {
    ...base,
    signedBy: caseFile.commitment?.signedBy ?? caseFile.applicant.name,
    signedOn: on(caseFile.submittedAt),
    rows: [...who, [w('承诺人', 'Committed by'), caseFile.commitment?.signedBy ?? caseFile.applicant.name]],
    paragraphs: [
      ...(caseFile.commitment?.text ?? '').split('\n').filter((one) => one.trim() !== ''),
      w(
        '承诺不实的，行政机关将依法撤销据此作出的决定。',
        'Where the commitment proves untrue the decision made on it is revoked by law.',
      ),
    ],
  }
}

/** 受理通知书: since when the clock runs, until when, and what is still owed by which day. */
export function acceptanceNotice({ view, caseFile, item, base, who }: Given): Notice {
  const { w } = view
  const { acceptedOn } = caseFile
  if (acceptedOn === null) throw new Error(`case ${caseFile.caseNo} was not accepted`)
  const due = dueOn(committedLimit(item), caseFile.clock, view.city.calendar)
  return {
    ...base,
    signedOn: formatFullDate(view, acceptedOn),
    rows: [
      ...who,
      [w('受理日期', 'Accepted on'), formatFullDate(view, acceptedOn)],
      [w('承诺时限', 'Committed limit'), formatLimit(view, item.content.committed)],
      ...(due === null ? [] : [[w('应办结日期', 'Due'), formatFullDate(view, due)] satisfies [string, string]]),
    ],
    paragraphs: [
      caseFile.acceptedByLaw
        ? w(
            '我机关未在五个工作日内告知需要补正的内容，依照行政许可法第三十二条，自收到申请之日起即为受理。',
            'Nothing was told within five working days, so the application counts as accepted from the day of receipt (Administrative Licensing Law art. 32).',
          )
        : acceptedText(view, committedLimit(item)),
      ...caseFile.deferred.map((one) => {
        const by = formatFullDate(view, Temporal.PlainDate.from(one.dueOn))
        const listed = item.content.materials.find(({ no }) => no === one.materialNo)
        const name = listed ? view.t(listed.name) : one.name
        return w(
          `容缺后补：${name}，请在 ${by}前补交；没有补齐的，不能作出准予的决定。`,
          `Deferred: ${name}, due ${by}. Nothing can be granted before it is here.`,
        )
      }),
    ],
  }
}

/** That it is accepted, and how its limit counts; what is done on the spot counts nothing. */
const acceptedText = (view: View, limit: TimeLimit): string =>
  limit.value === 0
    ? view.w(
        '经审查，您的申请符合受理条件，予以受理，当场办结。',
        'Your application meets the conditions, is accepted, and is done on the spot.',
      )
    : view.w(
        `经审查，您的申请符合受理条件，予以受理。时限从受理的第二天起算；${countedWords(view, limit)}`,
        `Your application meets the conditions and is accepted. The limit runs from the day after. ${countedWords(view, limit)}`,
      )

/** 补正材料一次性告知书: the whole list, once. */
export function correctionNotice({ view, caseFile, item, base, who, on }: Given): Notice {
  const { w } = view
  const { correction } = caseFile
  if (correction === null) throw new Error(`nothing was asked for in case ${caseFile.caseNo}`)
  return {
    ...base,
    signedOn: on(correction.told),
    rows: [...who, [w('补交期限', 'Supply by'), formatFullDate(view, correction.dueOn)]],
    paragraphs: [
      w(
        '您的申请还需要补正下列全部内容。除此之外，没有其他需要补正的内容：',
        'Your application needs the following. Nothing else is missing:',
      ),
      ...correction.requests.map(
        (request, index) =>
          `${index + 1}. ${nameOf(view, item, request)}${w('：', ': ')}${request.reason}${request.basis ? w(`（依据：${request.basis}）`, ` (${request.basis})`) : ''}`,
      ),
    ],
  }
}

/** 送达回证: what was handed over, how, and to whom. */
export function deliveryNotice({ view, caseFile, item, base, who, on }: Given): Notice {
  const { w } = view
  const { delivered } = caseFile
  if (delivered === null) throw new Error(`case ${caseFile.caseNo} was not delivered`)
  const ways = {
    online: w('网上送达', 'online'),
    counter: w('窗口领取', 'collected at the counter'),
    mail: w('邮寄送达', 'by post'),
  }
  return {
    ...base,
    signedOn: on(delivered.at),
    rows: [
      ...who,
      [w('送达文书', 'Delivered'), `${view.t(item.content.result.name)} ${caseFile.result?.resultNo ?? ''}`.trim()],
      [w('送达方式', 'How'), ways[delivered.how]],
      [w('收件人', 'To'), delivered.to],
      [w('送达时间', 'When'), whenOf(view, delivered.at)],
    ],
    paragraphs: [
      w(
        '上列文书已经送达。申请行政复议、提起行政诉讼的期限，自收到之日起计算。',
        'The above was delivered. The time to ask for review or to sue runs from this day.',
      ),
    ],
  }
}

const whenOf = (view: View, at: Temporal.Instant): string => {
  const local = at.toZonedDateTimeISO(view.city.zone)
  return `${formatFullDate(view, local.toPlainDate())} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`
}

/** A paper of the published list is called as the reader's guide calls it. */
const nameOf = (view: View, item: ServiceItem, request: { materialNo: number | null; what: string }): string => {
  const listed = item.content.materials.find((one) => one.no === request.materialNo)
  return listed ? view.t(listed.name) : request.what
}

/** What was worked out when it was submitted; else what the guide says, and why not more. */
function feeText(view: View, { fee }: CaseFile, item: ServiceItem): string {
  const general = view.t(item.content.fee.text)
  if (fee === null) return general
  if (fee.amount === null) return `${general}${view.w('（', ' (')}${view.t(fee.reason)}${view.w('）', ')')}`
  const words = [formatYuan(view, fee.amount), view.t(fee.reason), fee.basis].filter((one) => one !== '')
  return words.join(view.w('；', '; '))
}

/** What happens next to an application that was received (Licensing Law art. 32), and on which the rules look first (秒批). */
function receivedText({ city, w }: View, caseFile: CaseFile): string {
  const [zh, en] = routeDecidesByRule(city, caseFile.route.key)
    ? [
        '由系统按公布的规则先行审查，符合的立即作出决定；转由工作人员办理的，',
        'The published rules are applied first; where they hold it is decided at once, otherwise an officer looks. ',
      ]
    : ['', '']
  return w(
    `我机关已收到您的申请。${zh}五个工作日内将告知是否受理；材料不齐的，一次告知需要补正的全部内容；逾期不告知的，自收到之日起即为受理。`,
    `We have received your application. ${en}Within five working days you will be told whether it is accepted; whatever is missing is told once and completely; if nothing is told in time it counts as accepted from the day of receipt.`,
  )
}

function papersText(view: View, caseFile: CaseFile, item: ServiceItem): string {
  const names = listApplicableMaterials(item, caseFile.answers)
    .filter(
      (material) =>
        caseFile.materials.some((one) => one.materialNo === material.no) || caseFile.brought.includes(material.no),
    )
    .map(
      (material) =>
        `${view.t(material.name)}${caseFile.brought.includes(material.no) ? view.w('（原件待核验）', ' (original to be shown)') : ''}`,
    )
  return names.length > 0 ? names.join(view.w('、', ', ')) : view.w('无须提交材料', 'none needed')
}
