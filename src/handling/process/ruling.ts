import type { Text } from '#base'
import { type Decided, type Decisions, decide, seenBy, type Undecided } from '#bpmn'
import type { Fact } from './facts-of-case.ts'
import type { Ruling } from './process-event.ts'

/** What a table said of the facts of one case. */
export type Ruled = {
  ruling: Ruling
  /** Everything that the table gave, by the names of its outputs. */
  outputs: Readonly<Record<string, Fact>>
  /** The rules that fired, by ids that stay when rows are added or moved. */
  fired: readonly string[]
  /** Why nothing could be decided; null where something was. */
  undecided: Undecided | null
}

/** Decides on facts by one version of a file of decisions; null: there is none in force. Pure. */
export function ruleBy(
  decision: Ruling['decision'],
  decisions: Decisions | null,
  facts: Readonly<Record<string, Fact>>,
): Ruled {
  if (decisions === null) return left(decision, noTable, null)
  const decided = decide(decisions, decision.id, facts)
  if ('refused' in decided) return left(decision, sentenceOf(decided, decisions), decided)
  const outputs = outputsOf(decided)
  const reason = String(outputs['reason'] ?? '')
  const outcome = outputs['outcome'] === 'granted' ? 'granted' : 'doubtful'
  const ruling = { decision, outcome, reason, rules: rulesOf(decided, reason), inputs: seenBy(decided) } as const
  return { ruling, outputs, fired: firedIn(decided), undecided: null }
}

const firedIn = (decided: Decided): string[] =>
  decided.rules.flatMap((one) =>
    one.usedDefault ? [`${one.decision} default`] : one.rules.map((rule) => `${one.decision} ${rule.id}`),
  )

const noTable: Text = {
  zh: '现在没有有效的审批规则，由工作人员办理。',
  en: 'No published rules are in force; an officer handles the case.',
}

/** Why nothing could be decided, with the columns' own words where the file calls a fact by its name in the form. */
function sentenceOf({ sentence, input }: Undecided, { byId }: Decisions): Text {
  const columns = [...byId.values()].flatMap(({ logic }) => (logic.kind === 'table' ? logic.inputs : []))
  const label = columns.find((one) => one.expression.text === input)?.label
  const zh = label === undefined ? sentence.zh : sentence.zh.replace(`“${input}”`, `“${label}”`)
  return { zh: `${zh}。`, en: `${sentence.en}.` }
}

/** Nothing was decided: a person looks, and reads why. */
const left = (decision: Ruling['decision'], says: Text, undecided: Undecided | null): Ruled => ({
  ruling: {
    decision,
    outcome: 'doubtful',
    reason: says.zh,
    rules: [{ decision: decision.id, rule: 0, says }],
    inputs: {},
  },
  outputs: {},
  fired: [],
  undecided,
})

function outputsOf({ value }: Decided): Record<string, Fact> {
  if (typeof value === 'object' && !Array.isArray(value)) return { ...(value as Record<string, Fact>) }
  return Array.isArray(value) ? {} : { outcome: value as Fact }
}

const rulesOf = (decided: Decided, reason: string): Ruling['rules'] =>
  decided.rules.flatMap((fired) =>
    fired.rules.length === 0
      ? defaultOf(fired, reason)
      : fired.rules.map(({ index, annotations }) => ({
          decision: fired.name,
          rule: index,
          says: wordsOf(annotations, reason),
        })),
  )

const noRule = 'No rule fits; an officer handles the case.'

/** A table that fell back on its default says the reason; a formula, or a table that lists and found nothing, says nothing. */
const defaultOf = ({ name, usedDefault }: Decided['rules'][number], reason: string): Ruling['rules'] =>
  usedDefault ? [{ decision: name, rule: 0, says: { zh: reason, en: noRule } }] : []

/** A rule in words: its annotations, those in the column “English” for readers of that language. */
function wordsOf(annotations: readonly { name: string; text: string }[], reason: string): Text {
  const zh = annotations.flatMap((one) => (one.name === 'English' ? [] : one.text)).join('；') || reason
  return { zh, en: annotations.find((one) => one.name === 'English')?.text ?? zh }
}
