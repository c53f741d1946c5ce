import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compile, type Graph } from '#bpmn'
import { replayCase } from './replay.ts'
import { readRecord } from './replay-record.ts'

const route = (name: string): string => readFileSync(`seeds/routes/${name}.bpmn`, 'utf8')
async function graphOf(xml: string): Promise<Graph> {
  const { graph, problems } = await compile(xml)
  if (graph === null) throw new Error(JSON.stringify(problems))
  return graph
}
const standard = await graphOf(route('standard'))
const twoLevel = await graphOf(route('two-level'))

const r = (outcome: string | null): string =>
  `r ${JSON.stringify({ delivery: 'counter', ...(outcome === null ? {} : { outcome }) })}`
const submitted = ['o1 receive', r(null)]
const accepted = [...submitted, 'd1', 'o2 examine', r('accepted')]
const decided = [...accepted, 'd2', 'o3 decide', r('examined'), 'd3', 'o7 deliver', r('granted')]
const record = (lines: string[], standing: string) => readRecord([...lines, standing].join('\n'))

test('a case replayed against its own route went the same way, wherever it stands', () => {
  for (const [lines, standing] of [
    [submitted, 'receive'],
    [accepted, 'examine'],
    [decided, 'deliver'],
  ] as const)
    expect(replayCase(standard, standard, record([...lines], standing)).verdict).toBe('same')
})

test('a step that the draft puts in between is told once, and what came after it still counts', () => {
  const { verdict, appeared, vanished, lost } = replayCase(standard, twoLevel, record(decided, 'deliver'))
  expect({ verdict, appeared, vanished, lost }).toEqual({
    verdict: 'otherwise',
    appeared: ['preliminary-examine'],
    vanished: [],
    lost: [],
  })
})

test('a case that has not come to the new step yet is not affected by it', () => {
  expect(replayCase(standard, twoLevel, record(submitted, 'receive')).verdict).toBe('same')
})

test('a case that stands at a step which the draft leaves out is lost; one that is past it did a step too much', () => {
  const done = ['o1 receive', r(null), 'd1', 'o2 preliminary-examine', r('accepted')]
  expect(replayCase(twoLevel, standard, record(done, 'preliminary-examine'))).toMatchObject({
    verdict: 'lost',
    lost: ['preliminary-examine'],
  })
  const past = [...done, 'd2', 'o3 examine', r('examined')]
  expect(replayCase(twoLevel, standard, record(past, 'examine'))).toMatchObject({
    verdict: 'otherwise',
    vanished: ['preliminary-examine'],
    appeared: [],
  })
})

test('a condition that sends the same outcome another way is found, though no step came or went', async () => {
  const draft = await graphOf(route('standard').replace('outcome = "denied"', 'outcome = "granted"'))
  expect(replayCase(standard, draft, record(decided, 'deliver'))).toMatchObject({ verdict: 'otherwise' })
})

test('a step that became another kind of step has nobody to do it: the case is lost', async () => {
  const draft = await graphOf(
    route('standard').replace(
      /<bpmn:userTask id="examine"([\s\S]*?)<\/bpmn:userTask>/,
      '<bpmn:serviceTask id="examine"$1</bpmn:serviceTask>',
    ),
  )
  expect(replayCase(standard, draft, record(accepted, 'examine')).verdict).toBe('lost')
})

test('a case that was withdrawn or ended on the way is not said to stand elsewhere under a draft that changes nothing', () => {
  expect(replayCase(standard, standard, record(accepted, '-'))).toMatchObject({ verdict: 'same', timers: [] })
  expect(replayCase(standard, twoLevel, record(submitted, '-')).verdict).toBe('same')
})
