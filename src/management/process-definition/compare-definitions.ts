import type { Text } from '#base'
import {
  type Model,
  type ModelEvent,
  type ModelFlow,
  type ModelLoop,
  type ModelNode,
  readModel,
  type TimerForm,
} from '#bpmn'
import { stepProperties } from './step-property.ts'

/** One element that differs between two versions of a route, and how, in words. */
export type DefinitionDifference = {
  element: string
  change: 'added' | 'removed' | 'changed'
  what: 'step' | 'flow'
  name: string
  lines: Text[]
}

/** Reads two files and compares them; null when one of them cannot be read. */
export async function compareDefinitions(before: string, after: string): Promise<DefinitionDifference[] | null> {
  const [old, next] = [await readModel(before), await readModel(after)]
  return old.model === null || next.model === null ? null : compareModels(old.model, next.model)
}

/** What was added, removed and changed from one version to another: steps first, then the flows between them. */
export function compareModels(before: Model, after: Model): DefinitionDifference[] {
  const names = namesOf(before, after)
  const steps = compareParts(before.nodes, after.nodes, 'step', nodeLines, (node) => names(node.id))
  const flows = compareParts(
    before.flows,
    after.flows,
    'flow',
    (old, next) => flowLines(old, next, names),
    (flow) => `${names(flow.source)} → ${names(flow.target)}`,
  )
  const renamed: DefinitionDifference[] =
    before.name === after.name
      ? []
      : [
          {
            element: after.id,
            change: 'changed',
            what: 'step',
            name: after.name,
            lines: [was(nameWord, before.name, after.name)],
          },
        ]
  return [...renamed, ...steps, ...flows]
}

const namesOf = (before: Model, after: Model): ((id: string) => string) => {
  const known = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, node.name]))
  return (id) => known.get(id) ?? id
}

function compareParts<P extends { id: string }>(
  before: readonly P[],
  after: readonly P[],
  what: DefinitionDifference['what'],
  linesOf: (old: P, next: P) => Text[],
  nameOf: (part: P) => string,
): DefinitionDifference[] {
  const old = new Map(before.map((part) => [part.id, part]))
  const next = new Map(after.map((part) => [part.id, part]))
  const of = (part: P, change: DefinitionDifference['change'], lines: Text[]): DefinitionDifference => ({
    ...{ element: part.id, change, what, name: nameOf(part), lines },
  })
  return [
    ...before.filter((part) => !next.has(part.id)).map((part) => of(part, 'removed', [])),
    ...after.filter((part) => !old.has(part.id)).map((part) => of(part, 'added', [])),
    ...after.flatMap((part) => {
      const earlier = old.get(part.id)
      const lines = earlier === undefined ? [] : linesOf(earlier, part)
      return lines.length === 0 ? [] : [of(part, 'changed', lines)]
    }),
  ]
}

const nameWord: Text = { zh: '名称', en: 'Name' }
const nothing: Text = { zh: '（无）', en: '(none)' }

type Said = Text | string | null | undefined
const zhOf = (said: Said): string => (typeof said === 'object' ? (said?.zh ?? '') : (said ?? ''))
const enOf = (said: Said): string => (typeof said === 'object' ? (said?.en ?? '') : (said ?? ''))

const was = (word: Text, before: Said, after: Said): Text => ({
  zh: `${word.zh}：${zhOf(before) || nothing.zh} → ${zhOf(after) || nothing.zh}`,
  en: `${word.en}: ${enOf(before) || nothing.en} → ${enOf(after) || nothing.en}`,
})

type Line = readonly [Text, Said, Said]
const changed = (lines: readonly Line[]): Text[] =>
  lines
    .filter(([, before, after]) => zhOf(before) !== zhOf(after))
    .map(([word, before, after]) => was(word, before, after))

function nodeLines(old: ModelNode, next: ModelNode): Text[] {
  const properties = new Set([...Object.keys(old.properties), ...Object.keys(next.properties)])
  return changed([
    [nameWord, old.name, next.name],
    [{ zh: '种类', en: 'Kind' }, old.kind, next.kind],
    ...[...properties].map((name): Line => [propertyWord(name), old.properties[name], next.properties[name]]),
    [{ zh: '事件', en: 'Event' }, eventWords(old.event), eventWords(next.event)],
    [{ zh: '重复', en: 'Repetition' }, loopWords(old.loop), loopWords(next.loop)],
    [{ zh: '所在子流程', en: 'Inside' }, old.parent, next.parent],
    [{ zh: '附着于', en: 'On the border of' }, old.attachedTo, next.attachedTo],
    [{ zh: '是否中断', en: 'Interrupts' }, String(old.interrupting), String(next.interrupting)],
    [{ zh: '默认分支', en: 'Default branch' }, old.defaultFlow, next.defaultFlow],
    [{ zh: '调用的流程', en: 'Calls' }, old.called, next.called],
  ])
}

const propertyWord = (name: string): Text =>
  Object.hasOwn(stepProperties, name)
    ? stepProperties[name as keyof typeof stepProperties]
    : { zh: `属性 ${name}`, en: `Property ${name}` }

const timerWords = {
  duration: { zh: '多长时间以后', en: 'after' },
  date: { zh: '到时刻', en: 'at' },
  cycle: { zh: '每隔', en: 'every' },
} as const satisfies Record<TimerForm, Text>

const eventKinds = {
  message: { zh: '消息', en: 'message' },
  signal: { zh: '信号', en: 'signal' },
  error: { zh: '错误', en: 'error' },
  escalation: { zh: '升级', en: 'escalation' },
} as const satisfies Record<Exclude<ModelEvent['type'], 'timer'>, Text>

function eventWords(event: ModelEvent | null): Text | null {
  if (event === null) return null
  if (event.type === 'timer') return after(timerWords[event.form], event.text)
  return after(eventKinds[event.type], ('name' in event ? event.name : event.code) ?? '')
}

const after = ({ zh, en }: Text, what: string): Text => ({ zh: `${zh} ${what}`.trim(), en: `${en} ${what}`.trim() })

/** How often a step is done, in the words of the panel where it is said. */
function loopWords(loop: ModelLoop | null): Text | null {
  if (loop === null) return null
  if (loop.type === 'standard') {
    const { condition, before, most } = loop
    return {
      zh: `满足条件就再办一次${condition ? `：${condition}` : ''}（${before ? '办之前看' : '办完以后看'}${most === null ? '' : `，最多 ${most} 次`}）`,
      en: `again while${condition ? ` ${condition}` : ''} (looked at ${before ? 'before' : 'after'} it is done${most === null ? '' : `, at most ${most} times`})`,
    }
  }
  const { sequential, cardinality, collection, element, completion } = loop
  const each = element ? ` (${element})` : ''
  return {
    zh: `${sequential ? '一份接一份' : '同时'}办 ${collection === null ? (cardinality ?? '') : `${collection}${each} 每项一份`}${completion ? `，提前结束：${completion}` : ''}`,
    en: `${sequential ? 'one after another' : 'at the same time'}: ${collection === null ? (cardinality ?? '') : `one for each of ${collection}${each}`}${completion ? `, over early when ${completion}` : ''}`,
  }
}

const flowLines = (old: ModelFlow, next: ModelFlow, names: (id: string) => string): Text[] =>
  changed([
    [{ zh: '从', en: 'From' }, names(old.source), names(next.source)],
    [{ zh: '到', en: 'To' }, names(old.target), names(next.target)],
    [{ zh: '条件', en: 'Condition' }, old.condition, next.condition],
  ])
