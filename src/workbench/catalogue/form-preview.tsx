import { Radio } from 'antd'
import { useState } from 'react'
import type { EntryContent, Field, Form, Question } from '#management'
import { holds } from '../../management/scenario/holds.ts'
import { FormField } from '../case-file/act-dialog.tsx'
import { GroupInput, SimpleInput } from '../counter/field-input.tsx'
import { Notice } from '../layout/notice.tsx'
import { t, w } from '../text.ts'

type Given = Record<string, unknown>

const nothing = () => undefined

/** What an applicant meets: the questions, the papers that these answers ask for, and the form. Nothing is kept of it. */
export function FormPreview({ content }: { content: EntryContent }) {
  const [answers, setAnswers] = useState<Given>({})
  const [values, setValues] = useState<Given>({})
  const { asked, stop } = scenarioOf(content.questions, answers)
  return (
    <section className="preview" aria-label={w('申请人看到的', 'What an applicant sees')}>
      <h2>{w('申请人看到的', 'What an applicant sees')}</h2>
      <p className="hint">{w('可以试着答和填，不会保存。', 'Try it: nothing is kept.')}</p>
      {asked.map((question) => (
        <AskedQuestion
          key={question.id}
          question={question}
          value={answers[question.id]}
          onChange={(value) => setAnswers({ ...answers, [question.id]: value })}
        />
      ))}
      {stop ? (
        <Notice kind="amber">{t(stop)}</Notice>
      ) : (
        <>
          <Papers content={content} answers={answers} />
          {content.form.sections.map((topic) => (
            <Topic
              key={topic.id}
              {...{ topic, answers, values }}
              change={(id, value) => setValues({ ...values, [id]: value })}
            />
          ))}
        </>
      )}
    </section>
  )
}

/** The questions that these answers lead to, and why it ends where an answer ends it. */
function scenarioOf(questions: readonly Question[], answers: Given) {
  const asked: Question[] = []
  const known: Given = {}
  for (const question of questions) {
    if (question.when !== undefined && !holds(question.when, known)) continue
    asked.push(question)
    const chosen = question.options.find((one) => one.value === answers[question.id])
    if (chosen) known[question.id] = chosen.value
    if (chosen?.stop) return { asked, stop: chosen.stop.why }
  }
  return { asked, stop: null }
}

type AskedProps = { question: Question; value: unknown; onChange: (value: unknown) => void }

const AskedQuestion = ({ question, value, onChange }: AskedProps) => (
  <FormField label={t(question.text)} hint={question.hint ? t(question.hint) : undefined} error={undefined}>
    {({ status: _status, ...given }) => (
      <Radio.Group
        {...given}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        options={question.options.map((one) => ({ value: one.value, label: t(one.label) }))}
      />
    )}
  </FormField>
)

/** Which papers these answers ask for; where a table says it, that is not known here. */
function Papers({ content, answers }: { content: EntryContent; answers: Given }) {
  const asked = content.materials.filter((one) => one.when === undefined || holds(one.when, answers))
  return (
    <>
      <h3>{w('要带什么', 'What to bring')}</h3>
      {content.tables?.papers ? (
        <p className="hint">{w('由决策表决定。', 'Decided by a table.')}</p>
      ) : asked.length === 0 ? (
        <p className="hint">{w('什么都不用带。', 'Nothing.')}</p>
      ) : (
        <ul className="preview-papers">
          {asked.map((one) => (
            <li key={one.no}>
              {t(one.name)}
              {one.heldBy === null && one.kind !== 'form' ? '' : w('（不用交）', ' (not asked for)')}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

type TopicProps = {
  topic: Form['sections'][number]
  answers: Given
  values: Given
  change: (id: string, value: unknown) => void
}

function Topic({ topic, answers, values, change }: TopicProps) {
  const shown = topic.fields.filter((one) => one.when === undefined || holds(one.when, { ...answers, ...values }))
  if (shown.length === 0) return null
  return (
    <>
      <h3>{t(topic.title)}</h3>
      {topic.intro ? <p className="hint">{t(topic.intro)}</p> : null}
      {shown.map((field) => (
        <OneField key={field.id} field={field} value={values[field.id]} onChange={(value) => change(field.id, value)} />
      ))}
    </>
  )
}

const OneField = ({ field, value, onChange }: { field: Field; value: unknown; onChange: (value: unknown) => void }) =>
  field.type === 'group' ? (
    <GroupInput field={field} value={value} errorAt={nothing} onChange={onChange} />
  ) : (
    <SimpleInput field={field} value={value} error={undefined} onChange={onChange} />
  )
