import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

// Files as people hand them in, and as they had better not: all made here, byte by byte.

export type ZipEntry = {
  name: string
  content: string | Buffer
  /** What the directory claims the part unpacks to. */
  claimedSize?: number
  /** Points at the bytes of the first part instead of having its own. */
  overlapping?: boolean
}

const u16 = (value: number) => Buffer.from([value & 0xff, (value >> 8) & 0xff])
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}

/** An archive as PKWARE describes it, with whatever lies its directory is to tell. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  let shared = -1
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const plain = Buffer.from(entry.content as Buffer)
    const packed = deflateRawSync(plain)
    const fields = [
      u32(crc32(plain)),
      u32(packed.length),
      u32(entry.claimedSize ?? plain.length),
      u16(name.length),
      u16(0),
    ]
    const isNew = entry.overlapping !== true || shared < 0
    const start = isNew ? at : shared
    if (isNew) {
      const local = Buffer.concat([u32(0x04_03_4b_50), u16(20), u16(0), u16(8), u32(0), ...fields, name, packed])
      parts.push(local)
      if (entry.overlapping === true) shared = at
      at += local.length
    }
    directory.push(
      Buffer.concat([
        u32(0x02_01_4b_50),
        u16(20),
        u16(20),
        u16(0),
        u16(8),
        u32(0),
        ...fields,
        u16(0),
        u16(0),
        u16(0),
        u32(0),
        u32(start),
        name,
      ]),
    )
  }
  const all = Buffer.concat(directory)
  const end = [
    u32(0x06_05_4b_50),
    u16(0),
    u16(0),
    u16(entries.length),
    u16(entries.length),
    u32(all.length),
    u32(at),
    u16(0),
  ]
  return Buffer.concat([...parts, all, ...end])
}

const contentTypes = (part: string, type: string): ZipEntry => ({
  name: '[Content_Types].xml',
  content: `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="${part}" ContentType="${type}.main+xml"/></Types>`,
})
const office = 'application/vnd.openxmlformats-officedocument'
export const aDocx = {
  mediaType: `${office}.wordprocessingml.document`,
  entries: [
    contentTypes('/word/document.xml', `${office}.wordprocessingml.document`),
    { name: '_rels/.rels', content: '<Relationships/>' },
    { name: 'word/document.xml', content: '<w:document><w:body><w:p/></w:body></w:document>' },
  ] as ZipEntry[],
}
export const anXlsx = {
  mediaType: `${office}.spreadsheetml.sheet`,
  entries: [
    contentTypes('/xl/workbook.xml', `${office}.spreadsheetml.sheet`),
    { name: 'xl/workbook.xml', content: '<workbook/>' },
  ] as ZipEntry[],
}
export const anOfd = {
  entries: [
    { name: 'OFD.xml', content: '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD" Version="1.1"/>' },
    { name: 'Doc_0/Document.xml', content: '<ofd:Document/>' },
  ] as ZipEntry[],
}

/** A PDF of one empty page; something may be added to its catalogue, after its objects and to its trailer. */
export function aPdf(catalogue = '', more: string | Buffer = '', trailer = ''): Buffer {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ]
  let text = '%PDF-1.7\n'
  const places = objects.map((object, index) => {
    const place = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  text += more.toString('latin1')
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${text}xref\n0 4\n0000000000 65535 f \n${rows}trailer\n<< /Size 4 /Root 1 0 R ${trailer} >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  )
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(data.length, 0)
  bytes.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([bytes.subarray(0, 4), body, bytes.subarray(4)])
}

const png = (width: number, height: number, data: Buffer): Buffer => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

/** A grey picture of one point. */
export const aPng = (): Buffer => png(1, 1, deflateSync(Buffer.from([0, 128])))
/** A picture that only claims its size. */
export const pngHeader = (width: number, height: number): Buffer => png(width, height, deflateSync(Buffer.alloc(1)))

/** The smallest real JPEG. */
export const aJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
)
