import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'
import { type CaseFile, clockState, committedLimit, listApplicableMaterials } from '#handling'
import { routeDecidesByRule, type ServiceItem } from '#management'
import { groupCaseNo } from '#standards'
import { formatYuan } from '../guide/assessment-parts.tsx'
import { formatFullDate, formatLimit, type View } from '../layout/view.ts'
import { decisionNotice, resultNotice } from './decision-notice.ts'
import type { Notice, NoticeInput } from './notice.ts'

const find = createRequire(import.meta.url)
const fonts = {
  regular: readFileSync(find.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')),
  bold: readFileSync(find.resolve('@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf')),
}

export type NoticeKind = 'receipt' | 'acceptance' | 'correction' | 'decision' | 'result'

export const noticeKinds: readonly NoticeKind[] = ['receipt', 'acceptance', 'correction', 'decision', 'result']

/** A paper of the published list is called as the reader's guide calls it. */
const nameOf = (view: View, item: ServiceItem, request: { materialNo: number | null; what: string }): string => {
  const listed = item.content.materials.find((one) => one.no === request.materialNo)
  return listed ? view.t(listed.name) : request.what
}

const whenReceived = (view: View, at: Temporal.Instant): string => {
  const local = at.toZonedDateTimeISO(view.city.zone)
  return `${formatFullDate(view, local.toPlainDate())} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`
}

/** The text of a notice; null when the case has not come that far. */
export function noticeOf(kind: NoticeKind, input: NoticeInput): Notice | null {
  const { view, caseFile, item } = input
  const { w } = view
  const base = {
    letterhead: item.authority.name,
    signedBy: item.authority.name,
    qr: {
      url: input.followUrl,
      caption: w(`扫码查进度，查询码 ${input.followWord}`, `Scan to follow; check word ${input.followWord}`),
    },
  }
  const who: [string, string][] = [
    [w('申请人', 'Applicant'), caseFile.applicant.name],
    [w('申请事项', 'Item'), view.t(item.content.name)],
    [w('办件编号', 'Case number'), groupCaseNo(caseFile.caseNo)],
  ]
  const on = (at: Temporal.Instant) => formatFullDate(view, at.toZonedDateTimeISO(view.city.zone).toPlainDate())
  switch (kind) {
    case 'receipt':
      return {
        ...base,
        title: w('收件凭证', 'Receipt'),
        number: `${caseFile.caseNo}-S1`,
        remedy: null,
        signedOn: on(caseFile.submittedAt),
        rows: [
          ...who,
          [w('收到时间', 'Received'), whenReceived(view, caseFile.submittedAt)],
          [w('材料', 'Papers'), papersText(view, caseFile, item)],
          [w('收费', 'Fee'), feeText(view, caseFile, item)],
        ],
        paragraphs: [receivedText(view, caseFile)],
      }
    case 'acceptance': {
      if (caseFile.acceptedOn === null) return null
      const clock = clockState(committedLimit(item), caseFile.clock, view.city.calendar, view.today)
      return {
        ...base,
        title: w('受理通知书', 'Notice of acceptance'),
        number: `${caseFile.caseNo}-L1`,
        remedy: null,
        signedOn: formatFullDate(view, caseFile.acceptedOn),
        rows: [
          ...who,
          [w('受理日期', 'Accepted on'), formatFullDate(view, caseFile.acceptedOn)],
          [w('承诺时限', 'Committed limit'), formatLimit(view, item.content.committed)],
          [w('应办结日期', 'Due'), clock.dueOn ? formatFullDate(view, clock.dueOn) : w('计时暂停中', 'clock stopped')],
        ],
        paragraphs: [
          w(
            '经审查，您的申请符合受理条件，予以受理。时限从受理的第二天起算，节假日不计入。',
            'Your application meets the conditions and is accepted. The limit runs from the day after; holidays are not counted.',
          ),
          ...caseFile.deferred.map((one) =>
            w(
              `容缺后补：${one.name}，请在 ${one.dueOn} 前补交；逾期未补的，按未达到条件处理。`,
              `Deferred: ${one.name}, due ${one.dueOn}.`,
            ),
          ),
        ],
      }
    }
    case 'correction':
      if (caseFile.correction === null) return null
      return {
        ...base,
        title: w('补正材料一次性告知书', 'Notice of correction'),
        number: caseFile.correction.noticeNo,
        remedy: null,
        signedOn: on(caseFile.correction.told),
        rows: [...who, [w('补交期限', 'Supply by'), formatFullDate(view, caseFile.correction.dueOn)]],
        paragraphs: [
          w(
            '您的申请还需要补正下列全部内容。除此之外，没有其他需要补正的内容：',
            'Your application needs the following. Nothing else is missing:',
          ),
          ...caseFile.correction.requests.map(
            (request, index) =>
              `${index + 1}. ${nameOf(view, item, request)}${w('：', ': ')}${request.reason}${request.basis ? w(`（依据：${request.basis}）`, ` (${request.basis})`) : ''}`,
          ),
        ],
      }
    case 'decision':
      return decisionNotice({ view, caseFile, base, who, on })
    case 'result':
      return resultNotice(input, base, on)
  }
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

const ink = '#1A1D21'
const quiet = '#4A5058'

/** Draws a notice on A4: letterhead as text, number, facts, text, remedy, signature, QR. Fonts are embedded and subset. */
export async function drawNotice(notice: Notice): Promise<Buffer> {
  const qr = await QRCode.toBuffer(notice.qr.url, { errorCorrectionLevel: 'M', margin: 0, width: 240 })
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: 64, bottom: 64, left: 72, right: 72 },
    info: { Title: notice.title, Author: notice.signedBy },
    lang: 'zh-CN',
    displayTitle: true,
  })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))))
  document.registerFont('regular', fonts.regular)
  document.registerFont('bold', fonts.bold)
  const width = document.page.width - 144
  document.font('regular').fontSize(12).fillColor(quiet).text(notice.letterhead, { align: 'center' })
  document.moveDown(0.6).font('bold').fontSize(22).fillColor(ink).text(notice.title, { align: 'center' })
  document.moveDown(0.4).font('regular').fontSize(10).fillColor(quiet).text(notice.number, { align: 'center' })
  document.moveDown(1.2)
  document
    .moveTo(72, document.y)
    .lineTo(72 + width, document.y)
    .strokeColor(ink)
    .lineWidth(1)
    .stroke()
  document.moveDown(1)
  for (const [name, value] of notice.rows) {
    const top = document.y
    document.font('regular').fontSize(11).fillColor(quiet).text(name, 72, top, { width: 96 })
    const under = document.y
    document.fillColor(ink).text(value, 176, top, { width: width - 104, lineGap: 3 })
    document.y = Math.max(document.y, under) + 6
  }
  document.moveDown(0.8)
  document.x = 72
  for (const paragraph of notice.paragraphs)
    document
      .font('regular')
      .fontSize(12)
      .fillColor(ink)
      .text(paragraph, 72, document.y, { width, lineGap: 5, paragraphGap: 8 })
  if (notice.remedy)
    document.moveDown(0.6).fontSize(11).fillColor(quiet).text(notice.remedy, 72, document.y, { width, lineGap: 4 })
  if (document.y > document.page.height - 230) document.addPage()
  const foot = Math.max(document.y + 40, document.page.height - 220)
  document.image(qr, 72, foot, { width: 84 })
  document
    .font('regular')
    .fontSize(9)
    .fillColor(quiet)
    .text(notice.qr.caption, 72, foot + 90, { width: 220 })
  document
    .fontSize(12)
    .fillColor(ink)
    .text(notice.signedBy, 300, foot + 30, { width: width - 228, align: 'right' })
  document.text(notice.signedOn, 300, document.y + 4, { width: width - 228, align: 'right' })
  document.end()
  return done
}
