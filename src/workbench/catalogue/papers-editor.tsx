import { Notice } from '../layout/notice.tsx'
import { t, w } from '../text.ts'
import { type Asked, askedBy, askedQuestion } from './asked.ts'
import { conditionWords } from './condition-rows.ts'
import type { PartProps } from './draft-part.ts'
import { OrderedCards } from './ordered-cards.tsx'
import { kindWords, needWords, type Paper, PaperFields } from './paper-fields.tsx'
import { referrersOfPaper } from './referrers.ts'

/** The next number: drafts, cases and tables know a paper by it, so one that was ever published is not given to another. */
const nextNo = ({ content, lastPaperNo }: Pick<PartProps, 'content' | 'lastPaperNo'>): number =>
  Math.max(lastPaperNo, ...content.materials.map((one) => one.no)) + 1

const emptyPaper = (props: PartProps): Paper => ({
  no: nextNo(props),
  name: { zh: '', en: '' },
  kind: 'own',
  need: 'required',
  originals: 1,
  copies: 0,
  medium: 'both',
  issuer: '',
  heldBy: null,
  eLicence: null,
  why: { zh: '', en: '' },
  basis: props.content.legalBasis[0] ?? '',
  reviewPoints: [],
})

const nameOf = ({ name }: Paper): string => t(name) || w('还没有名称', 'No name yet')

/** A paper in one line, while its card is closed. */
const noteOf = (one: Paper, asked: readonly Asked[]): string =>
  [
    t(kindWords[one.kind]),
    t(needWords[one.need]),
    one.heldBy === null ? '' : w(`政府已有，由${one.heldBy}核查`, `held by government (${one.heldBy})`),
    one.when ? conditionWords(one.when, asked) : '',
  ]
    .filter((words) => words !== '')
    .join(w('；', '; '))

/** 材料: what is asked for, in the order of the guide. */
export function PapersEditor(props: PartProps) {
  const { content, set, flaws, referring } = props
  const asked = askedBy(content)
  return (
    <>
      <Chosen table={content.tables?.papers} />
      <OrderedCards
        values={content.materials}
        onChange={(materials) => set('materials', materials)}
        make={() => emptyPaper(props)}
        words={{
          list: w('材料', 'Papers'),
          add: w('添加材料', 'Add a paper'),
          empty: w('不要任何材料', 'No paper is asked for'),
        }}
        nameOf={nameOf}
        noteOf={(one) => noteOf(one, asked)}
        saidOf={(at) => flaws.under(`materials/${at}`)}
        referrersOf={(one) => referrersOfPaper(referring, one.no)}
        draw={(one, change, at) => (
          <PaperFields
            paper={one}
            set={change}
            path={`materials/${at}`}
            flaws={flaws}
            offered={content.questions.map(askedQuestion)}
            asked={asked}
          />
        )}
      />
    </>
  )
}

/** Where a table says which papers are needed, their own conditions are not looked at. */
const Chosen = ({ table }: { table: string | undefined }) =>
  table === undefined ? null : (
    <Notice kind="info">
      {w(
        `要哪些材料由决策表“${table}”决定，按材料的编号；材料自己的条件只在它没有已发布的版本时才用。`,
        `The table “${table}” says which papers are needed, by their numbers; their own conditions count only while it has no published version.`,
      )}
    </Notice>
  )
