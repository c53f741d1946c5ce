import { committedNoteOf, decidesByRule, type FeeAssessment, type FeeLine, type ServiceItem } from '#management'
import { Mixed, SampleMark } from '../layout/parts.tsx'
import { bodyName, formatLimit, keepHours, type View } from '../layout/view.ts'
import { FeeWords } from './assessment-parts.tsx'

const channelTexts = {
  counter: { zh: '窗口', en: 'counter' },
  online: { zh: '网上', en: 'online' },
  mobile: { zh: '手机', en: 'phone' },
  mail: { zh: '邮寄', en: 'post' },
  village: { zh: '村里代办', en: 'village agent' },
} as const

/** The card of facts: who decides, where, how long, how often, how much. */
export function Facts({ view, item, fee }: { view: View; item: ServiceItem; fee: FeeAssessment | null }) {
  const { content, contact, authority } = item
  const { w, t } = view
  return (
    <div className="facts">
      <dl>
        <dt>{w('谁来办', 'Who decides')}</dt>
        <dd>{bodyName(view, authority)}</dd>
        <dt>{w('在哪办', 'Where')}</dt>
        <dd>
          {content.channels.map((one) => t(channelTexts[one])).join(w('、', ', '))}
          <br />
          <span className="quiet">
            <Mixed view={view} text={contact.address} />
          </span>
        </dd>
        <HowLong view={view} item={item} />
        <dt>{w('跑几次', 'Visits')}</dt>
        <dd>
          {content.visits === 0 ? w('不用跑', 'None') : w(`${content.visits} 次`, String(content.visits))}
          {content.visitReason ? <span className="quiet small"> {t(content.visitReason)}</span> : null}
        </dd>
        <HowMuch view={view} item={item} fee={fee} />
        <dt>{w('时间', 'Hours')}</dt>
        <dd>{keepHours(t(contact.hours))}</dd>
        <dt>{w('咨询', 'Ask')}</dt>
        <dd>
          <a className="tap" href={`tel:${contact.phone}`}>
            {contact.phone}
          </a>
        </dd>
        <dt>{w('投诉', 'Complain')}</dt>
        <dd>
          <a className="tap" href={`tel:${contact.complaintPhone}`}>
            {contact.complaintPhone}
          </a>
        </dd>
      </dl>
    </div>
  )
}

/** What it costs in this situation, and line by line. */
function HowMuch({ view, item, fee }: { view: View; item: ServiceItem; fee: FeeAssessment | null }) {
  const { fee: said } = item.content
  return (
    <>
      <dt>{view.w('收费', 'Fee')}</dt>
      <dd>
        <FeeWords view={view} fee={fee} text={said.text} /> <SampleMark view={view} confirmed={item.confirmed} />
        <FeeLines view={view} lines={said.lines ?? []} />
      </dd>
    </>
  )
}

/** 收费项目: each with its standard, its basis and who pays less. */
const FeeLines = ({ view, lines }: { view: View; lines: readonly FeeLine[] }) =>
  lines.length === 0 ? null : (
    <ul className="small fee-lines">
      {lines.map((line) => (
        <li key={line.name.zh}>
          {view.t(line.name)}
          {view.w('：', ': ')}
          <b>{view.t(line.standard)}</b>
          {line.basis === '' ? null : (
            <span className="quiet">
              <Mixed view={view} text={view.w(`（${line.basis}）`, ` (${line.basis})`)} />
            </span>
          )}
          {line.reduction ? (
            <>
              <br />
              {view.w('减免：', 'Reduced: ')}
              {view.t(line.reduction)}
            </>
          ) : null}
        </li>
      ))}
    </ul>
  )

/** The committed limit beside the statutory one, drawn as two bars of the same scale. */
function HowLong({ view, item }: { view: View; item: ServiceItem }) {
  const { w } = view
  const { committed, statutory } = item.content
  const share = statutory === null ? 100 : Math.min(100, (inDays(committed) / Math.max(1, inDays(statutory))) * 100)
  return (
    <>
      <dt>{w('多久', 'How long')}</dt>
      <dd>
        {formatLimit(view, committed)} <SampleMark view={view} confirmed={item.confirmed} />
        <br />
        <span className="quiet small">{view.t(committedNoteOf(item.content))}</span>
        {decidesByRule(view.city, item.content) ? (
          <>
            <br />
            {w('秒批：符合规则的立即办结', 'Decided in seconds: whatever fits the rules is done at once')}
          </>
        ) : null}
        {statutory === null ? (
          <>
            <br />
            <span className="quiet small">{w('法律没有另定时限', 'No limit set by law')}</span>
          </>
        ) : (
          <>
            <div className="bar" aria-hidden="true">
              <i className={`s${Math.max(5, Math.round(share / 5) * 5)}`} />
            </div>
            <div className="bar law" aria-hidden="true">
              <i className="s100" />
            </div>
            <span className="quiet small">
              {w(`法定 ${formatLimit(view, statutory)}`, `By law: ${formatLimit(view, statutory)}`)}
            </span>
          </>
        )}
      </dd>
    </>
  )
}

const inDays = (limit: { value: number; unit: string }): number =>
  limit.unit === 'month'
    ? limit.value * 21
    : limit.unit === 'working-day'
      ? limit.value
      : Math.ceil((limit.value * 5) / 7)
