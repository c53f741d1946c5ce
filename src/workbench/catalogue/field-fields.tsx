import type { Field, PrefillSource } from '#management'
import { t, w } from '../text.ts'
import { type Asked, askedBefore, idsIn } from './asked.ts'
import { ConditionField } from './condition-field.tsx'
import type { PartProps } from './draft-part.ts'
import { FieldKind } from './field-kind.tsx'
import { asType, prefillWords, typeWords } from './field-kinds.ts'
import { type FieldOf, Wording } from './field-wording.tsx'
import { Members } from './group-members.tsx'
import { IdField, idPattern } from './id-field.tsx'
import { inWords, without } from './paper-fields.tsx'
import { ChoiceField } from './part-fields.tsx'
import { fixedAsked } from './referrers.ts'
import { moveField, renameField, renameFieldAnswer } from './renames.ts'

type Props = Omit<PartProps, 'set'> & {
  field: Field
  set: (field: Field) => void
  asked: readonly Asked[]
  path: string
  /** The topic in which it stands. */
  section: string
}

/** A field of a topic: what it is called and for, how it is filled in, when it is shown, and where it stands. */
export function FieldFields({ field, set, asked, path, section, ...part }: Props) {
  const { content, flaws, replace, referring } = part
  const taken = idsIn(content)
  const at = (element: string) => ({ path: `${path}/${element}`, flaws })
  return (
    <div className="part-fields">
      <Wording field={field} set={set} at={at} />
      <Filling field={field} set={set} at={at} taken={taken} />
      <FieldKind
        {...{ field, set, path, flaws, referring }}
        onRename={(from, to) => replace(renameFieldAnswer(content, field.id, from, to))}
      />
      {field.type === 'group' ? <Members {...part} {...{ path, set }} group={field} /> : null}
      <ConditionField
        {...at('when')}
        label={w('什么时候要填', 'When it is shown')}
        always={w('没有条件：每次都显示。', 'No condition: it is always shown.')}
        value={field.when}
        onChange={(when) => set(without(field, 'when', when))}
        offered={askedBefore(asked, field.id)}
        asked={asked}
      />
      <Place {...{ content, replace, flaws, path, section }} field={field} />
      <IdField
        {...at('id')}
        value={field.id}
        pattern={idPattern}
        taken={taken}
        fixedBy={fixedAsked(referring, field.id)}
        onChange={(id) => replace(renameField(content, field.id, id))}
      />
    </div>
  )
}

const hasMembers = (field: Field): boolean =>
  field.type === 'group' && (field.fields.length > 1 || field.fields.some((one) => one.label.zh + one.label.en !== ''))

/** How it is filled in, and with what beforehand. */
const Filling = ({ field, set, at, taken }: FieldOf<Field> & { taken: readonly string[] }) => (
  <>
    <ChoiceField
      {...at('type')}
      label={w('怎么填', 'How it is filled in')}
      hint={hasMembers(field) ? w('组里有字段，先去掉才能换', 'Remove its fields before changing this') : undefined}
      isFixed={hasMembers(field)}
      value={field.type}
      options={inWords(typeWords)}
      onChange={(type) => set(asType(field, type, taken))}
    />
    <Prefill field={field} set={set} at={at} />
  </>
)

const Prefill = ({ field, set, at }: FieldOf<Field>) =>
  field.type === 'group' ? null : (
    <ChoiceField<PrefillSource | ''>
      {...at('prefill')}
      label={w('预填', 'Filled in beforehand')}
      value={field.prefill ?? ''}
      options={{ '': w('不预填', 'Nothing'), ...inWords(prefillWords) }}
      onChange={(source) => set(without(field, 'prefill', source === '' ? undefined : source))}
    />
  )

type PlaceProps = Pick<Props, 'content' | 'replace' | 'flaws' | 'path' | 'section'> & { field: Field }

/** In which topic it stands; the only field of a topic stays where it is. */
function Place({ content, replace, flaws, path, section, field }: PlaceProps) {
  const { sections } = content.form
  const isLast = sections.find((one) => one.id === section)?.fields.length === 1
  const options = Object.fromEntries(sections.map((one) => [one.id, t(one.title) || one.id]))
  return sections.length < 2 ? null : (
    <ChoiceField
      path={`${path}/topic`}
      flaws={flaws}
      label={w('所在主题', 'Topic')}
      hint={isLast ? w('主题里只有这一个字段，不能移走', 'The only field of its topic stays') : undefined}
      isFixed={isLast}
      value={section}
      options={options}
      onChange={(to) => replace(moveField(content, field.id, to))}
    />
  )
}
