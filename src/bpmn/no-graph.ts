import type { Graph } from './graph.ts'

/**
 * What stands for a text that could be compiled once and cannot be any more, as after an upgrade that refuses more: nothing is in it, so
 * that whoever looks sees nothing ahead, and a run that stands by it can only be cancelled.
 */
export const noGraph: Graph = Object.freeze({
  process: '',
  name: '',
  start: 0,
  ids: [],
  names: [],
  kindNames: [],
  kinds: [],
  properties: [],
  outFirst: [],
  inCount: [],
  defaultFlow: [],
  flowIds: [],
  flowTarget: [],
  conditions: [],
  parent: [],
  entry: [],
  borders: [],
  interrupting: [],
  events: [],
  dues: [],
  loops: [],
  plain: new Uint8Array(),
  joins: null,
  nested: false,
  indexOf: new Map(),
  reads: new Map(),
  lately: { node: 0 },
  steps: 0,
  tokens: 0,
})

/** Can a run go by it? Whatever compiles has a start at least. */
export const isReadable = (graph: Graph): boolean => graph.ids.length > 0
