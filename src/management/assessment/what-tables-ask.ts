import type { Decisions } from '#bpmn'

/** What a file of decisions needs to be told, and the numbers of the papers that its rules name. */
export type TableAsks = { asks: string[]; papers: number[] }

/** Whoever takes a question, a field or a paper off an item can be told before which tables count on it. */
export function whatTablesAsk({ byId }: Decisions): TableAsks {
  const all = [...byId.values()]
  return {
    asks: [...new Set(all.flatMap((one) => one.inputs.map((input) => input.name)))],
    papers: [...new Set(all.filter((one) => one.id === 'papers').flatMap((one) => papersNamed(one.logic)))],
  }
}

type Logic =
  Decisions['byId'] extends ReadonlyMap<string, infer One> ? (One extends { logic: infer L } ? L : never) : never

function papersNamed(logic: Logic): number[] {
  if (logic.kind !== 'table') return []
  const at = logic.outputs.findIndex((one) => one.name === 'no')
  return logic.rules.flatMap((rule) => {
    const no = rule.results[at]?.run(new Map())
    return typeof no === 'number' ? [no] : []
  })
}
