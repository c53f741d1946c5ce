import type { Text } from '#base'
import type { Graph } from '#bpmn'
import { decidedBeside } from './decided-beside.ts'
import { nextOf } from './next-of.ts'
import { stepRoles } from './step-property.ts'

/** A step at which cases would stand for ever, and why. */
export type StageFault = { element: string; code: string; sentence: Text }

/** Who can do what a stage asks; at the other stages any role completes a step. What is decided on the spot, the counter decides. */
export const stageRoles: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    acceptance: ['counter-clerk'],
    precheck: ['examiner'],
    examination: ['examiner'],
    opinion: ['examiner', 'decider'],
    consult: ['examiner', 'decider'],
    countersign: ['examiner', 'decider'],
    procedure: ['examiner'],
    decision: ['decider', 'counter-clerk'],
    delivery: ['counter-clerk'],
    'follow-up': ['examiner'],
  }),
)

/** What is done at a stage, or by a service of the moment, can only be done after this other. */
const stageAfter: ReadonlyMap<string, 'acceptance' | 'decision'> = new Map(
  Object.entries({
    examination: 'acceptance',
    opinion: 'acceptance',
    consult: 'acceptance',
    countersign: 'acceptance',
    procedure: 'acceptance',
    decision: 'acceptance',
    delivery: 'decision',
    'follow-up': 'decision',
    'issue-result': 'decision',
    'close-case': 'decision',
  } as const),
)

/** What can only be done while nothing is decided. */
const beforeDecision: ReadonlySet<string> = new Set([
  'acceptance',
  'precheck',
  'examination',
  'opinion',
  'consult',
  'countersign',
  'procedure',
])

/** What only a case that was granted comes to. */
const ofGranted: ReadonlySet<string> = new Set(['delivery', 'issue-result'])

const byRule = { acceptance: 'accept-by-rule', decision: 'decide-by-rule' } as const

/**
 * Steps that nobody could ever do: their role may not do what their stage asks, the stage comes before the one that it needs (Administrative
 * Licensing Law: acceptance, then examination and decision, then delivery), or the case was decided already; and those that a
 * case must not come to unasked: what follows a grant, a decision by rule. Of branches that run side by side only this is said, that not
 * two of them decide. Linear in the size of the route.
 */
export function stageFaults(graph: Graph): StageFault[] {
  const all = graph.ids.map((_, node) => node)
  const does: Does = (node) =>
    (graph.kindNames[node] === 'user-task' ? graph.properties[node]?.['stage'] : graph.properties[node]?.['call']) ?? ''
  const decisions = all.filter((node) => does(node) === 'decision' || does(node) === byRule.decision)
  const ruled = all.filter((node) => graph.kindNames[node] === 'business-rule-task')
  // What a border event takes away from somebody was not decided, so the ways that lead there are those of the flows alone.
  const ways = waysOf(graph, all, false)
  const unasked = all.map((node) => unaskedNext(graph, node, ways))
  const decidedBy = reach(decisions, ways)
  const grantedUnasked = reach(
    decisions.filter((node) => does(node) === 'decision'),
    unasked,
  )
  const [ruledBy, ruledUnasked] = [reach(ruled, waysOf(graph, all, true)), reach(ruled, unasked)]
  const isTooEarly = orderOf(graph, all, does)
  const beside = new Set(decidedBeside(graph, decisions))
  return graph.ids.flatMap((element, node) => {
    const what = does(node)
    const isDecision = what === 'decision' || what === byRule.decision
    const faults: Omit<StageFault, 'element'>[] = []
    if (isWrongRole(graph, node)) faults.push(wrongRole)
    if ((what === 'decision' || what === 'acceptance') && isRepeated(graph, node)) faults.push(repeated)
    if (isTooEarly(node)) faults.push(tooEarly)
    else if (isDecision && isReached(decidedBy, node)) faults.push(decidedBefore)
    else if (beside.has(node)) faults.push(besideAnother)
    else if (beforeDecision.has(what) && isReached(decidedBy, node)) faults.push(afterDecision)
    if (ofGranted.has(what) && isReached(grantedUnasked, node)) faults.push(grantUnasked)
    if (what === byRule.decision && (isReached(ruledUnasked, node) || !isReached(ruledBy, node)))
      faults.push(ruleUnasked)
    return faults.map((fault) => ({ ...fault, element }))
  })
}

/** Whether a step, or what holds it, is done several times. One that is repeated until its condition says no may be meant for corrections. */
function isRepeated(graph: Graph, node: number): boolean {
  if (graph.loops[node]) return true
  for (let at = graph.parent[node] ?? -1; at >= 0; at = graph.parent[at] ?? -1)
    if (graph.loops[at]?.type === 'multi') return true
  return false
}

function isWrongRole(graph: Graph, node: number): boolean {
  if (graph.kindNames[node] !== 'user-task') return false
  const { role = '', stage = '' } = graph.properties[node] ?? {}
  const roles = stageRoles.get(stage)
  return roles !== undefined && Object.hasOwn(stepRoles, role) && !roles.includes(role)
}

/** Where a run goes next in any case: not past a gateway that chooses, nor along a flow with a condition. */
function unaskedNext(graph: Graph, node: number, ways: Ways): readonly number[] {
  const chooses = /^(exclusive|inclusive|event-based)-gateway$/.test(graph.kindNames[node] ?? '')
  const [first = 0, end = first] = graph.outFirst.slice(node, node + 2)
  if (chooses && end - first > 1) return []
  return graph.conditions.slice(first, end).some((condition) => condition !== null) ? [] : (ways[node] ?? [])
}

const wrongRole = {
  code: 'role-of-stage',
  sentence: {
    zh: '这个岗位不能办这个环节，办件会一直停在这里；请换一个岗位，或改选环节',
    en: 'this role may not do what this stage asks, and cases would stand here for ever: choose another role or another stage',
  },
}
const tooEarly = {
  code: 'stage-too-early',
  sentence: {
    zh: '这个环节排得太早：审查和决定须在受理之后，制发、办结、送达和事后核查须在决定之后；请调整先后',
    en: 'this stage comes too early: examination and decision follow acceptance; the result, the end of the case, delivery and later checks follow the decision. Change the order',
  },
}
const decidedBefore = {
  code: 'decided-before',
  sentence: {
    zh: '到这里时已经作出过决定，不能再决定一次，办件会一直停在这里；请删去其中一个决定环节，或改成审查',
    en: 'the case was decided before it comes here and cannot be decided again; it would stand here for ever: remove one of the decisions or make it an examination',
  },
}
const besideAnother = {
  code: 'decided-beside',
  sentence: {
    zh: '有几条路会同时走到决定，先作出的算数，另一个会一直停在这里；请先让各路汇合，再作一个决定',
    en: 'several ways come to a decision at once: the first counts, and the case would stand at the other for ever. Let the ways meet and decide once behind it',
  },
}
const afterDecision = {
  code: 'after-decision',
  sentence: {
    zh: '到这里时已经作出决定，这个环节不能再办，办件会一直停在这里；请移到决定之前',
    en: 'the case was decided before it comes here, and this can no longer be done; it would stand here for ever: move it before the decision',
  },
}
const repeated = {
  code: 'stage-repeated',
  sentence: {
    zh: '受理和决定只能办一次，重复的下一次会一直停在这里；请去掉重复',
    en: 'acceptance and decision are made once; their repetition would stand here for ever: remove it',
  },
}
const grantUnasked = {
  code: 'grant-unasked',
  sentence: {
    zh: '不予许可的办件也会走到这里；决定之后请先用网关分开准予和不予许可',
    en: 'a case that was denied comes here too: after the decision, part what was granted from what was denied by a gateway',
  },
}
const ruleUnasked = {
  code: 'rule-unasked',
  sentence: {
    zh: '规则没有准予的办件也会走到这里；请先经过按规则审批的环节，再用网关分出 outcome = "granted" 的一路',
    en: 'a case that the rules did not grant comes here too: let it pass the decision table first and then a gateway that lets outcome = "granted" through',
  },
}

/** What is done at a node: its stage, or the service that it calls. */
type Does = (node: number) => string
/** Where a run may go next from each node. */
type Ways = readonly (readonly number[])[]

/** Whether the stage that a node's own stage needs only comes after it. */
function orderOf(graph: Graph, all: readonly number[], does: Does): (node: number) => boolean {
  const ahead = waysOf(graph, all, true)
  const back = reversed(ahead)
  const orders = (['acceptance', 'decision'] as const).map((needed) => {
    const isProvider = (node: number): boolean => does(node) === needed || does(node) === byRule[needed]
    const providers = all.filter(isProvider)
    return [needed, { after: reach(providers, ahead), before: reach(providers, back) }] as const
  })
  const order = new Map(orders)
  return (node) => {
    const needed = stageAfter.get(does(node))
    const found = needed && order.get(needed)
    return found !== undefined && isReached(found.before, node) && !isReached(found.after, node)
  }
}

/** From which of the sources each node is reached; two of them are enough to know that there is another than itself. */
function reach(sources: readonly number[], ways: Ways): number[][] {
  const from: number[][] = ways.map(() => [])
  const ahead = sources.flatMap((source) => (ways[source] ?? []).map((node) => [node, source] as const))
  for (let step = ahead.pop(); step !== undefined; step = ahead.pop()) {
    const [node, source] = step
    const known = from[node]
    if (known === undefined || known.length === 2 || known.includes(source)) continue
    known.push(source)
    for (const next of ways[node] ?? []) ahead.push([next, source])
  }
  return from
}

const isReached = (from: readonly (readonly number[])[], node: number): boolean => (from[node]?.length ?? 0) > 0

const waysOf = (graph: Graph, all: readonly number[], byBorders: boolean): Ways =>
  all.map((node) => nextOf(graph, node, byBorders ? 'all' : 'none'))

function reversed(ways: Ways): Ways {
  const back: number[][] = ways.map(() => [])
  for (const [node, nexts] of ways.entries()) for (const next of nexts) back[next]?.push(node)
  return back
}
