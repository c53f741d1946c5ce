import type { Text } from '#base'
import { t, w } from '../text.ts'
import { caseTypeNames, deliveryNames, levelNames, limitWords } from '../words.ts'

/** The elements of the implementation list, in the field's words. */
export const elementNames: Record<string, Text> = {
  name: { zh: '事项名称', en: 'Name' },
  typeCode: { zh: '事项类型', en: 'Type' },
  theme: { zh: '主题', en: 'Theme' },
  department: { zh: '主管部门', en: 'Department' },
  subjects: { zh: '服务对象', en: 'For' },
  levels: { zh: '行使层级', en: 'Levels' },
  decidedAt: { zh: '只由哪一级决定', en: 'The one level that decides' },
  caseType: { zh: '办件类型', en: 'Kind of case' },
  legalBasis: { zh: '设定依据', en: 'Legal basis' },
  statutory: { zh: '法定时限', en: 'Statutory limit' },
  committed: { zh: '承诺时限', en: 'Committed limit' },
  conditions: { zh: '受理条件', en: 'Conditions' },
  materials: { zh: '申请材料', en: 'Papers' },
  questions: { zh: '情形', en: 'Scenario' },
  form: { zh: '表单', en: 'Form' },
  route: { zh: '办理流程', en: 'Route' },
  decision: { zh: '自动审批的决策表', en: 'Table that decides' },
  sampling: { zh: '事后抽查比例', en: 'Share checked later' },
  tables: { zh: '资格、材料、收费的决策表', en: 'Tables for eligibility, papers and fee' },
  fee: { zh: '收费', en: 'Fee' },
  result: { zh: '办理结果', en: 'Result' },
  channels: { zh: '办理渠道', en: 'Channels' },
  visits: { zh: '到现场次数', en: 'Visits' },
  visitReason: { zh: '必须到场的原因', en: 'Why one must come' },
  depth: { zh: '网上办理深度', en: 'Online depth' },
  powerSource: { zh: '权力来源', en: 'Source of power' },
  coverage: { zh: '通办范围', en: 'Coverage' },
  numberLimit: { zh: '数量限制', en: 'Limit in number' },
  intermediary: { zh: '中介服务', en: 'Intermediary' },
  jointAuthorities: { zh: '联办机构', en: 'Joint authorities' },
  specialProcedures: { zh: '特别程序', en: 'Special procedures' },
  rights: { zh: '权利与义务', en: 'Rights and duties' },
  faqs: { zh: '常见问题', en: 'Questions and answers' },
  addedFaqs: { zh: '本机关补充的问答', en: 'Questions added here' },
  delivery: { zh: '结果领取', en: 'Delivery' },
  appointment: { zh: '预约', en: 'Appointment' },
  terminal: { zh: '自助终端', en: 'Kiosk' },
  aliases: { zh: '俗称与别名', en: 'Other names' },
  seeAlso: { zh: '相关事项', en: 'See also' },
  address: { zh: '办理地点', en: 'Address' },
  hours: { zh: '办理时间', en: 'Hours' },
  phone: { zh: '咨询电话', en: 'Enquiries' },
  complaintPhone: { zh: '投诉电话', en: 'Complaints' },
  itemCode: { zh: '事项编码', en: 'Item code' },
  variants: { zh: '办理方式', en: 'Ways of handling' },
  committedNote: { zh: '承诺时限说明', en: 'What the committed limit means' },
  inHall: { zh: '进驻政务大厅', en: 'In the service centre' },
  relief: { zh: '复议与诉讼机关', en: 'Review and court' },
  effectiveOn: { zh: '生效日期', en: 'In force from' },
  cancelOn: { zh: '取消日期', en: 'Ends on' },
  paused: { zh: '暂停办理', en: 'Suspended' },
}

export const elementName = (element: string): string => t(elementNames[element] ?? { zh: element, en: element })

export const itemChannelNames: Record<string, Text> = {
  counter: { zh: '窗口', en: 'Counter' },
  online: { zh: '网上', en: 'Online' },
  mobile: { zh: '手机', en: 'Mobile' },
  mail: { zh: '邮寄', en: 'Post' },
  village: { zh: '村级服务点', en: 'Village point' },
}

export const codeWords: Record<string, Record<string, Text>> = {
  typeCode: {
    '01': { zh: '行政许可', en: 'Administrative licence' },
    '05': { zh: '行政给付', en: 'Benefit' },
    '07': { zh: '行政确认', en: 'Confirmation' },
    '10': { zh: '其他行政权力', en: 'Other power' },
    '20': { zh: '公共服务', en: 'Public service' },
  },
  subjects: { natural: { zh: '个人', en: 'People' }, legal: { zh: '法人和其他组织', en: 'Organisations' } },
  levels: levelNames,
  decidedAt: levelNames,
  caseType: caseTypeNames,
  channels: itemChannelNames,
  delivery: deliveryNames,
  route: {
    instant: { zh: '当场办结', en: 'On the spot' },
    standard: { zh: '一般程序', en: 'Standard' },
    'two-level': { zh: '两级审查', en: 'Two levels' },
    commitment: { zh: '告知承诺', en: 'Commitment' },
  },
  powerSource: {
    '1': { zh: '法定本级行使', en: 'By law, at this level' },
    '2': { zh: '上级下放', en: 'Handed down from above' },
    '3': { zh: '上级授权', en: 'Authorised from above' },
    '4': { zh: '同级授权', en: 'Authorised at this level' },
    '5': { zh: '上级委托', en: 'Entrusted from above' },
    '6': { zh: '同级委托', en: 'Entrusted at this level' },
  },
  result: {
    '10': { zh: '出证办结', en: 'A licence' },
    '20': { zh: '出文办结', en: 'A document' },
    '99': { zh: '其他', en: 'Other' },
  },
  depth: {
    '1': { zh: '1 级：网上咨询', en: '1: enquiries online' },
    '2': { zh: '2 级：网上收件', en: '2: papers received online' },
    '3': { zh: '3 级：网上预审', en: '3: checked beforehand online' },
    '4': { zh: '4 级：网上受理', en: '4: accepted online' },
    '5': { zh: '5 级：网上办理', en: '5: handled online' },
    '6': { zh: '6 级：结果网上反馈', en: '6: told of the result online' },
    '7': { zh: '7 级：电子证照反馈', en: '7: electronic licence' },
  },
  coverage: {
    none: { zh: '不通办', en: 'None' },
    national: { zh: '全国通办', en: 'National' },
    province: { zh: '全省通办', en: 'Province' },
    city: { zh: '全市通办', en: 'City' },
    county: { zh: '全县通办', en: 'County' },
  },
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is Text =>
  isRecord(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string'

/** What a share that is checked later means, in a sentence. `share` is from 0 to 1. */
export function samplingWords(share: number): string {
  const percent = percentOf(share)
  if (percent === 0) return w('不抽查。', 'Nothing is checked later.')
  if (percent === 100)
    return w('自动准予的每一件都由审查岗事后核查。', 'An examiner checks every case that was granted.')
  return w(
    `自动准予的办件约有 ${percent}% 由审查岗事后核查。`,
    `An examiner checks about ${percent}% of the cases that were granted.`,
  )
}

/** A share in hundredths, to two places: what the editor shows and takes. */
export const percentOf = (share: number): number => Math.round(share * 10_000) / 100
export const shareOf = (percent: number): number => Math.round(percent * 100) / 10_000

export const tableUses: Record<'eligibility' | 'papers' | 'fee', Text> = {
  eligibility: { zh: '谁可以办', en: 'Who qualifies' },
  papers: { zh: '要哪些材料', en: 'Which papers' },
  fee: { zh: '收多少费', en: 'How much' },
}

const tableWords = (tables: Record<string, unknown>): string =>
  Object.entries(tableUses)
    .flatMap(([use, words]) => (typeof tables[use] === 'string' ? `${t(words)}${w('：', ': ')}${tables[use]}` : []))
    .join(w('；', '; ')) || w('无', 'None')

/** One value of an element as a line of words; lists are given line by line by `elementLines`. */
export function elementWords(element: string, value: unknown): string {
  if (value === undefined || value === null) return w('无', 'None')
  if (typeof value === 'boolean') return value ? w('是', 'Yes') : w('否', 'No')
  if (typeof value === 'string') {
    const named = codeWords[element]?.[value]
    return named ? t(named) : value
  }
  if (element === 'sampling' && typeof value === 'number') return samplingWords(value)
  if (element === 'tables' && isRecord(value)) return tableWords(value)
  if (element === 'depth' && typeof value === 'number') return elementWords('depth', String(value))
  if (typeof value === 'number') return element === 'visits' ? w(`${value} 次`, `${value}`) : String(value)
  if (isText(value)) return t(value)
  if (!isRecord(value)) return JSON.stringify(value)
  if (typeof value['value'] === 'number' && typeof value['unit'] === 'string')
    return `${limitWords({ value: value['value'], unit: value['unit'] as 'working-day' })}${value['basis'] ? w(`（${String(value['basis'])}）`, ` (${String(value['basis'])})`) : ''}`
  if (isText(value['question']) && isText(value['answer'])) return `${t(value['question'])} — ${t(value['answer'])}`
  if (typeof value['charged'] === 'boolean' && isText(value['text']))
    return `${t(value['text'])}${value['basis'] ? w(`（${String(value['basis'])}）`, ` (${String(value['basis'])})`) : ''}`
  if (isText(value['review']) && isText(value['litigation']))
    return w(
      `复议：${t(value['review'])}；诉讼：${t(value['litigation'])}`,
      `Review: ${t(value['review'])}; court: ${t(value['litigation'])}`,
    )
  if (element === 'variants')
    return w(`办理流程：${elementWords('route', value['route'])}`, `Route: ${elementWords('route', value['route'])}`)
  if (isText(value['name'])) return t(value['name'])
  if (isText(value['text'])) return t(value['text'])
  if (Array.isArray(value['sections']))
    return value['sections']
      .flatMap((one: unknown) => (isRecord(one) && isText(one['title']) ? [t(one['title'])] : []))
      .join(w('、', ', '))
  return JSON.stringify(value)
}

/** An element as lines: one for a single value, one for each of a list. */
export const elementLines = (element: string, value: unknown): string[] =>
  Array.isArray(value)
    ? value.length === 0
      ? [w('无', 'None')]
      : ['channels', 'levels', 'subjects', 'delivery', 'aliases', 'seeAlso'].includes(element)
        ? [value.map((one) => elementWords(element, one)).join(w('、', ', '))]
        : value.map((one) => elementWords(element, one))
    : [elementWords(element, value)]
