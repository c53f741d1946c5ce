import type { CaseMove } from './acts.ts'

/** The letter of each usual move: in a case, and on a row of the inbox that has the focus. */
export const moveKeys: Partial<Record<CaseMove, string>> = {
  accept: 'A',
  'request-correction': 'R',
  examine: 'E',
  decide: 'D',
}
