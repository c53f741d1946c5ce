import { isRefusal, type Text } from '#base'
import { type Decided, type Decisions, decide, type Undecided } from '#bpmn'
import type { City } from '#management'
import type { CaseEvent } from '../case-file/case-event.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { type Moment, type Outcome, signalCase } from '../case-file/progress.ts'
import { type Fact, factsOfCase, type Vouched } from './facts-of-case.ts'
import { nothing } from './move-by-system.ts'
import type { Ruling } from './process-event.ts'
import { drawOf, isSampled } from './sample.ts'

/**
 * Decides by table (秒批): what the rules say, or, where they do not say enough, that a person must look. The rules that fired stay
 * with the case, and so does the version that decided: the newest published when the case came to this step. The route sees
 * `outcome` (granted, doubtful), whether the case was drawn for a later check (`sampled`), and every other output of the table.
 */
export function applyTable(city: City, caseFile: CaseFile, token: number, moment: Moment, vouched: Vouched): Outcome {
  const call = caseFile.calls.find((one) => one.token === token)
  if (call === undefined) return nothing
  const key = call.properties['decision'] ?? moment.item.content.decision ?? ''
  const id = call.properties['decides'] ?? 'outcome'
  const { ruling, outputs } = rule(city, { key, id }, factsOfCase(caseFile, moment, vouched))
  const share = ruling.outcome === 'granted' ? (moment.item.content.sampling ?? 0) : 0
  const sampled = isSampled(caseFile.caseNo, share)
  const variables = { ...outputs, outcome: ruling.outcome, sampled }
  const done = signalCase(caseFile, { type: 'complete', token, variables }, moment, { outcome: 'granted', ruling })
  if (isRefusal(done)) throw new Error(done.sentence.zh)
  const { element } = call
  return {
    events: [
      { type: 'ruled', data: { token, element, ...ruling } },
      { type: 'service-done', data: { token, element, call: 'decide' } },
      ...done,
      // Only where the route has a step for it is the case really checked.
      ...(sampled && done.some(isLaterCheck)
        ? [{ type: 'sampled' as const, data: { share, draw: drawOf(caseFile.caseNo) } }]
        : []),
    ],
  }
}

const isLaterCheck = (event: CaseEvent): boolean => event.type === 'task-opened' && event.data.stage === 'follow-up'

type Asked = { key: string; id: string }
type Ruled = { ruling: Ruling; outputs: Readonly<Record<string, Fact>> }

function rule(city: City, { key, id }: Asked, facts: Readonly<Record<string, Fact>>): Ruled {
  // Withdrawn while the case was on its way: nobody's rule holds any more, so nobody's rule decides.
  if (!city.hasDecisions(key)) return left({ key, version: 0, id }, noTable)
  const { version, decisions } = city.getDecisions(key)
  const decided = decide(decisions, id, facts)
  if ('refused' in decided) return left({ key, version, id }, sentenceOf(decided, decisions))
  const outputs = outputsOf(decided)
  const reason = String(outputs['reason'] ?? '')
  const outcome = outputs['outcome'] === 'granted' ? 'granted' : 'doubtful'
  const rules = rulesOf(decided, reason)
  return { ruling: { decision: { key, version, id }, outcome, reason, rules, inputs: seenOf(decided) }, outputs }
}

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
const left = (decision: Ruling['decision'], says: Text): Ruled => ({
  ruling: {
    decision,
    outcome: 'doubtful',
    reason: says.zh,
    rules: [{ decision: decision.id, rule: 0, says }],
    inputs: {},
  },
  outputs: {},
})

function outputsOf({ value }: Decided): Record<string, Fact> {
  if (typeof value === 'object' && !Array.isArray(value)) return { ...(value as Record<string, Fact>) }
  return Array.isArray(value) ? {} : { outcome: value as Fact }
}

const seenOf = (decided: Decided): Record<string, unknown> =>
  Object.fromEntries(decided.rules.flatMap((fired) => fired.inputs.map((input) => [input.label, input.value])))

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
