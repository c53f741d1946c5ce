import { type DmnElement, DmnModdle, type DmnWarning } from 'dmn-moddle'
import type {
  Model,
  ModelDecision,
  ModelInput,
  ModelInputClause,
  ModelItem,
  ModelLiteral,
  ModelOutputClause,
  ModelRule,
  ModelTable,
} from './model.ts'
import { type DecisionProblem, type DecisionProblemCode, problemOf } from './problem.ts'

const moddle = new DmnModdle()

const base = ['id', 'description', 'label']
const named = [...base, 'name']
const drawn = ['dmn:TextAnnotation', 'dmn:Association', 'dmn:Group', 'dmn:KnowledgeSource']
// What each construct may say. Everything else it says is a problem, so that nothing is ever silently ignored. A knowledge source
// says where a rule comes from and has no part in the result (DMN 1.3, 6.3.4).
const allowed: Record<string, readonly string[]> = {
  'dmn:Definitions': [
    ...named,
    ...['itemDefinition', 'drgElement', 'artifact', 'namespace', 'expressionLanguage', 'typeLanguage'],
    ...['exporter', 'exporterVersion', 'dmnDI'],
  ],
  'dmn:ItemDefinition': [...named, 'typeRef', 'allowedValues', 'typeLanguage'],
  'dmn:InputData': [...named, 'variable'],
  'dmn:InformationItem': [...named, 'typeRef'],
  'dmn:Decision': [
    ...named,
    ...['question', 'allowedAnswers', 'variable', 'informationRequirement', 'authorityRequirement', 'decisionLogic'],
  ],
  'dmn:InformationRequirement': [...base, 'requiredDecision', 'requiredInput'],
  'dmn:DMNElementReference': ['href'],
  'dmn:LiteralExpression': [...base, 'typeRef', 'expressionLanguage', 'text'],
  'dmn:UnaryTests': [...base, 'typeRef', 'expressionLanguage', 'text'],
  'dmn:DecisionTable': [
    ...base,
    ...['typeRef', 'input', 'output', 'annotation', 'rule', 'hitPolicy', 'aggregation'],
    ...['preferredOrientation', 'outputLabel'],
  ],
  'dmn:InputClause': [...base, 'inputExpression', 'inputValues'],
  'dmn:OutputClause': [...named, 'outputValues', 'defaultOutputEntry', 'typeRef'],
  'dmn:DecisionRule': [...base, 'inputEntry', 'outputEntry', 'annotationEntry'],
  'dmn:RuleAnnotationClause': ['name'],
  'dmn:RuleAnnotation': ['text'],
}

type Reading = { lines: ReadonlyMap<string, number>; problems: DecisionProblem[]; owner: string | null }

/** Reads a scanned document into a model; whatever the model cannot express becomes a problem. */
export async function parseDmn(
  xml: string,
  lines: ReadonlyMap<string, number>,
): Promise<{ model: Model | null; problems: DecisionProblem[] }> {
  const reading: Reading = { lines, problems: [], owner: null }
  let document: Awaited<ReturnType<DmnModdle['fromXML']>>
  try {
    document = await moddle.fromXML(xml)
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { model: null, problems: [problemOf('not-dmn', null, lineOf(String(error)), [first])] }
  }
  for (const each of document.warnings) readWarning(reading, each)
  const root = document.rootElement
  checkWords(reading, root)
  const items = list(root, 'itemDefinition').map((each) => readItem(reading, each))
  const inputs: ModelInput[] = []
  const decisions: ModelDecision[] = []
  for (const each of list(root, 'drgElement')) {
    reading.owner = each.id ?? null
    if (each.$type === 'dmn:InputData') inputs.push(readInput(reading, each))
    else if (each.$type === 'dmn:Decision') decisions.push(...readDecision(reading, each))
    else if (each.$type === 'dmn:BusinessKnowledgeModel') add(reading, 'unsupported', each, kindOf(each))
    else if (!drawn.includes(each.$type)) add(reading, 'unsupported', each, shortType(each))
  }
  return { model: { items, inputs, decisions }, problems: reading.problems }
}

const own = (element: DmnElement, property: string): unknown =>
  Object.hasOwn(element, property) ? element[property] : undefined
const isElement = (value: unknown): value is DmnElement =>
  typeof value === 'object' && value !== null && '$type' in value
const list = (element: DmnElement, property: string): DmnElement[] => {
  const value = own(element, property)
  return Array.isArray(value) ? value.filter(isElement) : []
}
const child = (element: DmnElement, property: string): DmnElement | null => {
  const value = own(element, property)
  return isElement(value) ? value : null
}
const word = (element: DmnElement | null, property: string): string | null => {
  const value = element === null ? undefined : own(element, property)
  return typeof value === 'string' ? value : null
}
const shortType = (element: DmnElement): string => {
  const local = element.$type.split(':').at(-1) ?? element.$type
  return local.charAt(0).toLowerCase() + local.slice(1)
}
/** A knowledge model in a language of its own is refused by that language's name. */
const kindOf = (element: DmnElement): string => {
  const logic = child(element, 'encapsulatedLogic')
  const kind = logic === null ? null : word(logic, 'kind')
  return kind === 'PMML' || kind === 'Java' ? kind : shortType(element)
}

function add(reading: Reading, code: DecisionProblemCode, element: DmnElement | null, ...what: string[]): void {
  const id = element?.id ?? reading.owner
  reading.problems.push(problemOf(code, id, id === null ? null : (reading.lines.get(id) ?? null), what))
}

const lineOf = (message: string): number | null => {
  const line = /line: (\d+)/.exec(message)?.[1]
  return line === undefined ? null : Number(line) + 1 // the parser counts from 0
}

function readWarning(reading: Reading, warning: DmnWarning): void {
  const { message, element, property = '', value = '' } = warning
  const unknown = /nested error: (?:unknown type|unrecognized element) <(?:dmn:)?([^>]*)>/.exec(message)?.[1]
  if (element && message.startsWith('unresolved reference')) add(reading, 'dangling-reference', element, value)
  else if (element && message.startsWith('unknown attribute')) {
    if (!isOfDrawing(property)) add(reading, 'unsupported-attribute', element, property)
  } else if (unknown !== undefined) {
    const what = unknown.charAt(0).toLowerCase() + unknown.slice(1)
    reading.problems.push(problemOf('unsupported', null, lineOf(message), [what]))
  } else {
    const what = message.split(/nested error: /).at(-1) ?? message
    reading.problems.push(problemOf('not-dmn', null, lineOf(message), [what]))
  }
}

// Column widths that the usual editor leaves in the file.
const isOfDrawing = (attribute: string): boolean => /^biodi:\w+$/.test(attribute)

/** Reports whatever an element and the elements within it say that their constructs may not say here. */
function checkWords(reading: Reading, element: DmnElement): void {
  const words = allowed[element.$type] ?? []
  for (const each of Object.getOwnPropertyNames(element)) {
    if (each.startsWith('$') || words.includes(each)) continue
    const value = element[each]
    if (value === undefined || value === false) continue
    const values = (Array.isArray(value) ? value : [value]).filter(isElement)
    if (each === 'extensionElements') values.splice(0, values.length, ...values.flatMap((one) => list(one, 'values')))
    if (values.length === 0 && each !== 'extensionElements') add(reading, 'unsupported', element, each)
    for (const one of values) add(reading, 'unsupported', element, nameOf(each, one))
  }
  for (const each of Object.keys(element.$attrs ?? {})) {
    if (/^:?xmlns(:|$)/.test(each) || each === 'xsi:schemaLocation' || isOfDrawing(each)) continue
    add(reading, 'unsupported-attribute', element, each)
  }
  const language = word(element, 'expressionLanguage')
  if (language !== null && !/feel/i.test(language)) add(reading, 'expression-language', element, language)
}

/** A part of a type is itself a type to the parser, so it is named by where it stands. */
const nameOf = (property: string, element: DmnElement): string => {
  if (property === 'itemComponent') return property
  return element.$type.startsWith('dmn:') ? shortType(element) : element.$type
}

/** The text of an expression, its element having been checked. */
function textOf(reading: Reading, element: DmnElement | null): string | null {
  if (element === null) return null
  checkWords(reading, element)
  return word(element, 'text') ?? ''
}

function readItem(reading: Reading, element: DmnElement): ModelItem {
  checkWords(reading, element)
  const name = word(element, 'name') ?? ''
  const allowedValues = textOf(reading, child(element, 'allowedValues'))
  return { id: element.id ?? null, name, typeRef: word(element, 'typeRef'), allowed: allowedValues }
}

/** The name and type of a variable; one without an element of its own is called like what it belongs to. */
function readVariable(reading: Reading, element: DmnElement): { name: string; typeRef: string | null } {
  const variable = child(element, 'variable')
  if (variable !== null) checkWords(reading, variable)
  const name = word(variable, 'name') ?? word(element, 'name') ?? ''
  if (name === '') add(reading, 'name-missing', element, shortType(element))
  return { name, typeRef: word(variable, 'typeRef') }
}

function idOf(reading: Reading, element: DmnElement): string {
  if (!element.id) add(reading, 'missing-id', element, shortType(element))
  return element.id ?? ''
}

function readInput(reading: Reading, element: DmnElement): ModelInput {
  checkWords(reading, element)
  return { id: idOf(reading, element), ...readVariable(reading, element) }
}

function readDecision(reading: Reading, element: DmnElement): ModelDecision[] {
  checkWords(reading, element)
  const variable = readVariable(reading, element)
  const requires = list(element, 'informationRequirement').flatMap((each) => readRequirement(reading, each))
  const logic = child(element, 'decisionLogic')
  const id = idOf(reading, element)
  const read = logic === null ? null : readLogic(reading, logic)
  if (logic === null) add(reading, 'no-logic', element)
  if (read === null) return []
  const { name, typeRef } = variable
  return [{ id, name: word(element, 'name') ?? name, variable: name, typeRef, requires, logic: read }]
}

function readRequirement(reading: Reading, element: DmnElement): string[] {
  checkWords(reading, element)
  return ['requiredDecision', 'requiredInput'].flatMap((property) => {
    const target = child(element, property)
    if (target === null) return []
    const href = word(target, 'href') ?? ''
    if (href.startsWith('#') && href.length > 1) return [href.slice(1)]
    add(reading, 'external-reference', element, href)
    return []
  })
}

function readLogic(reading: Reading, element: DmnElement): ModelLiteral | ModelTable | null {
  if (element.$type === 'dmn:LiteralExpression') {
    const text = textOf(reading, element) ?? ''
    return { kind: 'literal', id: element.id ?? null, text, typeRef: word(element, 'typeRef') }
  }
  if (element.$type === 'dmn:DecisionTable') return readTable(reading, element)
  add(reading, 'unsupported', element, shortType(element))
  return null
}

function readTable(reading: Reading, element: DmnElement): ModelTable {
  checkWords(reading, element)
  const annotations = list(element, 'annotation').map((each) => {
    checkWords(reading, each)
    return word(each, 'name') ?? ''
  })
  return {
    kind: 'table',
    id: element.id ?? null,
    hitPolicy: word(element, 'hitPolicy') ?? 'UNIQUE',
    aggregation: word(element, 'aggregation'),
    inputs: list(element, 'input').map((each) => readInputClause(reading, each)),
    outputs: list(element, 'output').map((each) => readOutputClause(reading, each)),
    annotations,
    rules: list(element, 'rule').map((each) => readRule(reading, each)),
  }
}

function readInputClause(reading: Reading, element: DmnElement): ModelInputClause {
  checkWords(reading, element)
  const expression = child(element, 'inputExpression')
  return {
    id: element.id ?? null,
    label: word(element, 'label'),
    text: textOf(reading, expression) ?? '',
    typeRef: word(expression, 'typeRef'),
    values: textOf(reading, child(element, 'inputValues')),
  }
}

function readOutputClause(reading: Reading, element: DmnElement): ModelOutputClause {
  checkWords(reading, element)
  return {
    id: element.id ?? null,
    name: word(element, 'name'),
    typeRef: word(element, 'typeRef'),
    values: textOf(reading, child(element, 'outputValues')),
    fallback: textOf(reading, child(element, 'defaultOutputEntry')),
  }
}

function readRule(reading: Reading, element: DmnElement): ModelRule {
  checkWords(reading, element)
  const texts = (property: string): string[] => list(element, property).map((each) => textOf(reading, each) ?? '')
  return {
    id: idOf(reading, element),
    cells: texts('inputEntry'),
    results: texts('outputEntry'),
    annotations: texts('annotationEntry'),
  }
}
