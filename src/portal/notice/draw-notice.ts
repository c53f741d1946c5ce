import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'
import { drawable } from './drawable.ts'
import type { Notice } from './notice.ts'

const find = createRequire(import.meta.url)
const fonts = {
  regular: readFileSync(find.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')),
  bold: readFileSync(find.resolve('@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf')),
}

const glyphs = create(fonts.regular) as Font

const ink = '#1A1D21'
const quiet = '#4A5058'
const side = 72

type Paper = InstanceType<typeof PDFDocument>

/** Draws a notice on A4: letterhead as text, number, facts, text, remedy, signature, QR. Fonts are embedded and subset. */
export async function drawNotice(written: Notice): Promise<Buffer> {
  const notice = drawable(written, (codePoint) => glyphs.hasGlyphForCodePoint(codePoint))
  const qr = await QRCode.toBuffer(notice.qr.url, { errorCorrectionLevel: 'M', margin: 0, width: 240 })
  const paper = new PDFDocument({
    size: 'A4',
    margins: { top: 64, bottom: 64, left: side, right: side },
    info: { Title: notice.title, Author: notice.signedBy },
    lang: notice.locale === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
  })
  const chunks: Buffer[] = []
  paper.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<Buffer>((resolve) => paper.on('end', () => resolve(Buffer.concat(chunks))))
  paper.registerFont('regular', fonts.regular)
  paper.registerFont('bold', fonts.bold)
  drawHead(paper, notice)
  drawFacts(paper, notice)
  drawText(paper, notice)
  drawFoot(paper, notice, qr)
  paper.end()
  return done
}

const widthOf = (paper: Paper): number => paper.page.width - 2 * side

function drawHead(paper: Paper, notice: Notice): void {
  paper.font('regular').fontSize(12).fillColor(quiet).text(notice.letterhead, { align: 'center' })
  paper.moveDown(0.6).font('bold').fontSize(22).fillColor(ink).text(notice.title, { align: 'center' })
  paper.moveDown(0.4).font('regular').fontSize(10).fillColor(quiet).text(notice.number, { align: 'center' })
  paper.moveDown(1.2)
  paper
    .moveTo(side, paper.y)
    .lineTo(side + widthOf(paper), paper.y)
    .strokeColor(ink)
    .lineWidth(1)
    .stroke()
  paper.moveDown(1)
}

function drawFacts(paper: Paper, { rows }: Notice): void {
  for (const [name, value] of rows) {
    const top = paper.y
    paper.font('regular').fontSize(11).fillColor(quiet).text(name, side, top, { width: 96 })
    const under = paper.y
    paper.fillColor(ink).text(value, 176, top, { width: widthOf(paper) - 104, lineGap: 3 })
    paper.y = Math.max(paper.y, under) + 6
  }
  paper.moveDown(0.8)
}

function drawText(paper: Paper, { paragraphs, remedy }: Notice): void {
  const width = widthOf(paper)
  paper.x = side
  paper.font('regular').fontSize(12).fillColor(ink)
  for (const one of paragraphs) paper.text(one, side, paper.y, { width, lineGap: 5, paragraphGap: 8 })
  if (remedy) paper.moveDown(0.6).fontSize(11).fillColor(quiet).text(remedy, side, paper.y, { width, lineGap: 4 })
}

function drawFoot(paper: Paper, notice: Notice, qr: Buffer): void {
  if (paper.y > paper.page.height - 230) paper.addPage()
  const foot = Math.max(paper.y + 40, paper.page.height - 220)
  const right = { width: widthOf(paper) - 228, align: 'right' } as const
  paper.image(qr, side, foot, { width: 84 })
  paper.font('regular').fontSize(9).fillColor(quiet)
  paper.text(notice.qr.caption, side, foot + 90, { width: 220 })
  paper
    .fontSize(12)
    .fillColor(ink)
    .text(notice.signedBy, 300, foot + 30, right)
  paper.text(notice.signedOn, 300, paper.y + 4, right)
}
