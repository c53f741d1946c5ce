export { advance } from './advance.ts'
export { carryRun, type Stranded } from './carry-run.ts'
export { compile } from './compile.ts'
export type { Scalar, Variables } from './condition.ts'
export { compileDecisions, type Decided, type Decisions, decide, seenBy, type Undecided } from './decision/index.ts'
export { drive, type Following, mostFollowing } from './drive.ts'
export { type Explanation, explain, listSteps, type Step } from './explain.ts'
export type { ForeignWord } from './foreign-words.ts'
export type { Graph } from './graph.ts'
export { type Imported, importForeign, type Translate, withoutPool } from './import-foreign.ts'
export type { FindCalled } from './inline-calls.ts'
export { defaultLimits, type Limits } from './limits.ts'
export type { Model, ModelEvent, ModelFlow, ModelLoop, ModelNode, NodeKind, TimerForm } from './model.ts'
export { isReadable, noGraph } from './no-graph.ts'
export type { Problem, ProblemCode, Sentence } from './problem.ts'
export { readModel } from './read-model.ts'
export { unreadable } from './refusals.ts'
export {
  type Advance,
  type DoneBits,
  type Effect,
  initialState,
  markDone,
  type Notice,
  type Refused,
  type RunState,
  type Signal,
  type Token,
} from './run-state.ts'
