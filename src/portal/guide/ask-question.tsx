import type { Question } from '#management'
import type { View } from '../layout/view.ts'

export const AskQuestion = ({
  view,
  question,
  chosen,
  wrong,
}: {
  view: View
  question: Question
  chosen: string | undefined
  wrong?: string
}) => (
  <fieldset id={`answers-${question.id}`} className={wrong ? 'wrong' : undefined}>
    <legend>
      {view.t(question.text)}
      {question.hint ? <span className="hint">{view.t(question.hint)}</span> : null}
      {wrong ? <span className="error">{wrong}</span> : null}
    </legend>
    {question.options.map((option) => (
      <label className="choice" key={option.value}>
        <input type="radio" name={question.id} value={option.value} defaultChecked={chosen === option.value} />
        <span>{view.t(option.label)}</span>
      </label>
    ))}
  </fieldset>
)
