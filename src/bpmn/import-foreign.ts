import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { type ForeignElement, type ForeignWord, isHarmless, meaningOf, vendorOf } from './foreign-words.ts'
import { leavePool } from './leave-pool.ts'
import { defaultLimits } from './limits.ts'
import type { Problem } from './problem.ts'
import { scanXml } from './scan-xml.ts'
import { isElement, list } from './words.ts'

/**
 * `xml` is the file without any of it; what was refused is kept as documentation of its element, so that nothing is lost. `left`: the pool
 * around the process and its lanes.
 */
export type Imported = {
  xml: string
  left: ForeignWord[]
  translated: ForeignWord[]
  unused: ForeignWord[]
  refused: ForeignWord[]
}

/** What one of another engine's words becomes here: one of our own properties, or null: it has no twin. */
export type Translate = (word: string, value: string) => { property: string; value: string } | null

const ours = 'https://bantuo.example/bpmn'
const moddle = new BpmnModdle({ bantuo: { name: 'bantuo', prefix: 'bantuo', uri: ours, types: [] } })

type Importing = Imported & { translate: Translate; prefixes: ReadonlyMap<string, string>; names: Map<string, string> }

/**
 * Reads a BPMN file made for another engine (Camunda 7 and 8, Flowable, Activiti): what has a twin here is translated, what
 * carries no meaning for a run is left out, and what would change its meaning is refused by name. Whether the rest can
 * run, `compile` says. Never throws for what a document says.
 */
export async function importForeign(
  xml: string,
  translate: Translate,
): Promise<Imported | { xml: null; problems: Problem[] }> {
  const scan = scanXml(xml, defaultLimits)
  if (scan.problems.length > 0) return { xml: null, problems: scan.problems }
  let root: ModdleElement
  try {
    root = (await moddle.fromXML(xml)).rootElement
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    const sentence = { zh: `不是 BPMN 2.0：${first}`, en: `this is not BPMN 2.0: ${first}` }
    return { xml: null, problems: [{ element: null, line: null, code: 'not-bpmn', sentence }] }
  }
  const importing: Importing = {
    ...{ xml: '', left: leavePool(root), translated: [], unused: [], refused: [], translate },
    prefixes: prefixesOf(root),
    names: new Map(),
  }
  walk(importing, root, null)
  for (const prefix of importing.prefixes.keys()) delete root.$attrs[`xmlns:${prefix}`]
  const { left, translated, unused, refused } = importing
  return { xml: (await moddle.toXML(root, { format: true })).xml, left, translated, unused, refused }
}

/**
 * The file as it would be imported, for whoever only checks it: without the pool and lanes around its process, and what these were. Null
 * where there are none, or where something else in it cannot be read; then the file speaks for itself.
 */
export async function withoutPool(xml: string): Promise<{ xml: string; left: ForeignWord[] } | null> {
  if (scanXml(xml, defaultLimits).problems.length > 0) return null
  const document = await moddle.fromXML(xml).catch(() => null)
  if (document === null || document.warnings.some((one) => !one.message.startsWith('unknown attribute'))) return null
  const left = leavePool(document.rootElement)
  return left.length === 0 ? null : { xml: (await moddle.toXML(document.rootElement, { format: true })).xml, left }
}

/** The prefixes that the file uses for the vocabularies of other engines. */
function prefixesOf(root: ModdleElement): Map<string, string> {
  const declared = Object.entries(root.$attrs).filter(([name]) => name.startsWith('xmlns:'))
  return new Map(
    declared.flatMap(([name, uri]): [string, string][] => {
      const vendor = vendorOf(uri)
      return vendor === undefined ? [] : [[name.slice('xmlns:'.length), vendor]]
    }),
  )
}

/** A foreign word under its vendor's usual name, whatever prefix the file chose; null for what is BPMN or ours. */
function foreignWord({ prefixes }: Importing, name: string): string | null {
  const [prefix = '', local] = name.split(':')
  if (local === undefined || ['xmlns', 'bantuo', 'xsi', 'bpmn', 'bpmndi', 'dc', 'di', ''].includes(prefix)) return null
  return `${prefixes.get(prefix) ?? prefix}:${local}`
}

function walk(importing: Importing, element: ModdleElement, owner: ModdleElement | null): void {
  // What stands in a nameless part (an expression, an event definition) is told of the element that owns it.
  const at = element.id && !/Definition$|Expression$|Characteristics$|^bpmndi:/.test(element.$type) ? element : owner
  for (const name of Object.keys(element.$attrs ?? {})) {
    const word = foreignWord(importing, name)
    if (word === null) continue
    judge(importing, at, word, String(element.$attrs[name] ?? ''))
    delete element.$attrs[name]
  }
  if (/Expression$/.test(element.$type)) plainFeel(importing, element, at)
  const extensions = element['extensionElements']
  if (isElement(extensions)) readExtensions(importing, element, extensions, at)
  for (const [property, value] of Object.entries(element)) {
    if (property.startsWith('$') || element.$descriptor?.propertiesByName[property]?.isReference) continue
    for (const part of Array.isArray(value) ? value : [value])
      if (isElement(part) && part.$descriptor !== undefined && property !== 'extensionElements')
        walk(importing, part, at)
  }
}

function judge(importing: Importing, at: ModdleElement | null, word: string, value: string): void {
  const found = { element: at?.id ?? null, name: at?.name ?? at?.id ?? '', word, value }
  const twin = at === null ? null : importing.translate(word, value)
  if (twin !== null && at !== null) {
    at.$attrs[`bantuo:${twin.property}`] ??= twin.value
    const sentence = {
      zh: `写成 bantuo:${twin.property}="${twin.value}"`,
      en: `becomes bantuo:${twin.property}="${twin.value}"`,
    }
    importing.translated.push({ ...found, sentence })
  } else if (isHarmless(word)) importing.unused.push({ ...found, sentence: null })
  else {
    importing.refused.push({ ...found, sentence: meaningOf(word) })
    if (at !== null && at.$descriptor?.propertiesByName['documentation'] !== undefined) remember(at, word, value)
  }
}

/** Keeps what was taken out as words that people can read. */
function remember(at: ModdleElement, word: string, value: string): void {
  const text = `${word}: ${value}`
  const note = moddle.create('bpmn:Documentation', { text })
  at['documentation'] = [...list(at, 'documentation'), note]
}

/** What holds only parts of its own; each of those is judged instead. */
const holders = /:(properties|ioMapping|inputOutput|formData|taskHeaders|loopCharacteristics)$/

function readExtensions(
  importing: Importing,
  element: ModdleElement,
  extensions: ModdleElement,
  at: ModdleElement | null,
): void {
  const left: unknown[] = []
  for (const value of list(extensions, 'values') as unknown as ForeignElement[]) {
    const word = foreignWord(importing, value.$type)
    if (word === null) left.push(value)
    else readExtension(importing, value, word, at)
  }
  if (left.length > 0) extensions['values'] = left
  else delete element['extensionElements']
}

function readExtension(importing: Importing, value: ForeignElement, word: string, at: ModdleElement | null): void {
  const parts = value.$children ?? []
  if (holders.test(word) && parts.length > 0) {
    for (const part of parts) readExtension(importing, part, foreignWord(importing, part.$type) ?? part.$type, at)
    return
  }
  const attributes = Object.entries(value).filter(([name, one]) => !name.startsWith('$') && typeof one === 'string')
  // camunda:property name="bantuo:role" value="examiner": how Camunda Modeler writes properties that are none of its own.
  const named = typeof value['name'] === 'string' && typeof value['value'] === 'string'
  if (/:property$/.test(word) && named) {
    judge(importing, at, `${word}#${value['name']}`, String(value['value']))
    return
  }
  const text = [...attributes.map(([name, one]) => `${name}=${String(one)}`), value.$body ?? ''].join(' ').trim()
  if (attributes.length > 0 && attributes.every(([name, one]) => importing.translate(`${word}@${name}`, String(one))))
    for (const [name, one] of attributes) judge(importing, at, `${word}@${name}`, String(one))
  else judge(importing, at, word, text)
}

/** Camunda 8 writes FEEL behind an equals sign; here every expression is FEEL. */
function plainFeel(importing: Importing, expression: ModdleElement, at: ModdleElement | null): void {
  const body = expression['body']
  if (typeof body !== 'string' || !body.trim().startsWith('=')) return
  expression['body'] = body.trim().slice(1).trim()
  importing.translated.push({
    element: at?.id ?? null,
    name: at?.name ?? at?.id ?? '',
    word: 'FEEL',
    value: body.trim(),
    sentence: { zh: `条件写成 ${expression['body']}`, en: `the condition becomes ${expression['body']}` },
  })
}
