import type { Graph } from './graph.ts'
import type { Refused } from './run-state.ts'

export const refuse = (refused: Refused['refused'], element: string | null, zh: string, en: string): Refused => ({
  refused,
  sentence: { zh, en },
  element,
})

export const over = (status: 'ended' | 'cancelled'): Refused =>
  status === 'ended'
    ? refuse('conflict', null, '流程已经结束', 'the run has already ended')
    : refuse('conflict', null, '流程已经终止', 'the run has been cancelled')

export const unreadable = (): Refused =>
  refuse(
    'invalid',
    null,
    '这一版流程现在不能运行，须由管理员修正后移到另一版本',
    'this version cannot be run now: it must be mended and the run moved to another version',
  )

export const noTask = (id: number): Refused =>
  refuse(
    'conflict',
    null,
    `没有待办理的任务 ${id}，可能已经办理过`,
    `there is no open task ${id}; it may already be done`,
  )

export const noTimer = (id: number): Refused =>
  refuse(
    'conflict',
    null,
    `没有正在计时的定时 ${id}，可能已经到时或取消`,
    `there is no timer ${id}; it may have fired or been cancelled`,
  )

export const notAwaited = (name: string): Refused =>
  refuse('conflict', null, `没有在等待消息“${name}”`, `nothing waits for the message "${name}"`)

export const notCaught = (element: string, code: string): Refused =>
  refuse('invalid', element, `没有捕获“${code}”的边界事件`, `no boundary event catches "${code}"`)

export const notMine = (element: string): Refused =>
  refuse('invalid', element, `本流程没有任务“${element}”`, `this process has no task "${element}"`)

export const undecided = (flow: string): Refused =>
  refuse(
    'invalid',
    flow,
    `顺序流“${flow}”的条件无法判断：缺少变量，或变量的类型不符`,
    `the condition of "${flow}" cannot be decided: a variable is missing or of the wrong type`,
  )

export const undecidedAt = (element: string): Refused =>
  refuse(
    'invalid',
    element,
    `“${element}”的表达式无法判断：缺少变量，或结果的类型不符`,
    `an expression of "${element}" cannot be decided: a variable is missing, or it yields the wrong type`,
  )

export const noBranch = (id: string): Refused =>
  refuse('invalid', id, `网关“${id}”没有一个分支符合条件`, `no branch of the gateway "${id}" applies`)

export const waitsForEver = (id: string): Refused =>
  refuse('invalid', id, `汇合“${id}”永远等不齐`, `the join "${id}" would wait for ever`)

export const tooLong = (graph: Graph, node: number): Refused =>
  refuse(
    'invalid',
    graph.ids[node] ?? null,
    `一次推进超过 ${graph.steps} 步`,
    `one signal led to more than ${graph.steps} steps`,
  )

export const tooWide = (graph: Graph, node: number): Refused =>
  refuse(
    'invalid',
    graph.ids[node] ?? null,
    `同时进行的分支超过 ${graph.tokens} 个`,
    `more than ${graph.tokens} branches run at the same time`,
  )
