import type { ModdleElement } from 'bpmn-moddle'
import type { ForeignElement, ForeignWord } from './foreign-words.ts'
import { isElement, list } from './words.ts'

/**
 * Takes the frame off a drawing: the one pool around its process, and its lanes. A lane says who does what in words that nobody can check, so
 * each is told with the steps that stood in it, and nothing is made of its name. Several pools, or messages between them, are another
 * kind of model and stay as they are, to be refused by name.
 */
export function leavePool(root: ModdleElement): ForeignWord[] {
  const roots = list(root, 'rootElements')
  const frames = roots.filter((one) => one.$type === 'bpmn:Collaboration')
  const processes = roots.filter((one) => one.$type === 'bpmn:Process')
  const [process] = processes
  const [frame] = frames
  if (process === undefined || processes.length > 1 || frames.length > 1) return []
  if (frame !== undefined && !isOnlyPool(frame, process)) return []
  const pools = frame === undefined ? [] : list(frame, 'participants')
  const gone = new Set<unknown>([...pools, ...lanesIn(process)])
  const left = [...pools.map(poolLeft), ...lanesIn(process).map(laneLeft)]
  for (const holder of holdersIn(process)) delete holder['laneSets']
  if (frame !== undefined) {
    root['rootElements'] = roots.filter((one) => one !== frame)
    // Notes on the drawing belong to the process then.
    const notes = list(frame, 'artifacts')
    if (notes.length > 0) process['artifacts'] = [...list(process, 'artifacts'), ...notes]
  }
  for (const diagram of list(root, 'diagrams')) takeFrom(diagram['plane'], { frame, process, gone })
  return left
}

/** One pool, drawn around the process, and nothing else that a collaboration may say. */
function isOnlyPool(frame: ModdleElement, process: ModdleElement): boolean {
  const [pool, ...others] = list(frame, 'participants')
  const says = ['messageFlows', 'conversations', 'conversationLinks', 'choreographyRef', 'correlationKeys'].some(
    (property) => list(frame, property).length > 0,
  )
  return (
    others.length === 0 && !says && pool?.['processRef'] === process && pool['participantMultiplicity'] === undefined
  )
}

/** The process and the sub-processes in it: each may have lanes. */
const holdersIn = (holder: ModdleElement): ModdleElement[] => [
  holder,
  ...list(holder, 'flowElements')
    .filter((one) => one['flowElements'] !== undefined)
    .flatMap(holdersIn),
]

const lanesIn = (process: ModdleElement): ModdleElement[] =>
  holdersIn(process).flatMap((holder) => list(holder, 'laneSets').flatMap(lanesOf))

const lanesOf = (set: ModdleElement): ModdleElement[] =>
  list(set, 'lanes').flatMap((lane) => {
    const inner = lane['childLaneSet']
    return [lane, ...(isElement(inner) ? lanesOf(inner) : [])]
  })

/** What a pool or lane said besides its name, so that no word of it is lost. */
const besides = (one: ModdleElement): string =>
  [
    ...Object.entries(one.$attrs ?? {}).map(([name, value]) => `${name}=${value}`),
    ...list(one, 'documentation').map((note) => String(note['text'] ?? '')),
    ...extensionsOf(one).map(wordsOf),
  ].join(' ')

const extensionsOf = (one: ModdleElement): ForeignElement[] => {
  const extensions = one['extensionElements']
  return isElement(extensions) ? (list(extensions, 'values') as unknown as ForeignElement[]) : []
}

const wordsOf = (one: ForeignElement): string =>
  [
    one.$type,
    ...Object.entries(one)
      .filter(([name, value]) => !name.startsWith('$') && typeof value === 'string')
      .map(([name, value]) => `${name}=${value}`),
    ...(one.$body === undefined ? [] : [one.$body]),
    ...(one.$children ?? []).map(wordsOf),
  ].join(' ')

const poolLeft = (pool: ModdleElement): ForeignWord => ({
  element: pool.id ?? null,
  name: pool.name ?? pool.id ?? '',
  word: 'bpmn:participant',
  value: besides(pool),
  sentence: {
    zh: '泳池没有带过来：流程属于哪个部门由事项决定',
    en: 'the pool is left out: whose route it is the item says',
  },
})

function laneLeft(lane: ModdleElement): ForeignWord {
  const steps = list(lane, 'flowNodeRef').filter((one) => /Task$|:CallActivity$|:SubProcess$/.test(one.$type))
  const names = steps.map((one) => one.name ?? one.id ?? '')
  return {
    element: lane.id ?? null,
    name: lane.name ?? lane.id ?? '',
    word: 'bpmn:lane',
    value: besides(lane),
    sentence: {
      zh: `泳道没有带过来，里面的环节请在“谁办”里选岗位：${names.join('、') || '没有环节'}`,
      en: `the lane is left out; choose a role under “Who” for its steps: ${names.join(', ') || 'none'}`,
    },
  }
}

type Taken = { frame: ModdleElement | undefined; process: ModdleElement; gone: ReadonlySet<unknown> }

function takeFrom(plane: unknown, { frame, process, gone }: Taken): void {
  if (!isElement(plane)) return
  if (plane['bpmnElement'] === frame) plane['bpmnElement'] = process
  plane['planeElement'] = list(plane, 'planeElement').filter((shape) => !gone.has(shape['bpmnElement']))
}
