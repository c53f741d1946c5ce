import { readFileSync } from 'node:fs'
import { advance, compile, type Graph, initialState, type RunState, type Signal, type Variables } from './index.ts'

/** The text of a fixture by its name. */
export const readFixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}.bpmn`, import.meta.url), 'utf8')

/** A process of the fixtures in progress, for tests: every signal is also tried on a copy of the state that has been through JSON. */
export class Run {
  readonly graph: Graph
  state: RunState
  readonly signals: Signal[] = []
  /** Effects and notices of the last signal, as short words: `opened a`, `timer-set late PT48H`. */
  said: string[] = []

  constructor(graph: Graph) {
    this.graph = graph
    this.state = initialState()
  }

  static async start(name: string, variables: Variables = {}): Promise<Run> {
    const { graph, problems } = await compile(readFixture(name), {}, (key) =>
      key === 'called' ? readFixture(key) : null,
    )
    if (graph === null) throw new Error(problems.map((each) => each.sentence.en).join('; '))
    const run = new Run(graph)
    run.send({ type: 'start', variables })
    return run
  }

  /** Where the tokens stand, in the order in which they were made. */
  get standing(): string[] {
    return this.state.tokens.map((token) => token.at)
  }

  send(signal: Signal): this {
    const result = advance(this.graph, this.state, signal)
    if ('refused' in result) throw new Error(`${result.element}: ${result.sentence.en}`)
    const copy = advance(this.graph, JSON.parse(JSON.stringify(this.state)), signal)
    if (JSON.stringify(copy) !== JSON.stringify(result)) throw new Error('the state does not survive JSON')
    this.state = result.state
    this.signals.push(signal)
    this.said = [
      ...result.effects.map((effect) => {
        if (effect.type === 'task-closed') return `${effect.how} ${effect.element}`
        return `${effect.type.replace(/^\w+-/, '')} ${effect.element}`
      }),
      ...result.notices.map((notice) => {
        if (notice.type === 'timer-set') return `timer-set ${notice.element} ${notice.due}`
        return `${notice.type} ${notice.element}`
      }),
    ]
    return this
  }

  /** The id of the first token at an element that waits for a signal. */
  at(element: string, place = 0): number {
    const found = this.state.tokens.filter((token) => token.at === element && !token.via && !token.loop)[place]
    if (found === undefined) throw new Error(`nothing stands at ${element}, but at ${this.standing.join()}`)
    return found.id
  }

  complete(element: string, variables: Variables = {}): this {
    return this.send({ type: 'complete', token: this.at(element), variables })
  }

  fire(element: string): this {
    return this.send({ type: 'timer-fired', token: this.at(element) })
  }

  /** What a signal is answered that must not move the run; null when it would. */
  refusal(signal: Signal): { refused: string; element: string | null } | null {
    const result = advance(this.graph, this.state, signal)
    return 'refused' in result ? { refused: result.refused, element: result.element } : null
  }

  /** The state that the same signals give once more. */
  replay(): RunState {
    const again = new Run(this.graph)
    for (const signal of this.signals) again.send(signal)
    return again.state
  }
}
