import { useQuery } from '@tanstack/react-query'
import { InputNumber, Select } from 'antd'
import type { EntryContent } from '#management'
import { orRefuse } from '../api-client.ts'
import { Notice } from '../layout/notice.tsx'
import { processApi } from '../process/process-api.ts'
import type { DefinitionRow } from '../process/process-contract.ts'
import { t, w } from '../text.ts'
import type { Content } from './draft-diff.ts'
import { percentOf, samplingWords, shareOf, tableUses } from './element-words.ts'

type Labelled = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }
type Tables = NonNullable<EntryContent['tables']>

const useDefinitions = (kind: 'process' | 'decision'): readonly DefinitionRow[] | undefined =>
  useQuery({ queryKey: ['definitions', kind], queryFn: () => orRefuse(processApi.list(kind)) }).data?.items

type TableSelectProps = {
  /** The id of the decision that the file must hold for this use. */
  use: string
  value: string | undefined
  field: Partial<Labelled> & { 'aria-label'?: string }
  onChange: (value: string | undefined) => void
}

/** One of the published files that hold a decision of this name; a file that is none of them is shown as it is named. */
function TableSelect({ use, value, field, onChange }: TableSelectProps) {
  const all = useDefinitions('decision') ?? []
  const usable = all
    .filter((one) => one.decides?.includes(use))
    .map((one) => ({ value: one.key, label: `${t(one.title)}（${one.key}）` }))
  const isKnown = value === undefined || usable.some((one) => one.value === value)
  return (
    <Select
      {...field}
      className="full"
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      placeholder={w('不用决策表', 'No table')}
      value={value ?? null}
      options={isKnown ? usable : [{ value, label: value }, ...usable]}
      onChange={(next: string | undefined) => onChange(next ?? undefined)}
    />
  )
}

/** What does not fit between the route and the table, before anybody publishes it. */
function Mismatch({ route, decision }: { route: string; decision: string | undefined }) {
  const asksTable = useDefinitions('process')?.find((one) => one.key === route)?.asksTable
  if (asksTable === false && decision !== undefined)
    return (
      <Notice kind="amber">
        {w(
          '所选的办理流程不按决策表决定，选了也不起作用。请改用“自动审批”一类的流程。',
          'The chosen route lets no table decide: this has no effect. Choose a route that decides by rule.',
        )}
      </Notice>
    )
  if (asksTable === true && decision === undefined)
    return (
      <Notice kind="amber">
        {w(
          '所选的办理流程按决策表决定，还没有选决策表：办件都会转给工作人员。',
          'The chosen route decides by a table and none is chosen: every case will go to a person.',
        )}
      </Notice>
    )
  return null
}

type FieldProps<V> = { value: V | undefined; content: Content; field: Labelled; onChange: (value: unknown) => void }

/** 自动审批的决策表: by it the item is decided at any hour (秒批). */
const DecisionInput = ({ value, content, field, onChange }: FieldProps<string>) => (
  <>
    <TableSelect use="outcome" value={value} field={field} onChange={onChange} />
    <Mismatch route={String(content['route'] ?? '')} decision={value} />
  </>
)

/** 事后抽查比例, in hundredths, and what it means. */
const SamplingInput = ({ value, content, field, onChange }: FieldProps<number>) => (
  <>
    <div className="inline">
      <InputNumber
        {...field}
        min={0}
        max={100}
        suffix="%"
        value={value === undefined ? null : percentOf(value)}
        onChange={(percent) => onChange(percent === null ? undefined : shareOf(percent))}
      />
    </div>
    <p className="hint">
      {samplingWords(value ?? 0)}{' '}
      {(value ?? 0) > 0
        ? w(
            '抽中与否由办件编号算出，谁都可以重算，谁也不能挑选。',
            'Which ones follows from their numbers: anybody can recompute it, nobody can choose.',
          )
        : ''}
    </p>
    {(value ?? 0) > 0 && content['decision'] === undefined ? (
      <Notice kind="amber">
        {w('没有选决策表，没有可抽查的办件。', 'No table decides: there is nothing to check.')}
      </Notice>
    ) : null}
  </>
)

/** 资格、材料、收费的决策表: each use may have a table of its own. */
function TablesInput({ value, field, onChange }: FieldProps<Tables>) {
  const tables: Tables = value ?? {}
  const set = (use: keyof Tables, key: string | undefined) => {
    const { [use]: _before, ...others } = tables
    const next = key === undefined ? others : { ...others, [use]: key }
    onChange(Object.keys(next).length === 0 ? undefined : next)
  }
  return (
    <div className="lines">
      {(['eligibility', 'papers', 'fee'] as const).map((use, at) => (
        <div key={use} className="table-use">
          <span className="hint">{t(tableUses[use])}</span>
          <TableSelect
            use={use}
            value={tables[use]}
            field={{ ...(at === 0 ? field : {}), 'aria-label': t(tableUses[use]) }}
            onChange={(key) => set(use, key)}
          />
        </div>
      ))}
    </div>
  )
}

/** What an item says of decision tables: which decides it, how many cases are checked later, and which say the rest. */
export function TableElement({
  element,
  ...rest
}: FieldProps<unknown> & { element: 'decision' | 'sampling' | 'tables' }) {
  switch (element) {
    case 'decision':
      return <DecisionInput {...rest} value={rest.value as string | undefined} />
    case 'sampling':
      return <SamplingInput {...rest} value={rest.value as number | undefined} />
    case 'tables':
      return <TablesInput {...rest} value={rest.value as Tables | undefined} />
  }
}
