import type { Problem, Sentence } from '../problem.ts'
import { constructName, englishName, typeName } from './construct-name.ts'

/** Why a decision model cannot be published (`error`), or what is doubtful about a table that can (`warning`). */
export type DecisionProblem = {
  element: string | null
  line: number | null
  code: DecisionProblemCode | Problem['code']
  severity: 'error' | 'warning'
  sentence: Sentence
}

export type DecisionProblemCode = keyof typeof sentences

// One line per problem: the code is the contract, the sentence is for the person who draws the table.
const sentences = {
  'not-dmn': (a: string) => ({ zh: `不是 DMN 1.3:${a}`, en: `this is not DMN 1.3: ${a}` }),
  unsupported: (a: string) => ({ zh: `尚不支持“${constructName(a)}”`, en: `${englishName(a)} is not supported` }),
  'unsupported-attribute': (a: string) => ({
    zh: `尚不支持属性“${a}”`,
    en: `the attribute ${a} is not supported`,
  }),
  'external-reference': (a: string) => ({
    zh: `不得引用文件之外的“${a}”`,
    en: `"${a}" stands outside this file and may not be referred to`,
  }),
  'dangling-reference': (a: string) => ({
    zh: `引用的“${a}”不存在`,
    en: `"${a}" is referred to but does not exist`,
  }),
  'missing-id': (a: string) => ({ zh: `“${constructName(a)}”没有标识(id)`, en: `${a} has no id` }),
  'no-decision': () => ({ zh: '没有决策', en: 'there is no decision' }),
  'no-logic': () => ({ zh: '决策没有写明如何得出结果', en: 'the decision does not say how it is made' }),
  'too-many': (a: string, b: string) => ({ zh: `${a} 超过 ${b} 个`, en: `there are more than ${b} × ${a}` }),
  'requirement-cycle': (a: string) => ({
    zh: `决策互相依赖，成为循环：${a}`,
    en: `decisions require each other in a circle: ${a}`,
  }),
  'name-missing': (a: string) => ({ zh: `“${constructName(a)}”没有名称`, en: `${a} has no name` }),
  'name-unusable': (a: string) => ({
    zh: `名称“${a}”不能用在表达式中`,
    en: `the name "${a}" cannot be used in expressions`,
  }),
  'name-twice': (a: string) => ({ zh: `名称“${a}”重复`, en: `the name "${a}" is used twice` }),
  'type-missing': (a: string) => ({ zh: `“${a}”没有写明类型`, en: `"${a}" has no type` }),
  'type-unknown': (a: string) => ({
    zh: `类型“${a}”不受支持，可用 string、number、integer、boolean、date`,
    en: `the type "${a}" is not supported; use string, number, integer, boolean or date`,
  }),
  'type-mismatch': (a: string, b: string) => ({
    zh: `此处应为${typeName(a)}，表达式得出的却是${typeName(b)}`,
    en: `a ${a} is expected here, but the expression yields a ${b}`,
  }),
  'expression-missing': () => ({ zh: '表达式为空', en: 'the expression is empty' }),
  'expression-too-long': (a: string) => ({
    zh: `表达式超过 ${a} 个字符`,
    en: `the expression is longer than ${a} characters`,
  }),
  'expression-too-deep': (a: string) => ({
    zh: `表达式嵌套超过 ${a} 层`,
    en: `the expression is nested more than ${a} deep`,
  }),
  'iteration-too-deep': (a: string) => ({
    zh: `for、some、every 套叠超过 ${a} 层`,
    en: `for, some and every stand in each other more than ${a} deep`,
  }),
  'range-too-long': (a: string, b: string) => ({
    zh: `“${a}”超过 ${b} 个数`,
    en: `"${a}" holds more than ${b} numbers`,
  }),
  'expression-language': (a: string) => ({
    zh: `表达式只能用 FEEL 书写，而不是 ${a}`,
    en: `expressions are written in FEEL, not in ${a}`,
  }),
  'expression-syntax': (a: string) => ({
    zh: `不是正确的 FEEL:${a}`,
    en: `this is not valid FEEL: ${a}`,
  }),
  'expression-forbidden': (a: string) => ({
    zh: `表达式中不能使用“${constructName(a)}”`,
    en: `"${englishName(a)}" is not allowed in an expression`,
  }),
  'expression-unknown-name': (a: string) => ({
    zh: `“${a}”不是此决策所需的输入或决策`,
    en: `"${a}" is not an input or a decision that this decision requires`,
  }),
  'expression-types': (a: string) => ({
    zh: `“${a}”中的类型彼此不合`,
    en: `the types in "${a}" do not fit together`,
  }),
  'expression-fails': (a: string) => ({ zh: `“${a}”得不出结果`, en: `"${a}" yields no result` }),
  'range-reversed': (a: string) => ({
    zh: `区间“${a}”首尾颠倒或为空`,
    en: `the range "${a}" is reversed or empty`,
  }),
  'cell-count': (a: string, b: string) => ({
    zh: `规则应有 ${a} 格，实有 ${b} 格`,
    en: `the rule should have ${a} cells but has ${b}`,
  }),
  'no-output': () => ({ zh: '决策表没有输出列', en: 'the table has no output' }),
  'no-rule': () => ({ zh: '决策表没有规则', en: 'the table has no rule' }),
  'values-not-listed': (a: string) => ({
    zh: `“${a}”的允许值须逐一列出或写成区间`,
    en: `the allowed values of "${a}" must be listed one by one or as ranges`,
  }),
  'value-not-allowed': (a: string) => ({
    zh: `“${a}”不在允许值之内`,
    en: `"${a}" is not among the allowed values`,
  }),
  'priority-without-values': () => ({
    zh: '按优先级取结果的决策表须按次序列出输出的允许值',
    en: 'a table that goes by priority must list the allowed output values in their order',
  }),
  'hit-policy': (a: string) => ({ zh: `没有“${a}”这种命中策略`, en: `there is no hit policy "${a}"` }),
  aggregation: (a: string) => ({ zh: `此处不能汇总：${a}`, en: `nothing can be aggregated here: ${a}` }),
  'default-incomplete': () => ({
    zh: '默认结果须对每个输出列都写明',
    en: 'default results must be given for every output or for none',
  }),
  'default-of-count': () => ({
    zh: '计数的决策表不能有默认结果',
    en: 'a table that counts cannot have a default result',
  }),
  'input-twice': (a: string) => ({
    zh: `输入“${a}”在不同决策中类型不同`,
    en: `the input "${a}" has different types in different decisions`,
  }),
  // Warnings
  'rule-overlap': (a: string, b: string) => ({
    zh: `规则 ${a} 与规则 ${b} 有重叠，重叠处得不出唯一结果`,
    en: `rules ${a} and ${b} overlap; where they do, there is no single result`,
  }),
  'rule-contradiction': (a: string, b: string) => ({
    zh: `规则 ${a} 与规则 ${b} 有重叠而结果不同`,
    en: `rules ${a} and ${b} overlap with different results`,
  }),
  'rule-identical': (a: string, b: string) => ({
    zh: `规则 ${b} 的条件与规则 ${a} 相同，不能单独生效`,
    en: `rule ${b} has the same conditions as rule ${a} and can never fire alone`,
  }),
  'rule-masked': (a: string, b: string) => ({
    zh: `规则 ${b} 永远不会生效：规则 ${a} 在先并已涵盖它`,
    en: `rule ${b} can never fire: rule ${a} comes first and covers it`,
  }),
  'rule-impossible': (a: string) => ({
    zh: `规则 ${a} 永远不会生效：其条件不在输入的允许值之内`,
    en: `rule ${a} can never fire: its conditions lie outside the allowed values of the inputs`,
  }),
  'rule-gap': (a: string, b: string) => ({
    zh: `没有规则适用于：${a}`,
    en: `no rule applies to: ${b}`,
  }),
  'overlaps-not-checked': () => ({
    zh: '规则过于错综，只检查了一部分重叠',
    en: 'the rules are too tangled, only a part was searched for overlaps',
  }),
  'gaps-not-checked': (a: string, b: string) => ({
    zh: `未能检查此表的遗漏：${a}`,
    en: `this table could not be searched for gaps: ${b}`,
  }),
} as const satisfies Record<string, (a: string, b: string) => Sentence>

const short = (what: string): string => (what.length > 200 ? `${what.slice(0, 199)}…` : what)

/** A problem with its sentence in both languages; `what` are the words or numbers that the sentence names. */
export function problemOf(
  code: DecisionProblemCode,
  element: string | null,
  line: number | null,
  what: readonly string[] = [],
  severity: DecisionProblem['severity'] = 'error',
): DecisionProblem {
  return { element, line, code, severity, sentence: sentences[code](short(what[0] ?? ''), short(what[1] ?? '')) }
}

/** Something wrong with one text; where it stands is known to whoever asked. */
export type Fault = { code: DecisionProblemCode; what: readonly string[] }

export const fault = (code: DecisionProblemCode, ...what: string[]): Fault => ({ code, what })
export const isFault = (value: object): value is Fault => 'code' in value && 'what' in value
