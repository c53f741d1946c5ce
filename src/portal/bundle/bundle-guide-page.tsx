import {
  type Answers,
  type BundleContent,
  cleanAnswers,
  contentFor,
  limitFor,
  listApplicable,
  type MergedBundle,
  resolveScenario,
  type ServiceItem,
  sortMembers,
  standingNeeds,
} from '#management'
import { AskQuestion } from '../guide/ask-question.tsx'
import { WhatToBring } from '../guide/guide-papers.tsx'
import { renderPage } from '../layout/layout.tsx'
import { Crumb, Mixed } from '../layout/parts.tsx'
import { bodyName, formatLimit, type View } from '../layout/view.ts'
import { memberName } from './apply-for-bundle.ts'
import { wholeText } from './bundle-parts.tsx'

/** A guide on the table: the bundle, what this reader answered, and the items where the reader is. */
type Guide = {
  merged: MergedBundle
  /** Answered by the reader. */
  chosen: Record<string, string>
  /** The same, and the commonest answer where none was given. */
  shown: Record<string, string>
  content: BundleContent
  itemOf: (entryId: string) => ServiceItem | undefined
  needsPlace: boolean
}

/** The first answer of each question that was not answered: the page shows the commonest case until it knows. */
function withCommonest(merged: MergedBundle, chosen: Answers): Record<string, string> {
  const answers: Record<string, string> = {}
  for (const question of merged.bundle.questions) {
    if (listApplicable([question], answers).length === 0) continue
    const known = question.options.find((one) => one.value === chosen[question.id])
    answers[question.id] = (known ?? question.options[0])?.value ?? ''
  }
  return answers
}

/** 一件事的办事指南: what it covers, who decides each, how long the whole takes, what to bring, what comes of it. */
export function bundleGuidePage(view: View, merged: MergedBundle, raw: Readonly<Record<string, string>>): string {
  const { bundle } = merged
  const { w, t } = view
  const chosen = cleanAnswers(bundle.questions, raw)
  const shown = withCommonest(merged, chosen)
  const found = new Map(
    merged.members.map((one) => [one.member.entryId, view.city.findItemFor(one.member.entryId, view.place.code)]),
  )
  const guide: Guide = {
    merged,
    chosen,
    shown,
    content: contentFor(merged, shown, true),
    itemOf: (entryId) => found.get(entryId)?.item,
    needsPlace: [...found.values()].some((one) => one?.needsPlace === true),
  }
  return renderPage(view, {
    title: t(bundle.name),
    children: (
      <>
        <Crumb href="/bundles">{w('一件事一次办', 'Several things at once')}</Crumb>
        <h1>{t(bundle.name)}</h1>
        <p>{t(bundle.summary)}</p>
        {guide.needsPlace ? <ChoosePlace view={view} /> : null}
        <div className="guide">
          <aside>
            <div className="stay">
              <WholeFacts view={view} guide={guide} />
              <p className="go no-print">
                <a className="button" href={applyAddress(guide)}>
                  {w('一次办理', 'Apply for all')}
                </a>
              </p>
            </div>
          </aside>
          <div>
            <Situation view={view} guide={guide} />
            <Members view={view} guide={guide} />
            <Bring view={view} guide={guide} />
            <Results view={view} guide={guide} />
          </div>
        </div>
      </>
    ),
  })
}

const applyAddress = ({ merged, chosen }: Guide): string => {
  const query = new URLSearchParams(chosen).toString()
  return `/bundles/${merged.bundle.id}/apply${query ? `?${query}` : ''}`
}

type Props = { view: View; guide: Guide }

const ChoosePlace = ({ view }: { view: View }) => (
  <div className="note">
    <p>
      {view.w('有的事由县区或乡镇办。', 'Some of this is handled by counties and townships. ')}
      <a href={`/place?return=${encodeURIComponent(view.path)}`}>
        {view.w('选择您的县区或乡镇', 'Choose your county or township')}
      </a>
    </p>
  </div>
)

function WholeFacts({ view, guide }: Props) {
  const { w } = view
  const { content, merged, itemOf } = guide
  const limit = limitFor(merged, guide.shown)
  const items = content.needed.flatMap((entryId) => itemOf(entryId) ?? [])
  const bodies = new Set(items.map((item) => item.authority.creditCode)).size
  const visits = Math.max(0, ...items.map((item) => item.content.visits))
  const charged = items.filter((item) => item.content.fee.charged)
  const chain = limit.path.map((entryId) => view.t(memberName(merged, entryId)))
  return (
    <div className="facts">
      <dl>
        <dt>{w('全程多久', 'How long')}</dt>
        <dd>
          {wholeText(view, limit.workingDays)}
          {limit.path.length > 1 ? (
            <>
              <br />
              <span className="quiet small">{chain.join(' → ')}</span>
            </>
          ) : null}
        </dd>
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
            : charged.map((item) => (
                <div key={item.entryId}>
                  <Mixed
                    view={view}
                    text={w(
                      `${item.content.name.zh}：${item.content.fee.text.zh}`,
                      `${item.content.name.en}: ${item.content.fee.text.en}`,
                    )}
                  />
                </div>
              ))}
        </dd>
      </dl>
    </div>
  )
}

/** 您的情况: which of its members this reader needs. */
function Situation({ view, guide }: Props) {
  const { w } = view
  const { merged, chosen } = guide
  const { bundle } = merged
  const isComplete = resolveScenario(bundle.questions, chosen).type === 'complete'
  if (bundle.questions.length === 0) return null
  return (
    <section aria-labelledby="situation">
      <h2 id="situation">{w('您是什么情况？', 'What is your situation?')}</h2>
      <form method="get" action={`/bundles/${bundle.id}#items`} className="no-print">
        {isComplete ? null : (
          <p className="quiet">
            {w('没回答的，下面先按最常见的情况列出。', 'Until you answer, the commonest case is shown below.')}
          </p>
        )}
        {listApplicable(bundle.questions, guide.shown).map((question) => (
          <AskQuestion key={question.id} view={view} question={question} chosen={chosen[question.id]} />
        ))}
        <button type="submit" className="second">
          {w('看看我要办哪几项', 'Show what I need')}
        </button>
      </form>
    </section>
  )
}

/** 一起办哪几项: in the order in which they can go, who decides each, how long, and what each waits for. */
function Members({ view, guide }: Props) {
  const { w, t } = view
  const { merged, content, itemOf } = guide
  const needed = new Set(content.needed)
  const order = (sortMembers(merged.bundle.members) ?? []).filter((one) => needed.has(one.entryId))
  return (
    <section aria-labelledby="items">
      <h2 id="items">{w(`一起办这 ${order.length} 项`, `These ${order.length} items`)}</h2>
      <ol className="steps">
        {order.map((member) => {
          const item = itemOf(member.entryId)
          const givers = standingNeeds(member, needed).map((need) => memberName(merged, need.of))
          return item === undefined ? null : (
            <li key={member.entryId}>
              <b>
                <a href={`/items/${item.itemCode}`}>{t(item.content.name)}</a>
              </b>
              <small>
                {bodyName(view, item.authority)}
                {w('，', ', ')}
                {formatLimit(view, item.content.committed)}
                {givers.length === 0 ? null : (
                  <>
                    <br />
                    {w(
                      `等“${givers.map((one) => one.zh).join('”“')}”办结后自动开始，结果不用您再交`,
                      `begins by itself after ${givers.map((one) => `“${one.en}”`).join(', ')}; you hand in nothing more`,
                    )}
                  </>
                )}
              </small>
            </li>
          )
        })}
      </ol>
      <NotNeeded view={view} guide={guide} />
    </section>
  )
}

function NotNeeded({ view, guide }: Props) {
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

function Bring({ view, guide }: Props) {
  const { w } = view
  const { content, merged } = guide
  const usesOf = (no: number) =>
    content.papers.find((one) => one.requirement.no === no)?.uses.map((use) => memberName(merged, use.entryId)) ?? []
  return (
    <>
      <WhatToBring
        view={view}
        materials={content.materials}
        all={content.materials.length}
        settled={content.materials.every((one) => one.when === undefined)}
        usesOf={usesOf}
      />
      {content.provided.length === 0 ? null : (
        <>
          <h3>{w('前一项办好后自动提供，不用交', 'Comes by itself from another item')}</h3>
          <ul>
            {content.provided.map((one) => (
              <li key={`${one.entryId} ${one.materialNo}`}>
                {view.t(one.name)}
                <span className="quiet">
                  {w(
                    `（由“${memberName(merged, one.of).zh}”提供给“${memberName(merged, one.entryId).zh}”）`,
                    ` (from “${memberName(merged, one.of).en}” to “${memberName(merged, one.entryId).en}”)`,
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Results({ view, guide }: Props) {
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
