import { Checkbox, Input, InputNumber } from 'antd'
import type { EntryContent, Relief } from '#management'
import { PlainChoice } from '../process/plain-choice.tsx'
import { t, w } from '../text.ts'
import { codeWords } from './element-words.ts'
import { emptyText, type Labelled, Lines, TextPair } from './text-pair.tsx'

type Props = { value: unknown; field: Labelled; onChange: (value: unknown) => void }
type Result = EntryContent['result']
type Procedure = EntryContent['specialProcedures'][number]

/** 办理结果: its name, and what kind of thing it is. */
export function ResultInput({ value, field, onChange }: Props) {
  const result = value as Result
  return (
    <>
      <TextPair
        field={field}
        what={w('结果名称', 'Name of the result')}
        value={result.name}
        onChange={(name) => onChange({ ...result, name })}
      />
      <PlainChoice
        aria-label={w('结果类型', 'Kind of result')}
        disabled={false}
        value={result.kind}
        options={Object.entries(codeWords['result'] ?? {}).map(([code, words]) => [code, t(words)] as const)}
        onChange={(kind) => onChange({ ...result, kind })}
      />
    </>
  )
}

const nobody: Relief = { review: emptyText, litigation: emptyText }

/** 复议和诉讼机关: only where they are others than the law names. */
export function ReliefInput({ value, field, onChange }: Props) {
  const relief = value as Relief | undefined
  return (
    <>
      <Checkbox checked={relief === undefined} onChange={({ target }) => onChange(target.checked ? undefined : nobody)}>
        {w(
          '按法律规定：本级人民政府（税务等为上一级主管部门）复议，所在地法院诉讼',
          'As the law has it: the government above (of tax and the like the next higher department), the court of the place',
        )}
      </Checkbox>
      {relief === undefined ? null : (
        <>
          <p className="hint">{w('行政复议机关', 'Who reviews')}</p>
          <TextPair
            field={field}
            what={w('行政复议机关', 'Who reviews')}
            value={relief.review}
            onChange={(review) => onChange({ ...relief, review })}
          />
          <p className="hint">{w('行政诉讼法院', 'Which court')}</p>
          <TextPair
            what={w('行政诉讼法院', 'Which court')}
            value={relief.litigation}
            onChange={(litigation) => onChange({ ...relief, litigation })}
          />
        </>
      )}
    </>
  )
}

/** 特别程序: what may stop the clock, for how long, under which article. */
export const ProceduresInput = ({ value, onChange }: Omit<Props, 'field'>) => (
  <Lines<Procedure>
    values={value as Procedure[]}
    make={() => ({ name: { ...emptyText }, days: 10, basis: '', counted: false })}
    onChange={onChange}
    draw={(one, set, at) => <ProcedureLine one={one} set={set} what={w(`特别程序 ${at + 1}`, `Procedure ${at + 1}`)} />}
  />
)

const ProcedureLine = ({ one, set, what }: { one: Procedure; set: (one: Procedure) => void; what: string }) => (
  <div>
    <TextPair what={what} value={one.name} onChange={(name) => set({ ...one, name })} />
    <div className="inline">
      <InputNumber
        aria-label={w(`${what}：天数`, `${what}: days`)}
        min={1}
        max={999}
        precision={0}
        value={one.days}
        onChange={(days) => set({ ...one, days: days ?? 1 })}
      />
      <Checkbox checked={one.counted} onChange={({ target }) => set({ ...one, counted: target.checked })}>
        {w('计入时限', 'Counted')}
      </Checkbox>
      <Input
        aria-label={w(`${what}：依据`, `${what}: basis`)}
        placeholder={w('依据', 'Basis')}
        value={one.basis}
        onChange={({ target }) => set({ ...one, basis: target.value })}
      />
    </div>
  </div>
)
