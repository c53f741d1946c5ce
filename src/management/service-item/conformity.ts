import type { Text } from '#base'
import { checkItemCode } from '#standards'
import { checkTables } from '../assessment/check-tables.ts'
import type { TableShelf } from '../assessment/item-table.ts'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import type { Definitions } from '../process-definition/definitions.ts'
import { handledAs } from './as-answered.ts'
import { checkFee } from './check-fee.ts'
import { checkParts } from './check-parts.ts'
import { asksItemsTable, decidesAtOnce, routeDecidesByRule, routesOf } from './decides-by-rule.ts'
import type { Finding } from './finding.ts'
import type { ServiceItem } from './service-item.ts'

/** What an item may name of the city it is written for. */
export type ConformityGround = TableShelf & Pick<Definitions, 'hasRoute' | 'getDefinition'>

type Rule = {
  rule: string
  severity: Finding['severity']
  element: string
  broken: (item: ServiceItem, ground: ConformityGround) => boolean
  sentence: Text
}

/** One way of handling the item: the usual one, or (`at`) the variant that an answer chooses, with what it takes over from the usual. */
type Way = { at: number | null; content: EntryContent }

type WayRule = Omit<Rule, 'broken'> & { broken: (content: EntryContent, ground: ConformityGround) => boolean }

const waysOf = (content: EntryContent): Way[] => [
  { at: null, content },
  ...(content.variants ?? []).map((one, at) => ({ at, content: handledAs(content, one) })),
]

const days = (limit: { value: number; unit: string }): number =>
  limit.unit === 'month'
    ? limit.value * 30
    : limit.unit === 'working-day'
      ? Math.ceil((limit.value * 7) / 5)
      : limit.value

const areaCode = /^0\d{2,3}-\d{5,8}$|^1\d{4}$/

// What holds of every way of handling: an answer may choose another route and its limits.
const wayRules: readonly WayRule[] = [
  {
    rule: 'committed-not-at-once',
    severity: 'error',
    element: 'route',
    broken: ({ caseType, route }, ground) => caseType === 'committed' && decidesAtOnce(ground, route),
    sentence: {
      zh: '承诺件不能用当场决定的流程：那样由窗口一人决定，没有审查。请改选流程，或改为即办件。',
      en: 'A case with a commitment cannot take a route that decides on the spot: one clerk would decide, and nobody examine. Choose another route, or make it instant.',
    },
  },
  {
    rule: 'instant-at-once',
    severity: 'error',
    element: 'route',
    broken: ({ caseType, route }, ground) =>
      caseType === 'instant' &&
      ground.hasRoute(route) &&
      !decidesAtOnce(ground, route) &&
      !routeDecidesByRule(ground, route),
    sentence: {
      zh: '即办件要用当场决定或按规则决定的流程：所选流程要经审查、审批，当场办不完。',
      en: 'An instant item takes a route that decides on the spot or by rule: with this one, others examine and decide later.',
    },
  },
  {
    rule: 'licence-within-twenty-days',
    severity: 'error',
    element: 'committed',
    broken: ({ typeCode, statutory, committed }) =>
      typeCode === '01' && statutory === null && days(committed) > days({ value: 20, unit: 'working-day' }),
    sentence: {
      zh: '没有写明法定时限的行政许可，承诺时限不能长于二十个工作日（《行政许可法》第四十二条）。法律、法规另有规定的，请填写法定时限及依据。',
      en: 'Without a statutory limit of its own a licence is decided within twenty working days (Administrative Licensing Law, art. 42). Where a law says otherwise, fill in the statutory limit and its basis.',
    },
  },
  {
    rule: 'instant-means-zero',
    severity: 'error',
    element: 'committed',
    broken: (content) => (content.caseType === 'instant') !== (content.committed.value === 0),
    sentence: {
      zh: '承诺时限为 0 当且仅当办件类型是即办件。',
      en: 'A committed limit of 0 goes with an instant item, and only with it.',
    },
  },
  {
    rule: 'commitment-within-law',
    severity: 'error',
    element: 'committed',
    broken: (content) => content.statutory !== null && days(content.committed) > days(content.statutory),
    sentence: { zh: '承诺时限不能长于法定时限。', en: 'The committed limit cannot be longer than the statutory one.' },
  },
  {
    rule: 'route-published',
    severity: 'error',
    element: 'route',
    broken: (content, ground) => !ground.hasRoute(content.route),
    sentence: {
      zh: '所选的流程没有已发布的版本，办件无法开始。',
      en: 'The chosen route has no published version: no case could start.',
    },
  },
]

// The cross-field rules of the national implementation list, as found in a provincial data-quality checker.
const rules: readonly Rule[] = [
  {
    rule: 'visit-needs-reason',
    severity: 'error',
    element: 'visitReason',
    broken: ({ content }) => content.visits > 0 && content.visitReason === undefined,
    sentence: { zh: '到现场次数大于 0 时，须说明必须到场的原因。', en: 'Visits above 0 need a reason.' },
  },
  {
    rule: 'no-visit-needs-remote',
    severity: 'error',
    element: 'channels',
    broken: ({ content }) =>
      content.visits === 0 && !content.channels.some((one) => one === 'online' || one === 'mail'),
    sentence: {
      zh: '到现场次数为 0 时，须能网上办理或邮寄申请。',
      en: 'With no visits, the item must be possible online or by post.',
    },
  },
  {
    rule: 'full-online-no-visit',
    severity: 'error',
    element: 'depth',
    broken: ({ content }) => content.depth >= 5 && content.visits > 0,
    sentence: {
      zh: '全程网办（深度 5 级以上）的事项，到现场次数应为 0。',
      en: 'An item handled online throughout (depth 5 and above) needs no visit.',
    },
  },
  {
    rule: 'two-phones',
    severity: 'error',
    element: 'phone',
    broken: ({ contact }) =>
      contact.phone === contact.complaintPhone ||
      !areaCode.test(contact.phone) ||
      !/^(0\d{2,3}-)?\d{5,8}$/.test(contact.complaintPhone),
    sentence: {
      zh: '咨询电话和投诉电话都要有、不能相同，并带区号。',
      en: 'There must be an enquiry and a complaint number, different, with area code.',
    },
  },
  {
    rule: 'licence-result-kind',
    severity: 'error',
    element: 'result',
    broken: ({ content }) => /证$/.test(content.result.name.zh) && content.result.kind !== '10',
    sentence: {
      zh: '结果名称以“证”结尾的，结果类型应为出证办结。',
      en: 'A result whose name ends in 证 is of the kind licence.',
    },
  },
  {
    rule: 'hours-name-working-days',
    severity: 'error',
    element: 'hours',
    broken: ({ contact }) => !contact.hours.zh.includes('工作日'),
    sentence: { zh: '办理时间须写明“工作日”。', en: 'The hours must say “working days”.' },
  },
  {
    rule: 'tables-named',
    severity: 'error',
    element: 'decision',
    broken: ({ content }, ground) =>
      content.decision === undefined &&
      routesOf(content).some((key) => ground.hasRoute(key) && asksItemsTable(ground.getDefinition(key).graph)),
    sentence: {
      zh: '所选的流程按决策表决定，事项还没有选决策表：办件都会转给工作人员。请选一张表，或改用别的流程。',
      en: 'The chosen route decides by a table and the item names none: every case would go to a person. Choose a table, or another route.',
    },
  },
  {
    rule: 'tables-published',
    severity: 'error',
    element: 'decision',
    broken: ({ content: { decision } }, ground) => decision !== undefined && !ground.hasDecisions(decision),
    sentence: {
      zh: '事项指定的决策表没有已发布的版本，不能自动审批。',
      en: 'The tables that are to decide it have no published version: nothing could be decided by rule.',
    },
  },
  {
    rule: 'ends-after-it-begins',
    severity: 'error',
    element: 'cancelOn',
    broken: ({ content: { effectiveOn, cancelOn } }) =>
      effectiveOn !== undefined && cancelOn !== undefined && cancelOn <= effectiveOn,
    sentence: { zh: '取消日期须晚于生效日期。', en: 'An item ends after the day from which it is in force.' },
  },
  {
    rule: 'valid-code',
    severity: 'error',
    element: 'itemCode',
    broken: ({ itemCode, handlingCode }) => !checkItemCode(itemCode).ok || !checkItemCode(handlingCode).ok,
    sentence: { zh: '事项编码校验不通过。', en: 'The item code does not check.' },
  },
]

const findingOf = ({ rule, severity, element, sentence }: Omit<Rule, 'broken'>): Finding => ({
  ...{ rule, severity, element, sentence },
})

/** The same of a variant, which the sentence numbers as the editor shows it. */
const findingOfVariant = (at: number, { element, sentence, ...rest }: Omit<Rule, 'broken'>): Finding => ({
  ...findingOf({ ...rest, element: 'variants', sentence }),
  places: [`variants/${at}/${element}`],
  sentence: { zh: `办理方式 ${at + 1}：${sentence.zh}`, en: `Way of handling ${at + 1}: ${sentence.en}` },
})

const checkWay = ({ at, content }: Way, ground: ConformityGround): Finding[] =>
  wayRules
    .filter((one) => one.broken(content, ground))
    .map((one) => (at === null ? findingOf(one) : findingOfVariant(at, one)))

/** Everything that is not as the implementation list wants it, errors first. */
export const checkConformity = (item: ServiceItem, ground: ConformityGround): Finding[] =>
  [
    ...waysOf(item.content).flatMap((way) => checkWay(way, ground)),
    ...rules.filter((rule) => rule.broken(item, ground)).map(findingOf),
    ...checkFee(item.content.fee),
    ...checkParts(item.content),
    ...checkTables(item.content, ground).map((fault): Finding => ({ ...fault, element: 'tables' })),
  ].toSorted((a, b) => a.severity.localeCompare(b.severity))
