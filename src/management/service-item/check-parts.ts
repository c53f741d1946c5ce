import type { Text } from '#base'
import type { EntryContent, MaterialRequirement } from '../catalogue/catalogue-entry.ts'
import type { Field } from '../form/form.ts'
import type { Condition, Scalar } from '../scenario/condition.ts'
import { fieldsOf } from '../scenario/holds.ts'
import type { Finding } from './finding.ts'

// What can be wrong with single papers, questions and fields: each finding names the places, so that an editor shows it there.

type Rule = Pick<Finding, 'rule' | 'severity'> & { sentence: Text; places: (parts: Parts) => string[] }

type Asked = { id: string; path: string; when: Condition | undefined; values: readonly Scalar[] | null }
type Conditional = { path: string; when: Condition; before: readonly Asked[] }
type Parts = { content: EntryContent; asked: readonly Asked[]; conditions: readonly Conditional[] }

const valuesOf = (field: Field): Scalar[] | null =>
  field.type === 'choice' || field.type === 'choices' ? field.options.map((one) => one.value) : null

function partsOf(content: EntryContent): Parts {
  const questions: Asked[] = content.questions.map((one, at) => ({
    ...{ id: one.id, path: `questions/${at}`, when: one.when },
    values: one.options.map((option) => option.value),
  }))
  const asked: Asked[] = [
    ...questions,
    ...content.form.sections.flatMap(({ fields }, section) =>
      fields.map((field, at) => ({
        ...{ id: field.id, path: `form/sections/${section}/fields/${at}`, when: field.when, values: valuesOf(field) },
      })),
    ),
  ]
  const conditions = [
    // What papers are asked for, and the route, follow from the answers to the questions: nobody has filled in a form by then.
    ...content.materials.map((one, at) => ({ path: `materials/${at}`, when: one.when, before: questions })),
    ...(content.variants ?? []).map(({ when }, at) => ({ path: `variants/${at}`, when, before: questions })),
    ...asked.map((one, at) => ({ ...one, before: asked.slice(0, at) })),
  ].flatMap(({ path, when, before }) => (when === undefined ? [] : [{ path: `${path}/when`, when, before }]))
  return { content, asked, conditions }
}

const withWhen = (parts: Parts, isWrong: (one: Conditional, parts: Parts) => boolean): string[] =>
  parts.conditions.filter((one) => isWrong(one, parts)).map((one) => one.path)

const papers = ({ content }: Parts, isWrong: (paper: MaterialRequirement) => boolean, element: string): string[] =>
  content.materials.flatMap((paper, at) => (isWrong(paper) ? [`materials/${at}/${element}`] : []))

/** The comparisons that a condition makes, each with the answers it names. */
function comparisons(condition: Condition): { field: string; values: readonly Scalar[] | null }[] {
  if ('eq' in condition) return [{ field: condition.eq[0], values: [condition.eq[1]] }]
  if ('in' in condition) return [{ field: condition.in[0], values: condition.in[1] }]
  if ('has' in condition) return [{ field: condition.has[0], values: [condition.has[1]] }]
  if ('gt' in condition) return [{ field: condition.gt[0], values: null }]
  if ('and' in condition) return condition.and.flatMap(comparisons)
  if ('or' in condition) return condition.or.flatMap(comparisons)
  return comparisons(condition.not)
}

/** Does it compare with an answer that the question does not have? What is unknown altogether is another rule's business. */
const asksForNoAnswer = ({ when }: Conditional, { asked }: Parts): boolean =>
  comparisons(when).some(({ field, values }) => {
    const possible = asked.find((one) => one.id === field)?.values
    return (possible && values?.some((value) => !possible.includes(value))) ?? false
  })

const doubles = (list: readonly { key: string; path: string }[]): string[] =>
  list.filter((one, at) => list.findIndex((other) => other.key === one.key) < at).map((one) => one.path)

/** Everything that must be the only one of its name. */
function namedTwice({ content, asked }: Parts): string[] {
  const sections = content.form.sections
  return [
    ...doubles(asked.map(({ id, path }) => ({ key: id, path: `${path}/id` }))),
    ...doubles(sections.map(({ id }, at) => ({ key: id, path: `form/sections/${at}/id` }))),
    ...doubles(content.materials.map(({ no }, at) => ({ key: String(no), path: `materials/${at}/no` }))),
    ...content.questions.flatMap(({ options }, at) => doublesIn(options, `questions/${at}`)),
    ...sections.flatMap(({ fields }, section) =>
      fields.flatMap((field, at) => insideTwice(field, `form/sections/${section}/fields/${at}`)),
    ),
  ]
}

const doublesIn = (options: readonly { value: string }[], path: string): string[] =>
  doubles(options.map(({ value }, at) => ({ key: value, path: `${path}/options/${at}/value` })))

function insideTwice(field: Field, path: string): string[] {
  if (field.type === 'choice' || field.type === 'choices') return doublesIn(field.options, path)
  if (field.type !== 'group') return []
  return [
    ...doubles(field.fields.map(({ id }, at) => ({ key: id, path: `${path}/fields/${at}/id` }))),
    ...field.fields.flatMap((one, at) => insideTwice(one, `${path}/fields/${at}`)),
  ]
}

/** No number lies between the bounds; of whole numbers there may be none between 0.2 and 0.8. */
const holdsNoNumber = ({ minimum, maximum, integer }: Extract<Field, { type: 'number' }>): boolean =>
  integer === true ? Math.ceil(minimum) > Math.floor(maximum) : minimum > maximum

/** Fields whose least is more than their most: nobody could fill them in. */
const outOfOrder = (field: Field, path: string): string[] => {
  if (field.type === 'number') return holdsNoNumber(field) ? [`${path}/minimum`] : []
  if (field.type === 'text') return (field.minLength ?? 0) > field.maxLength ? [`${path}/minLength`] : []
  if (field.type !== 'group') return []
  return [
    ...(field.minItems > field.maxItems ? [`${path}/minItems`] : []),
    ...field.fields.flatMap((one, at) => outOfOrder(one, `${path}/fields/${at}`)),
  ]
}

/** Names that every object of the program has already: an answer of that name is there before anybody gave it. */
const isReserved = (id: string): boolean => id in {}

function reservedIds({ content, asked }: Parts): string[] {
  const sections = content.form.sections
  const inGroups = sections.flatMap(({ fields }, section) =>
    fields.flatMap((field, at) =>
      field.type !== 'group'
        ? []
        : field.fields.map(({ id }, row) => ({ id, path: `form/sections/${section}/fields/${at}/fields/${row}` })),
    ),
  )
  const named = [...asked, ...sections.map(({ id }, at) => ({ id, path: `form/sections/${at}` })), ...inGroups]
  return named.filter(({ id }) => isReserved(id)).map(({ path }) => `${path}/id`)
}

/** Questions after which nobody goes on, whatever they answer: asked of everybody, or only of those its condition chooses. */
const deadEnds = ({ content }: Parts, ofEverybody: boolean): string[] =>
  content.questions.flatMap(({ options, when }, at) =>
    (when === undefined) === ofEverybody && options.every((one) => one.stop !== undefined)
      ? [`questions/${at}/options`]
      : [],
  )

const vague = /相关材料|其他材料|需要的材料|有关材料|等材料|规定的其他/

const rules: readonly Rule[] = [
  {
    rule: 'no-vague-material',
    severity: 'error',
    places: (parts) => papers(parts, (paper) => vague.test(paper.name.zh), 'name'),
    sentence: { zh: '材料名称不能含糊（如“其他材料”）。', en: 'No vague materials such as “other papers”.' },
  },
  {
    rule: 'conditional-needs-condition',
    severity: 'warning',
    places: (parts) => papers(parts, (paper) => paper.need === 'conditional' && paper.when === undefined, 'when'),
    sentence: {
      zh: '“视情形提供”的材料还没有写明什么情形需要。',
      en: 'Some conditional papers do not say under which answers they are needed.',
    },
  },
  {
    rule: 'not-asked-twice',
    severity: 'warning',
    places: (parts) =>
      papers(parts, (one) => one.kind === 'issued' && one.eLicence !== null && one.heldBy === null, 'heldBy'),
    sentence: {
      zh: '有政府核发的电子证照仍要求申请人提交，应改为共享核查（国务院令第716号第七条）。',
      en: 'Some papers that government issues electronically are still asked for; share them instead (State Council Order 716, art. 7).',
    },
  },
  {
    rule: 'conditions-know-fields',
    severity: 'error',
    places: (parts) =>
      withWhen(parts, ({ when }, { asked }) => fieldsOf(when).some((id) => !asked.some((one) => one.id === id))),
    sentence: {
      zh: '有条件引用了不存在的问题或字段。',
      en: 'A condition refers to a question or field that does not exist.',
    },
  },
  {
    rule: 'conditions-look-back',
    severity: 'error',
    places: (parts) =>
      withWhen(parts, ({ when, before }, { asked }) =>
        fieldsOf(when).some((id) => asked.some((one) => one.id === id) && !before.some((one) => one.id === id)),
      ),
    sentence: {
      zh: '条件只能看前面的问题和字段：后面的那时还没有答。请调整次序或改条件。',
      en: 'A condition can only look at what is asked before. Change the order or the condition.',
    },
  },
  {
    rule: 'conditions-know-answers',
    severity: 'error',
    places: (parts) => withWhen(parts, asksForNoAnswer),
    sentence: {
      zh: '有条件引用了问题里没有的答案，请重新选择答案。',
      en: 'A condition names an answer that its question does not have. Choose the answer again.',
    },
  },
  {
    rule: 'conditions-complete',
    severity: 'error',
    places: (parts) =>
      withWhen(parts, ({ when }) => comparisons(when).some(({ values }) => values !== null && values.length === 0)),
    sentence: {
      zh: '有条件还没有选答案，这样谁都不符合。',
      en: 'A condition has no answer chosen, so that nobody meets it.',
    },
  },
  {
    rule: 'named-once',
    severity: 'error',
    places: namedTwice,
    sentence: {
      zh: '编号不能重复：问题和字段合在一起，每个编号只能用一次。',
      en: 'Ids are used once: questions and fields together have no id twice.',
    },
  },
  {
    rule: 'ids-not-reserved',
    severity: 'error',
    places: reservedIds,
    sentence: {
      zh: '这个编号是系统保留的名称，请换一个。',
      en: 'This id is a name that the system keeps for itself. Choose another.',
    },
  },
  {
    rule: 'somebody-goes-on',
    severity: 'error',
    places: (parts) => deadEnds(parts, true),
    sentence: {
      zh: '每个答案都到此为止，谁都不能申请。',
      en: 'Every answer ends here: nobody could apply.',
    },
  },
  {
    rule: 'some-go-on',
    severity: 'warning',
    places: (parts) => deadEnds(parts, false),
    sentence: {
      zh: '要答这个问题的人，怎么答都到此为止，请核对。',
      en: 'Whoever is asked this ends here whatever they answer. Check it.',
    },
  },
  {
    rule: 'bounds-in-order',
    severity: 'error',
    places: ({ content }) =>
      content.form.sections.flatMap(({ fields }, section) =>
        fields.flatMap((field, at) => outOfOrder(field, `form/sections/${section}/fields/${at}`)),
      ),
    sentence: {
      zh: '最小值不能大于最大值，之间要有可填的值。',
      en: 'The least cannot be more than the most, and something must lie between them.',
    },
  },
]

const elementOf = (place: string): string => place.split('/')[0] ?? place

/** What is wrong with single parts, one finding for each rule and element, with every place. */
export function checkParts(content: EntryContent): Finding[] {
  const parts = partsOf(content)
  return rules.flatMap(({ rule, severity, sentence, places }) =>
    [...Map.groupBy(places(parts), elementOf)].map(([element, found]) => ({
      ...{ rule, severity, element, sentence, places: found },
    })),
  )
}
