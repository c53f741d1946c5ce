import { isRefusal } from '#base'
import type { City } from '#management'
import type { CaseEvent } from '../case-file/case-event.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { type Moment, type Outcome, signalCase } from '../case-file/progress.ts'
import { factsOfCase, type Vouched } from './facts-of-case.ts'
import { nothing } from './move-by-system.ts'
import type { VouchedFacts } from './process-event.ts'
import { ruleBy } from './ruling.ts'
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
  // Withdrawn while the case was on its way: nobody's rule holds any more, so nobody's rule decides.
  const table = city.hasDecisions(key) ? city.getDecisions(key) : null
  const facts = factsOfCase(caseFile, moment, vouched)
  const { ruling, outputs } = ruleBy({ key, id, version: table?.version ?? 0 }, table?.decisions ?? null, facts)
  const isTrue = (name: keyof VouchedFacts): boolean => facts[name] === true
  const share = ruling.outcome === 'granted' ? (moment.item.content.sampling ?? 0) : 0
  const sampled = isSampled(caseFile.caseNo, share)
  const variables = { ...outputs, outcome: ruling.outcome, sampled }
  const done = signalCase(caseFile, { type: 'complete', token, variables }, moment, { ruling })
  if (isRefusal(done)) throw new Error(done.sentence.zh)
  const { element } = call
  return {
    events: [
      // What others vouched for is known at this moment only: a later replay of the ruling needs it.
      {
        type: 'ruled',
        data: {
          token,
          element,
          ...ruling,
          vouched: { identityMatches: isTrue('identityMatches'), mandateCovers: isTrue('mandateCovers') },
        },
      },
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
