import type { Text } from '#base'
import type { MergedBundle } from '#management'
import type { View } from '../layout/view.ts'

/** How long the whole takes, in words; 0 working days: on the spot. */
export const wholeText = (view: Pick<View, 'w'>, workingDays: number): string =>
  workingDays === 0
    ? view.w('当场办结', 'on the spot')
    : view.w(`最长 ${workingDays} 个工作日`, `at most ${workingDays} working day${workingDays === 1 ? '' : 's'}`)

/** One bundle on a list: what it is, what comes of it, and how many items it spares going to one by one. */
export const BundleRow = ({ view, merged, marked }: { view: View; merged: MergedBundle; marked?: boolean }) => {
  const { bundle, members } = merged
  const { w, t } = view
  return (
    <li>
      <a href={`/bundles/${bundle.id}`}>
        <span className="name">{t(bundle.name)}</span>
        <span className={marked ? 'tag ok' : 'tag grey'}>
          {w(`${members.length} 项一次办`, `${members.length} items at once`)}
        </span>
        <span className="sub">{t(bundle.summary)}</span>
      </a>
    </li>
  )
}

/** The same paper of several items from the same result, said once. */
export function groupProvided<P extends { name: Text; of: Text; for: Text }>(
  provided: readonly P[],
): { name: Text; of: Text; for: Text[] }[] {
  const groups = Map.groupBy(provided, (one) => `${one.name.zh} ${one.of.zh}`)
  return [...groups.values()].flatMap((list) =>
    list[0] === undefined ? [] : [{ name: list[0].name, of: list[0].of, for: list.map((one) => one.for) }],
  )
}
