import type { Text } from '#base'
import type { Graph } from '#bpmn'
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

/** What is done at a stage can only be done after this other. */
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
  } as const),
)

const byRule = { acceptance: 'accept-by-rule', decision: 'decide-by-rule' } as const

/**
 * Steps that nobody could ever do: their role may not do what their stage asks, the stage comes before the one that it needs (Administrative
 * Licensing Law: acceptance, then examination and decision, then delivery), or the case was decided already. Branches that run side
 * by side are not ordered, and nothing is said of them. Linear in the size of the route.
 */
export function stageFaults(graph: Graph): StageFault[] {
  const stageOf = (node: number): string => graph.properties[node]?.['stage'] ?? ''
  const all = graph.ids.map((_, node) => node)
  const decisions = all.filter((node) => stageOf(node) === 'decision')
  const decidedBy = reach(decisions, waysOf(graph, all, false))
  const isTooEarly = orderOf(graph, all, stageOf)
  return graph.ids.flatMap((element, node) => {
    if (graph.kindNames[node] !== 'user-task') return []
    const role = graph.properties[node]?.['role'] ?? ''
    const roles = stageRoles.get(stageOf(node))
    const faults: Omit<StageFault, 'element'>[] = []
    if (roles !== undefined && Object.hasOwn(stepRoles, role) && !roles.includes(role)) faults.push(wrongRole)
    if (isTooEarly(node)) faults.push(tooEarly)
    // What a border event takes away from somebody was not decided, so the ways that lead there are those of the flows alone.
    else if (stageOf(node) === 'decision' && decidedBy[node]?.some((other) => other !== node))
      faults.push(decidedBefore)
    return faults.map((fault) => ({ ...fault, element }))
  })
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
    zh: '这个环节排得太早：审查和决定须在受理之后，送达和事后核查须在决定之后，否则办件会一直停在这里；请调整先后',
    en: 'this stage comes too early, and cases would stand here for ever: examination and decision follow acceptance, delivery and later checks follow the decision. Change the order',
  },
}
const decidedBefore = {
  code: 'decided-before',
  sentence: {
    zh: '到这里时已经作出过决定，不能再决定一次，办件会一直停在这里；请删去其中一个决定环节，或改成审查',
    en: 'the case was decided before it comes here and cannot be decided again; it would stand here for ever: remove one of the decisions or make it an examination',
  },
}

type StageOf = (node: number) => string
/** Where a run may go next from each node. */
type Ways = readonly (readonly number[])[]

/** Whether the stage that a node's own stage needs only comes after it. */
function orderOf(graph: Graph, all: readonly number[], stageOf: StageOf): (node: number) => boolean {
  const ahead = waysOf(graph, all, true)
  const back = reversed(ahead)
  const orders = (['acceptance', 'decision'] as const).map((needed) => {
    const isProvider = (node: number): boolean =>
      stageOf(node) === needed || graph.properties[node]?.['call'] === byRule[needed]
    const providers = all.filter(isProvider)
    return [needed, { after: reach(providers, ahead), before: reach(providers, back) }] as const
  })
  const order = new Map(orders)
  return (node) => {
    const needed = stageAfter.get(stageOf(node))
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
  all.map((node) => nextOf(graph, node, byBorders))

function reversed(ways: Ways): Ways {
  const back: number[][] = ways.map(() => [])
  for (const [node, nexts] of ways.entries()) for (const next of nexts) back[next]?.push(node)
  return back
}

/** The nodes right after one: along its flows, from its border, into what it holds, and past what it ends. */
function nextOf(graph: Graph, node: number, byBorders: boolean): number[] {
  const flows = graph.flowTarget.slice(graph.outFirst[node], graph.outFirst[node + 1])
  const entry = graph.entry[node] ?? -1
  const holder = graph.parent[node] ?? -1
  const past =
    holder >= 0 && flows.length === 0 ? graph.flowTarget.slice(graph.outFirst[holder], graph.outFirst[holder + 1]) : []
  const hosts = byBorders ? [node, ...(holder >= 0 ? [holder] : [])] : []
  const borders = hosts.flatMap((host) => graph.borders[host] ?? [])
  return [...flows, ...borders, ...(entry >= 0 ? [entry] : []), ...past]
}
