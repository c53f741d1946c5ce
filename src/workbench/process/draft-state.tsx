import { w } from '../text.ts'
import type { ProcessDraft } from './use-process-draft.ts'

const words = ({ digest, changed }: ProcessDraft): string =>
  digest !== null
    ? w('草稿已保存', 'The draft is saved')
    : changed
      ? w('有改动还没有保存，已留在本机', 'Not saved yet; kept in this browser')
      : w('与已发布的版本相同', 'The same as what is published')

/** Whether what is drawn is saved, said where it can be seen all the time. */
export const DraftState = ({ draft }: { draft: ProcessDraft }) => (
  <p className="quiet" role="status">
    {words(draft)}
  </p>
)

/** What the button says that publishes: first what is in its way. */
export const publishWords = (errors: number, ready: string): string =>
  errors > 0 ? w(`先改好 ${errors} 处错误`, `Mend ${errors} ${errors === 1 ? 'error' : 'errors'} first`) : ready
