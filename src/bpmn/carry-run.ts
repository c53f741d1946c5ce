import type { Graph } from './graph.ts'
import { defaultLimits } from './limits.ts'
import { isReadable } from './no-graph.ts'
import type { Sentence } from './problem.ts'
import { type DoneBits, isDone, markDone, pagesOf, type RunState, type Token } from './run-state.ts'
import { findUnsoundRun } from './soundness.ts'

/** Why a token cannot go on in another version. */
export type Stranded = { element: string; name: string; sentence: Sentence }

/**
 * Carries a run over to another version of its definition: the same tokens at the same elements, which must exist there and
 * be of the same kind; what was done is remembered by element. Nothing is opened, closed or completed by it. Otherwise every
 * token that would be stranded, with the reason. `known`: what was done, where the version it runs by cannot be read any more and so
 * does not say.
 */
export function carryRun(
  from: Graph,
  to: Graph,
  run: RunState,
  known: DoneBits = [],
): { run: RunState } | { stranded: Stranded[] } {
  const stranded = run.tokens.flatMap((token) => faultOf(from, to, token))
  if (stranded.length > 0) return { stranded }
  const waiting = waitsThere(from, to, run.tokens)
  if (waiting !== null) return { stranded: [waiting] }
  if (!isReadable(from)) return { run: { ...run, done: known } }
  const past = pagesOf(run.done)
  let done: DoneBits = []
  for (const [node, id] of from.ids.entries()) {
    const there = to.indexOf.get(id)
    if (there !== undefined && isDone(past, node)) done = markDone(done, there)
  }
  return { run: { ...run, done } }
}

function faultOf(from: Graph, to: Graph, token: Token): Stranded[] {
  const old = from.indexOf.get(token.at) ?? -1
  const next = to.indexOf.get(token.at)
  const name = from.names[old] ?? token.at
  const fault = (zh: string, en: string): Stranded[] => [{ element: token.at, name, sentence: { zh, en } }]
  if (next === undefined) return fault(`新版本里没有“${name}”`, `the new version has no “${name}”`)
  // By a version that cannot be read any more nobody knows what it was: that the new one has it must do.
  if (!isReadable(from)) return token.via === undefined || leadsTo(to, token.via, next) ? [] : otherWay(fault, name)
  if (from.kindNames[old] !== to.kindNames[next] || from.events[old]?.type !== to.events[next]?.type)
    return fault(`“${name}”在新版本里是另一种环节`, `“${name}” is another kind of step in the new version`)
  if (repeatingOf(from, old) !== repeatingOf(to, next))
    return fault(`“${name}”在新版本里的重复方式不同`, `“${name}” is repeated otherwise in the new version`)
  if (holderOf(from, old) !== holderOf(to, next))
    return fault(`“${name}”在新版本里属于另一个子流程`, `“${name}” belongs to another sub-process in the new version`)
  if (token.via !== undefined && !leadsTo(to, token.via, next)) return otherWay(fault, name)
  return []
}

/**
 * A join of the other version that this run would never get past: it waits for a branch that the run did not begin, or would be reached
 * twice. What goes wrong by the version before as well is not the other one's doing.
 */
function waitsThere(from: Graph, to: Graph, tokens: readonly Token[]): Stranded | null {
  const { analysis } = defaultLimits
  const wrong = findUnsoundRun(to, tokens, analysis)
  if (wrong === null) return null
  const known = isReadable(from) ? findUnsoundRun(from, tokens, analysis) : null
  if (known?.code === wrong.code && from.ids[known.node] === to.ids[wrong.node]) return null
  const element = to.ids[wrong.node] ?? ''
  const name = to.names[wrong.node] || element
  const sentence =
    wrong.code === 'join-overrun'
      ? {
          zh: `按新版本，本件会两次从同一条路来到“${name}”，其余的路没有人来，会一直等下去`,
          en: `by the new version this case would come to “${name}” twice by the same way, and wait there for ever`,
        }
      : {
          zh: `新版本的“${name}”要等的路，本件没有走，会一直等下去`,
          en: `“${name}” of the new version waits for a way that this case has not begun, and would wait for ever`,
        }
  return { element, name, sentence }
}

/** How a step is repeated: what a run has counted so far means something else where that is another. */
function repeatingOf(graph: Graph, node: number): string {
  const loop = graph.loops[node] ?? null
  if (loop === null) return ''
  return loop.type === 'multi' && loop.sequential ? 'one after another' : loop.type
}

const otherWay = (fault: (zh: string, en: string) => Stranded[], name: string): Stranded[] =>
  fault(`通向“${name}”的路在新版本里不同`, `the way to “${name}” is another one in the new version`)

const holderOf = (graph: Graph, node: number): string | undefined => graph.ids[graph.parent[node] ?? -1]

const leadsTo = (graph: Graph, flow: string, node: number): boolean => {
  const at = graph.flowIds.indexOf(flow)
  return at >= 0 && graph.flowTarget[at] === node
}
