import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import type { Question } from '#management'
import { api, orRefuse } from '../api-client.ts'
import { t, w } from '../text.ts'
import { freshId } from './asked.ts'
import type { PartProps } from './draft-part.ts'
import { IdField, valuePattern } from './id-field.tsx'
import { OrderedCards } from './ordered-cards.tsx'
import { without } from './paper-fields.tsx'
import { ListField, PairField, PartField, type Spot, TickField } from './part-fields.tsx'
import { fixedAnswers, referrersOfAnswer } from './referrers.ts'
import { renameAnswer } from './renames.ts'
import { emptyText } from './text-pair.tsx'

type Option = Question['options'][number]

type Props = PartProps & { question: Question; change: (question: Question) => void; path: string }

/** The answers of a question, each of which may end the application with a reason and a better place to go. */
export function QuestionOptions({ question, change, path, ...part }: Props) {
  const { content, flaws, referring } = part
  const values = question.options.map((one) => one.value)
  return (
    <ListField path={`${path}/options`} flaws={flaws} label={w('答案', 'Answers')}>
      <OrderedCards
        inner="open"
        least={2}
        values={question.options}
        onChange={(options) => change({ ...question, options })}
        make={(): Option => ({ value: freshId('answer', values), label: { ...emptyText } })}
        words={{ list: w('答案', 'Answers'), add: w('添加答案', 'Add an answer'), empty: '' }}
        nameOf={({ label }) => t(label) || w('还没有写答案', 'No answer yet')}
        saidOf={(at) => flaws.under(`${path}/options/${at}`)}
        referrersOf={(one) => referrersOfAnswer(referring, question.id, one.value)}
        draw={(one, set, at) => (
          <div className="part-fields">
            <PairField
              path={`${path}/options/${at}/label`}
              flaws={flaws}
              label={w('答案', 'Answer')}
              value={one.label}
              onChange={(label) => set({ ...one, label })}
            />
            <IdField
              path={`${path}/options/${at}/value`}
              flaws={flaws}
              value={one.value}
              pattern={valuePattern}
              taken={values}
              fixedBy={fixedAnswers(referring, question.id)}
              onChange={(value) => part.replace(renameAnswer(content, question.id, one.value, value))}
            />
            <Stop one={one} set={set} path={`${path}/options/${at}/stop`} flaws={flaws} />
          </div>
        )}
      />
    </ListField>
  )
}

/** 到此为止: choosing this ends the application before anything is filled in. */
const Stop = ({ one, set, path, flaws }: Spot & { one: Option; set: (one: Option) => void }) => (
  <>
    <TickField
      path={`${path}/none`}
      flaws={flaws}
      label={w('选这一项就到此为止，不再往下填', 'Choosing this ends here')}
      value={one.stop !== undefined}
      onChange={(stops) => set(without(one, 'stop', stops ? { why: { ...emptyText } } : undefined))}
    />
    {one.stop === undefined ? null : (
      <>
        <PairField
          path={`${path}/why`}
          flaws={flaws}
          label={w('为什么，该怎么办', 'Why, and what to do instead')}
          value={one.stop.why}
          onChange={(why) => set({ ...one, stop: { ...one.stop, why } })}
        />
        <GoTo one={one} set={set} path={path} flaws={flaws} />
      </>
    )}
  </>
)

const GoTo = ({ one, set, path, flaws }: Spot & { one: Option; set: (one: Option) => void }) => (
  <PartField
    path={`${path}/goTo`}
    flaws={flaws}
    label={w('改办哪一项（可不选）', 'Apply for this instead (optional)')}
    wide
  >
    {(field) => (
      <EntrySelect
        {...field}
        value={one.stop?.goTo}
        onChange={(goTo) =>
          set({
            ...one,
            stop: without<NonNullable<Option['stop']>, 'goTo'>(one.stop ?? { why: emptyText }, 'goTo', goTo),
          })
        }
      />
    )}
  </PartField>
)

type EntrySelectProps = { id: string; value: string | undefined; onChange: (value: string | undefined) => void }

/** One entry of the catalogue, found by its name. */
export function EntrySelect({ value, onChange, ...field }: EntrySelectProps) {
  const options = useEntryOptions()
  return (
    <Select
      {...field}
      className="full"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? null}
      options={options}
      onChange={(next: string | undefined) => onChange(next ?? undefined)}
    />
  )
}

/** The entries of the catalogue to choose from. */
export const useEntryOptions = (): { value: string; label: string }[] =>
  useQuery({ queryKey: ['entries'], queryFn: () => orRefuse(api.entries()), staleTime: 60_000 }).data?.items.map(
    (one) => ({
      value: one.entryId,
      label: `${t(one.name)}（${one.entryId}）`,
    }),
  ) ?? []
