export { compileDecisions } from './compile.ts'
export { type Decided, decide, seenBy } from './decide.ts'
export type { Undecided } from './refusal.ts'
export type { Decisions } from './table.ts'
