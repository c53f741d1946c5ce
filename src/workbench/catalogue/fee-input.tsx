import { Checkbox, Input } from 'antd'
import type { EntryContent, FeeLine } from '#management'
import { w } from '../text.ts'
import { without } from './paper-fields.tsx'
import { emptyText, type Labelled, Lines, TextPair } from './text-pair.tsx'

type Fee = EntryContent['fee']
type Props = { value: Fee; onChange: (value: Fee) => void; field: Labelled }

/** 收费: whether, in words, on what basis, and line by line where there are several. */
export const FeeInput = ({ value, onChange, field }: Props) => (
  <>
    <div className="ticks">
      <Checkbox checked={value.charged} onChange={(event) => onChange({ ...value, charged: event.target.checked })}>
        {w('收费', 'Charged')}
      </Checkbox>
      <Checkbox checked={value.payOnline} onChange={(event) => onChange({ ...value, payOnline: event.target.checked })}>
        {w('可以网上支付', 'Can be paid online')}
      </Checkbox>
    </div>
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
    {value.charged || (value.lines ?? []).length > 0 ? (
      <>
        <p className="hint">
          {w('收费项目：名称、标准、依据、减免', 'Line by line: name, standard, basis, reduction')}
        </p>
        <Lines<FeeLine>
          values={value.lines ?? []}
          make={() => ({ name: { ...emptyText }, standard: { ...emptyText }, basis: value.basis })}
          onChange={(lines) => onChange(without(value, 'lines', lines.length === 0 ? undefined : lines))}
          draw={(one, set, at) => (
            <FeeLineInput one={one} set={set} what={w(`收费项目 ${at + 1}`, `Fee line ${at + 1}`)} />
          )}
        />
      </>
    ) : null}
  </>
)

const FeeLineInput = ({ one, set, what }: { one: FeeLine; set: (one: FeeLine) => void; what: string }) => (
  <div className="fee-line">
    <TextPair what={w(`${what}：名称`, `${what}: name`)} value={one.name} onChange={(name) => set({ ...one, name })} />
    <TextPair
      what={w(`${what}：标准`, `${what}: standard`)}
      value={one.standard}
      onChange={(standard) => set({ ...one, standard })}
    />
    <Input
      aria-label={w(`${what}：依据`, `${what}: basis`)}
      placeholder={w('依据', 'Basis')}
      value={one.basis}
      onChange={({ target }) => set({ ...one, basis: target.value })}
    />
    <TextPair
      what={w(`${what}：减免（可不填）`, `${what}: reduction (optional)`)}
      value={one.reduction ?? emptyText}
      onChange={(text) => set(without(one, 'reduction', text.zh === '' && text.en === '' ? undefined : text))}
    />
  </div>
)
