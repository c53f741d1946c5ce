import type { Field } from '#management'
import { t, w } from '../text.ts'
import { freshId } from './asked.ts'
import type { PartProps } from './draft-part.ts'
import { IdField } from './id-field.tsx'
import { OrderedCards } from './ordered-cards.tsx'
import { without } from './paper-fields.tsx'
import { ListField, NumberField, OptionalPairField, PairField, type Spot, TickField } from './part-fields.tsx'
import { fixedAnswers, referrersOfAnswer } from './referrers.ts'
import { emptyText } from './text-pair.tsx'

type Props = Spot & {
  field: Field
  set: (field: Field) => void
  referring: PartProps['referring']
  /** An option has another id. */
  onRename: (from: string, to: string) => void
}

/** What a field says besides, as its type needs: how long, how much, from when, which answers. */
export function FieldKind(props: Props) {
  const { field, set } = props
  switch (field.type) {
    case 'text':
    case 'textarea':
      return <Lengths {...props} field={field} set={set} />
    case 'number':
      return <Bounds {...props} field={field} set={set} />
    case 'date':
      return <Days {...props} field={field} set={set} />
    case 'choice':
    case 'choices':
      return <Options {...props} field={field} set={set} />
    case 'group':
    case 'yes-no':
    case 'resident-id':
    case 'credit-code':
    case 'mobile':
    case 'email':
      return null
  }
}

type Of<T extends Field['type']> = Omit<Props, 'field'> & { field: Extract<Field, { type: T }> }

const Lengths = ({ field, set, path, flaws }: Of<'text' | 'textarea'>) => (
  <>
    {field.type === 'text' ? (
      <NumberField
        path={`${path}/minLength`}
        flaws={flaws}
        label={w('最少几个字', 'At least, in characters')}
        value={field.minLength ?? 0}
        onChange={(least) => set(without(field, 'minLength', least === 0 ? undefined : least))}
      />
    ) : null}
    <NumberField
      path={`${path}/maxLength`}
      flaws={flaws}
      label={w('最多几个字', 'At most, in characters')}
      least={1}
      value={field.maxLength}
      onChange={(maxLength) => set({ ...field, maxLength })}
    />
  </>
)

const anyNumber = { least: -1_000_000_000, most: 1_000_000_000 } as const

const Bounds = ({ field, set, path, flaws }: Of<'number'>) => (
  <>
    <NumberField
      path={`${path}/minimum`}
      flaws={flaws}
      {...anyNumber}
      label={w('最小值', 'Least')}
      value={field.minimum}
      onChange={(minimum) => set({ ...field, minimum })}
    />
    <NumberField
      path={`${path}/maximum`}
      flaws={flaws}
      {...anyNumber}
      label={w('最大值', 'Most')}
      value={field.maximum}
      onChange={(maximum) => set({ ...field, maximum })}
    />
    <OptionalPairField
      path={`${path}/unit`}
      flaws={flaws}
      label={w('单位', 'Unit')}
      value={field.unit}
      onChange={(unit) => set(without(field, 'unit', unit))}
    />
    <TickField
      path={`${path}/integer`}
      flaws={flaws}
      label={w('只能填整数', 'Whole numbers only')}
      value={field.integer === true}
      onChange={(isWhole) => set(without(field, 'integer', isWhole || undefined))}
    />
  </>
)

const Days = ({ field, set, path, flaws }: Of<'date'>) => (
  <>
    <TickField
      path={`${path}/notAfterToday`}
      flaws={flaws}
      label={w('不能晚于今天', 'Not after today')}
      value={field.notAfterToday === true}
      onChange={(is) => set(without(field, 'notAfterToday', is || undefined))}
    />
    <TickField
      path={`${path}/notBeforeToday`}
      flaws={flaws}
      label={w('不能早于今天', 'Not before today')}
      value={field.notBeforeToday === true}
      onChange={(is) => set(without(field, 'notBeforeToday', is || undefined))}
    />
  </>
)

type Option = { value: string; label: { zh: string; en: string } }

/** The answers to choose from. */
function Options({ field, set, path, flaws, referring, onRename }: Of<'choice' | 'choices'>) {
  const values = field.options.map((one) => one.value)
  const place = (at: number, element: keyof Option) => ({ path: `${path}/options/${at}/${element}`, flaws })
  return (
    <ListField path={`${path}/options`} flaws={flaws} label={w('选项', 'Options')}>
      <OrderedCards<Option>
        inner="open"
        least={field.type === 'choice' ? 2 : 1}
        values={field.options}
        onChange={(options) => set({ ...field, options })}
        make={() => ({ value: freshId('option', values), label: { ...emptyText } })}
        words={{ list: w('选项', 'Options'), add: w('添加选项', 'Add an option'), empty: '' }}
        nameOf={({ label }) => t(label) || w('还没有写选项', 'No option yet')}
        saidOf={(at) => flaws.under(`${path}/options/${at}`)}
        referrersOf={(one) => referrersOfAnswer(referring, field.id, one.value)}
        draw={(one, change, at) => (
          <div className="part-fields">
            <PairField
              {...place(at, 'label')}
              label={w('选项', 'Option')}
              value={one.label}
              onChange={(label) => change({ ...one, label })}
            />
            <IdField
              {...place(at, 'value')}
              value={one.value}
              pattern={/^\S+$/}
              taken={values}
              fixedBy={fixedAnswers(referring, field.id)}
              onChange={(value) => onRename(one.value, value)}
            />
          </div>
        )}
      />
    </ListField>
  )
}
