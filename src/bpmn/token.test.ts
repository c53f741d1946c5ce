import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advance, compile, explain, type Graph, initialState, type RunState, type Signal } from './index.ts'

// Block-structured processes, drawn at random, and what they mean by the structure alone: an oracle without tokens.
type Block =
  | { type: 'task'; id: string }
  | { type: 'sequence' | 'parallel'; id: string; parts: Block[] }
  | { type: 'exclusive'; id: string; parts: Block[]; chosen: number }

type Shape = { type: Block['type']; parts: readonly Shape[]; chosen: number }

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('task' as const), parts: fc.constant([]), chosen: fc.constant(0) }),
    fc.record({
      type: fc.constantFrom('sequence' as const, 'parallel' as const, 'exclusive' as const),
      parts: fc.array(tie('shape'), { minLength: 2, maxLength: 3 }),
      chosen: fc.nat(2),
    }),
  ),
}))

function number(shape: Shape, next = { id: 0 }): Block {
  const id = `n${next.id}`
  next.id += 1
  if (shape.type === 'task') return { type: 'task', id }
  const parts = shape.parts.map((part) => number(part, next))
  return shape.type === 'exclusive'
    ? { type: 'exclusive', id, parts, chosen: shape.chosen % parts.length }
    : { type: shape.type, id, parts }
}

/** Tasks that must be open when `done` are done; an empty list means the block is over. */
function openTasks(block: Block, done: ReadonlySet<string>): string[] {
  switch (block.type) {
    case 'task':
      return done.has(block.id) ? [] : [block.id]
    case 'parallel':
      return block.parts.flatMap((part) => openTasks(part, done))
    case 'exclusive':
      return openTasks(block.parts[block.chosen] ?? { type: 'sequence', id: '', parts: [] }, done)
    case 'sequence':
      return block.parts.map((part) => openTasks(part, done)).find((open) => open.length > 0) ?? []
  }
}

function draw(block: Block): { xml: string; first: string; last: string } {
  const flow = (from: string, to: string, inner = ''): string =>
    `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${inner}</bpmn:sequenceFlow>`
  if (block.type === 'task') return { xml: `<bpmn:userTask id="${block.id}" />`, first: block.id, last: block.id }
  const drawn = block.parts.map(draw)
  const xml = drawn.map((part) => part.xml).join('')
  if (block.type === 'sequence') {
    const links = drawn.slice(1).map((part, i) => flow(drawn[i]?.last ?? '', part.first))
    return { xml: xml + links.join(''), first: drawn[0]?.first ?? '', last: drawn.at(-1)?.last ?? '' }
  }
  const [first, last] = [`${block.id}-in`, `${block.id}-out`]
  const condition = (i: number): string =>
    block.type === 'exclusive' && i > 0 ? `<bpmn:conditionExpression>${block.id} = ${i}</bpmn:conditionExpression>` : ''
  const fallback = block.type === 'exclusive' ? ` default="${first}-${drawn[0]?.first}"` : ''
  const gates = `<bpmn:${block.type}Gateway id="${first}"${fallback} /><bpmn:${block.type}Gateway id="${last}" />`
  const links = drawn.map((part, i) => flow(first, part.first, condition(i)) + flow(part.last, last))
  return { xml: gates + xml + links.join(''), first, last }
}

const choices = (block: Block): Record<string, number> => {
  const own = block.type === 'exclusive' ? { [block.id]: block.chosen } : {}
  return Object.assign(own, ...(block.type === 'task' ? [] : block.parts.map(choices)))
}

async function build(block: Block): Promise<Graph> {
  const { xml, first, last } = draw(block)
  const { graph, problems } = await compile(
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:process id="p">
    <bpmn:startEvent id="s" /><bpmn:endEvent id="e" />${xml}<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="${first}" />
    <bpmn:sequenceFlow id="g" sourceRef="${last}" targetRef="e" /></bpmn:process></bpmn:definitions>`,
  )
  expect(problems).toEqual([])
  if (graph === null) throw new Error('unreachable: no problems, no graph')
  return graph
}

function send(graph: Graph, state: RunState, signal: Signal): RunState {
  const result = advance(graph, state, signal)
  if ('refused' in result) throw new Error(result.sentence.en)
  return result.state
}

const openIn = (state: RunState) => state.tokens.filter((token) => token.via === undefined)
const jsonTrip = (state: RunState): RunState => JSON.parse(JSON.stringify(state))

test('no token is lost or made: the open tasks are always exactly those that the structure asks for', async () => {
  await fc.assert(
    fc.asyncProperty(shape, fc.infiniteStream(fc.nat(1_000)), async (drawn, picks) => {
      const block = number(drawn)
      const graph = await build(block)
      const signals: Signal[] = [{ type: 'start', variables: choices(block) }]
      let state = send(graph, initialState(), signals[0] as Signal)
      const done = new Set<string>()
      for (let expected = openTasks(block, done); expected.length > 0; expected = openTasks(block, done)) {
        const open = openIn(state)
        expect(open.map((token) => token.at).sort()).toEqual(expected.sort())
        expect(new Set(state.tokens.map((token) => token.id)).size).toBe(state.tokens.length)
        expect(state.status).toBe('running')
        const token = open[picks.next().value % open.length]
        if (token === undefined) throw new Error('no task is open')
        const signal: Signal = { type: 'complete', token: token.id }
        const next = send(graph, state, signal)
        expect(send(graph, jsonTrip(state), signal)).toEqual(next)
        expect(advance(graph, next, signal)).toMatchObject({ refused: 'conflict' })
        signals.push(signal)
        done.add(token.at)
        state = next
      }
      expect(state).toMatchObject({ status: 'ended', tokens: [] })
      expect(
        explain(graph, state)
          .done.map((step) => step.element)
          .sort(),
      ).toEqual([...done].sort())
      expect(signals.reduce((at: RunState, signal) => send(graph, at, signal), initialState())).toEqual(state)
    }),
    { numRuns: 300 },
  )
})
