import { Icon } from '../layout/icon.tsx'
import { EmptyPlace } from '../layout/notice.tsx'
import { t, w } from '../text.ts'
import type { Drawing } from './drawing.ts'
import type { Problem } from './process-contract.ts'

type Choose = (id: string) => void
type ListProps = { problems: readonly Problem[] | null; drawing: Drawing | null; onChoose: Choose }

/** Where a problem stands: a way to it when it can be shown. */
function PlaceOf({
  element,
  drawing,
  onChoose,
}: {
  element: string | null
  drawing: Drawing | null
  onChoose: Choose
}) {
  if (element === null) return <>{w('整个文件', 'The whole file')}</>
  const step = drawing?.step(element)
  if (!step) return <code>{element}</code>
  return (
    <button type="button" className="link-button" onClick={() => onChoose(element)}>
      {step.name || element}
    </button>
  )
}

const Severity = ({ severity }: Pick<Problem, 'severity'>) => (
  <span className={severity === 'error' ? 'due red' : 'due amber'}>
    <Icon name={severity === 'error' ? 'warning' : 'info'} size={14} />
    {severity === 'error' ? w('错误', 'Error') : w('提醒', 'Warning')}
  </span>
)

/** What stands against the drawing; each leads to its place. */
export function ProblemList({ problems, drawing, onChoose }: ListProps) {
  if (problems === null) return <p className="hint">{w('正在检查…', 'Checking…')}</p>
  if (problems.length === 0)
    return (
      <EmptyPlace icon="check" title={w('没有问题', 'Nothing stands against it')}>
        {w('可以试一遍，再发布。', 'Try it out, then publish it.')}
      </EmptyPlace>
    )
  return (
    <ul className="problem-list">
      {problems.map((one) => (
        <li key={`${one.element} ${one.code} ${one.sentence.en}`}>
          <Severity severity={one.severity} />
          <span>
            <PlaceOf element={one.element} drawing={drawing} onChoose={onChoose} />
            {w('：', ': ')}
            {t(one.sentence)}
            {one.line === null ? null : (
              <small className="quiet num"> {w(`第 ${one.line} 行`, `line ${one.line}`)}</small>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
