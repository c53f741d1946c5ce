import { type Db, type Refusal, refuse } from '#base'
import { compileDecisions } from '#bpmn'
import { faultsOfTable } from '../assessment/table-in-use.ts'
import type { City } from '../city.ts'
import { checkDecisions, checkDefinition, type DefinitionGround, type DefinitionProblem } from './check-definition.ts'
import { itemsWithoutTable } from './items-without-table.ts'
import { findCalledIn, pinCalls } from './pin-calls.ts'
import { type DefinitionAct, findDefinitionDraft, publishDefinition } from './process-definition-store.ts'
import { sourcesOf } from './route-names.ts'

/** What a route may name in this city; `key` where it is known which items follow it. */
export const groundOf = (city: City, key?: string): DefinitionGround => ({
  hasDecisions: city.hasDecisions,
  hasDepartment: (kind) => city.authorities.all.some((one) => one.kind === kind),
  sourcesOf: (graph) => sourcesOf(city, graph, key),
  findCalled: findCalledIn(city),
})

/** The draft that the editor saw is not there any more. */
export const draftChanged = refuse('conflict', {
  zh: '草稿已变化或不存在，请刷新后再发布。',
  en: 'The draft changed or is gone. Refresh before publishing.',
})

/**
 * Publishes the draft that the editor saw as the next version, unless the check finds errors in it: then each is named with its
 * element. What a route needs besides (a replay) is asked for before this.
 */
export async function publishChecked(
  db: Db,
  city: City,
  act: DefinitionAct,
  digest: string,
): Promise<{ version: number } | Refusal> {
  const draft = await findDefinitionDraft(db, act.kind, act.key)
  if (draft === undefined || draft.digest !== digest) return draftChanged
  // What is published never changes, so neither may what it calls.
  const xml = act.kind === 'process' ? pinCalls(draft.xml, city, act.key) : draft.xml
  const problems =
    act.kind === 'process'
      ? await faultsOfRoute(city, act.key, xml)
      : [...(await checkDecisions(draft.xml)), ...(await faultsOfDraft(city, act.key, draft.xml))]
  const errors = problems.filter((one) => one.severity === 'error')
  if (errors.length > 0) return withErrors(errors)
  const version = await publishDefinition(db, act, digest, xml)
  return version === false ? draftChanged : { version }
}

/** A route must be able to run, and to decide the items that follow it. */
async function faultsOfRoute(city: City, key: string, xml: string): Promise<DefinitionProblem[]> {
  const { graph, problems } = await checkDefinition(xml, groundOf(city, key))
  return graph === null ? problems : [...problems, ...itemsWithoutTable(city, key, graph)]
}

/** A new version of tables must go on saying what the items that name them ask. */
async function faultsOfDraft(city: City, key: string, xml: string): Promise<DefinitionProblem[]> {
  const compilation = await compileDecisions(xml)
  return 'problems' in compilation
    ? []
    : faultsOfTable(city, key, compilation.decisions).map(({ rule, severity, sentence }) => ({
        code: rule,
        severity,
        sentence,
        element: null,
        line: null,
      }))
}

const withErrors = (errors: readonly DefinitionProblem[]): Refusal =>
  refuse(
    'invalid',
    { zh: `还有 ${errors.length} 处错误，不能发布。`, en: `${errors.length} errors: it cannot be published.` },
    errors.map((one) => ({ pointer: `/xml/${one.element ?? ''}`, sentence: one.sentence })),
  )
