import type { RatingNumbers } from '#engagement'
import type { CaseNumbers, CaseSummary, PlacedDraft } from '#handling'
import { decidesByRule, type ServiceItem, stateOf } from '#management'
import { groupCaseNo } from '#standards'
import { renderPage } from '../layout/layout.tsx'
import { bodyName, formatLimit, formatTime, nameFor, type View } from '../layout/view.ts'
import { markWords } from '../search/mark-words.tsx'

export type HomeData = {
  common: readonly ServiceItem[]
  counts: { person: number; firm: number; village: number; bundles: number; departments: number; all: number }
  drafts: readonly { draft: PlacedDraft; name: string }[]
  waiting: readonly CaseSummary[]
  cases: CaseNumbers
  ratings: RatingNumbers
}

export const SearchBox = ({ view, q, big }: { view: View; q: string; big?: boolean }) => (
  <search>
    <form className="box" action="/search" method="get">
      <label className="sr" htmlFor="q">
        {view.w('您要办什么事', 'What do you want to do')}
      </label>
      <input
        id="q"
        name="q"
        type="search"
        defaultValue={q}
        maxLength={200}
        autoComplete="off"
        enterKeyHint="search"
        placeholder={view.w(view.elder ? '例如：上户口' : '例如：给孩子上户口', 'e.g. register a newborn')}
        data-focus={big ? '' : undefined}
      />
      {big ? (
        <button type="button" className="voice" data-voice hidden>
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path d="M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3Z" />
            <path d="M6 11a6 6 0 0 0 12 0M12 17v4" />
          </svg>
          <span className="sr">{view.w('用说的', 'Say it')}</span>
        </button>
      ) : null}
      <button type="submit">{view.w('查找', 'Find')}</button>
    </form>
    {big ? <p className="heard" role="status" data-heard /> : null}
  </search>
)

export const ItemRow = ({ view, item, words }: { view: View; item: ServiceItem; words?: readonly string[] }) => (
  <li>
    <a href={`/items/${item.itemCode}`}>
      {/* The name stays whole for whoever looks for it in the page, however it is marked. */}
      <span className="name" title={words && view.t(item.content.name)}>
        {markWords(view.t(item.content.name), words ?? [])}
      </span>
      {stateOf(item.content, view.today) === 'in-use' ? null : (
        <span className="tag amber">{view.w('暂不受理', 'not open now')}</span>
      )}
      <span className="sub">
        {[
          item.content.subjects
            .map((one) => (one === 'natural' ? view.w('个人', 'persons') : view.w('企业', 'firms')))
            .join(view.w('和', ' and ')),
          bodyName(view, item.authority),
          decidesByRule(view.city, item.content)
            ? view.w('秒批', 'in seconds')
            : formatLimit(view, item.content.committed),
          item.content.visits === 0
            ? view.w('不用跑', 'no visit')
            : view.w(
                `跑 ${item.content.visits} 次`,
                `${item.content.visits} visit${item.content.visits === 1 ? '' : 's'}`,
              ),
        ].map((part, index) => (
          <span className="part" key={part}>
            {index > 0 ? <span className="sr">{view.w('，', ', ')}</span> : null}
            {part}
          </span>
        ))}
      </span>
    </a>
  </li>
)

export function homePage(view: View, data: HomeData): string {
  const { w } = view
  return renderPage(view, {
    title: w('您要办什么事？', 'What do you want to do?'),
    islands: ['home'],
    children: (
      <>
        <div className="ask">
          <h1>{w('您要办什么事？', 'What do you want to do?')}</h1>
          <SearchBox view={view} q="" big />
        </div>
        <Continue view={view} data={data} />
        <Common view={view} items={data.common} alone={data.drafts.length === 0 && data.waiting.length === 0} />
        <Ways view={view} counts={data.counts} />
        <Numbers view={view} data={data} />
      </>
    ),
  })
}

/** What people here do most. A phone shows the first four; the rest are one tap away, by the address alone. */
const Common = ({ view, items, alone }: { view: View; items: readonly ServiceItem[]; alone: boolean }) => (
  <section aria-labelledby="common">
    <h2 className={alone ? 'sr' : undefined} id="common">
      {view.w('大家常办', 'Often done')}
    </h2>
    <ul className="rows tasks first" id="more">
      {items.map((item) => (
        <ItemRow key={item.itemCode} view={view} item={item} />
      ))}
    </ul>
    {items.length > 4 ? (
      <p className="more">
        <a className="tap" href="#more">
          {view.w('更多常办的事', 'More that is often done')}
        </a>
      </p>
    ) : null}
  </section>
)

function Ways({ view, counts }: { view: View; counts: HomeData['counts'] }) {
  const { w } = view
  const items = (count: number) => w(`${count} 项`, `${count} items`)
  return (
    <section aria-labelledby="ways">
      <h2 id="ways">{w('按类别找', 'Browse')}</h2>
      <ul className="ways">
        <Way href="/browse/person" name={w('个人', 'Persons')} count={items(counts.person)} />
        <Way href="/browse/firm" name={w('企业', 'Firms')} count={items(counts.firm)} />
        <Way href="/browse/village" name={w('村里办', 'In the village')} count={items(counts.village)} />
        <Way
          href="/bundles"
          name={w('一件事', 'All at once')}
          count={w(`${counts.bundles} 件`, `${counts.bundles} bundles`)}
        />
        <Way
          href="/browse/departments"
          name={w('部门', 'Departments')}
          count={w(`${counts.departments} 个`, `${counts.departments} departments`)}
        />
      </ul>
    </section>
  )
}

const Way = ({ href, name, count }: { href: string; name: string; count: string }) => (
  <li>
    <a href={href}>
      <b>{name}</b>
      <span>{count}</span>
    </a>
  </li>
)

function Continue({ view, data }: { view: View; data: HomeData }) {
  const { w } = view
  if (data.drafts.length === 0 && data.waiting.length === 0) return null
  return (
    <section aria-labelledby="continue">
      <h2 id="continue">{w('继续办理', 'Carry on')}</h2>
      <ul className="rows">
        {data.waiting.map((one) => (
          <li key={one.caseNo}>
            <a href={`/cases/${one.caseNo}`}>
              <span className="name">{nameFor(view, one.itemName)}</span>
              <span className="tag amber">{w('需要您补交材料', 'waiting for you')}</span>
              <span className="sub">{groupCaseNo(one.caseNo)}</span>
            </a>
          </li>
        ))}
        {data.drafts.map(({ draft, name }) => (
          <li key={draft.draftId}>
            <a href={`/drafts/${draft.draftId}`}>
              <span className="name">{name}</span>
              <span className="tag grey">{w('草稿', 'draft')}</span>
              <span className="sub">
                {w(`${formatTime(view, draft.savedAt)} 保存`, `saved ${formatTime(view, draft.savedAt)}`)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** 办得怎么样: counted from real cases and ratings; where nothing happened yet, that is what it says. */
function Numbers({ view, data }: { view: View; data: HomeData }) {
  const { w } = view
  const { cases, ratings } = data
  const share = (part: number, whole: number) => (whole === 0 ? '–' : `${Math.floor((part / whole) * 100)}%`)
  return (
    <section aria-labelledby="numbers">
      <h2 id="numbers">{w('办得怎么样', 'How we are doing')}</h2>
      <dl className="numbers">
        <Count
          name={w('可办事项', 'Items')}
          value={data.counts.all.toLocaleString('en')}
          note={w('市、县、乡、村合计', 'at all levels of the city')}
        />
        <Count
          name={w('收到办件', 'Cases received')}
          value={cases.received.toLocaleString('en')}
          note={w(`办结 ${cases.handled} 件`, `${cases.handled} handled`)}
        />
        <Count
          name={w('按时办结', 'Handled on time')}
          value={share(cases.onTime, cases.handled)}
          note={
            cases.handled === 0
              ? w('还没有办结的', 'none handled yet')
              : w(`${cases.handled} 件里 ${cases.onTime} 件按时`, `${cases.onTime} of ${cases.handled}`)
          }
        />
        <Count
          name={w('评价', 'Ratings')}
          value={share(ratings.good, ratings.answered)}
          note={
            ratings.answered === 0
              ? w(`邀请 ${ratings.invited} 人，还没有人评价`, `${ratings.invited} invited, nobody has answered yet`)
              : w(
                  `满意；邀请 ${ratings.invited} 人，${ratings.answered} 人作答`,
                  `satisfied; ${ratings.invited} invited, ${ratings.answered} answered`,
                )
          }
        />
      </dl>
    </section>
  )
}

const Count = ({ name, value, note }: { name: string; value: string; note: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {value}
      <small>{note}</small>
    </dd>
  </div>
)
