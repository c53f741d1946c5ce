import type { StuckBundle as Stuck } from '../api-contract.ts'
import { Notice } from '../layout/notice.tsx'
import { t, w } from '../text.ts'
import { groupBundleNo, timeWords } from '../words.ts'

/** The bundles that wait because one of their items cannot begin: why, and when that is tried again. */
export const StuckBundles = ({ all }: { all: readonly Stuck[] }) =>
  all.map((one) => <StuckBundle key={one.bundleNo} one={one} />)

const StuckBundle = ({ one: { bundleNo, name, problem, attempts, nextTryAt } }: { one: Stuck }) => (
  <Notice kind="red">
    {w(`一件事“${t(name)}”`, `The bundle “${t(name)}” `)}
    <span className="num">{groupBundleNo(bundleNo)}</span>
    {w('暂时不能接着办：', ' cannot go on for now: ')}
    {t(problem)}
    <br />
    <small>
      {w(
        `已试过 ${attempts} 次，${timeWords(nextTryAt)}自动再试；原因排除后会自动接着办。`,
        `Tried ${attempts} times, again by itself at ${timeWords(nextTryAt)}; it goes on once the cause is mended.`,
      )}
    </small>
  </Notice>
)
