import { Checkbox, Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import type { Text } from '#base'
import { FormField } from '../case-file/act-dialog.tsx'
import { Icon } from '../layout/icon.tsx'
import { PlainChoice } from '../process/plain-choice.tsx'
import { w } from '../text.ts'
import type { Flaws, Said } from './flaws.ts'
import { emptyText, type Labelled, TextPair } from './text-pair.tsx'

/** What a field of a part needs besides its value: where it stands, and what is wrong there. */
export type Spot = { path: string; flaws: Flaws }

type Props = Spot & { label: string; hint?: ReactNode; wide?: boolean }

const errorOf = (said: readonly Said[]): string | undefined =>
  said
    .filter((one) => one.severity === 'error')
    .map((one) => one.sentence)
    .join(' ') || undefined

/** What is wrong, or worth a second look. */
export const SaidLines = ({ said }: { said: readonly Said[] }) =>
  said.map((one) => (
    <p key={one.sentence} className={one.severity === 'error' ? 'field-error' : 'field-warning'}>
      <Icon name={one.severity === 'error' ? 'warning' : 'info'} size={14} />
      {one.sentence}
    </p>
  ))

/** A field of a part: label, hint and what is wrong with it, at its place. */
export function PartField({
  label,
  hint,
  wide,
  path,
  flaws,
  children,
}: Props & { children: (field: Labelled) => ReactNode }) {
  const said = flaws.at(path)
  return (
    <div className={wide ? 'part-field wide' : 'part-field'}>
      <FormField label={label} hint={hint} error={errorOf(said)}>
        {({ status: _status, 'aria-labelledby': _by, ...field }) => children(field)}
      </FormField>
      <SaidLines said={said.filter((one) => one.severity === 'warning')} />
    </div>
  )
}

/** A list within a part, with what is wrong with the list itself. */
export const ListField = ({ label, path, flaws, children }: Spot & { label: string; children: ReactNode }) => (
  <fieldset className="part-field wide">
    <legend className="field-label">{label}</legend>
    <SaidLines said={flaws.own(path)} />
    {children}
  </fieldset>
)

type Of<V> = Props & { value: V; onChange: (value: V) => void }

/** A sentence in both languages. */
export const PairField = ({ value, onChange, ...rest }: Of<Text>) => (
  <PartField {...rest} wide>
    {(field) => <TextPair field={field} what={rest.label} value={value} onChange={onChange} />}
  </PartField>
)

/** A sentence that may be left out: empty in both languages, it is not there. */
export const OptionalPairField = ({ value, onChange, label, ...rest }: Of<Text | undefined>) => (
  <PairField
    {...rest}
    label={`${label}${w('（可不填）', ' (optional)')}`}
    value={value ?? emptyText}
    onChange={(text) => onChange(text.zh === '' && text.en === '' ? undefined : text)}
  />
)

export const WordsField = ({ value, onChange, ...rest }: Of<string>) => (
  <PartField {...rest}>
    {(field) => <Input {...field} value={value} onChange={(event) => onChange(event.target.value)} />}
  </PartField>
)

export const NumberField = ({
  value,
  onChange,
  least = 0,
  most = 9999,
  ...rest
}: Of<number> & { least?: number; most?: number }) => (
  <PartField {...rest}>
    {(field) => (
      <InputNumber
        {...field}
        className="full"
        min={least}
        max={most}
        value={value}
        onChange={(next) => onChange(next ?? Math.max(least, 0))}
      />
    )}
  </PartField>
)

type ChoiceProps<V extends string> = Of<V> & { options: Readonly<Record<V, string>>; isFixed?: boolean }

/** One of a few, in the browser's own list. */
export const ChoiceField = <V extends string>({
  value,
  onChange,
  options,
  isFixed = false,
  ...rest
}: ChoiceProps<V>) => (
  <PartField {...rest}>
    {(field) => (
      <PlainChoice
        {...field}
        disabled={isFixed}
        value={value}
        options={Object.entries<string>(options)}
        onChange={(next) => onChange(next as V)}
      />
    )}
  </PartField>
)

/** Yes or no, in one line. */
export const TickField = ({ label, hint, value, onChange, path, flaws }: Of<boolean>) => (
  <div className="part-field wide">
    <Checkbox checked={value} onChange={(event) => onChange(event.target.checked)}>
      {label}
    </Checkbox>
    {hint ? <p className="hint">{hint}</p> : null}
    <SaidLines said={flaws.at(path)} />
  </div>
)
