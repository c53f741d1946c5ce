import type { EntryContent } from '#management'
import { w } from '../text.ts'
import { askedBy, askedQuestion } from './asked.ts'
import { ConditionField } from './condition-field.tsx'
import { conditionWords } from './condition-rows.ts'
import type { PartProps } from './draft-part.ts'
import { LimitInput } from './limit-input.tsx'
import { OrderedCards } from './ordered-cards.tsx'
import { without } from './paper-fields.tsx'
import { PartField, TickField } from './part-fields.tsx'
import { RouteSelect } from './route-select.tsx'

type Variant = NonNullable<EntryContent['variants']>[number]

/** 办理方式: another route, and its limits, for those whose answers choose it. The first that fits holds. */
export function VariantsEditor({ content, set, flaws }: PartProps) {
  const variants = content.variants ?? []
  const asked = askedBy(content)
  const [first] = content.questions
  if (first === undefined && variants.length === 0) return null
  const put = (next: readonly Variant[]) => set('variants', next.length === 0 ? undefined : [...next])
  return (
    <section className="element-field">
      <h3>{w('按答案另选办理方式', 'Another way of handling for some answers')}</h3>
      <OrderedCards<Variant>
        inner="folded"
        values={variants}
        onChange={put}
        make={() => ({ when: { in: [first?.id ?? '', []] }, route: content.route })}
        words={{
          list: w('办理方式', 'Ways of handling'),
          add: w('添加办理方式', 'Add a way of handling'),
          empty: w('只有一种办理方式。', 'There is one way of handling.'),
        }}
        nameOf={(one) => conditionWords(one.when, asked)}
        saidOf={(at) => flaws.under(`variants/${at}`)}
        draw={(one, change, at) => <VariantFields {...{ content, flaws, one, change }} path={`variants/${at}`} />}
      />
    </section>
  )
}

type VariantProps = Pick<PartProps, 'content' | 'flaws'> & {
  one: Variant
  change: (one: Variant) => void
  path: string
}

function VariantFields({ content, flaws, one, change, path }: VariantProps) {
  const limits = { one, change, path, flaws }
  return (
    <div className="part-fields">
      <ConditionField
        path={`${path}/when`}
        flaws={flaws}
        label={w('什么情形', 'For whom')}
        always={w('没有条件', 'No condition')}
        value={one.when}
        onChange={(when) => (when === undefined ? undefined : change({ ...one, when }))}
        offered={content.questions.map(askedQuestion)}
        asked={askedBy(content)}
      />
      <PartField path={`${path}/route`} flaws={flaws} label={w('办理流程', 'Route')} wide>
        {(field) => <RouteSelect field={field} value={one.route} onChange={(route) => change({ ...one, route })} />}
      </PartField>
      <OwnLimit {...limits} label={w('承诺时限', 'Committed limit')} element="committed" usual={content.committed} />
      <OwnLimit
        {...limits}
        label={w('法定时限', 'Statutory limit')}
        element="statutory"
        usual={content.statutory ?? content.committed}
      />
    </div>
  )
}

type OwnLimitProps = {
  label: string
  one: Variant
  change: (one: Variant) => void
  path: string
  flaws: PartProps['flaws']
  element: 'committed' | 'statutory'
  usual: EntryContent['committed']
}

/** A limit of this way of handling, where it is another than usual. */
function OwnLimit({ label, one, change, path, flaws, element, usual }: OwnLimitProps) {
  const own = one[element]
  const place = { path: `${path}/${element}`, flaws }
  return (
    <>
      <TickField
        path={`${path}/none`}
        flaws={flaws}
        label={w(`${label}与平常不同`, `${label}: another than usual`)}
        value={own !== undefined}
        onChange={(differs) => change(without(one, element, differs ? usual : undefined))}
      />
      {own === undefined ? null : (
        <PartField {...place} label={label} wide>
          {(field) => (
            <LimitInput field={field} value={own} onChange={(limit) => change({ ...one, [element]: limit })} />
          )}
        </PartField>
      )}
    </>
  )
}
