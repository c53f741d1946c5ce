import { isAskedFor } from '#handling'
import { listApplicable, type MergedBundle, resolveScenario, stateOf } from '#management'
import { AskQuestion } from '../guide/ask-question.tsx'
import { WhatToBring } from '../guide/guide-papers.tsx'
import { renderPage } from '../layout/layout.tsx'
import { Crumb } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import { memberName } from './apply-for-bundle.ts'
import { type Guide, type GuideProps, guideFor } from './bundle-guide.ts'
import { WholeFacts } from './bundle-guide-facts.tsx'
import { Members, Results } from './bundle-guide-items.tsx'
import { groupProvided } from './bundle-parts.tsx'

/** 一件事的办事指南: what it covers, who decides each, how long the whole takes, what to bring, what comes of it. */
export function bundleGuidePage(view: View, merged: MergedBundle, raw: Readonly<Record<string, string>>): string {
  const { bundle } = merged
  const { w, t } = view
  const guide = guideFor(view, merged, raw)
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
              {isOpen(view, guide) ? (
                <p className="go no-print">
                  <a className="button" href={applyAddress(guide)}>
                    {w('一次办理', 'Apply for all')}
                  </a>
                </p>
              ) : null}
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

/** Can it be applied for here and today? Only with everything that it needs. */
const isOpen = (view: View, { content, itemOf }: Guide): boolean =>
  content.needed.map(itemOf).every((one) => one !== undefined && stateOf(one.content, view.today) === 'in-use')

const applyAddress = ({ merged, chosen }: Guide): string => {
  const query = new URLSearchParams(chosen).toString()
  return `/bundles/${merged.bundle.id}/apply${query ? `?${query}` : ''}`
}

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

/** 您的情况: which of its members this reader needs. */
function Situation({ view, guide }: GuideProps) {
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

function Bring({ view, guide }: GuideProps) {
  const { content, merged } = guide
  const usesOf = (no: number) =>
    content.papers.find((one) => one.requirement.no === no)?.uses.map((use) => memberName(merged, use.entryId)) ?? []
  return (
    <>
      <WhatToBring
        view={view}
        materials={content.materials}
        all={content.materials.length}
        settled={content.materials.every((one) => one.when === undefined || !isAskedFor(one))}
        usesOf={usesOf}
        openNote={{
          zh: '标着“看您的情况”的，申请时再回答几个问题就知道要不要。',
          en: 'Whether you need those marked “depends” is settled by a few questions in the application.',
        }}
      />
      <ComesByItself view={view} guide={guide} />
    </>
  )
}

/** Papers that nobody brings, because another item's result becomes them. */
function ComesByItself({ view, guide }: GuideProps) {
  const { w } = view
  const { content, merged } = guide
  const provided = content.provided.map((one) => ({
    name: one.name,
    of: memberName(merged, one.of),
    for: memberName(merged, one.entryId),
  }))
  return provided.length === 0 ? null : (
    <>
      <h3>{w('前一项办好后自动提供，不用交', 'Comes by itself from another item')}</h3>
      <ul>
        {groupProvided(provided).map((one) => (
          <li key={`${one.name.zh} ${one.of.zh}`}>
            {view.t(one.name)}
            <span className="quiet">
              {w(
                `（由“${one.of.zh}”提供给“${one.for.map((item) => item.zh).join('”“')}”）`,
                ` (from “${one.of.en}” to ${one.for.map((item) => `“${item.en}”`).join(', ')})`,
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
