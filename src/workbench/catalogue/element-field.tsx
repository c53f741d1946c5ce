import { Checkbox, Input, InputNumber, Select } from 'antd'
import type { Text } from '#base'
import type { EntryContent } from '#management'
import { FormField } from '../case-file/act-dialog.tsx'
import { t, w } from '../text.ts'
import { TableElement } from './decision-fields.tsx'
import type { Content } from './draft-diff.ts'
import { elementLines, elementName, itemChannelNames } from './element-words.ts'
import { FeeInput } from './fee-input.tsx'
import type { Said } from './flaws.ts'
import { LimitInput } from './limit-input.tsx'
import { SaidLines } from './part-fields.tsx'
import { isPlain, PlainElement } from './plain-element.tsx'
import { RouteSelect } from './route-select.tsx'
import { emptyText, type Labelled, Lines, TextPair } from './text-pair.tsx'

/** The elements that are one value or one list, in groups; papers, questions and form have editors of their own. */
export const elementGroups = [
  {
    title: { zh: '名称与归口', en: 'Name and department' },
    elements: ['name', 'aliases', 'typeCode', 'theme', 'department', 'subjects', 'levels', 'decidedAt', 'caseType'],
  },
  {
    title: { zh: '依据与时限', en: 'Law and limits' },
    elements: ['legalBasis', 'powerSource', 'statutory', 'committed', 'committedNote', 'specialProcedures'],
  },
  {
    title: { zh: '条件与收费', en: 'Conditions and fee' },
    elements: ['conditions', 'numberLimit', 'intermediary', 'fee'],
  },
  {
    title: { zh: '怎么办', en: 'How it is done' },
    elements: ['channels', 'visits', 'visitReason', 'inHall', 'appointment', 'terminal', 'depth', 'coverage'],
  },
  {
    title: { zh: '流程与决策', en: 'Route and tables' },
    elements: ['route', 'jointAuthorities', 'decision', 'sampling', 'tables'],
  },
  {
    title: { zh: '结果与权利', en: 'Result and rights' },
    elements: ['result', 'delivery', 'rights', 'relief', 'faqs', 'seeAlso'],
  },
  {
    title: { zh: '事项状态', en: 'State of the item' },
    elements: ['effectiveOn', 'cancelOn', 'paused'],
  },
] as const satisfies readonly { title: Text; elements: readonly string[] }[]
export const editedElements: readonly string[] = elementGroups.flatMap((one): readonly string[] => one.elements)
/** What an authority may say differently. */
export const overrideElements = [
  'committed',
  'visits',
  'visitReason',
  'channels',
  'fee',
  'conditions',
  'address',
  'hours',
  'phone',
  'complaintPhone',
  'addedFaqs',
  'relief',
  'paused',
] as const

type Limit = EntryContent['committed']
type Fee = EntryContent['fee']
type Faq = EntryContent['faqs'][number]
type EditorProps = {
  element: string
  value: unknown
  content: Content
  onChange: (value: unknown) => void
  field: Labelled
}

/** 进驻政务大厅 follows from the counter until somebody says otherwise. */
const saidOf = (element: string, value: unknown, { channels }: Content): unknown =>
  element === 'inHall' ? (value ?? (Array.isArray(channels) && channels.includes('counter'))) : value

function EditorOf({ element, value, content, onChange, field }: EditorProps) {
  const name = elementName(element)
  if (isPlain(element))
    return <PlainElement {...{ element, field, onChange }} value={saidOf(element, value, content)} />
  switch (element) {
    case 'route':
      return <RouteSelect value={String(value)} onChange={onChange} field={field} />
    case 'decision':
    case 'sampling':
    case 'tables':
      return <TableElement element={element} value={value} content={content} onChange={onChange} field={field} />
    case 'committed':
      return <LimitInput field={field} value={value as Limit} onChange={onChange} />
    case 'visits':
      return (
        <InputNumber
          {...field}
          min={0}
          max={9}
          precision={0}
          value={value as number}
          onChange={(next) => onChange(next ?? 0)}
        />
      )
    case 'visitReason':
    case 'hours':
      return (
        <TextPair
          field={field}
          what={name}
          value={(value as Text | undefined) ?? emptyText}
          onChange={(text) =>
            onChange(text.zh === '' && text.en === '' && element === 'visitReason' ? undefined : text)
          }
        />
      )
    case 'fee':
      return <FeeInput field={field} value={value as Fee} onChange={onChange} />
    case 'channels':
      return (
        <Select
          {...field}
          mode="multiple"
          className="full"
          value={value as string[]}
          onChange={onChange}
          options={Object.entries(itemChannelNames).map(([code, words]) => ({ value: code, label: t(words) }))}
        />
      )
    case 'aliases':
      return (
        <Select
          {...field}
          mode="tags"
          className="full"
          open={false}
          suffixIcon={null}
          value={value as string[]}
          onChange={onChange}
        />
      )
    case 'conditions':
      return (
        <Lines<Text>
          values={value as Text[]}
          make={() => ({ ...emptyText })}
          onChange={onChange}
          draw={(one, set, at) => (
            <TextPair {...(at === 0 ? { field } : {})} what={`${name} ${at + 1}`} value={one} onChange={set} />
          )}
        />
      )
    case 'faqs':
    case 'addedFaqs':
      return (
        <Lines<Faq>
          values={value as Faq[]}
          make={() => ({ question: { ...emptyText }, answer: { ...emptyText } })}
          onChange={onChange}
          draw={(one, set, at) => (
            <div>
              <TextPair
                {...(at === 0 ? { field } : {})}
                what={w(`问 ${at + 1}`, `Question ${at + 1}`)}
                value={one.question}
                onChange={(question) => set({ ...one, question })}
              />
              <TextPair
                what={w(`答 ${at + 1}`, `Answer ${at + 1}`)}
                value={one.answer}
                onChange={(answer) => set({ ...one, answer })}
              />
            </div>
          )}
        />
      )
    default:
      return <Input {...field} value={value as string} onChange={(event) => onChange(event.target.value)} />
  }
}

type Props = {
  element: string
  value: unknown
  content: Content
  inherited: unknown
  isOverride: boolean
  error: string | undefined
  /** What the check says of it. */
  warnings?: readonly Said[]
  onChange: (value: unknown) => void
}

/** What an authority begins with where the entry says nothing. */
const firstValue = (element: string): unknown =>
  element === 'relief'
    ? { review: { ...emptyText }, litigation: { ...emptyText } }
    : element === 'visitReason' || element === 'paused'
      ? { ...emptyText }
      : ''

/** One element to edit. For an authority it is first chosen to differ; unticked, it follows the entry again. */
export function ElementField({
  element,
  value,
  content,
  inherited,
  isOverride,
  error,
  warnings = [],
  onChange,
}: Props) {
  const isSet = !isOverride || value !== undefined
  const name = elementName(element)
  return (
    <div className="element-field">
      {isOverride ? (
        <Checkbox
          checked={isSet}
          onChange={(event) => onChange(event.target.checked ? (inherited ?? firstValue(element)) : undefined)}
        >
          <b>{name}</b>
          {isSet
            ? ''
            : w(`：${elementLines(element, inherited).join('；')}`, `: ${elementLines(element, inherited).join('; ')}`)}
        </Checkbox>
      ) : null}
      <SaidLines said={warnings.filter((one) => one.sentence !== error)} />
      {isSet ? (
        <FormField label={isOverride ? w(`${name}，本机关`, `${name}, here`) : name} error={error}>
          {({ status: _status, ...field }) => (
            <EditorOf element={element} value={value} content={content} onChange={onChange} field={field} />
          )}
        </FormField>
      ) : null}
    </div>
  )
}
