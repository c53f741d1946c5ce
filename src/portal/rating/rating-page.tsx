import type { Flaw } from '#base'
import { type Invitation, type Level, ratingLevels, ratingOptions } from '#engagement'
import { renderPage } from '../layout/layout.tsx'
import { Crumb, Csrf, ErrorSummary, FlawOf } from '../layout/parts.tsx'
import { formatDate, nameFor, type View } from '../layout/view.ts'

const levels: readonly Level[] = [5, 4, 3, 2, 1]

/** What stands in the form: what was sent and refused stays in it. */
export type TypedRating = { level: number | null; options: readonly string[]; remark: string }
const emptyRating: TypedRating = { level: null, options: [], remark: '' }

/** One invitation, one rating. Nothing is chosen beforehand: not answering is not five stars. */
export function ratingPage(
  view: View,
  invitation: Invitation,
  token: string,
  flaws: readonly Flaw[],
  thanked: boolean,
  typed: TypedRating = emptyRating,
): string {
  const { w } = view
  const title = w('评价这次办理', 'Rate how this was handled')
  return renderPage(view, {
    title,
    narrow: true,
    islands: ['rating'],
    wrong: flaws.length > 0,
    children: (
      <>
        <Crumb href={`/cases/${invitation.caseNo}`}>{w('办件', 'The case')}</Crumb>
        <ErrorSummary view={view} flaws={flaws} />
        <h1>{title}</h1>
        <p>{nameFor(view, invitation.itemName)}</p>
        {thanked || invitation.used ? (
          <Answered view={view} thanked={thanked} />
        ) : Temporal.Instant.compare(invitation.expiresAt, view.now) <= 0 ? (
          <Expired view={view} />
        ) : (
          <RatingForm view={view} invitation={invitation} token={token} flaws={flaws} typed={typed} />
        )}
      </>
    ),
  })
}

const Answered = ({ view: { w }, thanked }: { view: View; thanked: boolean }) => (
  <div className="note ok" role="status">
    <p>
      {thanked
        ? w('谢谢，已收到您的评价。', 'Thank you; your rating has been received.')
        : w('这次办理已经评价过了。每个办件评价一次。', 'This has been rated already; each case is rated once.')}
    </p>
  </div>
)

const Expired = ({ view: { w } }: { view: View }) => (
  <div className="note amber">
    <p>
      {w('评价时间已过。有意见请打 12345。', 'The time to rate has passed. Call 12345 if you have something to say.')}
    </p>
  </div>
)

type FormParts = { view: View; invitation: Invitation; token: string; flaws: readonly Flaw[]; typed: TypedRating }

function RatingForm({ view, invitation, token, flaws, typed }: FormParts) {
  const { w } = view
  return (
    <form method="post" action={`/rate/${token}`}>
      <Csrf view={view} />
      <p className="quiet">
        {w(
          `经办人看不到是谁评的。${formatDate(view, invitation.expiresAt.toZonedDateTimeISO(view.city.zone).toPlainDate())}前有效，不评也可以。`,
          `The officer does not see who rated. Open until ${formatDate(view, invitation.expiresAt.toZonedDateTimeISO(view.city.zone).toPlainDate())}; you need not answer.`,
        )}
      </p>
      <Levels view={view} flaws={flaws} typed={typed} />
      <div className="field">
        <label htmlFor="remark">
          {w('还想说的', 'Anything else')}
          <span className="optional">{w('（可不填）', ' (optional)')}</span>
        </label>
        <textarea id="remark" name="remark" maxLength={500} rows={3} defaultValue={typed.remark} />
      </div>
      <button type="submit">{w('提交评价', 'Send the rating')}</button>
    </form>
  )
}

const Levels = ({ view, flaws, typed }: Pick<FormParts, 'view' | 'flaws' | 'typed'>) => {
  const { w, t } = view
  const isWrong = flaws.some((one) => one.pointer === '/level')
  return (
    <fieldset
      className={isWrong ? 'stars wrong' : 'stars'}
      id="level"
      aria-describedby={isWrong ? 'level-error' : undefined}
    >
      <legend>
        {w('您满意吗？', 'How satisfied are you?')}
        <FlawOf view={view} flaws={flaws} pointer="/level" />
      </legend>
      {levels.map((level) => (
        <div key={level}>
          <label className="choice">
            <input type="radio" name="level" value={level} defaultChecked={level === typed.level} />
            <span>{t(ratingLevels[level])}</span>
          </label>
          <details className="options" data-level={level}>
            <summary>{w('因为（可多选）', 'Because (any that apply)')}</summary>
            {ratingOptions[level].map((option) => (
              <label className="choice" key={option.code}>
                <input
                  type="checkbox"
                  name="options"
                  value={option.code}
                  defaultChecked={typed.options.includes(option.code)}
                />
                <span>{t(option.text)}</span>
              </label>
            ))}
          </details>
        </div>
      ))}
    </fieldset>
  )
}
