import type { Text } from '#base'
import { noneHere, type ServiceItem, sortMembers, standingNeeds, whyCannotBegin } from '#management'
import { Mixed, SampleMark } from '../layout/parts.tsx'
import { bodyName, formatLimit, type View } from '../layout/view.ts'
import { memberName } from './apply-for-bundle.ts'
import type { GuideProps } from './bundle-guide.ts'

/** 一起办哪几项: in the order in which they can go, who decides each, how long, and what each waits for. */
export function Members({ view, guide }: GuideProps) {
  const { w } = view
  const { merged, content, itemOf } = guide
  const needed = new Set(content.needed)
  const order = (sortMembers(merged.bundle.members) ?? []).filter(
    (one) => needed.has(one.entryId) && itemOf(one.entryId) !== undefined,
  )
  return (
    <section aria-labelledby="items">
      <h2 id="items">
        {w(`一起办这 ${order.length} 项`, order.length === 1 ? 'This item' : `These ${order.length} items`)}
      </h2>
      <ol className="steps">
        {order.map((member) => {
          const item = itemOf(member.entryId)
          const givers = standingNeeds(member, needed).map((need) => memberName(merged, need.of))
          return item === undefined ? null : <Step key={member.entryId} view={view} item={item} givers={givers} />
        })}
      </ol>
      <Elsewhere view={view} guide={guide} />
      <NotNeeded view={view} guide={guide} />
    </section>
  )
}

/** What the answers need and nobody decides where the reader is. */
const Elsewhere = ({ view, guide }: GuideProps) =>
  guide.content.needed
    .filter((entryId) => guide.itemOf(entryId) === undefined)
    .map((entryId) => (
      <p className="note red" key={entryId}>
        <Mixed view={view} text={view.t(noneHere(memberName(guide.merged, entryId)))} />
      </p>
    ))

function NotNeeded({ view, guide }: GuideProps) {
  const rest = guide.merged.members.filter((one) => !guide.content.needed.includes(one.member.entryId))
  return rest.length === 0 ? null : (
    <p className="quiet">
      {view.w(
        `按您的情况不用办：${rest.map((one) => one.content.name.zh).join('、')}。`,
        `Not needed in your situation: ${rest.map((one) => one.content.name.en).join(', ')}.`,
      )}
    </p>
  )
}

type StepProps = { view: View; item: ServiceItem; givers: readonly Text[] }

const Step = ({ view, item, givers }: StepProps) => (
  <li>
    <b>
      <a className="tap" href={`/items/${item.itemCode}`}>
        {view.t(item.content.name)}
      </a>
    </b>
    <small>
      {bodyName(view, item.authority)}
      {view.w('，', ', ')}
      {formatLimit(view, item.content.committed)} <SampleMark view={view} confirmed={item.confirmed} />
    </small>
    <Closed view={view} item={item} />
    {givers.length === 0 ? null : (
      <small>
        {view.w(
          `等“${givers.map((one) => one.zh).join('”“')}”办结后自动开始，结果不用您再交`,
          `begins by itself after ${givers.map((one) => `“${one.en}”`).join(', ')}; you hand in nothing more`,
        )}
      </small>
    )}
  </li>
)

/** An item of the whole that nobody can apply for today, and why. */
function Closed({ view, item }: { view: View; item: ServiceItem }) {
  const why = whyCannotBegin(view.city, item, view.today)
  return why === null ? null : (
    <p className="note red">
      <Mixed view={view} text={view.t(why)} />
    </p>
  )
}

/** 能拿到什么: every result, in the order of the bundle. */
export function Results({ view, guide }: GuideProps) {
  const { w, t } = view
  const items = guide.content.needed.flatMap((entryId) => guide.itemOf(entryId) ?? [])
  return (
    <section aria-labelledby="what-you-get">
      <h2 id="what-you-get">{w('能拿到什么？', 'What do I get?')}</h2>
      <p>{w('办好一项给一项，不用等全部办完：', 'Each as soon as it is ready, without waiting for the rest:')}</p>
      <ul>
        {items.map((item) => (
          <li key={item.entryId}>
            <b>{t(item.content.result.name)}</b>
            <span className="quiet">{w(`（${item.content.name.zh}）`, ` (${item.content.name.en})`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
