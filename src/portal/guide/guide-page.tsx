import type { Text } from '#base'
import { listApplicableMaterials } from '#handling'
import {
  asAnswered,
  assessAnswers,
  cleanAnswers,
  type Eligibility,
  type FeeAssessment,
  listApplicable,
  resolveScenario,
  type ScenarioOutcome,
  type ServiceItem,
  whyCannotBegin,
  whyNotOnline,
} from '#management'
import { renderPage } from '../layout/layout.tsx'
import { Crumb, Mixed } from '../layout/parts.tsx'
import { bodyName, type View } from '../layout/view.ts'
import { AskQuestion } from './ask-question.tsx'
import { EligibilityNote, GoTo } from './assessment-parts.tsx'
import { Facts } from './guide-facts.tsx'
import { Law } from './guide-law.tsx'
import { WhatToBring } from './guide-papers.tsx'
import { WhatHappens } from './guide-steps.tsx'

/**
 * The guide: complete, and for this reader. `raw` are answers from the address; the page is the same for everybody with the
 * same answers, so that it can be made once and served many times.
 */
export function guidePage(
  view: View,
  item: ServiceItem,
  raw: Readonly<Record<string, string>>,
  needsPlace: boolean,
): string {
  const { content } = item
  const { w, t } = view
  const answers = cleanAnswers(content.questions, raw)
  const outcome = resolveScenario(content.questions, answers)
  // Until the questions are answered the list shows everything that may be asked for.
  const settled = outcome.type === 'complete'
  const materials = settled ? listApplicableMaterials(item, answers) : content.materials
  const { eligibility, fee } = assessAnswers(item, answers)
  const handled = asAnswered(item, answers)
  return renderPage(view, {
    title: t(content.name),
    children: (
      <>
        <Crumb href="/">{w('首页', 'Home')}</Crumb>
        <h1>{t(content.name)}</h1>
        <Notes view={view} item={item} needsPlace={needsPlace} />
        <div className="guide">
          <Beside view={view} item={handled} answers={answers} fee={fee} mayApply={outcome.type !== 'stopped'} />
          <div>
            <CanI view={view} item={item} answers={answers} eligibility={eligibility} />
            <WhatToBring {...{ view, materials, settled }} all={content.materials.length} confirmed={item.confirmed} />
            <WhatHappens view={view} item={handled} />
            <WhatYouGet view={view} item={item} />
            <Law view={view} item={item} />
          </div>
        </div>
      </>
    ),
  })
}

type BesideProps = Pick<CanIProps, 'view' | 'item' | 'answers'> & { fee: FeeAssessment | null; mayApply: boolean }

/** What stays in sight: the facts, and the button. */
const Beside = ({ view, item, answers, fee, mayApply }: BesideProps) => (
  <aside>
    <div className="stay">
      <Facts view={view} item={item} fee={fee} />
      {mayApply ? <ApplyButton view={view} item={item} answers={answers} /> : null}
    </div>
  </aside>
)

function ApplyButton({ view, item, answers }: Pick<CanIProps, 'view' | 'item' | 'answers'>) {
  if ((whyCannotBegin(view.city, item, view.today) ?? whyNotOnline(item)) !== null) return null
  const query = new URLSearchParams(answers).toString()
  return (
    <p className="go no-print">
      <a className="button" href={`/items/${item.itemCode}/apply${query ? `?${query}` : ''}`}>
        {view.w('在线办理', 'Apply online')}
      </a>
    </p>
  )
}

function ChoosePlace({ view, item }: { view: View; item: ServiceItem }) {
  const { w } = view
  return (
    <div className="note">
      <p>
        {w(`现在显示的是${item.authority.name}。`, `Shown for ${bodyName(view, item.authority)}. `)}
        <a href={`/place?return=${encodeURIComponent(view.path)}`}>
          {w('选择您的县区或乡镇', 'Choose your county or township')}
        </a>
      </p>
    </div>
  )
}

/** Why nobody can apply for it today. */
const Closed = ({ view, why }: { view: View; why: Text }) => (
  <div className="note red" role="status">
    <p>
      <Mixed view={view} text={view.t(why)} />
    </p>
  </div>
)

function Notes({ view, item, needsPlace }: { view: View; item: ServiceItem; needsPlace: boolean }) {
  const why = whyCannotBegin(view.city, item, view.today)
  const offline = why === null ? whyNotOnline(item) : null
  return (
    <>
      {why === null ? null : <Closed view={view} why={why} />}
      {offline === null ? null : (
        <div className="note">
          <p>{view.t(offline)}</p>
        </div>
      )}
      {needsPlace ? <ChoosePlace view={view} item={item} /> : null}
      <Together view={view} item={item} />
    </>
  )
}

/** 可以一次办: the larger matters that this item is part of. */
function Together({ view, item }: { view: View; item: ServiceItem }) {
  const wholes = [...view.city.bundles.values()].filter((one) =>
    one.members.some(({ member }) => member.entryId === item.entryId),
  )
  if (wholes.length === 0) return null
  return (
    <p className="no-print">
      <span className="quiet">{view.w('也可以和别的事一次办：', 'Part of a larger matter, done at once: ')}</span>
      {wholes.map(({ bundle }) => (
        <span className="part" key={bundle.id}>
          <a className="tap" href={`/bundles/${bundle.id}`}>
            {view.t(bundle.name)}
          </a>
        </span>
      ))}
    </p>
  )
}

type CanIProps = {
  view: View
  item: ServiceItem
  answers: Readonly<Record<string, string>>
  eligibility: Eligibility | null
}

function CanI({ view, item, answers, eligibility }: CanIProps) {
  const { content } = item
  const { w, t } = view
  const outcome = resolveScenario(content.questions, answers)
  const questions = listApplicable(content.questions, answers)
  return (
    <section aria-labelledby="can-i">
      <h2 id="can-i">{w('我能办吗？', 'Can I?')}</h2>
      <ul>
        {content.conditions.map((condition) => (
          <li key={condition.zh}>{t(condition)}</li>
        ))}
      </ul>
      {questions.length === 0 ? null : (
        <form
          method="get"
          action={`/items/${item.itemCode}#${content.tables?.eligibility === undefined ? 'what-to-bring' : 'qualifies'}`}
          className="no-print"
        >
          <p className="quiet">
            {w('回答几个问题，材料清单会变短，只留您需要的。', 'A few answers shorten the list to what you need.')}
          </p>
          {questions.map((question) => (
            <AskQuestion key={question.id} view={view} question={question} chosen={answers[question.id]} />
          ))}
          <button type="submit" className="second">
            {w('看看我要带什么', 'Show what I need')}
          </button>
        </form>
      )}
      {eligibility === null ? null : (
        <div id="qualifies">
          <EligibilityNote view={view} eligibility={eligibility} mayGoOn />
        </div>
      )}
      {outcome.type === 'stopped' ? <Stopped view={view} outcome={outcome} /> : null}
    </section>
  )
}

function Stopped({ view, outcome }: { view: View; outcome: Extract<ScenarioOutcome, { type: 'stopped' }> }) {
  const { w, t } = view
  return (
    <div className="note red" role="status">
      <p>
        <b>{w('按您的情况，不用（或不能）办这一项。', 'In your situation this is not the right item.')}</b>
      </p>
      <p>{t(outcome.why)}</p>
      {outcome.goTo ? <GoTo view={view} entryId={outcome.goTo} /> : null}
    </div>
  )
}

const ways = {
  online: {
    zh: '网上下载电子版，带二维码，谁都能验真伪',
    en: 'to download, with a QR code that anybody can verify',
  },
  counter: { zh: '到窗口领取', en: 'to collect at the counter' },
  mail: { zh: '邮寄到家', en: 'by post' },
} as const satisfies Record<ServiceItem['content']['delivery'][number], Text>

/** What comes of it, and only in the ways in which this item delivers it. */
function WhatYouGet({ view, item }: { view: View; item: ServiceItem }) {
  const { w, t } = view
  const { result, delivery } = item.content
  return (
    <section aria-labelledby="what-you-get">
      <h2 id="what-you-get">{w('能拿到什么？', 'What do I get?')}</h2>
      <p>
        <b>{t(result.name)}</b>
        {w('：', ': ')}
        {delivery.map((one) => t(ways[one])).join(w('；', '; '))}
        {w('。', '.')}
      </p>
    </section>
  )
}
