import { Checkbox, Input } from 'antd'
import type { Text } from '#base'
import type { MaterialRequirement } from '#management'
import { t, w } from '../text.ts'
import type { Asked } from './asked.ts'
import { ConditionField } from './condition-field.tsx'
import type { Flaws } from './flaws.ts'
import {
  ChoiceField,
  ListField,
  NumberField,
  OptionalPairField,
  PairField,
  PartField,
  WordsField,
} from './part-fields.tsx'
import { emptyText, Lines, TextPair } from './text-pair.tsx'

export type Paper = MaterialRequirement

export const kindWords = {
  form: { zh: '申请表单', en: 'Application form' },
  issued: { zh: '政府部门核发', en: 'Issued by government' },
  own: { zh: '申请人自备', en: 'The applicant’s own' },
} as const satisfies Record<Paper['kind'], Text>

export const needWords = {
  required: { zh: '必要', en: 'Required' },
  conditional: { zh: '视情形提供', en: 'If it applies' },
  deferrable: { zh: '容缺后补', en: 'May follow later' },
} as const satisfies Record<Paper['need'], Text>

const mediumWords = {
  paper: { zh: '纸质', en: 'On paper' },
  electronic: { zh: '电子', en: 'Electronic' },
  both: { zh: '纸质或电子', en: 'On paper or electronic' },
} as const satisfies Record<Paper['medium'], Text>

/** Words for each of a closed set, as the reader reads them. */
export const inWords = <K extends string>(words: Readonly<Record<K, Text>>): Record<K, string> =>
  Object.fromEntries(Object.entries<Text>(words).map(([key, one]) => [key, t(one)])) as Record<K, string>

type Props = {
  paper: Paper
  set: (paper: Paper) => void
  path: string
  flaws: Flaws
  offered: readonly Asked[]
  asked: readonly Asked[]
}

/** One paper: what it is, who issues it, why it is asked for, and when. */
export function PaperFields({ paper, set, path, flaws, offered, asked }: Props) {
  const of = (element: keyof Paper) => ({ path: `${path}/${element}`, flaws })
  return (
    <div className="part-fields">
      <PairField
        {...of('name')}
        label={w('名称', 'Name')}
        value={paper.name}
        onChange={(name) => set({ ...paper, name })}
      />
      <Kind {...{ paper, set, of }} />
      <ConditionField
        {...of('when')}
        label={w('什么情形要', 'When it is asked for')}
        always={w('没有条件：每次都要。', 'No condition: it is always asked for.')}
        value={paper.when}
        onChange={(when) => set(without(paper, 'when', when))}
        offered={offered}
        asked={asked}
      />
      <Source {...{ paper, set, of }} />
      <Reasons {...{ paper, set, of }} />
      <p className="hint part-no">
        {w(
          `材料编号 ${paper.no}：决策表和办件按编号认材料。`,
          `Paper no. ${paper.no}: tables and cases know it by this number.`,
        )}
      </p>
    </div>
  )
}

/** A part with one element said otherwise; undefined: not said at all. */
export function without<T extends object, K extends keyof T>(one: T, key: K, value: T[K] | undefined): T {
  const { [key]: _before, ...others } = one
  return (value === undefined ? others : { ...one, [key]: value }) as T
}

type PartOf = Pick<Props, 'paper' | 'set'> & { of: (element: keyof Paper) => { path: string; flaws: Flaws } }

const Kind = ({ paper, set, of }: PartOf) => (
  <>
    <ChoiceField
      {...of('kind')}
      label={w('类型', 'Kind')}
      value={paper.kind}
      options={inWords(kindWords)}
      onChange={(kind) => set({ ...paper, kind })}
    />
    <ChoiceField
      {...of('need')}
      label={w('必要性', 'Need')}
      value={paper.need}
      options={inWords(needWords)}
      onChange={(need) => set({ ...paper, need })}
    />
    <ChoiceField
      {...of('medium')}
      label={w('形式', 'Form')}
      value={paper.medium}
      options={inWords(mediumWords)}
      onChange={(medium) => set({ ...paper, medium })}
    />
    <NumberField
      {...of('originals')}
      label={w('原件份数', 'Originals')}
      most={99}
      value={paper.originals}
      onChange={(originals) => set({ ...paper, originals })}
    />
    <NumberField
      {...of('copies')}
      label={w('复印件份数', 'Copies')}
      most={99}
      value={paper.copies}
      onChange={(copies) => set({ ...paper, copies })}
    />
  </>
)

const Source = ({ paper, set, of }: PartOf) => (
  <>
    <WordsField
      {...of('issuer')}
      label={w('出具单位', 'Issued by')}
      hint={w('自备的留空', 'Empty for the applicant’s own')}
      value={paper.issuer}
      onChange={(issuer) => set({ ...paper, issuer })}
    />
    <WordsField
      {...of('eLicence')}
      label={w('对应的电子证照', 'Electronic licence')}
      hint={w('没有的留空', 'Empty where there is none')}
      value={paper.eLicence ?? ''}
      onChange={(eLicence) => set({ ...paper, eLicence: eLicence === '' ? null : eLicence })}
    />
    <PartField {...of('heldBy')} label={w('共享', 'Shared')} wide>
      {(field) => (
        <div className="held">
          <Checkbox
            checked={paper.heldBy !== null}
            onChange={({ target }) => set({ ...paper, heldBy: target.checked ? paper.issuer : null })}
          >
            {w('政府已有，由办理机关核查，不用申请人交', 'Held by government: looked up, not asked of the applicant')}
          </Checkbox>
          {paper.heldBy === null ? null : (
            <Input
              {...field}
              placeholder={w('向哪个部门核查', 'Where it is looked up')}
              aria-label={w('向哪个部门核查', 'Where it is looked up')}
              value={paper.heldBy}
              onChange={({ target }) => set({ ...paper, heldBy: target.value })}
            />
          )}
        </div>
      )}
    </PartField>
  </>
)

const Reasons = ({ paper, set, of }: PartOf) => (
  <>
    <PairField
      {...of('why')}
      label={w('为什么要', 'Why it is needed')}
      hint={w('用申请人看得懂的话写', 'In the applicant’s words')}
      value={paper.why}
      onChange={(why) => set({ ...paper, why })}
    />
    <OptionalPairField
      {...of('instruction')}
      label={w('填报须知', 'How to prepare it')}
      value={paper.instruction}
      onChange={(instruction) => set(without(paper, 'instruction', instruction))}
    />
    <WordsField
      {...of('basis')}
      wide
      label={w('要求提供的依据', 'Legal basis')}
      value={paper.basis}
      onChange={(basis) => set({ ...paper, basis })}
    />
    <ListField {...of('reviewPoints')} label={w('审查要点', 'What is looked at')}>
      <Lines
        values={paper.reviewPoints}
        make={() => ({ ...emptyText })}
        onChange={(reviewPoints) => set({ ...paper, reviewPoints })}
        draw={(one, change, at) => (
          <TextPair what={w(`审查要点 ${at + 1}`, `Point ${at + 1}`)} value={one} onChange={change} />
        )}
      />
    </ListField>
  </>
)
