import type { Field, GroupField, SimpleField } from '#management'
import { t, w } from '../text.ts'
import { idsIn, membersOf } from './asked.ts'
import type { PartProps } from './draft-part.ts'
import { FieldKind } from './field-kind.tsx'
import { asSimpleType, emptyField, simpleTypeWords, typeWords } from './field-kinds.ts'
import { Wording } from './field-wording.tsx'
import { IdField, idPattern } from './id-field.tsx'
import { OrderedCards } from './ordered-cards.tsx'
import { inWords } from './paper-fields.tsx'
import { ChoiceField, ListField, NumberField, PairField } from './part-fields.tsx'

type MembersProps = Omit<PartProps, 'set'> & { group: GroupField; set: (field: Field) => void; path: string }

/** 字段组: what each is called, how many there may be, and the fields that each of them has. */
export function Members({ group, set, path, ...part }: MembersProps) {
  const { flaws } = part
  const at = (element: string) => ({ path: `${path}/${element}`, flaws })
  return (
    <>
      <PairField
        {...at('itemLabel')}
        label={w('每一份叫什么', 'What each is called')}
        value={group.itemLabel}
        onChange={(itemLabel) => set({ ...group, itemLabel })}
      />
      <NumberField
        {...at('minItems')}
        label={w('最少几份', 'At least')}
        most={50}
        value={group.minItems}
        onChange={(minItems) => set({ ...group, minItems })}
      />
      <NumberField
        {...at('maxItems')}
        label={w('最多几份', 'At most')}
        least={1}
        most={50}
        value={group.maxItems}
        onChange={(maxItems) => set({ ...group, maxItems })}
      />
      <MemberList {...part} {...{ group, set, path }} />
    </>
  )
}

function MemberList({ group, set, path, ...part }: MembersProps) {
  const { content, flaws } = part
  return (
    <ListField path={`${path}/fields`} flaws={flaws} label={w('每一份要填的', 'What is filled in for each')}>
      <OrderedCards<SimpleField>
        inner="folded"
        least={1}
        values={group.fields}
        onChange={(fields) => set({ ...group, fields })}
        make={() => emptyField(idsIn(content))}
        words={{
          list: w('每一份要填的', 'What is filled in for each'),
          add: w('添加组内字段', 'Add a field to the group'),
          empty: '',
        }}
        nameOf={({ label }) => t(label) || w('还没有名称', 'No label yet')}
        noteOf={(one) => t(typeWords[one.type])}
        saidOf={(index) => flaws.under(`${path}/fields/${index}`)}
        draw={(member, change, index) => (
          <Member {...part} {...{ member, change, group }} path={`${path}/fields/${index}`} />
        )}
      />
    </ListField>
  )
}

type MemberProps = Omit<PartProps, 'set'> & {
  member: SimpleField
  change: (member: SimpleField) => void
  group: GroupField
  path: string
}

/** A field of a group: shown whenever the group is. */
function Member({ member, change, group, path, ...part }: MemberProps) {
  const { flaws, referring } = part
  const at = (element: string) => ({ path: `${path}/${element}`, flaws })
  return (
    <div className="part-fields">
      <Wording field={member} set={change} at={at} />
      <ChoiceField
        {...at('type')}
        label={w('怎么填', 'How it is filled in')}
        value={member.type}
        options={inWords(simpleTypeWords)}
        onChange={(type) => change(asSimpleType(member, type))}
      />
      <FieldKind
        {...{ path, flaws, referring }}
        field={member}
        set={(next) => (next.type === 'group' ? undefined : change(next))}
        onRename={(from, to) => change(optionRenamed(member, from, to))}
      />
      <IdField
        {...at('id')}
        value={member.id}
        pattern={idPattern}
        taken={membersOf(group).map((one) => one.id)}
        fixedBy={[]}
        onChange={(id) => change({ ...member, id })}
      />
    </div>
  )
}

const optionRenamed = (field: SimpleField, from: string, to: string): SimpleField =>
  field.type === 'choice' || field.type === 'choices'
    ? { ...field, options: field.options.map((one) => (one.value === from ? { ...one, value: to } : one)) }
    : field
