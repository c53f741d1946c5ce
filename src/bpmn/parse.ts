import { BpmnModdle, type ModdleElement, type ModdleWarning } from 'bpmn-moddle'
import type { Model, ModelFlow, ModelNode, NodeKind } from './model.ts'
import { type Problem, type ProblemCode, problem } from './problem.ts'

const propertyNamespace = 'https://bantuo.example/bpmn'
// Naming the namespace makes every attribute in it arrive as `bantuo:…`, whatever prefix the file chose.
const moddle = new BpmnModdle({
  bantuo: { name: 'bantuo', prefix: 'bantuo', uri: propertyNamespace, types: [] },
})

const tasks: Record<string, NodeKind> = {
  'bpmn:UserTask': 'user-task',
  'bpmn:ManualTask': 'user-task',
  'bpmn:ServiceTask': 'service-task',
}
const otherNodes: Record<string, NodeKind> = {
  'bpmn:StartEvent': 'start-event',
  'bpmn:EndEvent': 'end-event',
  'bpmn:ExclusiveGateway': 'exclusive-gateway',
  'bpmn:ParallelGateway': 'parallel-gateway',
}
const base = ['id', 'documentation']
const node = [...base, 'name', 'incoming', 'outgoing']
// What each construct may say. Everything else it says is a problem, so that nothing is ever silently ignored.
const allowed: Record<string, readonly string[]> = {
  'bpmn:Definitions': [
    ...base,
    'name',
    'targetNamespace',
    'typeLanguage',
    'exporter',
    'exporterVersion',
    'rootElements',
    'diagrams',
    'expressionLanguage',
  ],
  'bpmn:Process': [...base, 'name', 'isExecutable', 'processType', 'flowElements', 'artifacts'],
  'bpmn:StartEvent': node,
  'bpmn:EndEvent': [...node, 'eventDefinitions'],
  'bpmn:UserTask': node,
  'bpmn:ManualTask': node,
  'bpmn:ServiceTask': node,
  'bpmn:ExclusiveGateway': [...node, 'default', 'gatewayDirection'],
  'bpmn:ParallelGateway': [...node, 'gatewayDirection'],
  'bpmn:SequenceFlow': [...base, 'name', 'sourceRef', 'targetRef', 'conditionExpression'],
  'bpmn:FormalExpression': ['id', 'language', 'body'],
  'bpmn:Expression': ['id', 'body'],
  'bpmn:TerminateEventDefinition': base,
}

type Reading = { lines: ReadonlyMap<string, number>; problems: Problem[]; dangling: Set<string> }

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
  for (const each of roots) if (each.$type !== 'bpmn:Process') add(reading, 'unsupported', each, shortType(each))
  for (const each of processes.slice(1)) add(reading, 'several-processes', each)
  const process = processes[0]
  if (process === undefined) add(reading, 'no-process', root)
  return { model: process ? readProcess(reading, process) : null, problems: reading.problems }
}

const list = (element: ModdleElement, property: string): ModdleElement[] => {
  const value = Object.hasOwn(element, property) ? element[property] : undefined
  return Array.isArray(value) ? value : []
}

const shortType = (element: ModdleElement): string => {
  const local = element.$type.split(':').at(-1) ?? element.$type
  return element.$type.startsWith('bpmn:') ? local.charAt(0).toLowerCase() + local.slice(1) : element.$type
}

function add(reading: Reading, code: ProblemCode, element: ModdleElement, what = ''): void {
  const id = element.id ?? null
  reading.problems.push(problem(code, id, id === null ? null : (reading.lines.get(id) ?? null), what))
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

/** Reports whatever an element says that its construct may not say here, and an id that is missing. */
function checkWords(reading: Reading, element: ModdleElement, ownProperties = false): void {
  const words = allowed[element.$type] ?? []
  const expression = element.$type.endsWith('Expression')
  if (
    !element.id &&
    !expression &&
    element.$type !== 'bpmn:Definitions' &&
    element.$type !== 'bpmn:TerminateEventDefinition'
  )
    add(reading, 'missing-id', element, shortType(element))
  for (const word of Object.getOwnPropertyNames(element)) {
    if (word.startsWith('$') || words.includes(word)) continue
    const value = element[word]
    if (value === undefined || value === element.$descriptor.propertiesByName[word]?.default) continue
    if (word === 'extensionElements') readExtensions(reading, element, value)
    else if (Array.isArray(value) && value.every(isElement))
      for (const each of value) add(reading, 'unsupported', element, shortType(each))
    else if (isElement(value) && !element.$descriptor.propertiesByName[word]?.isReference)
      add(reading, 'unsupported', element, shortType(value))
    else add(reading, 'unsupported-attribute', element, word)
  }
  for (const word of Object.keys(element.$attrs ?? {})) {
    if (/^:?xmlns(:|$)/.test(word) || word === 'xsi:schemaLocation') continue
    if (word === 'xsi:type' && expression) continue
    if (word.startsWith('bantuo:') && ownProperties) continue
    add(reading, word.startsWith('bantuo:') ? 'misplaced-property' : 'unsupported-attribute', element, word)
  }
}

const isElement = (value: unknown): value is ModdleElement =>
  typeof value === 'object' && value !== null && '$type' in value

function readExtensions(reading: Reading, element: ModdleElement, value: unknown): void {
  const children = isElement(value) ? list(value, 'values') : []
  for (const each of children) add(reading, 'unsupported', element, each.$type)
}

function readProcess(reading: Reading, process: ModdleElement): Model {
  checkWords(reading, process)
  const nodes: ModelNode[] = []
  const flows: ModelFlow[] = []
  for (const each of list(process, 'flowElements')) {
    if (each.$type === 'bpmn:SequenceFlow') readFlow(reading, each, flows)
    else readNode(reading, each, nodes)
  }
  // Notes on the drawing carry no meaning for the run (BPMN 2.0.2, 8.4.1).
  for (const each of list(process, 'artifacts'))
    if (each.$type !== 'bpmn:TextAnnotation' && each.$type !== 'bpmn:Association')
      add(reading, 'unsupported', each, shortType(each))
  return { id: process.id ?? '', name: process.name ?? process.id ?? '', nodes, flows }
}

function readNode(reading: Reading, element: ModdleElement, nodes: ModelNode[]): void {
  const task = tasks[element.$type]
  let kind = task ?? otherNodes[element.$type]
  if (kind === undefined) {
    add(reading, 'unsupported', element, shortType(element))
    return
  }
  checkWords(reading, element, task !== undefined)
  const definitions = kind === 'end-event' ? list(element, 'eventDefinitions') : []
  for (const each of definitions) {
    if (each.$type === 'bpmn:TerminateEventDefinition') checkWords(reading, each)
    else add(reading, 'unsupported', element, shortType(each))
    kind = 'terminate-end-event'
  }
  const id = element.id ?? ''
  const ids = (property: string): string[] => list(element, property).map((each) => each.id ?? '')
  nodes.push({
    id,
    name: element.name ?? id,
    kind,
    properties: task === undefined ? {} : readProperties(element),
    defaultFlow: reference(element, 'default'),
    listed: { incoming: ids('incoming'), outgoing: ids('outgoing') },
  })
}

function reference(element: ModdleElement, property: string): string | null {
  const target = Object.hasOwn(element, property) ? element[property] : undefined
  return isElement(target) ? (target.id ?? null) : null
}

function readProperties(element: ModdleElement): Record<string, string> {
  const found = Object.entries(element.$attrs).filter(([word]) => word.startsWith('bantuo:'))
  return Object.fromEntries(found.map(([word, value]) => [word.slice('bantuo:'.length), String(value)]))
}

function readFlow(reading: Reading, element: ModdleElement, flows: ModelFlow[]): void {
  checkWords(reading, element)
  const source = reference(element, 'sourceRef')
  const target = reference(element, 'targetRef')
  if (source === null || target === null) {
    // A reference to something that is not there is already reported; an attribute that is not there is not.
    if (!reading.dangling.has(element.id ?? ''))
      add(reading, 'dangling-reference', element, source === null ? 'sourceRef' : 'targetRef')
    return
  }
  flows.push({ id: element.id ?? '', source, target, condition: readCondition(reading, element) })
}

function readCondition(reading: Reading, flow: ModdleElement): string | null {
  const expression = Object.hasOwn(flow, 'conditionExpression') ? flow['conditionExpression'] : undefined
  if (!isElement(expression)) return null
  const before = reading.problems.length
  checkWords(reading, expression)
  const language = typeof expression['language'] === 'string' ? expression['language'] : 'feel'
  if (!/feel/i.test(language)) add(reading, 'condition-language', flow, language)
  // The expression has no id of its own to point at: point at the flow.
  for (const each of reading.problems.splice(before))
    reading.problems.push({ ...each, element: flow.id ?? null, line: reading.lines.get(flow.id ?? '') ?? null })
  return typeof expression['body'] === 'string' ? expression['body'].trim() : ''
}
