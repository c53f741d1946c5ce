import type { RatingNumbers } from '#engagement'
import type { CaseSummary, PlacedDraft } from '#handling'
import { plainName, type ServiceItem } from '#management'
import { groupCaseNo } from '#standards'
import { renderPage } from '../layout/layout.tsx'
import { formatLimit, formatTime, type View } from '../layout/view.ts'

export type HomeData = {
  common: readonly ServiceItem[]
  counts: { person: number; firm: number; village: number; departments: number; all: number }
  drafts: readonly { draft: PlacedDraft; name: string }[]
  waiting: readonly CaseSummary[]
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
        placeholder={view.w('例如：孩子刚出生怎么上户口', 'For example: register a newborn')}
        data-focus={big ? '' : undefined}
      />
      <button type="submit">{view.w('查找', 'Find')}</button>
    </form>
  </search>
)

export const ItemRow = ({ view, item, words }: { view: View; item: ServiceItem; words?: readonly string[] }) => (
  <li>
    <a href={`/items/${item.itemCode}`}>
      <span className="name">{mark(view.t(item.content.name), words ?? [])}</span>
      <span className="sub">
        {[
          item.content.subjects
            .map((one) => (one === 'natural' ? view.w('个人', 'persons') : view.w('企业', 'firms')))
            .join(view.w('和', ' and ')),
          item.authority.name,
          formatLimit(view, item.content.committed),
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

/** Marks the words that matched, without touching anything else. */
function mark(text: string, words: readonly string[]) {
  const found = words.filter((word) => word.length > 0 && text.includes(word)).toSorted((a, b) => b.length - a.length)
  const word = found[0]
  if (word === undefined) return text
  const at = text.indexOf(word)
  return (
    <>
      {text.slice(0, at)}
      <mark>{word}</mark>
      {text.slice(at + word.length)}
    </>
  )
}

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
        <h2 className="sr">{w('大家常办', 'Often done')}</h2>
        <ul className="rows tasks">
          {data.common.map((item) => (
            <ItemRow key={item.itemCode} view={view} item={item} />
          ))}
        </ul>
        <h2>{w('按类别找', 'Browse')}</h2>
        <ul className="ways">
          <Way
            href="/browse/person"
            name={w('个人', 'Persons')}
            count={w(`${data.counts.person} 项`, `${data.counts.person} items`)}
          />
          <Way
            href="/browse/firm"
            name={w('企业', 'Firms')}
            count={w(`${data.counts.firm} 项`, `${data.counts.firm} items`)}
          />
          <Way
            href="/browse/village"
            name={w('村里办', 'In the village')}
            count={w(`${data.counts.village} 项`, `${data.counts.village} items`)}
          />
          <Way
            href="/browse/departments"
            name={w('部门', 'Departments')}
            count={w(`${data.counts.departments} 个`, String(data.counts.departments))}
          />
        </ul>
        <Numbers view={view} data={data} />
      </>
    ),
  })
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
              <span className="name">{one.itemName}</span>
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

function Numbers({ view, data }: { view: View; data: HomeData }) {
  const { w } = view
  const { ratings } = data
  return (
    <section aria-labelledby="numbers">
      <h2 id="numbers">{w('办得怎么样', 'How we are doing')}</h2>
      <dl className="numbers">
        <div>
          <dt>{w('可办事项', 'Items')}</dt>
          <dd>{data.counts.all.toLocaleString('en')}</dd>
          <dd>
            <small>
              {w(
                `${plainName(view.city.divisions.get(`${view.city.cityCode}00000000`))}各级合计`,
                'at all levels of the city',
              )}
            </small>
          </dd>
        </div>
        <div>
          <dt>{w('评价', 'Ratings')}</dt>
          <dd>{ratings.answered === 0 ? '–' : `${Math.round((ratings.good / ratings.answered) * 100)}%`}</dd>
          <dd>
            <small>
              {ratings.answered === 0
                ? w(`邀请 ${ratings.invited} 人，还没有人评价`, `${ratings.invited} invited, nobody has answered yet`)
                : w(
                    `满意；邀请 ${ratings.invited} 人，${ratings.answered} 人作答`,
                    `satisfied; ${ratings.invited} invited, ${ratings.answered} answered`,
                  )}
            </small>
          </dd>
        </div>
      </dl>
    </section>
  )
}
