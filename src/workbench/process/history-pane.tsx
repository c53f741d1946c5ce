import { w } from '../text.ts'
import { timeWords } from '../words.ts'
import type { DefinitionView } from './process-contract.ts'

const actWords = (type: string, version: unknown): string => {
  switch (type) {
    case 'draft-saved':
      return w('保存草稿', 'Saved the draft')
    case 'draft-dropped':
      return w('删去草稿', 'Threw the draft away')
    case 'published':
      return w(`发布第 ${version} 版`, `Published version ${version}`)
    case 'withdrawn':
      return w(`撤下第 ${version} 版`, `Withdrew version ${version}`)
  }
  return type
}

/** 经过: who saved, published and withdrew what, and when. */
export const HistoryPane = ({ view }: { view: DefinitionView }) => (
  <ol className="definition-history">
    {view.history.length === 0 ? (
      <li className="quiet">{w('还没有人改过，随系统提供。', 'Nobody changed it yet; it came with the product.')}</li>
    ) : null}
    {view.history.map((one) => (
      <li key={one.seq}>
        <span className="num">{timeWords(one.at)}</span> <b>{one.by}</b> {actWords(one.type, one.data['version'])}
        {typeof one.data['reason'] === 'string' ? <small>{one.data['reason']}</small> : null}
      </li>
    ))}
  </ol>
)
