import type { Text } from '#base'
import type { Graph } from '#bpmn'

/** A step at which cases would stand for ever, and why. */
export type StageFault = { element: string; code: string; sentence: Text }

/** Who can do what a stage asks; at the other stages any role completes a step. What is decided on the spot, the counter decides. */
const stageRoles: Readonly<Record<string, readonly string[]>> = {
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
}

/** What is done at a stage can only be done after this other. */
const stageAfter: Readonly<Record<string, 'acceptance' | 'decision'>> = {
  examination: 'acceptance',
  opinion: 'acceptance',
  consult: 'acceptance',
  countersign: 'acceptance',
  procedure: 'acceptance',
  decision: 'acceptance',
  delivery: 'decision',
  'follow-up': 'decision',
}

const byRule = { acceptance: 'accept-by-rule', decision: 'decide-by-rule' } as const

/**
 * Steps that nobody could ever do: their role may not do what their stage asks, the stage comes before the one that it needs (Administrative
 * Licensing Law: acceptance, then examination and decision, then delivery), or the case was decided already. Branches that run side
 * by side are not ordered, and nothing is said of them.
 */
export function stageFaults(graph: Graph): StageFault[] {
  const stageOf = (node: number): string => graph.properties[node]?.['stage'] ?? ''
  return graph.ids.flatMap((element, node) => {
    if (graph.kindNames[node] !== 'user-task') return []
    const role = graph.properties[node]?.['role'] ?? ''
    const roles = Object.hasOwn(stageRoles, stageOf(node)) ? stageRoles[stageOf(node)] : undefined
    const faults: Omit<StageFault, 'element'>[] = []
    if (roles !== undefined && Object.hasOwn(knownRoles, role) && !roles.includes(role)) faults.push(wrongRole)
    if (isTooEarly(graph, node, stageOf)) faults.push(tooEarly)
    else if (isDecidedBefore(graph, node, stageOf)) faults.push(decidedBefore)
    return faults.map((fault) => ({ ...fault, element }))
  })
}

const knownRoles = { 'counter-clerk': true, examiner: true, decider: true }

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

/** Whether the stage that this one needs only comes after it. */
function isTooEarly(graph: Graph, node: number, stageOf: StageOf): boolean {
  const needed = Object.hasOwn(stageAfter, stageOf(node)) ? stageAfter[stageOf(node)] : undefined
  if (needed === undefined) return false
  const provides = graph.ids.flatMap((_, other) =>
    stageOf(other) === needed || graph.properties[other]?.['call'] === byRule[needed] ? [other] : [],
  )
  const after = reachedFrom(graph, node)
  return provides.some((other) => after.has(other)) && !provides.some((other) => reachedFrom(graph, other).has(node))
}

/** Whether a case comes to this decision after another was taken; what a border event takes away from somebody was not decided. */
const isDecidedBefore = (graph: Graph, node: number, stageOf: StageOf): boolean =>
  stageOf(node) === 'decision' &&
  graph.ids.some(
    (_, other) => other !== node && stageOf(other) === 'decision' && reachedFrom(graph, other, false).has(node),
  )

/** Every node to which a run may come after this one, by way of border events too or along the flows alone. */
function reachedFrom(graph: Graph, from: number, byBorders = true): ReadonlySet<number> {
  const reached = new Set<number>()
  const ahead = nextOf(graph, from, byBorders)
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (reached.has(node)) continue
    reached.add(node)
    ahead.push(...nextOf(graph, node, byBorders))
  }
  return reached
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
