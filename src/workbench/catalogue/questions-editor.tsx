import type { Question } from '#management'
import { t, w } from '../text.ts'
import { type Asked, askedBefore, askedBy, askedQuestion, freshId, idsIn } from './asked.ts'
import { ConditionField } from './condition-field.tsx'
import { conditionWords } from './condition-rows.ts'
import type { PartProps } from './draft-part.ts'
import { IdField, idPattern } from './id-field.tsx'
import { OrderedCards } from './ordered-cards.tsx'
import { without } from './paper-fields.tsx'
import { OptionalPairField, PairField } from './part-fields.tsx'
import { QuestionOptions } from './question-options.tsx'
import { fixedAsked, referrersOfAsked } from './referrers.ts'
import { renameQuestion } from './renames.ts'

const emptyQuestion = ({ content }: Pick<PartProps, 'content'>): Question => ({
  id: freshId('question', idsIn(content)),
  text: { zh: '', en: '' },
  options: [
    { value: 'yes', label: { zh: '是', en: 'Yes' } },
    { value: 'no', label: { zh: '否', en: 'No' } },
  ],
})

const noteOf = (one: Question, asked: readonly Asked[]): string =>
  [
    one.options.map((option) => t(option.label)).join(w(' / ', ' / ')),
    one.when ? w(`条件：${conditionWords(one.when, asked)}`, `if ${conditionWords(one.when, asked)}`) : '',
  ]
    .filter((words) => words !== '')
    .join(w('；', '; '))

/** 情形: the questions that select papers and fields, in the order in which they are asked. */
export function QuestionsEditor(props: PartProps) {
  const { content, set, flaws, referring } = props
  const asked = askedBy(content)
  return (
    <OrderedCards
      values={content.questions}
      onChange={(questions) => set('questions', questions)}
      make={() => emptyQuestion(props)}
      words={{
        list: w('情形问题', 'Questions'),
        add: w('添加问题', 'Add a question'),
        empty: w('不问情形：材料和表单对所有人都一样', 'Nothing is asked: papers and form are the same for everybody'),
      }}
      nameOf={({ text }) => t(text) || w('还没有写问题', 'No question yet')}
      noteOf={(one) => noteOf(one, asked)}
      saidOf={(at) => flaws.under(`questions/${at}`)}
      referrersOf={(one) => referrersOfAsked(referring, one.id)}
      draw={(one, change, at) => <QuestionFields {...props} {...{ one, change, at, asked }} />}
    />
  )
}

type FieldsProps = PartProps & {
  one: Question
  change: (one: Question) => void
  at: number
  asked: readonly Asked[]
}

function QuestionFields({ one, change, at, asked, ...part }: FieldsProps) {
  const { content, flaws, referring } = part
  const path = `questions/${at}`
  const of = (element: keyof Question) => ({ path: `${path}/${element}`, flaws })
  return (
    <div className="part-fields">
      <PairField
        {...of('text')}
        label={w('问题', 'Question')}
        value={one.text}
        onChange={(text) => change({ ...one, text })}
      />
      <OptionalPairField
        {...of('hint')}
        label={w('提示', 'Hint')}
        value={one.hint}
        onChange={(hint) => change(without(one, 'hint', hint))}
      />
      <QuestionOptions {...part} question={one} change={change} path={path} />
      <ConditionField
        {...of('when')}
        label={w('什么时候问', 'When it is asked')}
        always={w('没有条件：每次都问。', 'No condition: it is always asked.')}
        value={one.when}
        onChange={(when) => change(without(one, 'when', when))}
        offered={askedBefore(content.questions.map(askedQuestion), one.id)}
        asked={asked}
      />
      <IdField
        {...of('id')}
        value={one.id}
        pattern={idPattern}
        taken={idsIn(content)}
        fixedBy={fixedAsked(referring, one.id)}
        onChange={(id) => part.replace(renameQuestion(content, one.id, id))}
      />
    </div>
  )
}
