import type { Expressions } from './expressions.ts'
import type { Model } from './model.ts'

/** Each variable that a process asks its run for, with the flows and nodes that ask. */
export type NamesRead = ReadonlyMap<string, readonly string[]>

// What the engine itself gives to a repetition (BPMN 2.0.2, table 10.30).
const counters: ReadonlySet<string> = new Set([
  'loopCounter',
  'numberOfInstances',
  'numberOfActiveInstances',
  'numberOfCompletedInstances',
  'numberOfTerminatedInstances',
])

/** What conditions, repetitions and timers name, without what a repetition around them gives: its counters and its element. */
export function namesRead(model: Model, { conditions, dues, loops }: Expressions): NamesRead {
  const read = new Map<string, string[]>()
  const nodes = new Map(model.nodes.map((node) => [node.id, node]))
  const add = (at: string, names: readonly string[], within: string | null): void => {
    const given = new Set(counters)
    for (let node = nodes.get(within ?? ''); node !== undefined; node = nodes.get(node.parent ?? ''))
      if (node.loop?.type === 'multi' && node.loop.element !== null) given.add(node.loop.element)
    for (const name of names) {
      const known = read.get(name)
      if (given.has(name) || known?.includes(at)) continue
      if (known === undefined) read.set(name, [at])
      else known.push(at)
    }
  }
  for (const { id, source } of model.flows) add(id, conditions.get(id)?.names ?? [], nodes.get(source)?.parent ?? null)
  for (const { id, parent } of model.nodes) {
    add(id, dues.get(id)?.names ?? [], parent)
    const loop = loops.get(id)
    if (loop?.type === 'standard') add(id, loop.condition?.names ?? [], parent)
    if (loop?.type !== 'multi') continue
    add(id, [...(loop.cardinality?.names ?? []), ...(loop.collection === '' ? [] : [loop.collection])], parent)
    add(id, loop.completion?.names ?? [], id)
  }
  return read
}
