import type { Text } from '#base'
import type { ReplayReport, RuleReport } from '#handling'
import type { DefinitionDifference, DefinitionProblem, Frame, SimulatedStep } from '#management'

/** The shapes of /api/v1/process-definitions and /decision-definitions as the desk reads them. */
export type VersionView = {
  version: number
  state: 'published' | 'withdrawn'
  /** Why it cannot be used although it was published; empty where it can. */
  faults: { element: string | null; sentence: Text }[]
  publishedBy: string
  publishedAt: string
  running: number
}
/** May something new begin by it? */
export const isInForce = ({ state, faults }: VersionView): boolean => state === 'published' && faults.length === 0

export type DraftView = { version: number; title: Text; digest: string; savedBy: string; savedAt: string }
export type DefinitionRow = {
  key: string
  title: Text
  versions: VersionView[]
  draft: DraftView | null
  users: number
  /** Of a route: do the tables of its items decide by it? */
  asksTable?: boolean
  /** Of a file of decisions: the ids of those it holds. */
  decides?: string[]
  /** What they need to be told, and the papers that their rules name. */
  asks?: string[]
  papers?: number[]
}
export type Ground = {
  departments: string[]
  routes: { key: string; name: string }[]
  decisions: { key: string; decides: { id: string; name: string }[] }[]
}
export type DefinitionView = Omit<DefinitionRow, 'users' | 'draft' | 'asksTable' | 'decides' | 'asks' | 'papers'> & {
  published: { version: number; xml: string } | null
  draft: (DraftView & { xml: string }) | null
  users: Text[]
  history: { seq: number; type: string; at: string; by: string; data: Record<string, unknown> }[]
  ground: Ground
}
export type Problem = DefinitionProblem
export type Difference = DefinitionDifference
export type { Frame, SimulatedStep }

export type ForeignWord = { element: string | null; name: string; word: string; value: string; sentence: Text | null }
export type ImportView =
  | { xml: null; problems: Problem[] }
  | {
      xml: string
      left: ForeignWord[]
      translated: ForeignWord[]
      unused: ForeignWord[]
      refused: ForeignWord[]
      problems: Problem[]
    }

/** A report whose samples name their item in English too. */
export type Named<Report extends { samples: object[] }> = Omit<Report, 'samples'> & {
  samples: (Report['samples'][number] & { itemNameEn: string })[]
}

export type ReplayView = {
  replayId: string
  digest: string
  against: number
  state: 'running' | 'done' | 'failed'
  replayed: number
  total: number
} & ({ kind: 'process'; report: Named<ReplayReport> | null } | { kind: 'decision'; report: Named<RuleReport> | null })
export type MoveView = {
  caseNo: string
  itemName: string
  itemNameEn: string
  from: number
  to: number
  standing: { element: string; name: string }[]
  stranded: Text[]
  cautions: Text[]
}

export type Asked = {
  id: string
  name: string
  inputs: { name: string; label: string; type: string; allowed: string[] }[]
}
type Shown = string | number | boolean | Readonly<Record<string, string | number | boolean>>
export type Outcome =
  | { refused: string; sentence: Text }
  | {
      value: Shown | Shown[]
      rules: {
        decision: string
        name: string
        rules: { id: string; index: number }[]
        usedDefault: boolean
        value: Shown | Shown[]
      }[]
    }
export type TrialView = { problems: Problem[]; decisions: Asked[]; outcome?: Outcome | null }
