import { EmptyPlace } from '../layout/notice.tsx'
import { t, w } from '../text.ts'
import type { Difference } from './process-contract.ts'

const changeWords = () => ({
  added: ['green', w('新增', 'Added')],
  removed: ['red', w('去掉', 'Removed')],
  changed: ['amber', w('改动', 'Changed')],
})

/** How two versions differ, in words. */
export const DifferenceList = ({ differences }: { differences: readonly Difference[] }) =>
  differences.length === 0 ? (
    <EmptyPlace icon="check" title={w('没有不同', 'No differences')}>
      {w('两个版本说的是一回事。', 'Both versions say the same.')}
    </EmptyPlace>
  ) : (
    <ul className="problem-list">
      {differences.map((one) => {
        const [colour, word] = changeWords()[one.change]
        return (
          <li key={one.change + one.element}>
            <span className={`due ${colour}`}>{word}</span>
            <span>
              <b>{one.name}</b>
              {one.what === 'flow' ? <small className="quiet"> {w('路', 'way')}</small> : null}
              {one.lines.map((line) => (
                <small key={line.en} className="difference-line">
                  {t(line)}
                </small>
              ))}
            </span>
          </li>
        )
      })}
    </ul>
  )
