import type { Text } from '#base'
import type { Decisions } from '#bpmn'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import { listFields } from '../form/list-fields.ts'
import { type TableShelf, type TableUse, tableUses } from './item-table.ts'

/** What stands against the tables that an item names. */
export type TableFault = { rule: string; severity: 'error' | 'warning'; sentence: Text }

type Logic =
  Decisions['byId'] extends ReadonlyMap<string, infer One> ? (One extends { logic: infer L } ? L : never) : never
type Table = Extract<Logic, { kind: 'table' }>

export const tableNames = {
  eligibility: { zh: '是否符合条件', en: 'eligibility' },
  papers: { zh: '所需材料', en: 'papers' },
  fee: { zh: '收费', en: 'fee' },
} as const satisfies Record<TableUse, Text>

/** What each use needs of its decision, whose id is the name of the use. */
const wanted = {
  eligibility: { outputs: { eligible: 'boolean', reason: 'string' }, lists: false },
  papers: { outputs: { no: 'number', reason: 'string' }, lists: true },
  fee: { outputs: { amount: 'number', basis: 'string' }, lists: false },
} as const satisfies Record<TableUse, { outputs: Record<string, string>; lists: boolean }>

type Content = Pick<EntryContent, 'tables' | 'questions' | 'form' | 'materials'>

/** Everything that keeps the tables of an item from saying what they are asked, each with its table and what is wanted. */
export const checkTables = (content: Content, shelf: TableShelf): TableFault[] =>
  tableUses.flatMap((use) => {
    const key = content.tables?.[use]
    return key === undefined ? [] : faultsOf(content, use, key, shelf)
  })

const fault = (rule: string, zh: string, en: string, severity: TableFault['severity'] = 'error'): TableFault => ({
  rule,
  severity,
  sentence: { zh, en },
})

function faultsOf(content: Content, use: TableUse, key: string, shelf: TableShelf): TableFault[] {
  const name = tableNames[use]
  if (!shelf.hasDecisions(key))
    return [
      fault(
        'tables-published',
        `“${name.zh}”指定的决策表“${key}”没有已发布的版本。`,
        `The table “${key}” for ${name.en} has no published version.`,
      ),
    ]
  const { decisions } = shelf.getDecisions(key)
  const decision = decisions.byId.get(use)
  if (decision?.logic.kind !== 'table')
    return [
      fault(
        'tables-decide',
        `决策表“${key}”里没有编号为“${use}”的表，不能用来判断“${name.zh}”。`,
        `The file “${key}” has no table with the id “${use}”, so it cannot say anything about ${name.en}.`,
      ),
    ]
  const { logic } = decision
  return [
    ...outputFaults(use, key, logic),
    ...(use === 'papers' ? paperFaults(content, key, logic) : []),
    ...inputFaults(
      content,
      use,
      key,
      decision.inputs.map((one) => one.name),
    ),
  ]
}

const listing = ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER']

function outputFaults(use: TableUse, key: string, { outputs, policy }: Table): TableFault[] {
  const name = tableNames[use]
  const faults = Object.entries(wanted[use].outputs)
    .filter(([output, base]) => !outputs.some((one) => one.name === output && one.domain.base === base))
    .map(([output, base]) =>
      fault(
        'tables-yield',
        `“${name.zh}”的决策表“${key}”缺少输出“${output}”（${base}）。`,
        `The table “${key}” for ${name.en} lacks the output “${output}” (${base}).`,
      ),
    )
  if (listing.includes(policy) !== wanted[use].lists)
    faults.push(
      wanted[use].lists
        ? fault(
            'tables-policy',
            `决策表“${key}”的命中策略应为 COLLECT 或 RULE ORDER，才能列出几份材料。`,
            `The hit policy of “${key}” must be COLLECT or RULE ORDER, to list several papers.`,
          )
        : fault(
            'tables-policy',
            `决策表“${key}”的命中策略应只取一条规则（如 FIRST、UNIQUE）。`,
            `The hit policy of “${key}” must take one rule only (FIRST or UNIQUE, say).`,
          ),
    )
  return faults
}

/** The numbers that the rules name are those of the item's papers, and no paper is one that nobody could ever be asked for. */
function paperFaults({ materials }: Content, key: string, { outputs, rules }: Table): TableFault[] {
  const at = outputs.findIndex((one) => one.name === 'no')
  const named = rules.map((rule) => rule.results[at]?.run(new Map()) ?? null)
  const unknown = named.filter((no) => no !== null && !materials.some((one) => one.no === no))
  const never = named.includes(null) ? [] : materials.filter((one) => !named.includes(one.no))
  const faults: TableFault[] = []
  if (unknown.length > 0)
    faults.push(
      fault(
        'tables-papers',
        `决策表“${key}”要的材料 ${unknown.join('、')} 不在事项的材料清单上。`,
        `The table “${key}” asks for papers ${unknown.join(', ')}, which are not on the item’s list.`,
      ),
    )
  if (never.length > 0)
    faults.push(
      fault(
        'tables-papers-never',
        `决策表“${key}”的任何规则都不会要这些材料：${never.map((one) => one.name.zh).join('、')}。`,
        `No rule of “${key}” ever asks for: ${never.map((one) => one.name.en).join(', ')}.`,
        'warning',
      ),
    )
  return faults
}

/** What handling knows of every submission; fields that hold an identity number give an age and a sex besides. */
const known = ['applicantKind', 'applicantAge', 'byAgent', 'channel', 'today']

function inputFaults(content: Content, use: TableUse, key: string, inputs: readonly string[]): TableFault[] {
  const answers = content.questions.map((one) => one.id)
  const fields = listFields(content.form).map((one) => one.id)
  const facts = use === 'papers' ? answers : [...answers, ...fields, ...known]
  const missing = inputs.filter(
    (name) =>
      !facts.includes(name) && (use === 'papers' || !fields.some((id) => [`${id}Age`, `${id}Sex`].includes(name))),
  )
  return missing.length === 0
    ? []
    : [
        fault(
          'tables-ask',
          `决策表“${key}”问的“${missing.join('”“')}”，这个事项的${use === 'papers' ? '情形问题' : '情形问题和表单'}里没有，判断不了。`,
          `The table “${key}” asks for ${missing.join(', ')}, which this item’s ${use === 'papers' ? 'questions do' : 'questions and form do'} not give.`,
          'warning',
        ),
      ]
}
