import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { aDocx, aJpeg, anOfd, anXlsx, aPdf, aPng, pngHeader, type ZipEntry, zip } from '../../../test/helpers/files.ts'
import { isRefusal } from '../refusal/refusal.ts'
import { inspectFile, maxFileBytes } from './inspect-file.ts'

const verdict = async (content: Buffer): Promise<string> => {
  const seen = await inspectFile(content)
  return isRefusal(seen) ? `${seen.refused}: ${seen.sentence.zh}` : seen.mediaType
}
const docxWith = (...more: ZipEntry[]): Buffer => zip([...aDocx.entries, ...more])

describe('what people hand in is accepted for what it is', () => {
  test.each([
    ['a one-page PDF', aPdf(), 'application/pdf'],
    ['a PDF whose objects are compressed', aPdf('', packed('<< /Type /Font >>')), 'application/pdf'],
    ['a scan in whose picture the letters /JS happen to stand', aPdf('', scan('\u00fe/JS \u0001')), 'application/pdf'],
    ['a photograph', aJpeg, 'image/jpeg'],
    ['a screenshot', aPng(), 'image/png'],
    ['a Word document', zip(aDocx.entries), aDocx.mediaType],
    ['a spreadsheet', zip(anXlsx.entries), anXlsx.mediaType],
    ['an OFD document', zip(anOfd.entries), 'application/ofd'],
  ])('%s', async (_, content, mediaType) => {
    expect(await verdict(content)).toBe(mediaType)
  })
})

describe('what could harm whoever opens it, or cannot be opened, is refused with a sentence that says what to do', () => {
  const eicar = Buffer.from(`${String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$`}EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`)
  const page = '<!doctype html><html><script>fetch("/me")</script></html>'
  test.each([
    ['nothing at all', Buffer.alloc(0), '文件是空的'],
    ['a text that anti-virus programs know', eicar, '看不懂这种文件'],
    ['more than 20 MB', Buffer.concat([aPdf(), Buffer.alloc(maxFileBytes)]), '超过 20 MB'],
    ['a web page named as a photograph', Buffer.from(page), '看不懂这种文件'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), '看不懂这种文件'],
    ['a GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'), '看不懂这种文件'],
    ['a program', Buffer.from('MZ\u0090\u0000\u0003\u0000\u0000\u0000', 'latin1'), '看不懂这种文件'],
    ['a picture of 100 000 by 100 000 points', pngHeader(100_000, 100_000), '图片尺寸过大'],
    ['a picture without any points', pngHeader(0, 10), '图片尺寸过大'],
    ['a screenshot that was cut off', aPng().subarray(0, 40), '图片损坏'],
    ['a photograph that was cut off', aJpeg.subarray(0, 24), '图片损坏'],
    ['a PDF that was cut off', aPdf().subarray(0, -20), 'PDF 不完整'],
    ['a PDF with a script', aPdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'), '脚本或附件'],
    [
      'a PDF with a script whose name is written in hexadecimal',
      aPdf('/OpenAction << /S /J#61vaScript /J#53 (x) >>'),
      '脚本或附件',
    ],
    ['a PDF with a script in its compressed objects', aPdf('', packed('<< /S /JavaScript /JS (x) >>')), '脚本或附件'],
    [
      'a PDF that hides where its objects are compressed',
      aPdf('', packed('<< /S /JavaScript >>', undefined, 'Obj#53t#6D')),
      '脚本或附件',
    ],
    ['a PDF whose compressed objects are damaged', aPdf('', packed('', Buffer.from('nonsense'))), 'PDF 损坏'],
    ['a PDF whose compressed objects unpack without end', aPdf('', packed(' '.repeat(70_000_000))), 'PDF 损坏'],
    ['a PDF that asks for a password', aPdf('', '', '/Encrypt 9 0 R'), '设了密码'],
    ['a PDF whose password is written in hexadecimal', aPdf('', '', '/#45ncrypt 9 0 R'), '设了密码'],
    ['a PDF that starts a program', aPdf('/OpenAction << /S /Launch /F (cmd.exe) >>'), '脚本或附件'],
    ['a PDF with a file inside', aPdf('/Names << /EmbeddedFiles 9 0 R >> /X << /Type /EmbeddedFile >>'), '脚本或附件'],
    ['a PDF that is an archive too', Buffer.concat([aPdf(), zip(aDocx.entries)]), '另一种文件'],
    ['a photograph that is a web page too', Buffer.concat([aJpeg, Buffer.from(page)]), '另一种文件'],
    ['a photograph with a web page in its comment', jpegWithComment(page), '另一种文件'],
    ['a screenshot that is an archive too', Buffer.concat([aPng(), zip(aDocx.entries)]), '另一种文件'],
    ['an archive that only mentions OFD.xml', zip([{ name: 'x/notOFD.xml', content: 'text' }]), '看不懂这种文件'],
    ['an archive of no known kind', zip([{ name: 'a.txt', content: 'text' }]), '看不懂这种文件'],
    [
      'a document that unpacks to a thousand times its size',
      docxWith({ name: 'word/big.xml', content: Buffer.alloc(30_000_000) }),
      '异常庞大',
    ],
    [
      'a document that says it unpacks to 4 GB',
      docxWith({ name: 'word/big.xml', content: 'x', claimedSize: 0xff_ff_ff_00 }),
      '异常庞大',
    ],
    [
      'a document of three thousand parts',
      docxWith(...Array.from({ length: 3_000 }, (_, n) => ({ name: `word/${n}.xml`, content: 'x' }))),
      '异常庞大',
    ],
    [
      'a document whose parts overlap',
      docxWith(
        ...Array.from({ length: 50 }, (_, n) => ({
          name: `word/${n}.xml`,
          content: incompressible,
          overlapping: true,
        })),
      ),
      '异常庞大',
    ],
    ['a document with macros', docxWith({ name: 'word/vbaProject.bin', content: 'macro' }), '宏、程序'],
    ['a document with a program', docxWith({ name: 'word/setup.exe', content: 'MZ' }), '宏、程序'],
    [
      'a document that would write outside its folder',
      docxWith({ name: 'word/../../etc/cron.d/x', content: 'x' }),
      '文件损坏',
    ],
    ['a document with an absolute path', docxWith({ name: '/etc/cron.d/x', content: 'x' }), '文件损坏'],
    ['a document whose directory is cut off', zip(aDocx.entries).subarray(0, -10), '文件损坏'],
  ])('%s', async (_, content, sentence) => {
    expect(await verdict(content)).toContain(sentence)
  })
})

test('each refusal speaks both languages', async () => {
  const seen = await inspectFile(Buffer.from('hello'))
  expect(isRefusal(seen) && seen.sentence.en).toContain('Upload one of PDF, JPEG')
})

test('no cut of a good file, at any place, is taken for a harmless one of another kind or breaks the inspection', async () => {
  for (const whole of [aPdf(), aJpeg, aPng(), zip(aDocx.entries)]) {
    const kind = await verdict(whole)
    for (let length = 1; length < whole.length; length += 7) {
      const said = await verdict(whole.subarray(0, length))
      expect(said === kind || said.startsWith('invalid')).toBe(true)
    }
  }
})

/** An object that keeps other objects, compressed. */
function packed(objects: string, content: Buffer = deflateSync(Buffer.from(objects)), type = 'ObjStm'): Buffer {
  const head = `4 0 obj\n<< /Type /${type} /N 1 /First 4 /Filter /FlateDecode /Length ${content.length} >>\nstream\n`
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\nendstream\nendobj\n')])
}
/** A picture as a scanner packs it. */
const scan = (bytes: string): Buffer =>
  Buffer.from(
    `4 0 obj\n<< /Subtype /Image /Filter /DCTDecode /Length 9 >>\nstream\n${bytes}\nendstream\nendobj\n`,
    'latin1',
  )
const incompressible = Buffer.from(Array.from({ length: 4_000 }, (_, n) => (n * 2_654_435_761) >>> 24))

function jpegWithComment(text: string): Buffer {
  const comment = Buffer.from(text)
  const head = Buffer.from([0xff, 0xfe, (comment.length + 2) >> 8, (comment.length + 2) & 0xff])
  return Buffer.concat([aJpeg.subarray(0, 2), head, comment, aJpeg.subarray(2)])
}
