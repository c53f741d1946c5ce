import { BpmnModdle, type ModdleElement, type ModdleWarning } from 'bpmn-moddle'
import type { Model } from './model.ts'
import { readNode, reference } from './parse-node.ts'
import { type Problem, problem } from './problem.ts'
import { add, checkWords, list, type Reading, readText, shortType } from './words.ts'

const propertyNamespace = 'https://bantuo.example/bpmn'
// Naming the namespace makes every attribute in it arrive as `bantuo:…`, whatever prefix the file chose.
const moddle = new BpmnModdle({
  bantuo: { name: 'bantuo', prefix: 'bantuo', uri: propertyNamespace, types: [] },
})

/** What may stand beside the process: the messages, signals, errors and escalations that its events name. */
const named = new Set(['bpmn:Message', 'bpmn:Signal', 'bpmn:Error', 'bpmn:Escalation'])

/** Reads a scanned document into a model; whatever the model cannot express becomes a problem. */
export async function parseXml(
  xml: string,
  lines: ReadonlyMap<string, number>,
): Promise<{ model: Model | null; problems: Problem[] }> {
  const reading: Reading = { lines, problems: [], dangling: new Set() }
  let document: Awaited<ReturnType<BpmnModdle['fromXML']>>
  try {
    document = await moddle.fromXML(xml)
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { model: null, problems: [problem('not-bpmn', null, lineOf(String(error)), first)] }
  }
  for (const warning of document.warnings) readWarning(reading, warning)
  const root = document.rootElement
  checkWords(reading, root)
  const roots = list(root, 'rootElements')
  const processes = roots.filter((each) => each.$type === 'bpmn:Process')
  for (const each of roots) {
    if (named.has(each.$type)) checkWords(reading, each)
    else if (each.$type !== 'bpmn:Process') add(reading, 'unsupported', each, shortType(each))
  }
  for (const each of processes.slice(1)) add(reading, 'several-processes', each)
  const process = processes[0]
  if (process === undefined) add(reading, 'no-process', root)
  return { model: process ? readProcess(reading, process) : null, problems: reading.problems }
}

const lineOf = (message: string): number | null => {
  const line = /line: (\d+)/.exec(message)?.[1]
  return line === undefined ? null : Number(line) + 1 // the parser counts from 0
}

function readWarning(reading: Reading, warning: ModdleWarning): void {
  const { message, element, property = '', value = '' } = warning
  if (message.startsWith('unknown attribute <bantuo:')) return // see readProperties and checkWords
  const unknown = /nested error: (?:unknown type|unrecognized element) <(?:bpmn:)?([^>]*)>/.exec(message)?.[1]
  if (element && message.startsWith('unresolved reference')) {
    reading.dangling.add(element.id ?? '')
    add(reading, 'dangling-reference', element, value)
  } else if (element && message.startsWith('unknown attribute'))
    add(reading, 'unsupported-attribute', element, property)
  else if (unknown !== undefined) {
    const what = unknown.charAt(0).toLowerCase() + unknown.slice(1)
    reading.problems.push(problem('unsupported', null, lineOf(message), what))
  } else reading.problems.push(problem('not-bpmn', null, lineOf(message), message.split(/nested error: /).at(-1)))
}

function readProcess(reading: Reading, process: ModdleElement): Model {
  checkWords(reading, process)
  const model: Model = { id: process.id ?? '', name: process.name ?? process.id ?? '', nodes: [], flows: [] }
  readContents(reading, process, null, model)
  return model
}

/** Reads what stands in a process or sub-process. Nesting is bounded: scanXml has counted the levels. */
function readContents(reading: Reading, holder: ModdleElement, parent: string | null, model: Model): void {
  for (const each of list(holder, 'flowElements')) {
    if (each.$type === 'bpmn:SequenceFlow') {
      readFlow(reading, each, model)
      continue
    }
    const node = readNode(reading, each, parent)
    if (node === null) continue
    model.nodes.push(node)
    if (node.kind === 'sub-process') readContents(reading, each, node.id, model)
  }
  // Notes on the drawing carry no meaning for the run (BPMN 2.0.2, 8.4.1).
  for (const each of list(holder, 'artifacts'))
    if (each.$type !== 'bpmn:TextAnnotation' && each.$type !== 'bpmn:Association')
      add(reading, 'unsupported', each, shortType(each))
}

function readFlow(reading: Reading, element: ModdleElement, model: Model): void {
  checkWords(reading, element)
  const source = reference(element, 'sourceRef')
  const target = reference(element, 'targetRef')
  if (source === null || target === null) {
    // A reference to something that is not there is already reported; an attribute that is not there is not.
    if (!reading.dangling.has(element.id ?? ''))
      add(reading, 'dangling-reference', element, source === null ? 'sourceRef' : 'targetRef')
    return
  }
  const condition = readText(reading, element, element, 'conditionExpression')
  model.flows.push({ id: element.id ?? '', source, target, condition })
}
