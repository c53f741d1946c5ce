import type { Text } from '#base'
import { ask, send } from '../api-client.ts'
import type { Facts } from './fact-text.ts'
import type {
  DefinitionRow,
  DefinitionView,
  Difference,
  Frame,
  ImportView,
  MoveView,
  Problem,
  ReplayView,
  SimulatedStep,
  TrialView,
} from './process-contract.ts'

export type Kind = 'process' | 'decision'
const roots = { process: '/process-definitions', decision: '/decision-definitions' } as const
const at = encodeURIComponent

/** Routes and decisions on the machine face. */
export const processApi = {
  list: (kind: Kind) => ask<{ items: DefinitionRow[] }>(roots[kind]),
  get: (kind: Kind, key: string) => ask<DefinitionView>(`${roots[kind]}/${at(key)}`),
  version: (kind: Kind, key: string, version: number) =>
    ask<{ version: number; xml: string }>(`${roots[kind]}/${at(key)}/versions/${version}`),
  saveDraft: (kind: Kind, key: string, draft: { title: Text; xml: string; basedOn: number | null }) =>
    send<{ version: number; digest: string }>('PUT', `${roots[kind]}/${at(key)}/draft`, draft),
  dropDraft: (kind: Kind, key: string, version: number) =>
    send<{ dropped: boolean }>('POST', `${roots[kind]}/${at(key)}/draft/removal`, { version }),
  withdraw: (kind: Kind, key: string, version: number, reason: string) =>
    send<{ withdrawn: number }>('POST', `${roots[kind]}/${at(key)}/versions/${version}/withdrawal`, { reason }),
  check: (kind: Kind, xml: string, key: string) =>
    send<{ problems: Problem[] }>('POST', `${roots[kind]}/check`, { xml, ...(kind === 'process' ? { key } : {}) }),
  compare: (before: string, after: string) =>
    send<{ differences: Difference[] }>('POST', `${roots.process}/compare`, { before, after }),
  read: (xml: string) => send<ImportView>('POST', `${roots.process}/import`, { xml }),
  simulate: (xml: string, steps: readonly SimulatedStep[], start: Facts) =>
    send<{ frames: Frame[]; asks: string[] } | { problems: Problem[] }>('POST', `${roots.process}/simulate`, {
      xml,
      steps,
      start,
    }),
  startReplay: (kind: Kind, key: string, digest: string) =>
    send<{ replayId: string }>('POST', `${roots[kind]}/${at(key)}/replays`, { digest }),
  replay: (kind: Kind, key: string, replayId: string) =>
    ask<ReplayView>(`${roots[kind]}/${at(key)}/replays/${at(replayId)}`),
  publish: (kind: Kind, key: string, digest: string, replayId: string) =>
    send<{ version: number }>('POST', `${roots[kind]}/${at(key)}/publish`, { digest, replayId }),
  previewMove: (key: string, caseNo: string, to: number) =>
    send<MoveView>('POST', `${roots.process}/${at(key)}/moves/preview`, { caseNo, to }),
  move: (key: string, caseNo: string, to: number, reason: string) =>
    send<MoveView>('POST', `${roots.process}/${at(key)}/moves`, { caseNo, to, reason }),
  try: (xml: string, decision: string | undefined, inputs: Record<string, unknown>) =>
    send<TrialView>('POST', `${roots.decision}/try`, { xml, decision, inputs }),
}
