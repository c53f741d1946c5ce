import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  advance,
  compile,
  type Effect,
  type Graph,
  initialState,
  listSteps,
  type RunState,
  type Variables,
} from './index.ts'

const folder = new URL('../../seeds/routes/', import.meta.url)

async function read(name: string): Promise<Graph> {
  const { graph, problems } = await compile(readFileSync(new URL(`${name}.bpmn`, folder), 'utf8'))
  expect(problems).toEqual([])
  if (graph === null) throw new Error(`route ${name} does not compile`)
  return graph
}

/** Completes whatever is open, with the outcome given for it, until the run ends; returns what was opened and where it ended. */
function follow(graph: Graph, outcomes: Record<string, string>, variables: Variables): string[] {
  const seen: string[] = []
  let state: RunState = initialState()
  let token = 0
  for (let round = 0; round < 50; round += 1) {
    const outcome = outcomes[state.tokens[0]?.at ?? '']
    const result = advance(
      graph,
      state,
      round === 0
        ? { type: 'start', variables }
        : { type: 'complete', token, ...(outcome === undefined ? {} : { variables: { outcome } }) },
    )
    if ('refused' in result) return [...seen, `refused at ${result.element}`]
    state = result.state
    for (const effect of result.effects) seen.push(...word(effect))
    if (state.status === 'ended') return seen
    token = state.tokens[0]?.id ?? 0
  }
  throw new Error('the route does not end')
}

function word(effect: Effect): string[] {
  switch (effect.type) {
    case 'task-opened':
      return [effect.element]
    case 'service-called':
      return [`(${effect.properties['call']})`]
    case 'ended':
      return [`→ ${effect.element}`]
    case 'task-closed':
      return []
  }
}

const front: Record<string, string[]> = {
  standard: ['receive', 'examine', 'decide'],
  instant: ['receive', 'decide'],
  'two-level': ['receive', 'preliminary-examine', 'examine', 'decide'],
  commitment: ['receive', 'decide'],
}
const issued = ['(issue-result)', '(close-case)', '(invite-rating)']

describe.each(Object.keys(front))('the route %s', (name) => {
  const after = name === 'commitment' ? ['follow-up'] : []
  const steps = front[name] ?? []

  test('an application that is declined goes no further', async () => {
    expect(follow(await read(name), { receive: 'declined' }, {})).toEqual(['receive', '→ declined'])
  })

  test('a grant is issued, closed, rated and handed over', async () => {
    const seen = follow(await read(name), { receive: 'accepted', decide: 'granted' }, { delivery: 'counter' })
    expect(seen).toEqual([...steps, ...issued, 'deliver', ...after, '→ done'])
  })

  test('a grant without a chosen way of delivery is handed over too', async () => {
    const seen = follow(await read(name), { receive: 'accepted', decide: 'granted' }, {})
    expect(seen).toEqual([...steps, ...issued, 'deliver', ...after, '→ done'])
  })

  test('a grant delivered online needs no hand-over', async () => {
    const seen = follow(await read(name), { receive: 'accepted', decide: 'granted' }, { delivery: 'online' })
    expect(seen).toEqual([...steps, ...issued, ...after, name === 'commitment' ? '→ done' : '→ done-online'])
  })

  test('a denial is closed and rated, and nothing is issued', async () => {
    const seen = follow(await read(name), { receive: 'accepted', decide: 'denied' }, { delivery: 'online' })
    expect(seen).toEqual([...steps, '(close-case)', '(invite-rating)', '→ denied'])
  })

  test('a receipt without outcome is refused: nobody is accepted by default', async () => {
    expect(follow(await read(name), {}, {})).toEqual(['receive', 'refused at when-declined'])
  })

  test('its user tasks name a role and a stage, its service tasks a call, all in Chinese', async () => {
    for (const step of listSteps(await read(name))) {
      expect(step.name).toMatch(/^[\u4e00-\u9fff]+$/)
      if (step.kind === 'service-task')
        expect(['issue-result', 'close-case', 'invite-rating']).toContain(step.properties['call'])
      else {
        expect(['counter-clerk', 'examiner', 'decider']).toContain(step.properties['role'])
        expect(['acceptance', 'examination', 'decision', 'delivery', 'follow-up']).toContain(step.properties['stage'])
      }
    }
  })

  test('every node and flow is drawn', () => {
    const xml = readFileSync(new URL(`${name}.bpmn`, folder), 'utf8')
    const ids = (pattern: RegExp): string[] => [...xml.matchAll(pattern)].map((match) => String(match[1])).sort()
    expect(ids(/<bpmndi:BPMNEdge [^>]*bpmnElement="([^"]+)"/g)).toEqual(ids(/<bpmn:sequenceFlow id="([^"]+)"/g))
    const nodes = ids(/<bpmn:(?:\w+Event|\w+Task|\w+Gateway) id="([^"]+)"/g)
    expect(ids(/<bpmndi:BPMNShape [^>]*bpmnElement="([^"]+)"/g)).toEqual(nodes)
  })
})

// Their ways are told where several departments and tables take part: handling/process.
const elsewhere = ['automatic', 'joint-land', 'joint-works-plan', 'joint-construction', 'joint-completion']

test('these are all the routes that are shipped, and every one of them can run', async () => {
  expect(readdirSync(folder).sort()).toEqual([...Object.keys(front), ...elsewhere].map((name) => `${name}.bpmn`).sort())
  for (const name of elsewhere) expect((await read(name)).ids.length).toBeGreaterThan(10)
})

test('only the instant route is marked instant, and only the two-level route has a lower level', async () => {
  const marked = async (key: string): Promise<string[]> => {
    const found: string[] = []
    for (const name of Object.keys(front))
      for (const step of listSteps(await read(name)))
        if (step.properties[key]) found.push(`${name} ${step.element} ${step.properties[key]}`)
    return found
  }
  expect(await marked('instant')).toEqual(['instant decide true'])
  expect(await marked('level')).toEqual(['two-level receive lower', 'two-level preliminary-examine lower'])
})
