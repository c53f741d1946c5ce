import type { Text } from '#base'
import { type Decided, type Decisions, decide, seenBy, type Undecided } from '#bpmn'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import { listFields } from '../form/list-fields.ts'
import type { ItemTable, TableRef, TableUse } from './item-table.ts'

/** What a table may look at, by name. */
export type AssessedFacts = Readonly<Record<string, string | number | boolean>>

/** A rule that spoke: its table, its number (0: the default) and what it says. */
export type SpokenRule = { decision: string; rule: number; says: Text }

/** Everything by which an answer of a table can be explained later, without the table at hand. */
export type Grounds = {
  table: TableRef
  /** Why: the words of the rule that concluded, or why none could. */
  reason: Text
  /** The rules that fired; those of the decision asked for stand last. */
  rules: SpokenRule[]
  /** What the columns saw, by their labels. */
  inputs: Readonly<Record<string, unknown>>
}

/** One result with the rule that gave it. */
export type Given = { outputs: Readonly<Record<string, unknown>>; says: Text }
export type TableAnswer = { grounds: Grounds; given: Given[]; decided: boolean }

/** The words by which an applicant knows what is asked. */
export type Asking = { content: Pick<EntryContent, 'questions' | 'form'> }

/**
 * Asks one decision of a table: `id` is the use it is put to. Decides where what is known settles it, even if other facts are
 * missing; otherwise says what it lacks. `table` undefined: none is in force. Pure.
 */
export function askTable(
  item: Asking,
  named: { key: string; use: TableUse },
  table: ItemTable | undefined,
  facts: AssessedFacts,
): TableAnswer {
  const ref = { key: named.key, version: table?.version ?? 0, id: named.use }
  if (table === undefined) return left(ref, notInForce)
  const wholly = decide(table.decisions, named.use, facts)
  const decided =
    'refused' in wholly && wholly.code === 'input-missing'
      ? decide(table.decisions, named.use, facts, 'partly')
      : wholly
  if ('refused' in decided) {
    const why = 'refused' in wholly ? wholly : decided
    return left(ref, sentenceOf(item, why, table.decisions))
  }
  const given = givenBy(decided)
  const rules = rulesOf(decided)
  const reason = given[0]?.says ?? { zh: '', en: '' }
  return { grounds: { table: ref, reason, rules, inputs: seenBy(decided) }, given, decided: true }
}

const left = (table: TableRef, reason: Text): TableAnswer => ({
  grounds: { table, reason, rules: [], inputs: {} },
  given: [],
  decided: false,
})

const notInForce: Text = {
  zh: '现在没有有效的规则，由工作人员判断。',
  en: 'No published rules are in force; an officer will tell.',
}

const noRule: Text = {
  zh: '没有一条规则适用于这种情况，由工作人员判断。',
  en: 'No rule fits this situation; an officer will tell.',
}

type Fired = Decided['rules'][number]

/** Each result with its rule. A result that is one value has no name but that of its decision’s only output. */
function givenBy(decided: Decided): Given[] {
  const last = decided.rules.at(-1)
  const values = Array.isArray(decided.value) ? decided.value : [decided.value]
  return values.map((value, at) => {
    const outputs: Given['outputs'] = typeof value === 'object' ? value : {}
    return { outputs, says: wordsOf(last?.rules[at]?.annotations ?? [], outputs['reason']) }
  })
}

const rulesOf = (decided: Decided): SpokenRule[] => decided.rules.flatMap((fired) => spoken(fired))

function spoken({ name, rules, usedDefault, value }: Fired): SpokenRule[] {
  if (rules.length > 0)
    return rules.map(({ index, annotations }, at) => ({
      decision: name,
      rule: index,
      says: wordsOf(annotations, reasonIn(Array.isArray(value) ? value[at] : value)),
    }))
  return usedDefault ? [{ decision: name, rule: 0, says: wordsOf([], reasonIn(value)) }] : []
}

const reasonIn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'reason' in value ? value.reason : undefined

/** A rule in words: the reason it gives, else its annotations; for readers of English the annotation of that name. */
function wordsOf(annotations: readonly { name: string; text: string }[], reason: unknown): Text {
  const said = annotations.flatMap((one) => (one.name === 'English' ? [] : one.text)).join('；')
  const zh = typeof reason === 'string' && reason !== '' ? reason : said
  return { zh, en: annotations.find((one) => one.name === 'English')?.text ?? zh }
}

/** Why nothing could be decided, in the words of the questions and the form where a fact comes from there. */
function sentenceOf(item: Asking, { code, input, sentence }: Undecided, decisions: Decisions): Text {
  if (code === 'no-rule') return noRule
  if (code !== 'input-missing' || input === null) return { zh: `${sentence.zh}。`, en: `${sentence.en}.` }
  const label = factLabel(item, input, decisions)
  return {
    zh: `还要看“${label.zh}”，现在还不知道。`,
    en: `It also depends on “${label.en}”, which is not known yet.`,
  }
}

function factLabel({ content }: Asking, name: string, { byId }: Decisions): Text {
  const question = content.questions.find((one) => one.id === name)
  if (question !== undefined) return question.text
  const field = listFields(content.form).find((one) => one.id === name)
  if (field !== undefined) return field.label
  const columns = [...byId.values()].flatMap(({ logic }) => (logic.kind === 'table' ? logic.inputs : []))
  const label = columns.find((one) => one.expression.text === name)?.label ?? name
  return { zh: label, en: spaced(name) }
}

/** `applicantAge` as words. */
const spaced = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
