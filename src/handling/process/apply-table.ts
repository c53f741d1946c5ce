import { isRefusal } from '#base'
import { type Decided, decide } from '#bpmn'
import type { City } from '#management'
import { checkResidentId } from '#standards'
import type { CaseFile } from '../case-file/case-file.ts'
import { type Moment, type Outcome, signalCase } from '../case-file/progress.ts'
import { missingMaterials } from '../material/material.ts'
import { nothing } from './move-by-system.ts'
import type { Ruling } from './process-event.ts'

type Fact = string | number | boolean

/**
 * What a table may ask about a case, by name: every answer and every field of the form as they were given, and what the case itself
 * knows. A table that asks for what is not there does not decide: then a person does.
 */
export function factsOfCase(caseFile: CaseFile, moment: Pick<Moment, 'item' | 'today'>): Record<string, Fact> {
  const given: Record<string, Fact> = {}
  for (const [name, value] of [...Object.entries(caseFile.answers), ...Object.entries(caseFile.form)])
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') given[name] = value
  const missing = missingMaterials(moment.item, caseFile.answers, { materials: caseFile.materials, brought: [] })
  const born = caseFile.applicant.kind === 'natural' ? checkResidentId(caseFile.applicant.code) : null
  return {
    ...given,
    applicantKind: caseFile.applicant.kind,
    byAgent: caseFile.applicant.agent !== undefined,
    channel: caseFile.channel,
    today: moment.today.toString(),
    missingPapers: missing.length,
    givenPapers: new Set(caseFile.materials.map((one) => one.materialNo)).size,
    uncheckedPapers: caseFile.materials.filter((one) => one.trust === 'C' || one.trust === 'D').length,
    ...(born?.ok ? { applicantAge: born.bornOn.until(moment.today, { largestUnit: 'years' }).years } : {}),
  }
}

/**
 * Decides by table (秒批): what the rules say, or, where they do not say enough, that a person must look. The rules that fired stay
 * with the case. The route sees `outcome` (granted, doubtful) and every other output of the table.
 */
export function applyTable(city: City, caseFile: CaseFile, token: number, moment: Moment): Outcome {
  const call = caseFile.calls.find((one) => one.token === token)
  if (call === undefined) return nothing
  const key = call.properties['decision'] ?? moment.item.content.decision ?? ''
  const id = call.properties['decides'] ?? 'outcome'
  const { version, decisions } = city.getDecisions(key)
  const inputs = factsOfCase(caseFile, moment)
  const decided = decide(decisions, id, inputs)
  const outputs = 'refused' in decided ? {} : outputsOf(decided)
  const outcome = outputs['outcome'] === 'granted' ? 'granted' : 'doubtful'
  const seen = 'refused' in decided ? {} : seenOf(decided)
  const rules =
    'refused' in decided
      ? [{ decision: id, rule: 0, says: decided.sentence.zh }]
      : rulesOf(decided, String(outputs['reason'] ?? ''))
  const ruling: Ruling = { decision: { key, version, id }, outcome, rules, inputs: seen }
  const variables = { ...outputs, outcome }
  const done = signalCase(caseFile, { type: 'complete', token, variables }, moment, { outcome: 'granted', ruling })
  if (isRefusal(done)) throw new Error(done.sentence.zh)
  const { element } = call
  return {
    events: [
      { type: 'ruled', data: { token, element, ...ruling } },
      { type: 'service-done', data: { token, element, call: 'decide' } },
      ...done,
    ],
  }
}

function outputsOf({ value }: Decided): Record<string, Fact> {
  if (typeof value === 'object' && !Array.isArray(value)) return { ...(value as Record<string, Fact>) }
  return Array.isArray(value) ? {} : { outcome: value as Fact }
}

const seenOf = (decided: Decided): Record<string, unknown> =>
  Object.fromEntries(decided.rules.flatMap((fired) => fired.inputs.map((input) => [input.label, input.value])))

const rulesOf = (decided: Decided, reason: string): Ruling['rules'] =>
  decided.rules.flatMap((fired) =>
    fired.rules.length === 0
      ? [{ decision: fired.name, rule: 0, says: reason }]
      : fired.rules.map((rule) => ({
          decision: fired.name,
          rule: rule.index,
          says: rule.annotations.map((one) => one.text).join('；') || reason,
        })),
  )
