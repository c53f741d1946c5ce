import { constants, inflateSync } from 'node:zlib'
import { fileTypeFromBuffer } from 'file-type'
import yauzl from 'yauzl'
import { type Refusal, refuse } from '../refusal/refusal.ts'
import type { Text } from '../text/text.ts'

/** 20 MiB: a scan of ten pages at 300 dpi; larger papers are split. */
export const maxFileBytes = 20 * 1024 * 1024

const allowed = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
  'application/ofd': 'OFD',
} as const
export type MediaType = keyof typeof allowed

const no = (zh: string, en: string): Refusal => refuse('invalid', { zh, en } satisfies Text)

const kinds = Object.values(allowed).join('、')
const unknownKind = no(
  `看不懂这种文件。请上传 ${kinds} 之一。`,
  `This kind of file cannot be read. Upload one of ${kinds.replaceAll('、', ', ')}.`,
)

/**
 * Decides what an uploaded file is by its content, never by its name, and refuses what could harm whoever opens it:
 * unknown types, files that are two things at once, archives that unpack to far more than they weigh, images larger
 * than any scanner makes, documents with scripts. Pure apart from reading the archive's directory.
 */
export async function inspectFile(content: Buffer): Promise<{ mediaType: MediaType } | Refusal> {
  if (content.length === 0)
    return no(
      '文件是空的。请重新拍照或选择另一份文件。',
      'The file is empty. Take the photo again or choose another file.',
    )
  if (content.length > maxFileBytes) {
    return no('文件超过 20 MB。请压缩后再传，或分成几份。', 'The file is larger than 20 MB. Compress it or split it.')
  }
  const mediaType = await mediaTypeOf(content)
  if (mediaType === null) {
    return unknownKind
  }
  if (isTwoThings(content, mediaType)) {
    return no(
      '文件里还藏着另一种文件，不能接收。请重新拍照或重新导出。',
      'Another kind of file is hidden inside; it cannot be taken. Take the photo or export it again.',
    )
  }
  if (mediaType === 'application/pdf') return inspectPdf(content)
  if (mediaType === 'image/png' || mediaType === 'image/jpeg') return inspectImage(content, mediaType)
  return inspectArchive(content, mediaType)
}

async function mediaTypeOf(content: Buffer): Promise<MediaType | null> {
  const found = await fileTypeFromBuffer(content)
  if (found === undefined) return null
  if (found.mime in allowed) return found.mime as MediaType
  // OFD (GB/T 33190) is a ZIP whose only fixed name is OFD.xml.
  if (found.mime === 'application/zip' && content.includes('OFD.xml')) return 'application/ofd'
  return null
}

const scripts = /<(script|html|svg|iframe|\?php)\b/i

function isTwoThings(content: Buffer, mediaType: MediaType): boolean {
  const head = content.subarray(0, 4096).toString('latin1')
  const tail = content.subarray(-66_000).toString('latin1')
  if (mediaType === 'application/pdf') return !head.startsWith('%PDF-') || tail.includes('PK\u0005\u0006')
  if (mediaType === 'image/png' || mediaType === 'image/jpeg') {
    return (
      scripts.test(head) || head.includes('%PDF-') || tail.includes('PK\u0005\u0006') || scripts.test(tail.slice(-4096))
    )
  }
  return !head.startsWith('PK')
}

function inspectPdf(content: Buffer): { mediaType: MediaType } | Refusal {
  const text = content.toString('latin1')
  if (!/%%EOF\s*$/.test(text.slice(-1024))) {
    return no('PDF 不完整，可能没有传完。请重新上传。', 'The PDF is cut off. Upload it again.')
  }
  // What is encrypted can be neither inspected here nor opened by the officer.
  if (protectedBy.test(text)) {
    return no(
      'PDF 设了密码或权限，不能接收。请去掉密码，或“打印为 PDF”后再传。',
      'The PDF is protected. Remove the password, or print it to a new PDF and upload that.',
    )
  }
  const packed = packedObjects(content, text)
  if (packed === null) {
    return no('PDF 损坏，打不开。请“打印为 PDF”后再传。', 'The PDF is damaged. Print it to a new PDF and upload that.')
  }
  if ([text, ...packed].some((part) => acting.test(part))) {
    return no(
      'PDF 里有脚本或附件，不能接收。请“打印为 PDF”后再传。',
      'The PDF contains scripts or attachments. Print it to a new PDF and upload that.',
    )
  }
  return { mediaType: 'application/pdf' }
}

/** A PDF name however it is written: any letter may stand as `#` and its code (ISO 32000 7.3.5). */
const pdfNames = (...names: readonly string[]): RegExp => {
  const code = (one: string) => one.charCodeAt(0).toString(16)
  const letter = (one: string) => `(?:${one}|#${code(one)}|#${code(one).toUpperCase()})`
  return new RegExp(`/(?:${names.map((name) => [...name].map(letter).join('')).join('|')})\\b`)
}
const protectedBy = pdfNames('Encrypt')
// An action of JavaScript is named so in full, or comes by a rendition; the two letters `/JS` alone stand in every few
// megabytes of a scanned picture.
const acting = pdfNames(
  'JavaScript',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'FileAttachment',
  'RichMedia',
  'Rendition',
)
const objectStreams = new RegExp(pdfNames('ObjStm').source, 'g')
const maxPackedObjects = 64 * 1024 * 1024

/** The objects that a PDF keeps in compressed streams, unpacked; null when they cannot be, or are endless. */
function packedObjects(content: Buffer, text: string): string[] | null {
  const parts: string[] = []
  let left = maxPackedObjects
  for (const { index } of text.matchAll(objectStreams)) {
    const start = text.indexOf('stream', index)
    if (start < 0) return null
    try {
      const packed = content.subarray(start + (text[start + 6] === '\r' ? 8 : 7))
      const part = inflateSync(packed, { maxOutputLength: left, finishFlush: constants.Z_SYNC_FLUSH })
      left = Math.max(1, left - part.length)
      parts.push(part.toString('latin1'))
    } catch {
      return null
    }
  }
  return parts
}

const maxPixels = 120_000_000

function inspectImage(content: Buffer, mediaType: 'image/png' | 'image/jpeg'): { mediaType: MediaType } | Refusal {
  const size = mediaType === 'image/png' ? pngSize(content) : jpegSize(content)
  if (size === null) return no('图片损坏，打不开。请重新拍照。', 'The picture is damaged. Take it again.')
  if (size.width * size.height > maxPixels || size.width === 0 || size.height === 0) {
    return no(
      '图片尺寸过大。请用普通清晰度重新拍照。',
      'The picture has too many pixels. Take it again at normal quality.',
    )
  }
  return { mediaType }
}

function pngSize(content: Buffer): { width: number; height: number } | null {
  if (content.length < 33 || content.toString('latin1', 12, 16) !== 'IHDR') return null
  // Whatever follows IEND is not a picture.
  if (!content.subarray(-12).includes('IEND')) return null
  return { width: content.readUInt32BE(16), height: content.readUInt32BE(20) }
}

function jpegSize(content: Buffer): { width: number; height: number } | null {
  let at = 2
  while (at + 9 < content.length) {
    if (content[at] !== 0xff) return null
    const marker = content[at + 1] ?? 0
    // SOF0…SOF15 carry the size, save the three that are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { height: content.readUInt16BE(at + 5), width: content.readUInt16BE(at + 7) }
    }
    at += 2 + content.readUInt16BE(at + 2)
  }
  return null
}

const maxUnpacked = 200 * 1024 * 1024
const maxEntries = 2_000
const maxRatio = 100

type Entry = { fileName: string; uncompressedSize: number; compressedSize: number }

async function inspectArchive(content: Buffer, mediaType: MediaType): Promise<{ mediaType: MediaType } | Refusal> {
  const entries = await listEntries(content)
  if (entries === null)
    return no('文件损坏，打不开。请重新导出后上传。', 'The file is damaged. Export it again and upload that.')
  if (mediaType === 'application/ofd' && !entries.some(({ fileName }) => fileName === 'OFD.xml')) return unknownKind
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  const bomb =
    entries.length > maxEntries ||
    unpacked > maxUnpacked ||
    unpacked > content.length * maxRatio ||
    entries.reduce((sum, entry) => sum + entry.compressedSize, 0) > content.length
  if (bomb)
    return no('文件解开后异常庞大，不能接收。', 'The file unpacks to far more than it should; it cannot be taken.')
  if (entries.some(({ fileName }) => /(^|\/)\.\.(\/|$)|^\/|\\|\0|vbaProject|\.(exe|js|vbs|bat|scr)$/i.test(fileName))) {
    return no(
      '文件里有宏、程序或异常路径，不能接收。请另存为普通文档。',
      'The file contains macros, programs or odd paths. Save it as a plain document.',
    )
  }
  return { mediaType }
}

const listEntries = (content: Buffer): Promise<Entry[] | null> =>
  new Promise((resolve) => {
    yauzl.fromBuffer(content, { lazyEntries: true, validateEntrySizes: true }, (error, archive) => {
      if (error || archive === undefined) return resolve(null)
      const entries: Entry[] = []
      archive.on('error', () => resolve(null))
      archive.on('end', () => resolve(entries))
      archive.on('entry', (entry: Entry) => {
        entries.push(entry)
        if (entries.length > maxEntries) return resolve(entries)
        archive.readEntry()
      })
      archive.readEntry()
    })
  })
