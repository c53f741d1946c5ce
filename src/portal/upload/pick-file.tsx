import { Csrf, Mixed } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'

type PickProps = {
  view: View
  id: string
  action: string
  no: number
  /** The paper's name, read out after the button's own words. */
  name: string
  more: boolean
  /** Set when the file belongs to a case under way; otherwise it belongs to the draft of the page. */
  caseNo?: string
}

/** Photograph or choose a file: a button with script (resumable), a plain file field and a button without. */
export const PickFile = ({ view, id, action, no, name, more, caseNo }: PickProps) => (
  <form method="post" encType="multipart/form-data" action={action} data-upload={no} data-case={caseNo}>
    <Csrf view={view} />
    <label htmlFor={id} className="button second pick">
      {more ? view.w('再加一张', 'Add another') : view.w('拍照或选择文件', 'Take a photo or choose a file')}
      <span className="sr">
        <Mixed view={view} text={view.w(`：${name}`, `: ${name}`)} />
      </span>
    </label>
    <input id={id} type="file" name="file" multiple accept="image/jpeg,image/png,application/pdf,.ofd,.docx,.xlsx" />
    <span className="drop-hint quiet small">{view.w('也可以把文件拖到这里', 'or drop files here')}</span>
    <noscript>
      <button type="submit" className="second">
        {view.w('上传', 'Upload')}
      </button>
    </noscript>
  </form>
)
