import type { Text } from '#base'
import {
  compile,
  drive,
  type Explanation,
  explain,
  type FindCalled,
  type Following,
  type Graph,
  initialState,
  type Notice,
  type Problem,
  type RunState,
  readModel,
  type Signal,
  type Variables,
} from '#bpmn'
import { runNames } from './route-names.ts'
import { stepCalls } from './step-property.ts'

/** What the person who tries a route out does next: as an officer, the clock or a message would. */
export type SimulatedStep =
  | { type: 'complete'; token: number; outcome?: string | undefined; variables?: Variables | undefined }
  /** A registered service ends with a named error. */
  | { type: 'error'; token: number; code: string }
  | { type: 'timer-fired'; token: number }
  | { type: 'message'; name: string; token?: number | undefined }
  | { type: 'signal'; name: string }

export type SimulatedToken = {
  token: number
  element: string
  name: string
  kind: string
  /** What may be done here: an outcome each, `''` being simply done. Empty where only time or a message moves it. */
  choices: string[]
  waits: 'task' | 'decision' | 'service' | 'timer' | 'event' | 'join'
  /** The named errors of a service that the route catches, from the nearest event on; null: any other. */
  errors: (string | null)[]
  /** Messages and signals that would move it: its own, those on its border, those behind its event gateway. */
  events: { type: 'message' | 'signal'; element: string; name: string; title: string }[]
}

/** Where the route stands after one step, and what happened on the way, in words. */
export type Frame = { status: RunState['status']; standing: SimulatedToken[]; happened: Text[]; refused: Text | null }

type Drawn = { graph: Graph; conditions: ReadonlyMap<string, string> }

/** Plays a drawing; the problems instead when it cannot run. `asks`: what it may be told at its start, since its conditions read it. */
export async function simulateDefinition(
  xml: string,
  steps: readonly SimulatedStep[],
  start: Variables = {},
  findCalled?: FindCalled,
): Promise<{ frames: Frame[]; asks: string[] } | { problems: Problem[] }> {
  const { graph, problems } = await compile(xml, {}, findCalled)
  if (graph === null) return { problems }
  const { model } = await readModel(xml)
  const conditions = new Map((model?.flows ?? []).map((flow) => [flow.id, flow.condition ?? '']))
  const asks = [...graph.reads.keys()].filter((name) => !runNames.has(name)).toSorted()
  return { frames: simulate({ graph, conditions }, steps, start), asks }
}

/**
 * Plays a route from its start through the given steps. Stateless: the same steps always give the same frames, one for the
 * start and one for each step. Services are done at once, as the product does them, save those whose errors the route catches; these and
 * decisions wait for the outcome that is tried.
 */
function simulate(drawn: Drawn, steps: readonly SimulatedStep[], start: Variables): Frame[] {
  const { graph } = drawn
  const frames: Frame[] = []
  let state = initialState()
  for (const signal of [{ type: 'start', variables: start } as const, ...steps.map(signalOf)]) {
    const played = play(graph, state, signal)
    state = played.state
    frames.push({
      status: state.status,
      standing: standingOf(drawn, state),
      happened: played.happened,
      refused: played.refused,
    })
    if (played.refused !== null) break
  }
  return frames
}

function signalOf(step: SimulatedStep): Signal {
  switch (step.type) {
    // The product always says an outcome; one that no condition asks for stands for all the others.
    case 'complete':
      return { type: 'complete', token: step.token, variables: { ...step.variables, outcome: step.outcome || 'done' } }
    case 'message':
      return { type: 'message', name: step.name, ...(step.token === undefined ? {} : { token: step.token }) }
    case 'error':
    case 'timer-fired':
    case 'signal':
      return step
  }
}

type Played = { state: RunState; happened: Text[]; refused: Text | null }

function play(graph: Graph, before: RunState, first: Signal): Played {
  const happened: Text[] = first.type === 'error' ? [endedWords(graph, before, first)] : []
  const state = drive(graph, before, first, ({ effects, notices }) => {
    const following: Following[] = []
    for (const effect of effects) {
      const name = 'element' in effect ? nameOf(graph, effect.element) : ''
      if (effect.type === 'service-called' && errorsAt(graph, graph.indexOf.get(effect.element) ?? -1).length === 0)
        following.push({ signal: { type: 'complete', token: effect.token }, mayMiss: true })
      const words = effectWords[effect.type](name)
      if (effect.type !== 'task-closed' || effect.how === 'cancelled') happened.push(words)
    }
    for (const notice of notices) happened.push(noticeWords(graph, notice))
    return following
  })
  return 'refused' in state ? { state: before, happened, refused: state.sentence } : { state, happened, refused: null }
}

const endedWords = (graph: Graph, { tokens }: RunState, { token, code }: { token: number; code: string }): Text => {
  const name = nameOf(graph, tokens.find((one) => one.id === token)?.at ?? '')
  return { zh: `“${name}”以“${code}”结束`, en: `“${name}” ends with “${code}”` }
}

/** The codes that events on the border of a registered service and around it catch; a list ends with the first that catches any. */
function errorsAt(graph: Graph, service: number): (string | null)[] {
  const call = graph.properties[service]?.['call'] ?? ''
  if (graph.kindNames[service] !== 'service-task' || Object.hasOwn(stepCalls, call)) return []
  const codes = new Set<string | null>()
  for (let node = service; node >= 0 && !codes.has(null); node = graph.parent[node] ?? -1) {
    const caught = (graph.borders[node] ?? []).flatMap((border) => {
      const event = graph.events[border]
      return event?.type === 'error' ? [event.code] : []
    })
    for (const code of caught.toSorted((one, other) => Number(one === null) - Number(other === null))) codes.add(code)
  }
  return [...codes]
}

const nameOf = (graph: Graph, element: string): string => graph.names[graph.indexOf.get(element) ?? -1] ?? element

const effectWords = {
  'task-opened': (name: string): Text => ({ zh: `进入“${name}”`, en: `“${name}” opens` }),
  'task-closed': (name: string): Text => ({ zh: `“${name}”取消`, en: `“${name}” is cancelled` }),
  'service-called': (name: string): Text => ({ zh: `系统办理“${name}”`, en: `the system does “${name}”` }),
  ended: (name: string): Text => ({ zh: `流程在“${name}”结束`, en: `the route ends at “${name}”` }),
} as const

function noticeWords(graph: Graph, notice: Notice): Text {
  const name = nameOf(graph, notice.element)
  switch (notice.type) {
    case 'timer-set':
      return { zh: `“${name}”开始计时：${notice.due}`, en: `“${name}” begins to count: ${notice.due}` }
    case 'timer-cancelled':
      return { zh: `“${name}”的计时取消`, en: `the timer of “${name}” is cancelled` }
    case 'decision-called':
      return { zh: `“${name}”等待决策结果`, en: `“${name}” waits for its decision` }
    case 'message-sent':
      return { zh: `发出消息“${notice.message}”`, en: `the message “${notice.message}” is sent` }
    case 'signal-thrown':
      return { zh: `发出信号“${notice.signal}”`, en: `the signal “${notice.signal}” is given` }
    case 'escalation':
      return { zh: `“${name}”升级：${notice.code}`, en: `“${name}” escalates: ${notice.code}` }
    case 'error':
      return {
        zh: `“${name}”出错，没有环节接住：${notice.code}`,
        en: `“${name}” fails and nothing catches it: ${notice.code}`,
      }
  }
}

const standingOf = (drawn: Drawn, state: RunState): SimulatedToken[] => {
  const explained = new Map(explain(drawn.graph, state).standing.map((one) => [one.token, one.awaits ?? []]))
  return state.tokens.flatMap((token) => tokenView(drawn, token, explained.get(token.id) ?? []))
}

function waitsFor(graph: Graph, node: number, token: RunState['tokens'][number]): SimulatedToken['waits'] {
  const event = graph.events[node]?.type
  const kind = graph.kindNames[node]
  if (token.via !== undefined) return 'join'
  if (event === 'timer') return 'timer'
  if (event === 'message' || event === 'signal' || kind === 'event-based-gateway') return 'event'
  if (kind === 'service-task') return 'service'
  return kind === 'business-rule-task' ? 'decision' : 'task'
}

type Awaited = NonNullable<Explanation['standing'][number]['awaits']>

function tokenView(drawn: Drawn, token: RunState['tokens'][number], awaited: Awaited): SimulatedToken[] {
  const { graph } = drawn
  const node = graph.indexOf.get(token.at) ?? -1
  const kind = graph.kindNames[node] ?? 'user-task'
  const events = awaited.flatMap(({ type, element, name }) =>
    type === 'timer' ? [] : [{ type, element, name, title: nameOf(graph, element) }],
  )
  // Holders (sub-processes, repetitions) stand where their contents stand, unless an event on their own border may come.
  const holds = token.loop !== undefined || (graph.entry[node] ?? -1) >= 0
  if (holds && events.length === 0) return []
  const waits = holds ? 'event' : waitsFor(graph, node, token)
  const choices = waits === 'task' || waits === 'decision' || waits === 'service' ? outcomesAt(drawn, node) : []
  const name = graph.names[node] ?? token.at
  return [
    {
      token: token.id,
      element: token.at,
      name,
      kind,
      choices,
      waits,
      events,
      errors: holds ? [] : errorsAt(graph, node),
    },
  ]
}

/** The outcomes that the conditions ahead of a step ask for, before the next step of people; and simply being done. */
function outcomesAt({ graph, conditions }: Drawn, node: number): string[] {
  const named = (graph.properties[node]?.['outcomes'] ?? '').split(',').map((one) => one.trim())
  const found = new Set(named.filter((one) => one !== ''))
  const seen = new Set<number>()
  const ahead = [node]
  for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
    for (let flow = graph.outFirst[at] ?? 0; flow < (graph.outFirst[at + 1] ?? 0); flow += 1) {
      for (const [, value = ''] of (conditions.get(graph.flowIds[flow] ?? '') ?? '').matchAll(
        /\boutcome\s*=\s*"([^"]*)"/g,
      ))
        found.add(value)
      const target = graph.flowTarget[flow] ?? -1
      if (seen.has(target) || graph.kindNames[target] === 'user-task') continue
      seen.add(target)
      ahead.push(target)
    }
  }
  return ['', ...found]
}
