import { limitFor, type ServiceItem } from '#management'
import { Mixed, SampleMark } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import { memberName } from './apply-for-bundle.ts'
import type { GuideProps } from './bundle-guide.ts'
import { wholeText } from './bundle-parts.tsx'

/** The card of facts of the whole: how long, how many items and offices, how often one must go, what it costs. */
export function WholeFacts({ view, guide }: GuideProps) {
  const { w } = view
  const { content, itemOf } = guide
  const items = content.needed.flatMap((entryId) => itemOf(entryId) ?? [])
  const bodies = new Set(items.map((item) => item.authority.creditCode)).size
  const visits = Math.max(0, ...items.map((item) => item.content.visits))
  // The whole is as sure as its least sure item.
  const confirmed = items.every((item) => item.confirmed)
  const charged = items.filter((item) => item.content.fee.charged)
  return (
    <div className="facts">
      <dl>
        <WholeTime view={view} guide={guide} confirmed={confirmed} />
        <dt>{w('几项', 'Items')}</dt>
        <dd>
          {w(
            `${items.length} 项，${bodies} 个部门分别办`,
            `${items.length}, handled by ${bodies} ${bodies === 1 ? 'office' : 'offices'}`,
          )}
        </dd>
        <dt>{w('跑几次', 'Visits')}</dt>
        <dd>{visits === 0 ? w('不用跑', 'None') : w(`${visits} 次`, String(visits))}</dd>
        <dt>{w('收费', 'Fee')}</dt>
        <dd>
          {charged.length === 0
            ? w('免费', 'Free')
            : charged.map((item) => <Charge key={item.entryId} view={view} item={item} />)}
          {charged.length === 0 ? (
            <>
              {' '}
              <SampleMark view={view} confirmed={confirmed} />
            </>
          ) : null}
        </dd>
      </dl>
    </div>
  )
}

/** The longest chain of waiting, with what it consists of. */
function WholeTime({ view, guide, confirmed }: GuideProps & { confirmed: boolean }) {
  const limit = limitFor(guide.merged, guide.shown)
  const chain = limit.path.map((entryId) => view.t(memberName(guide.merged, entryId)))
  return (
    <>
      <dt>{view.w('全程多久', 'How long')}</dt>
      <dd>
        {wholeText(view, limit.workingDays)} <SampleMark view={view} confirmed={confirmed} />
        {chain.length > 1 ? (
          <>
            <br />
            <span className="quiet small">{chain.join(' → ')}</span>
          </>
        ) : null}
      </dd>
    </>
  )
}

const Charge = ({ view, item }: { view: View; item: ServiceItem }) => (
  <div>
    <Mixed
      view={view}
      text={view.w(
        `${item.content.name.zh}：${item.content.fee.text.zh}`,
        `${item.content.name.en}: ${item.content.fee.text.en}`,
      )}
    />{' '}
    <SampleMark view={view} confirmed={item.confirmed} />
  </div>
)
