import type { MergedBundle } from '#management'
import type { View } from '../layout/view.ts'

/** How long the whole takes, in words; 0 working days: on the spot. */
export const wholeText = (view: Pick<View, 'w'>, workingDays: number): string =>
  workingDays === 0
    ? view.w('当场办结', 'on the spot')
    : view.w(`最长 ${workingDays} 个工作日`, `at most ${workingDays} working day${workingDays === 1 ? '' : 's'}`)

const subjectTexts = {
  natural: { zh: '个人', en: 'persons' },
  legal: { zh: '企业', en: 'firms' },
} as const

/** One bundle on a list: what it is, for whom, how many items it spares going to one by one. */
export const BundleRow = ({ view, merged, marked }: { view: View; merged: MergedBundle; marked?: boolean }) => {
  const { bundle, members } = merged
  const { w, t } = view
  const facts = [
    bundle.subjects.map((one) => t(subjectTexts[one])).join(w('和', ' and ')),
    w(`${members.length} 项一次办`, `${members.length} items at once`),
    w('填一次表，交一次材料', 'one form, each paper once'),
  ]
  return (
    <li>
      <a href={`/bundles/${bundle.id}`}>
        <span className="name">{t(bundle.name)}</span>
        {marked ? <span className="tag ok">{w('一件事一次办', 'all at once')}</span> : null}
        <span className="sub">
          {facts.map((fact, index) => (
            <span className="part" key={fact}>
              {index > 0 ? <span className="sr">{w('，', ', ')}</span> : null}
              {fact}
            </span>
          ))}
        </span>
      </a>
    </li>
  )
}
