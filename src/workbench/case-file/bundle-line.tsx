import type { CaseView } from '../api-contract.ts'
import { t, w } from '../text.ts'
import { stateNames } from '../words.ts'

type Sibling = NonNullable<CaseView['bundle']>['siblings'][number]

const siblingState = (state: Sibling['state']): string =>
  state === 'waiting'
    ? w('在等前一项', 'waits for another')
    : state === 'skipped'
      ? w('没有开始', 'not begun')
      : t(stateNames[state])

/** That a case is part of 一件事, and where its siblings stand: names and states, nothing of their content. */
export function BundleLine({ bundle }: { bundle: CaseView['bundle'] }) {
  if (bundle === null) return null
  const others = bundle.siblings.filter((one) => !one.isThis)
  return (
    <p className="case-line">
      <span>
        {w('一件事：', 'Part of: ')}
        {t(bundle.name)}
      </span>
      {others.map((one) => (
        <span key={one.itemName.zh}>
          {t(one.itemName)} <b>{siblingState(one.state)}</b>
        </span>
      ))}
    </p>
  )
}
