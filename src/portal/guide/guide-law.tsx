import type { Text } from '#base'
import { type ItemState, isInHall, reliefOf, type ServiceItem, stateOf } from '#management'
import { type FactRow, FactTable, Mixed, SampleMark } from '../layout/parts.tsx'
import { nameFor, placeName, type View } from '../layout/view.ts'

export const typeTexts = {
  '01': { zh: '行政许可', en: 'Administrative licence' },
  '05': { zh: '行政给付', en: 'Benefit' },
  '07': { zh: '行政确认', en: 'Confirmation' },
  '10': { zh: '其他行政权力', en: 'Other administrative power' },
  '20': { zh: '公共服务', en: 'Public service' },
} as const

/** Questions and answers, articles, rights, and every element of the implementation list. */
export function Law({ view, item }: { view: View; item: ServiceItem }) {
  const { content } = item
  const { w, t } = view
  return (
    <>
      <Faqs view={view} item={item} />
      <section aria-labelledby="law">
        <h2 id="law">
          {w('依据与权利', 'Law and rights')} <SampleMark view={view} confirmed={item.confirmed} />
        </h2>
        <ul>
          {content.legalBasis.map((one) => (
            <li key={one}>
              <Mixed view={view} text={one} />
            </li>
          ))}
          {content.rights.map((right) => (
            <li key={right.zh}>{t(right)}</li>
          ))}
        </ul>
        <Relief view={view} item={item} />
        <details className="no-print">
          <summary>{w('编码与其他要素', 'Codes and other elements')}</summary>
          <FactTable view={view} rows={elementRows(view, item)} />
        </details>
      </section>
    </>
  )
}

/** 救济渠道: where to ask for a review, and where to sue. */
function Relief({ view, item }: { view: View; item: ServiceItem }) {
  const { w, t } = view
  const { review, litigation } = reliefOf(item, view.city)
  return (
    <p>
      <Mixed view={view} text={w(`行政复议机关：${review.zh}`, `Review: ${t(review)}`)} />
      <br />
      <Mixed view={view} text={w(`行政诉讼法院：${litigation.zh}`, `Court: ${t(litigation)}`)} />
    </p>
  )
}

function Faqs({ view, item }: { view: View; item: ServiceItem }) {
  const { w, t } = view
  if (item.content.faqs.length === 0) return null
  return (
    <section aria-labelledby="faqs">
      <h2 id="faqs">{w('常见问题', 'Questions')}</h2>
      {item.content.faqs.map((faq) => (
        <details key={faq.question.zh}>
          <summary>{t(faq.question)}</summary>
          <p>
            <Mixed view={view} text={t(faq.answer)} />
          </p>
        </details>
      ))}
    </section>
  )
}

const natures = {
  '1': { zh: '法定机关', en: 'statutory organ' },
  '2': { zh: '授权组织', en: 'authorised body' },
  '3': { zh: '受委托组织', en: 'entrusted body' },
} as const

const powerSources = {
  '1': { zh: '法定本级行使', en: 'by law, at this level' },
  '2': { zh: '上级下放', en: 'handed down from above' },
  '3': { zh: '上级授权', en: 'authorised from above' },
  '4': { zh: '同级授权', en: 'authorised at this level' },
  '5': { zh: '上级委托', en: 'entrusted from above' },
  '6': { zh: '同级委托', en: 'entrusted at this level' },
} as const satisfies Record<ServiceItem['content']['powerSource'], Text>

const states = {
  'in-use': { zh: '在用', en: 'in use' },
  paused: { zh: '暂停', en: 'suspended' },
  cancelled: { zh: '取消', en: 'ended' },
} as const satisfies Record<ItemState, Text>

const coverages = {
  none: { zh: '未实现', en: 'none' },
  national: { zh: '全国', en: 'national' },
  province: { zh: '全省', en: 'province' },
  city: { zh: '全市', en: 'city' },
  county: { zh: '全县', en: 'county' },
} as const

const levelTexts = {
  city: { zh: '市级', en: 'city' },
  county: { zh: '县级', en: 'county' },
  township: { zh: '乡镇级', en: 'township' },
  village: { zh: '村级', en: 'village' },
} as const

/** From when until when; an item without such dates is in force without an end, which nobody needs to read. */
const dateRows = (view: View, { content: { effectiveOn, cancelOn } }: ServiceItem): [string, string][] => [
  ...(effectiveOn ? [[view.w('生效日期', 'In force from'), effectiveOn] as [string, string]] : []),
  ...(cancelOn ? [[view.w('取消日期', 'Ends on'), cancelOn] as [string, string]] : []),
]

function elementRows(view: View, item: ServiceItem): FactRow[] {
  const { content, authority } = item
  const { w, t } = view
  const yes = (value: boolean) => (value ? w('是', 'yes') : w('否', 'no'))
  return [
    [w('实施编码', 'Item code'), item.itemCode, item.itemCode],
    [w('业务办理项编码', 'Handling item code'), item.handlingCode, item.handlingCode],
    [w('基本编码', 'Catalogue code'), item.basicCode, item.basicCode],
    [w('事项状态', 'State'), t(states[stateOf(content, view.today)])],
    ...dateRows(view, item),
    [w('事项类型', 'Type'), t(typeTexts[content.typeCode])],
    [w('办件类型', 'Kind'), content.caseType === 'instant' ? w('即办件', 'instant') : w('承诺件', 'committed')],
    [w('行使层级', 'Level'), t(levelTexts[authority.level])],
    [
      w('实施主体代码', 'Authority code'),
      `${authority.creditCode}${authority.synthetic ? w('（合成，仅演示）', ' (synthetic)') : ''}`,
      authority.creditCode,
    ],
    [w('实施主体性质', 'Nature'), t(natures[authority.nature])],
    [w('权力来源', 'Source of power'), t(powerSources[content.powerSource])],
    [w('通办范围', 'Coverage'), t(coverages[content.coverage])],
    [w('网上办理深度', 'Online depth'), w(`${content.depth} 级`, String(content.depth))],
    [w('进驻政务大厅', 'In the service centre'), yes(isInHall(content))],
    [w('预约办理', 'Appointments'), yes(content.appointment)],
    [w('网上支付', 'Online payment'), yes(content.fee.payOnline)],
    [w('物流快递', 'Delivery by post'), yes(content.delivery.includes('mail'))],
    [w('自助终端', 'Self-service machine'), yes(content.terminal)],
    [w('数量限制', 'Number limit'), content.numberLimit ? t(content.numberLimit) : w('无', 'none')],
    [w('中介服务', 'Intermediary'), content.intermediary ? t(content.intermediary) : w('无', 'none')],
    [
      w('联办机构', 'Joint authorities'),
      content.jointAuthorities.map((one) => nameFor(view, one)).join(w('、', ', ')) || w('无', 'none'),
    ],
    [w('主题', 'Theme'), nameFor(view, content.theme)],
    [w('版本', 'Revision'), `${item.revision.entry}${item.revision.override ? `.${item.revision.override}` : ''}`],
    [w('所在地方', 'Place'), placeName(view, view.city.divisions.get(authority.divisionCode))],
  ]
}
