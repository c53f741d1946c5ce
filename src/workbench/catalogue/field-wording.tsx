import type { Text } from '#base'
import type { Field } from '#management'
import { w } from '../text.ts'
import type { PartProps } from './draft-part.ts'
import { without } from './paper-fields.tsx'
import { OptionalPairField, PairField, TickField } from './part-fields.tsx'

export type FieldOf<F extends Field> = {
  field: F
  set: (field: F) => void
  at: (element: string) => { path: string; flaws: PartProps['flaws'] }
}

/** What every field says: its label, what it is for, a hint. */
export const Wording = <F extends Field>({ field, set, at }: FieldOf<F>) => (
  <>
    <PairField
      {...at('label')}
      label={w('名称', 'Label')}
      value={field.label}
      onChange={(label) => set({ ...field, label })}
    />
    <PairField
      {...at('purpose')}
      label={w('用途', 'What it is used for')}
      hint={w('没有用途的不能问（个人信息保护法第六条）', 'What has no purpose may not be asked (PIPL art. 6)')}
      value={field.purpose}
      onChange={(purpose: Text) => set({ ...field, purpose })}
    />
    <OptionalPairField
      {...at('hint')}
      label={w('提示', 'Hint')}
      value={field.hint}
      onChange={(hint) => set(without<F, 'hint'>(field, 'hint', hint))}
    />
    <TickField
      {...at('required')}
      label={w('必填', 'Required')}
      value={field.required}
      onChange={(required) => set({ ...field, required })}
    />
  </>
)
