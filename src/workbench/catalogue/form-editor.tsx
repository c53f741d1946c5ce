import type { Field, Form } from '#management'
import { t, w } from '../text.ts'
import { type Asked, askedBy, freshId, idsIn } from './asked.ts'
import { conditionWords } from './condition-rows.ts'
import type { PartProps } from './draft-part.ts'
import { FieldFields } from './field-fields.tsx'
import { emptyField, typeWords } from './field-kinds.ts'
import { IdField, topicPattern } from './id-field.tsx'
import { OrderedCards } from './ordered-cards.tsx'
import { without } from './paper-fields.tsx'
import { ListField, OptionalPairField, PairField } from './part-fields.tsx'
import { type Referring, referrersOfAsked } from './referrers.ts'
import { emptyText } from './text-pair.tsx'

type Topic = Form['sections'][number]

/** A topic begins with one field, since a page without any would be asked for nothing. */
const emptyTopic = ({ content }: Pick<PartProps, 'content'>): Topic => ({
  id: freshId(
    'topic',
    content.form.sections.map((one) => one.id),
  ),
  title: { ...emptyText },
  fields: [emptyField(idsIn(content))],
})

/** Who counts on the fields of a topic, besides the topic itself. */
function referrersOfTopic(referring: Referring, topic: Topic): string[] {
  const { content } = referring
  const sections = content.form.sections.filter((one) => one !== topic)
  const rest = { ...referring, content: { ...content, form: { ...content.form, sections } } }
  return [...new Set(topic.fields.flatMap((one) => referrersOfAsked(rest, one.id)))]
}

/** 表单: one topic a page, its fields in their order. */
export function FormEditor(props: PartProps) {
  const { content, set, flaws, referring } = props
  return (
    <OrderedCards
      values={content.form.sections}
      onChange={(sections) => set('form', { ...content.form, sections })}
      make={() => emptyTopic(props)}
      least={1}
      words={{ list: w('主题', 'Topics'), add: w('添加主题', 'Add a topic'), empty: '' }}
      nameOf={({ title }) => t(title) || w('还没有标题', 'No title yet')}
      noteOf={({ fields }) => fields.map((one) => t(one.label)).join(w('、', ', '))}
      saidOf={(at) => flaws.under(`form/sections/${at}`)}
      referrersOf={(topic) => referrersOfTopic(referring, topic)}
      draw={(topic, change, at) => <TopicFields {...props} {...{ topic, change, at }} />}
    />
  )
}

type TopicProps = PartProps & { topic: Topic; change: (topic: Topic) => void; at: number }

function TopicFields({ topic, change, at, ...part }: TopicProps) {
  const { content, flaws } = part
  const path = `form/sections/${at}`
  const of = (element: keyof Topic) => ({ path: `${path}/${element}`, flaws })
  return (
    <div className="part-fields">
      <PairField
        {...of('title')}
        label={w('标题', 'Title')}
        value={topic.title}
        onChange={(title) => change({ ...topic, title })}
      />
      <OptionalPairField
        {...of('intro')}
        label={w('说明', 'Introduction')}
        value={topic.intro}
        onChange={(intro) => change(without(topic, 'intro', intro))}
      />
      <ListField {...of('fields')} label={w('字段', 'Fields')}>
        <TopicList {...part} {...{ topic, change, path }} />
      </ListField>
      <IdField
        {...of('id')}
        label={w('主题的编号', 'Id of the topic')}
        note={w('网址里用到', 'Part of the address')}
        value={topic.id}
        pattern={topicPattern}
        taken={content.form.sections.map((one) => one.id)}
        fixedBy={[]}
        onChange={(id) => change({ ...topic, id })}
      />
    </div>
  )
}

/** A field in one line, while its card is closed. */
const noteOf = (one: Field, asked: readonly Asked[]): string =>
  [
    t(typeWords[one.type]),
    one.required ? w('必填', 'required') : w('可不填', 'optional'),
    one.when ? conditionWords(one.when, asked) : '',
  ]
    .filter((words) => words !== '')
    .join(w('；', '; '))

function TopicList({ topic, change, path, ...part }: Omit<TopicProps, 'at'> & { path: string }) {
  const { content, flaws, referring } = part
  const asked = askedBy(content)
  return (
    <OrderedCards<Field>
      inner="folded"
      least={1}
      values={topic.fields}
      onChange={(fields) => change({ ...topic, fields })}
      make={() => emptyField(idsIn(content))}
      words={{ list: w('字段', 'Fields'), add: w('添加字段', 'Add a field'), empty: '' }}
      nameOf={({ label }) => t(label) || w('还没有名称', 'No label yet')}
      noteOf={(one) => noteOf(one, asked)}
      saidOf={(at) => flaws.under(`${path}/fields/${at}`)}
      referrersOf={(one) => referrersOfAsked(referring, one.id)}
      draw={(field, set, at) => (
        <FieldFields {...part} {...{ field, set, asked }} path={`${path}/fields/${at}`} section={topic.id} />
      )}
    />
  )
}
