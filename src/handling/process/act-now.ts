import type { Effect, Graph, Refused } from '#bpmn'
import type { CaseEvent } from '../case-file/case-event.ts'
import type { Moment } from '../case-file/moment.ts'
import type { Ruling } from './process-event.ts'

/** What the steps of a route read of the case and of the act that moves it. */
export type Facts = {
  caseNo: string
  resultName: string
  /** What was decided, by this act or before it; null where nothing was. */
  decided: 'granted' | 'denied' | null
  /** How many times the clock was stopped before: notices are numbered. */
  stops: number
  /** The notice with which a step of this token, a special procedure, stopped the clock. */
  noticeOf: (token: number) => string | undefined
  /** What a decision table said, for routes that accept and decide by rule. */
  ruling: Ruling | null
  /** Accepted already, by an officer, the law or a rule: an acceptance that opens now is done by that. */
  isAccepted: boolean
  /** Closed already: what still runs (a delivery, a later check) may end. */
  isClosed: boolean
  /** The item's first legal basis: a decision by rule rests on it unless the route names another. */
  basis: string
}

export type Serving = {
  graph: Graph
  facts: Facts
  moment: Pick<Moment, 'placeOf' | 'calendar' | 'now' | 'today' | 'zone'>
}

export type Service = Extract<Effect, { type: 'service-called' }>

/** Acts of the same moment: they are stored by the statement that moves the run, and need no outbox. */
export const immediateCalls: ReadonlySet<string> = new Set([
  'issue-result',
  'close-case',
  'invite-rating',
  'accept-by-rule',
  'decide-by-rule',
])

type Decided = Facts['decided']

/** What a step of this same moment decided. */
export const decidedIn = (events: readonly CaseEvent[]): Decided =>
  events.findLast((event) => event.type === 'decided')?.data.outcome ?? null

/**
 * Why an act of the moment may not be done here. A rule decides what its table granted and nobody decided before; whatever else a route
 * sends there goes to a person. And nothing is closed or issued that nobody decided: it would stand there as granted.
 */
export function whyNotNow(call: string, element: string, facts: Facts, decided: Decided): Refused | null {
  const wrong = (zh: string, en: string): Refused => ({ refused: 'conflict', element, sentence: { zh, en } })
  if ((call === 'close-case' || call === 'issue-result') && (decided ?? facts.decided) === null)
    return wrong(
      '这个办件还没有作出决定，流程不能办结或制发结果。请修正流程。',
      'Nothing was decided in this case yet, so the route may neither close it nor issue its result. Mend the route.',
    )
  if (call !== 'decide-by-rule') return null
  if ((decided ?? facts.decided) !== null)
    return wrong(
      '这个办件已经作出决定，流程不能再按规则决定一次。请修正流程。',
      'This case was decided already, and the route may not decide it again by rule. Mend the route.',
    )
  if (facts.ruling?.outcome !== 'granted')
    return wrong(
      '规则没有准予这个办件，流程不能按规则决定，应转给工作人员。请修正流程。',
      'The rules did not grant this case, so the route may not decide it by rule: a person must. Mend the route.',
    )
  return null
}

/**
 * Why a run may not end here: an accepted case that nothing closed would stand there with nobody to act on it, its clock running. A route
 * that never closes leaves that to others, and says so where it is drawn.
 */
export function whyNotEnd(graph: Graph, facts: Facts, events: readonly CaseEvent[]): Refused | null {
  const has = (type: CaseEvent['type']): boolean => events.some((event) => event.type === type)
  if (facts.isClosed || has('closed') || !(facts.isAccepted || has('accepted'))) return null
  if (!graph.properties.some((properties) => properties['call'] === 'close-case')) return null
  return {
    refused: 'conflict',
    element: null,
    sentence: {
      zh: '这样办，流程就走到头了，而办件已经受理、还没有办结，以后没有人能再办它。请修正流程。',
      en: 'With this the route would come to its end while the case is accepted and not closed, and nobody could act on it any more. Mend the route.',
    },
  }
}

/** Does an act of the moment: what it leaves behind. `decided`: by a step of this same moment. */
export function callNow(effect: Service, call: string, { facts, moment }: Serving, decided: Decided): CaseEvent[] {
  const on = moment.today.toString()
  switch (call) {
    case 'issue-result':
      return [{ type: 'result-issued', data: { resultNo: `${facts.caseNo}-1`, name: facts.resultName } }]
    case 'close-case':
      return [{ type: 'closed', data: { on, outcome: decided ?? facts.decided ?? 'denied' } }]
    case 'invite-rating':
      return [{ type: 'rating-invited', data: {} }]
    case 'accept-by-rule':
      return [{ type: 'accepted', data: { on, deferred: [], by: 'rule' } }]
    case 'decide-by-rule': {
      const says = facts.ruling?.rules.map((rule) => rule.says.zh).join('；') ?? ''
      const reason = facts.ruling?.reason || says
      const basis = effect.properties['basis'] ?? facts.basis
      return [{ type: 'decided', data: { outcome: 'granted', reason, basis, on, by: 'rule' } }]
    }
    default:
      throw new Error(`${call} is not an act of the moment`)
  }
}
