import type { CaseFile, CaseState } from './case-file.ts'

/** The moves that a state allows. The same table answers the pages and draws the diagram in the docs. */
export const movesOf = {
  submitted: [
    'receive-material',
    'check-material',
    'propose-correction',
    'request-correction',
    'accept',
    'decline',
    'complete-step',
    'withdraw',
    'terminate',
  ],
  correcting: [
    'supplement',
    'receive-material',
    'check-material',
    'accept',
    'decline',
    'complete-step',
    'withdraw',
    'terminate',
  ],
  accepted: [
    'receive-material',
    'check-material',
    'supply-deferred',
    'propose-correction',
    'examine',
    'give-opinion',
    'finish-procedure',
    'complete-step',
    'decide',
    'stop-clock',
    'start-clock',
    'extend',
    'withdraw',
    'terminate',
  ],
  granted: ['receive-material', 'supply-deferred', 'deliver', 'follow-up', 'complete-step', 'overturn'],
  denied: ['complete-step'],
  declined: [],
  withdrawn: [],
  terminated: [],
  revoked: [],
} as const satisfies Record<CaseState, readonly MoveName[]>

/** Everything that may be asked of a case. */
export type MoveName =
  | 'receive-material'
  | 'check-material'
  | 'request-correction'
  | 'supplement'
  | 'accept'
  | 'decline'
  | 'supply-deferred'
  | 'examine'
  | 'propose-correction'
  | 'give-opinion'
  | 'finish-procedure'
  | 'complete-step'
  | 'decide'
  | 'stop-clock'
  | 'start-clock'
  | 'extend'
  | 'deliver'
  | 'follow-up'
  | 'overturn'
  | 'withdraw'
  | 'terminate'

export const allows = (caseFile: CaseFile, move: MoveName): boolean =>
  (movesOf[caseFile.state] as readonly MoveName[]).includes(move)

/**
 * The stages at whose tasks a move is made; the others need no task. Who may make the move may take its task. A step that an
 * office drew with a stage of its own is completed as what it is: a step.
 */
export const stagesOf: Partial<Record<MoveName, readonly string[]>> = {
  accept: ['acceptance'],
  decline: ['acceptance'],
  'request-correction': ['acceptance'],
  'propose-correction': ['precheck'],
  examine: ['examination'],
  'give-opinion': ['opinion', 'consult', 'countersign'],
  'finish-procedure': ['procedure'],
  'complete-step': ['step'],
  decide: ['decision'],
  deliver: ['delivery'],
  'follow-up': ['follow-up'],
}

/** Stages at whose tasks an officer may stop and start the clock. */
export const clockStages: readonly string[] = ['examination', 'opinion', 'countersign', 'decision']

/**
 * The stages at whose tasks a move is made as the case stands: papers are taken in and checked at the counter until they are accepted,
 * afterwards checked by who examines. Undefined: the move needs no task.
 */
export function stagesAt(move: MoveName, { state }: Pick<CaseFile, 'state'>): readonly string[] | undefined {
  const isBefore = state === 'submitted' || state === 'correcting'
  switch (move) {
    case 'check-material':
      return isBefore ? ['acceptance'] : ['examination']
    case 'receive-material':
      return isBefore ? ['acceptance'] : undefined
    case 'stop-clock':
    case 'start-clock':
      return clockStages
    case 'accept':
    case 'decline':
    case 'request-correction':
    case 'propose-correction':
    case 'examine':
    case 'give-opinion':
    case 'finish-procedure':
    case 'complete-step':
    case 'decide':
    case 'deliver':
    case 'follow-up':
    case 'extend':
    case 'overturn':
    case 'supplement':
    case 'supply-deferred':
    case 'withdraw':
    case 'terminate':
      return stagesOf[move]
  }
}
