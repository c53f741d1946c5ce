/**
 * A second interpreter for tests, as naive as can be: it knows no tokens, gateways or flows, only blocks inside blocks. A process
 * drawn from blocks must show the same open tasks and timers in the engine as here.
 */
export type Block =
  | { type: 'task'; id: string }
  | { type: 'sequence'; id: string; parts: Block[] }
  | { type: 'parallel'; id: string; parts: Block[] }
  | { type: 'sub'; id: string; parts: Block[] }
  /** One part, by number. */
  | { type: 'exclusive'; id: string; parts: Block[]; chosen: number }
  /** The parts whose bit is set in `chosen`. */
  | { type: 'inclusive'; id: string; parts: Block[]; chosen: number }
  /** The only part, `times` times over. */
  | { type: 'loop'; id: string; parts: Block[]; times: number }
  /** One task `times` times, at once or one after the other. */
  | { type: 'multi'; id: string; times: number; sequential: boolean }
  /** The first part in a sub-process under a timer; when that fires, the second part instead. */
  | { type: 'timed'; id: string; parts: [Block, Block] }

/** A block that has begun: `parts` are those of its parts that have begun so far. */
export type Live = { block: Block; parts: Live[]; round: number; over: boolean; fired: boolean }

export function begin(block: Block): Live {
  const live: Live = { block, parts: [], round: 1, over: false, fired: false }
  live.parts = firstParts(block).map(begin)
  return settle(live)
}

function firstParts(block: Block): Block[] {
  switch (block.type) {
    case 'task':
      return []
    case 'parallel':
      return block.parts
    case 'sequence':
    case 'sub':
    case 'loop':
    case 'timed':
      return block.parts.slice(0, 1)
    case 'exclusive':
      return block.parts.slice(block.chosen, block.chosen + 1)
    case 'inclusive':
      return block.parts.filter((_, index) => (block.chosen & (1 << index)) !== 0)
    case 'multi':
      return Array.from({ length: block.sequential ? 1 : block.times }, () => ({ type: 'task', id: block.id }))
  }
}

/** Whether a block is over by what has become of its parts; begins the next part where one follows. */
function settle(live: Live): Live {
  const { block } = live
  if (block.type === 'task' || live.over) return live
  for (const part of live.parts) settle(part)
  while (live.parts.every((part) => part.over)) {
    const next = followingPart(live)
    if (next === null) {
      live.over = true
      return live
    }
    live.round += 1
    live.parts = [begin(next)]
  }
  return live
}

function followingPart({ block, round }: Live): Block | null {
  if (block.type === 'sequence') return block.parts[round] ?? null
  if (block.type === 'loop') return round < block.times ? (block.parts[0] ?? null) : null
  if (block.type === 'multi' && block.sequential) return round < block.times ? { type: 'task', id: block.id } : null
  return null
}

export type Act = { element: string; act(): void }

/** What can happen now: tasks that can be completed and timers that can fire. */
export function listActs(live: Live, root: Live = live): Act[] {
  if (live.over) return []
  const { block } = live
  if (block.type === 'task') {
    const act = (): void => {
      live.over = true
      settle(root)
    }
    return [{ element: block.id, act }]
  }
  const inner = live.parts.flatMap((part) => listActs(part, root))
  if (block.type !== 'timed' || live.fired) return inner
  const fire = (): void => {
    live.fired = true
    live.parts = [begin(block.parts[1])]
    settle(root)
  }
  return [...inner, { element: `${block.id}-timer`, act: fire }]
}

/** What the conditions of loops must be told: whether each that has begun goes round once more. */
export function listAgain(live: Live): Record<string, boolean> {
  const { block, round, parts } = live
  const own = block.type === 'loop' ? { [`${block.id}_again`]: round < block.times } : {}
  return Object.assign(own, ...parts.filter((part) => !part.over).map(listAgain))
}

/** What the conditions of gateways must be told from the start. */
export function listChosen(block: Block): Record<string, number | boolean> {
  const own: Record<string, number | boolean> = {}
  if (block.type === 'exclusive') own[block.id] = block.chosen
  if (block.type === 'inclusive')
    for (const index of block.parts.keys()) own[`${block.id}_${index}`] = (block.chosen & (1 << index)) !== 0
  const parts = 'parts' in block ? block.parts : []
  return Object.assign(own, ...parts.map(listChosen))
}

type Drawn = { xml: string; first: string; last: string }

export const flow = (from: string, to: string, condition = ''): string =>
  `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${
    condition && `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>`
  }</bpmn:sequenceFlow>`

/** Draws a block as BPMN: its elements, where a flow enters it and where one leaves it. */
export function draw(block: Block): Drawn {
  const { id } = block
  if (block.type === 'task') return { xml: `<bpmn:userTask id="${id}" />`, first: id, last: id }
  if (block.type === 'multi') {
    const loop = `<bpmn:multiInstanceLoopCharacteristics isSequential="${block.sequential}"><bpmn:loopCardinality>${block.times}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`
    return { xml: `<bpmn:userTask id="${id}">${loop}</bpmn:userTask>`, first: id, last: id }
  }
  const drawn = block.parts.map(draw)
  const xml = drawn.map((part) => part.xml).join('')
  if (block.type === 'sequence') {
    const links = drawn.slice(1).map((part, index) => flow(drawn[index]?.last ?? '', part.first))
    return { xml: xml + links.join(''), first: drawn[0]?.first ?? '', last: drawn.at(-1)?.last ?? '' }
  }
  if (block.type === 'sub') return { xml: drawSub(id, drawn[0]), first: id, last: id }
  if (block.type === 'timed') return drawTimed(id, drawn)
  return drawGateways(block, drawn, xml)
}

const drawSub = (id: string, inner: Drawn | undefined): string =>
  `<bpmn:subProcess id="${id}"><bpmn:startEvent id="${id}-start" /><bpmn:endEvent id="${id}-end" />${inner?.xml}
  ${flow(`${id}-start`, inner?.first ?? '')}${flow(inner?.last ?? '', `${id}-end`)}</bpmn:subProcess>`

function drawTimed(id: string, [guarded, instead]: Drawn[]): Drawn {
  const timer = `<bpmn:boundaryEvent id="${id}-timer" attachedToRef="${id}"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`
  const links = flow(id, `${id}-x`) + flow(`${id}-timer`, instead?.first ?? '') + flow(instead?.last ?? '', `${id}-x`)
  const xml = `${drawSub(id, guarded)}${timer}${instead?.xml}<bpmn:exclusiveGateway id="${id}-x" />${links}`
  return { xml, first: id, last: `${id}-x` }
}

function drawGateways(
  block: Extract<Block, { type: 'parallel' | 'exclusive' | 'inclusive' | 'loop' }>,
  drawn: Drawn[],
  xml: string,
): Drawn {
  const { id } = block
  const [first, last] = [`${id}-in`, `${id}-out`]
  const one = drawn[0] ?? { first: '', last: '' }
  if (block.type === 'loop') {
    const gates = `<bpmn:exclusiveGateway id="${first}" /><bpmn:exclusiveGateway id="${last}" default="${last}-${id}-x" /><bpmn:exclusiveGateway id="${id}-x" />`
    const links =
      flow(first, one.first) + flow(one.last, last) + flow(last, first, `${id}_again`) + flow(last, `${id}-x`)
    return { xml: gates + xml + links, first, last: `${id}-x` }
  }
  const fallback = block.type === 'exclusive' ? ` default="${first}-${one.first}"` : ''
  const condition = (index: number): string => {
    if (block.type === 'inclusive') return `${id}_${index}`
    return block.type === 'exclusive' && index > 0 ? `${id} = ${index}` : ''
  }
  const gates = `<bpmn:${block.type}Gateway id="${first}"${fallback} /><bpmn:${block.type}Gateway id="${last}" />`
  const links = drawn.map((part, index) => flow(first, part.first, condition(index)) + flow(part.last, last))
  return { xml: gates + xml + links.join(''), first, last }
}
