import type { ReactNode } from 'react'
import { renderPage } from '../layout/layout.tsx'
import { ErrorSummary, Mixed } from '../layout/parts.tsx'
import { formatTime, type View } from '../layout/view.ts'
import type { DraftData } from './draft-data.ts'
import { stepsOf, stepTitle } from './steps.ts'

/** The frame of every page of an application: where one is, what is saved, one primary button that says what happens. */
export function frame(view: View, data: DraftData, step: string, body: ReactNode, foot?: ReactNode): string {
  const { w, t } = view
  const { applied, draft, flaws } = data
  const steps = stepsOf(applied, draft.content)
  const at = steps.indexOf(step)
  const title = stepTitle(view, applied, step)
  return renderPage(view, {
    title: `${title} – ${t(applied.content.name)}`,
    wrong: flaws.length > 0,
    islands: ['draft'],
    narrow: true,
    children: (
      <>
        <p className="crumbs">
          {at > 0 ? (
            <a href={`/drafts/${draft.draftId}/${steps[at - 1]}`}>← {w('上一步', 'Back')}</a>
          ) : (
            <a href={applied.guide}>← {w('办事指南', 'Guide')}</a>
          )}
        </p>
        <ErrorSummary view={view} flaws={flaws} />
        <p className="progress">
          {w(
            `${t(applied.content.name)} · 第 ${at + 1} 步，共 ${steps.length} 步`,
            `${t(applied.content.name)} · step ${at + 1} of ${steps.length}`,
          )}
        </p>
        <h1>{title}</h1>
        {data.actingFor ? (
          <p className="note">
            <Mixed
              view={view}
              text={w(`您正在替“${data.actingFor}”办理。`, `You are acting for “${data.actingFor}”.`)}
            />
          </p>
        ) : null}
        {body}
        <Saved view={view} at={draft.savedAt} />
        {foot}
      </>
    ),
  })
}

const Saved = ({ view, at }: { view: View; at: Temporal.Instant }) => (
  <p className="saved" role="status" data-saved>
    {view.w(
      `${formatTime(view, at)} 已保存，换手机、电脑都能接着办`,
      `Saved ${formatTime(view, at)}; carry on from any device`,
    )}
  </p>
)
