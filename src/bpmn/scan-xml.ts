import type { Limits } from './limits.ts'
import { type Problem, problem } from './problem.ts'

/** Line of every id, counted from 1, and what already rules the text out. */
export type XmlScan = { lines: ReadonlyMap<string, number>; problems: Problem[] }

/**
 * Reads XML once, from left to right, before any parser sees it: bounds its size, refuses DOCTYPE and entities (so that no
 * expansion can ever happen), and remembers where every id stands, which the parser does not.
 */
export function scanXml(xml: string, limits: Limits): XmlScan {
  const tooLarge = xml.length * 3 > limits.bytes && new TextEncoder().encode(xml).length > limits.bytes
  if (tooLarge) return { lines: new Map(), problems: [problem('too-large', null, null, String(limits.bytes))] }
  const illegal = findIllegalCharacter(xml)
  if (illegal) return { lines: new Map(), problems: [illegal] }
  const scan: Scan = {
    ...{ xml, limits, at: 0, line: 1, depth: 0, elements: 0, lines: new Map(), problems: [] },
    nextBreak: find(xml, '\n', 0),
    nextAmpersand: find(xml, '&', 0),
  }
  while (scan.at < xml.length && scan.problems.length < 20) {
    const open = xml.indexOf('<', scan.at)
    checkEntities(scan, scan.at, open < 0 ? xml.length : open)
    if (open < 0) break
    const next = readMarkup(scan, open)
    if (next === null) return scan
    scan.at = next
  }
  if (scan.problems.length === 0 && scan.depth !== 0) report(scan, 'not-xml', xml.length, '</…>')
  return scan
}

type Scan = {
  xml: string
  limits: Limits
  at: number
  line: number
  nextBreak: number
  nextAmpersand: number
  depth: number
  elements: number
  lines: Map<string, number>
  problems: Problem[]
}

// Positions only grow, and the next line break or ampersand is looked up only once it has been passed: otherwise each look-up
// would read a file without any of them to its end.
function lineAt(scan: Scan, position: number): number {
  while (scan.nextBreak < position) {
    scan.line += 1
    scan.nextBreak = find(scan.xml, '\n', scan.nextBreak + 1)
  }
  return scan.line
}

const find = (xml: string, what: string, from: number): number => {
  const found = xml.indexOf(what, from)
  return found < 0 ? xml.length : found
}

function report(scan: Scan, code: Problem['code'], position: number, what = '', element: string | null = null): null {
  scan.problems.push(problem(code, element, lineAt(scan, position), what))
  return null
}

/** Returns where reading goes on, or null when it cannot. */
function readMarkup(scan: Scan, open: number): number | null {
  const { xml } = scan
  if (xml.startsWith('<!--', open)) return skipPast(scan, open, '-->', 4)
  if (xml.startsWith('<![CDATA[', open)) return skipPast(scan, open, ']]>', 9)
  if (xml.startsWith('<!', open)) return report(scan, 'doctype', open)
  if (xml.startsWith('<?', open)) return readInstruction(scan, open)
  if (xml.startsWith('</', open)) {
    scan.depth -= 1
    if (scan.depth < 0) return report(scan, 'not-xml', open, '</')
    return skipPast(scan, open, '>', 2)
  }
  return readOpenTag(scan, open)
}

function skipPast(scan: Scan, open: number, end: string, from: number): number | null {
  const found = scan.xml.indexOf(end, open + from)
  return found < 0 ? report(scan, 'not-xml', open, scan.xml.slice(open, open + 20)) : found + end.length
}

function readInstruction(scan: Scan, open: number): number | null {
  const end = skipPast(scan, open, '?>', 2)
  if (end === null) return null
  const encoding = /^<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([^"']*)["']/.exec(
    scan.xml.slice(open, Math.min(end, open + 300)),
  )?.[1]
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) report(scan, 'encoding', open, encoding)
  return end
}

function readOpenTag(scan: Scan, open: number): number | null {
  const { xml, limits } = scan
  scan.elements += 1
  if (scan.elements > limits.elements) return report(scan, 'too-many-elements', open, String(limits.elements))
  let attributes = 0
  let at = open + 1
  for (; at < xml.length; at += 1) {
    const char = xml.charCodeAt(at)
    if (char === 62) break // >
    if (char === 60) return report(scan, 'not-xml', at, '<')
    if (char !== 34 && char !== 39) continue // " and '
    const close = xml.indexOf(char === 34 ? '"' : "'", at + 1)
    if (close < 0) return report(scan, 'not-xml', open, xml.slice(open, open + 20))
    attributes += 1
    if (attributes > limits.attributes) return report(scan, 'too-many-attributes', open, String(limits.attributes))
    if (isIdBefore(xml, at)) noteId(scan, open, xml.slice(at + 1, close))
    at = close
  }
  if (at >= xml.length) return report(scan, 'not-xml', open, xml.slice(open, open + 20))
  checkEntities(scan, open, at)
  if (xml.charCodeAt(at - 1) !== 47) scan.depth += 1 // not <…/>
  if (scan.depth > limits.depth) return report(scan, 'too-deep', open, String(limits.depth))
  return at + 1
}

/** Whether the quoted value that opens at `quote` belongs to an attribute called exactly `id`. */
function isIdBefore(xml: string, quote: number): boolean {
  const isSpace = (position: number): boolean => ' \t\r\n'.includes(xml.charAt(position))
  let at = quote - 1
  while (isSpace(at)) at -= 1
  if (xml.charAt(at) !== '=') return false
  at -= 1
  while (isSpace(at)) at -= 1
  return xml.charAt(at) === 'd' && xml.charAt(at - 1) === 'i' && isSpace(at - 2)
}

function noteId(scan: Scan, open: number, id: string): void {
  if (id.length > scan.limits.idLength) report(scan, 'id-too-long', open, String(scan.limits.idLength))
  else if (scan.lines.has(id)) report(scan, 'duplicate-id', open, id, id)
  else scan.lines.set(id, lineAt(scan, open))
}

const reference = /&(?:(?:amp|lt|gt|quot|apos);|#(\d{1,7});|#x([\da-fA-F]{1,6});|([^;\s<&]{0,30}))/g

function checkEntities(scan: Scan, from: number, to: number): void {
  if (scan.nextAmpersand < from) scan.nextAmpersand = find(scan.xml, '&', from)
  const first = scan.nextAmpersand
  if (first >= to) return
  for (const match of scan.xml.slice(first, to).matchAll(reference)) {
    if (match[3] !== undefined) return void report(scan, 'unknown-entity', first, match[0])
    const digits = match[1] ?? match[2]
    if (digits === undefined) continue
    const code = Number.parseInt(digits, match[1] === undefined ? 16 : 10)
    if (!isXmlCharacter(code)) return void report(scan, 'illegal-character', first, match[0])
  }
}

// XML 1.0, production 2 (Char).
function isXmlCharacter(code: number): boolean {
  if (code < 32) return code === 9 || code === 10 || code === 13
  return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff
}

function findIllegalCharacter(xml: string): Problem | null {
  if (!xml.isWellFormed()) return problem('illegal-character', null, null, 'U+D800–U+DFFF')
  let line = 1
  for (let at = 0; at < xml.length; at += 1) {
    const code = xml.charCodeAt(at)
    if (code === 10) line += 1
    else if ((code < 32 && code !== 9 && code !== 13) || code >= 0xfffe)
      return problem('illegal-character', null, line, `U+${code.toString(16).toUpperCase().padStart(4, '0')}`)
  }
  return null
}
