import type { PlacedDraft } from '#handling'
import { type Form, listApplicable } from '#management'
import { AskQuestion } from '../guide/ask-question.tsx'
import { Csrf } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import type { DraftData } from './draft-data.ts'
import { frame } from './draft-frame.tsx'
import { SectionFields } from './section-fields.tsx'
import { mentions } from './steps.ts'

export function answersPage(view: View, data: DraftData): string {
  const { applied, draft, flaws } = data
  const { w } = view
  const questions = listApplicable(applied.content.questions, draft.content.answers)
  return frame(
    view,
    data,
    'answers',
    <form
      method="post"
      action={`/drafts/${draft.draftId}/answers`}
      data-draft={draft.draftId}
      data-step="answers"
      data-account={view.session?.account.accountId}
      data-saved-at={draft.savedAt.toString()}
      noValidate
    >
      <Csrf view={view} />
      {questions.map((question) => {
        const flaw = flaws.find((one) => one.pointer === `/answers/${question.id}`)
        return (
          <AskQuestion
            key={question.id}
            view={view}
            question={question}
            chosen={draft.content.answers[question.id]}
            {...(flaw ? { wrong: view.t(flaw.sentence) } : {})}
          />
        )
      })}
      <div className="actions">
        <button type="submit">{w('下一步', 'Next')}</button>
      </div>
    </form>,
  )
}

export function sectionPage(view: View, data: DraftData, section: Form['sections'][number]): string {
  const { draft, flaws } = data
  const { w, t } = view
  return frame(
    view,
    data,
    section.id,
    <form
      method="post"
      action={`/drafts/${draft.draftId}/${section.id}`}
      data-draft={draft.draftId}
      data-step={section.id}
      data-account={view.session?.account.accountId}
      data-saved-at={draft.savedAt.toString()}
      data-known={JSON.stringify(knownFor(section, draft))}
      data-check={data.applied.check}
      data-zone={view.city.zone}
      noValidate
    >
      <Csrf view={view} />
      {section.intro ? <p>{t(section.intro)}</p> : null}
      <SectionFields
        view={view}
        fields={section.fields}
        answers={draft.content.answers}
        values={draft.content.form}
        flaws={flaws}
        sources={data.sources}
      />
      <div className="actions">
        <button type="submit">{w('下一步', 'Next')}</button>
      </div>
    </form>,
  )
}

/** What conditions on this page look at and other pages hold: for the script that shows and hides fields. */
function knownFor(section: Form['sections'][number], draft: PlacedDraft): Record<string, unknown> {
  const all: Record<string, unknown> = { ...draft.content.form, ...draft.content.answers }
  const conditions = section.fields.map((field) => field.when)
  return Object.fromEntries(
    Object.entries(all).filter(([id]) => conditions.some((when) => when !== undefined && mentions(when, id))),
  )
}
