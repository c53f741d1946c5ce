import type { CaseView } from '../api-contract.ts'

type Standing = Pick<CaseView['run']['standing'][number], 'token' | 'name'>
type Known = { tasks: readonly Pick<CaseView['tasks'][number], 'token' | 'name'>[] }

/** What the step is called where a case stands: the task keeps its name where the route cannot be read any more. */
export const standingName = ({ tasks }: Known, at: Standing): string =>
  tasks.find((one) => one.token === at.token)?.name ?? at.name
