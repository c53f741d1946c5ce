import { Checkbox, Input, InputNumber, Select } from 'antd'
import type { Text } from '#base'
import type { EntryContent } from '#management'
import { FormField } from '../case-file/act-dialog.tsx'
import { t, w } from '../text.ts'
import { TableElement } from './decision-fields.tsx'
import type { Content } from './draft-diff.ts'
import { elementLines, elementName, itemChannelNames } from './element-words.ts'
import { LimitInput } from './limit-input.tsx'
import { RouteSelect } from './route-select.tsx'
import { emptyText, type Labelled, Lines, TextPair } from './text-pair.tsx'

/** The elements that are one value or one list; papers have an editor of their own. */
export const editedElements = [
  'committed',
  'conditions',
  'visits',
  'visitReason',
  'fee',
  'channels',
  'route',
  'decision',
  'sampling',
  'tables',
  'faqs',
  'aliases',
] as const
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
] as const

type Limit = EntryContent['committed']
type Fee = EntryContent['fee']
type Faq = EntryContent['faqs'][number]
function FeeInput({ value, onChange, field }: { value: Fee; onChange: (value: Fee) => void; field: Labelled }) {
  return (
    <>
      <Checkbox checked={value.charged} onChange={(event) => onChange({ ...value, charged: event.target.checked })}>
        {w('收费', 'Charged')}
      </Checkbox>
      <TextPair
        field={field}
        what={w('收费说明', 'Fee')}
        value={value.text}
        onChange={(text) => onChange({ ...value, text })}
      />
      <Input
        aria-label={w('收费依据', 'Basis of the fee')}
        placeholder={w('收费依据', 'Basis of the fee')}
        value={value.basis}
        onChange={(event) => onChange({ ...value, basis: event.target.value })}
      />
    </>
  )
}

type EditorProps = {
  element: string
  value: unknown
  content: Content
  onChange: (value: unknown) => void
  field: Labelled
}

function EditorOf({ element, value, content, onChange, field }: EditorProps) {
  const name = elementName(element)
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
  onChange: (value: unknown) => void
}

/** One element to edit. For an authority it is first chosen to differ; unticked, it follows the entry again. */
export function ElementField({ element, value, content, inherited, isOverride, error, onChange }: Props) {
  const isSet = !isOverride || value !== undefined
  const name = elementName(element)
  return (
    <div className="element-field">
      {isOverride ? (
        <Checkbox
          checked={isSet}
          onChange={(event) =>
            onChange(
              event.target.checked ? (inherited ?? (element === 'visitReason' ? { ...emptyText } : '')) : undefined,
            )
          }
        >
          <b>{name}</b>
          {isSet
            ? ''
            : w(`：${elementLines(element, inherited).join('；')}`, `: ${elementLines(element, inherited).join('; ')}`)}
        </Checkbox>
      ) : null}
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
