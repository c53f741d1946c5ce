import type { Text } from '#base'
import type { MoveName } from '#handling'
import type { CaseView } from '../api-contract.ts'

export type CaseMove = Exclude<
  MoveName,
  'supplement' | 'supply-deferred' | 'withdraw' | 'check-material' | 'receive-material'
>

/** What stands at the bottom right: the moves in their fixed order, which one is first in hand, and why others are not there. */
export type Acts = {
  moves: CaseMove[]
  primary: CaseMove | null
  claim: number | null
  release: number | null
  notes: Text[]
}

// The fixed order, from seldom to usual: the same move is always found at the same place.
const order: readonly CaseMove[] = [
  'terminate',
  'overturn',
  'extend',
  'stop-clock',
  'decline',
  'request-correction',
  'start-clock',
  'accept',
  'propose-correction',
  'finish-procedure',
  'examine',
  'give-opinion',
  'complete-step',
  'decide',
  'follow-up',
  'deliver',
]

/** What this officer may lawfully do now, in its fixed order. The server decided what is lawful and why the rest is not. */
export function actsOf(
  caseFile: Pick<CaseView, 'state' | 'moves' | 'hindrances' | 'claim' | 'release' | 'route'>,
): Acts {
  const moves = order.filter((move) => (caseFile.moves as readonly string[]).includes(move))
  const usual: readonly CaseMove[] = [
    'deliver',
    'follow-up',
    'decide',
    'complete-step',
    'give-opinion',
    'examine',
    'finish-procedure',
    'propose-correction',
    'accept',
    'start-clock',
  ]
  // While the applicant is waited for, or a route that can be used, nothing is the obvious next thing.
  const primary =
    caseFile.state === 'correcting' || caseFile.route?.isUsable === false
      ? null
      : (usual.find((move) => moves.includes(move)) ??
        (moves.includes('request-correction') ? 'request-correction' : null))
  return { moves, primary, claim: caseFile.claim, release: caseFile.release, notes: caseFile.hindrances }
}
