import { Checkbox, Input, Select } from 'antd'
import type { Text } from '#base'
import { PlainChoice } from '../process/plain-choice.tsx'
import { t, w } from '../text.ts'
import { codeWords, elementName } from './element-words.ts'
import { KnownSelect } from './known-select.tsx'
import { LimitInput } from './limit-input.tsx'
import { ProceduresInput, ReliefInput, ResultInput } from './nested-elements.tsx'
import { useEntryOptions } from './question-options.tsx'
import { emptyText, type Labelled, Lines, TextPair } from './text-pair.tsx'

/** How the elements that are one value, or one list of the same, are edited; `absent` is what stands where nothing is said. */
const plainElements = {
  name: { as: 'pair' },
  committedNote: { as: 'pair', absent: undefined },
  paused: { as: 'pair', absent: undefined },
  numberLimit: { as: 'pair', absent: null },
  intermediary: { as: 'pair', absent: null },
  rights: { as: 'pairs' },
  legalBasis: { as: 'lines' },
  jointAuthorities: { as: 'departments' },
  theme: { as: 'known' },
  department: { as: 'known' },
  typeCode: { as: 'code' },
  caseType: { as: 'code' },
  decidedAt: { as: 'code', absent: undefined },
  coverage: { as: 'code' },
  powerSource: { as: 'code' },
  depth: { as: 'depth' },
  subjects: { as: 'codes' },
  levels: { as: 'codes' },
  delivery: { as: 'codes' },
  appointment: { as: 'tick' },
  terminal: { as: 'tick' },
  inHall: { as: 'tick' },
  effectiveOn: { as: 'day' },
  cancelOn: { as: 'day' },
  statutory: { as: 'limit' },
  result: { as: 'result' },
  relief: { as: 'relief' },
  specialProcedures: { as: 'procedures' },
  seeAlso: { as: 'entries' },
} as const satisfies Record<string, { as: string; absent?: null | undefined }>

export type PlainElementName = keyof typeof plainElements
export const isPlain = (element: string): element is PlainElementName => element in plainElements

type Props = {
  element: PlainElementName
  value: unknown
  field: Labelled
  onChange: (value: unknown) => void
}

/** One element of the implementation list, edited as what it is. */
export function PlainElement({ element, value, field, onChange }: Props) {
  const given = { element, field, onChange }
  const { as } = plainElements[element]
  switch (as) {
    case 'pair':
      return <Pair {...given} value={value as Text | null | undefined} />
    case 'pairs':
      return <Pairs {...given} value={value as Text[]} />
    case 'lines':
      return <WordLines {...given} value={value as string[]} />
    case 'known':
      return (
        <KnownSelect
          element={element === 'theme' ? 'theme' : 'department'}
          field={field}
          value={String(value ?? '')}
          onChange={onChange}
        />
      )
    case 'departments':
      return <KnownSelect element="department" several field={field} value={value as string[]} onChange={onChange} />
    case 'code':
      return <Code {...given} value={String(value ?? '')} />
    case 'depth':
      return <Depth {...given} value={Number(value ?? 1)} />
    case 'codes':
      return <Codes {...given} value={value as string[]} />
    case 'tick':
      return <Tick {...given} value={value === true} />
    case 'day':
      return <Day {...given} value={String(value ?? '')} />
    case 'limit':
    case 'result':
    case 'relief':
    case 'procedures':
    case 'entries':
      return <NestedElement {...given} value={value} as={as} />
  }
}

type NestedProps = Props & { as: 'limit' | 'result' | 'relief' | 'procedures' | 'entries' }

/** Elements that have elements of their own. */
function NestedElement({ as, ...given }: NestedProps) {
  switch (as) {
    case 'limit':
      return <StatutoryLimit {...given} />
    case 'result':
      return <ResultInput {...given} />
    case 'relief':
      return <ReliefInput {...given} />
    case 'procedures':
      return <ProceduresInput {...given} />
    case 'entries':
      return <Entries {...given} value={given.value as string[]} />
  }
}

type Of<V> = Omit<Props, 'value'> & { value: V }

function Pair({ element, value, field, onChange }: Of<Text | null | undefined>) {
  const plain: { as: string; absent?: null | undefined } = plainElements[element]
  const put = (text: Text) => onChange('absent' in plain && text.zh === '' && text.en === '' ? plain.absent : text)
  return <TextPair field={field} what={elementName(element)} value={value ?? emptyText} onChange={put} />
}

const Pairs = ({ element, value, field, onChange }: Of<Text[]>) => (
  <Lines<Text>
    values={value}
    make={() => ({ ...emptyText })}
    onChange={onChange}
    draw={(one, set, at) => (
      <TextPair
        {...(at === 0 ? { field } : {})}
        what={`${elementName(element)} ${at + 1}`}
        value={one}
        onChange={set}
      />
    )}
  />
)

const WordLines = ({ element, value, field, onChange }: Of<string[]>) => (
  <Lines<string>
    values={value}
    make={() => ''}
    onChange={onChange}
    draw={(one, set, at) => (
      <Input
        {...(at === 0 ? field : { 'aria-label': `${elementName(element)} ${at + 1}` })}
        value={one}
        onChange={({ target }) => set(target.value)}
      />
    )}
  />
)

const optionsOf = (element: string): [string, string][] =>
  Object.entries(codeWords[element] ?? {}).map(([code, words]) => [code, t(words)])

/** One of a closed set; where nothing need be said, that is the first of the list. */
function Code({ element, value, field, onChange }: Of<string>) {
  const isOptional = 'absent' in plainElements[element]
  const none: [string, string][] = isOptional ? [['', w('不另定', 'Nothing special')]] : []
  return (
    <PlainChoice
      {...field}
      disabled={false}
      value={value}
      options={[...none, ...optionsOf(element)]}
      onChange={(code) => onChange(code === '' ? undefined : code)}
    />
  )
}

const Depth = ({ value, field, onChange }: Of<number>) => (
  <PlainChoice
    {...field}
    disabled={false}
    value={String(value)}
    options={optionsOf('depth')}
    onChange={(next) => onChange(Number(next))}
  />
)

const Codes = ({ element, value, field, onChange }: Of<string[]>) => (
  <Select
    {...field}
    mode="multiple"
    className="full"
    value={value}
    onChange={onChange}
    options={optionsOf(element).map(([code, label]) => ({ value: code, label }))}
  />
)

const Tick = ({ value, field, onChange }: Of<boolean>) => (
  <Checkbox {...field} checked={value} onChange={({ target }) => onChange(target.checked)}>
    {w('是', 'Yes')}
  </Checkbox>
)

const Day = ({ value, field, onChange }: Of<string>) => (
  <input
    {...field}
    type="date"
    className="plain-date"
    value={value}
    onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
  />
)

const usual = { value: 20, unit: 'working-day', basis: '' } as const

/** 法定时限, or that the law sets none. */
const StatutoryLimit = ({ value, field, onChange }: Of<unknown>) => (
  <>
    <Checkbox checked={value === null} onChange={({ target }) => onChange(target.checked ? null : usual)}>
      {w('法律没有另定时限', 'No limit set by law')}
    </Checkbox>
    {value === null || value === undefined ? null : (
      <LimitInput field={field} value={value as Parameters<typeof LimitInput>[0]['value']} onChange={onChange} />
    )}
  </>
)

const Entries = ({ value, field, onChange }: Of<string[]>) => (
  <Select
    {...field}
    mode="multiple"
    className="full"
    showSearch={{ optionFilterProp: 'label' }}
    value={value}
    options={useEntryOptions()}
    onChange={onChange}
  />
)
