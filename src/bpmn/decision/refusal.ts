import type { Sentence } from '../problem.ts'

/**
 * Why a decision cannot be made. `input` is the name of the input or the label of the column, `rules` the ids of the rules
 * concerned, if any. `not-found` only for a decision that does not exist.
 */
export type Undecided = {
  refused: 'invalid' | 'not-found'
  code: UndecidedCode
  decision: string
  input: string | null
  rules: readonly string[]
  sentence: Sentence
}

export type UndecidedCode = keyof typeof sentences

// `a` is always the name of the decision.
const sentences = {
  'decision-unknown': (a: string) => ({ zh: `没有决策“${a}”`, en: `there is no decision "${a}"` }),
  'input-missing': (a: string, b: string) => ({
    zh: `作出决策“${a}”缺少输入“${b}”`,
    en: `the decision "${a}" cannot be made without the input "${b}"`,
  }),
  'input-type': (a: string, b: string, c: string) => ({
    zh: `决策“${a}”的输入“${b}”应为${chineseTypes[c] ?? c}`,
    en: `the input "${b}" of the decision "${a}" must be ${englishTypes[c] ?? c}`,
  }),
  'input-not-allowed': (a: string, b: string, c: string) => ({
    zh: `决策“${a}”的输入“${b}”不能是“${c}”：不在允许值之内`,
    en: `the input "${b}" of the decision "${a}" cannot be "${c}", which is not among its allowed values`,
  }),
  'input-undecidable': (a: string, b: string) => ({
    zh: `决策“${a}”的“${b}”算不出结果`,
    en: `"${b}" of the decision "${a}" cannot be worked out`,
  }),
  'rule-undecidable': (a: string, b: string) => ({
    zh: `决策“${a}”的规则 ${b} 是否适用无法判断`,
    en: `whether rule ${b} of the decision "${a}" applies cannot be determined`,
  }),
  'no-rule': (a: string) => ({
    zh: `决策“${a}”没有适用的规则，也没有默认结果`,
    en: `no rule of the decision "${a}" applies, and it has no default result`,
  }),
  'several-rules': (a: string, b: string) => ({
    zh: `决策“${a}”只允许一条规则适用，规则 ${b} 却同时适用`,
    en: `only one rule of the decision "${a}" may apply, but rules ${b} do`,
  }),
  'results-differ': (a: string, b: string) => ({
    zh: `决策“${a}”中同时适用的规则 ${b} 得出不同结果`,
    en: `rules ${b} of the decision "${a}" apply together but yield different results`,
  }),
  'no-result': (a: string, b: string) => ({
    zh: `决策“${a}”的结果算不出来${b === '' ? '' : `(规则 ${b})`}`,
    en: `the result of the decision "${a}" cannot be worked out${b === '' ? '' : ` (rule ${b})`}`,
  }),
  'result-not-allowed': (a: string, b: string, c: string) => ({
    zh: `决策“${a}”的结果“${c}”不在允许值之内${b === '' ? '' : `(规则 ${b})`}`,
    en: `the result "${c}" of the decision "${a}" is not among its allowed values${b === '' ? '' : ` (rule ${b})`}`,
  }),
} as const satisfies Record<string, (a: string, b: string, c: string) => Sentence>

const chineseTypes: Record<string, string> = {
  string: '文字',
  number: '数字',
  integer: '整数',
  boolean: '“是”或“否”',
  date: '日期(如 2026-03-01)',
}
const englishTypes: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  date: 'a date (like 2026-03-01)',
}

const short = (what: string): string => (what.length > 80 ? `${what.slice(0, 79)}…` : what)

export function refuse(
  code: UndecidedCode,
  decision: { id: string; name: string },
  about: { input?: string; rules?: readonly { id: string; index: number }[]; detail?: string } = {},
): Undecided {
  const rules = about.rules ?? []
  const numbers = rules.slice(0, 10).map((each) => each.index)
  const named = about.input ?? numbers.join('、')
  const sentence = sentences[code](short(decision.name), short(named), short(about.detail ?? ''))
  return {
    refused: code === 'decision-unknown' ? 'not-found' : 'invalid',
    code,
    decision: decision.id,
    input: about.input ?? null,
    rules: rules.map((each) => each.id),
    sentence: { zh: sentence.zh, en: sentence.en.replaceAll('、', ', ') },
  }
}
