import { isAskedFor, isNecessary, listApplicableMaterials } from '#handling'
import type { MaterialRequirement } from '#management'
import { anchorOf, Csrf } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import type { DraftData } from './draft-data.ts'
import { frame } from './draft-frame.tsx'

export function papersPage(view: View, data: DraftData): string {
  const { item, draft } = data
  const { w } = view
  const materials = listApplicableMaterials(item, draft.content.answers)
  const asked = materials.filter(isAskedFor)
  const held = materials.filter((material) => material.heldBy !== null && material.kind !== 'form')
  return frame(
    view,
    data,
    'papers',
    <>
      {asked.length === 0 ? (
        <p>{w('按您的情况，什么材料都不用交。', 'In your situation no papers are needed.')}</p>
      ) : (
        <p className="quiet">
          {w(
            '用手机拍照就行，字要清楚。每个文件不超过 20 MB。',
            'Photos are fine if the text is clear. At most 20 MB each.',
          )}
        </p>
      )}
      <ol className="papers">
        {asked.map((material) => (
          <PaperUpload key={material.no} view={view} data={data} material={material} />
        ))}
      </ol>
      {held.length > 0 ? (
        <p className="note ok">
          {w(
            `这些政府已有，不用交：${held.map((one) => one.name.zh).join('、')}。`,
            `Held by government, not asked for: ${held.map((one) => one.name.en).join(', ')}.`,
          )}
        </p>
      ) : null}
      <form method="post" action={`/drafts/${draft.draftId}/papers`}>
        <Csrf view={view} />
        <div className="actions">
          <button type="submit">{w('下一步：检查', 'Next: check')}</button>
        </div>
      </form>
    </>,
  )
}

function PaperUpload({ view, data, material }: { view: View; data: DraftData; material: MaterialRequirement }) {
  const { draft, uploads, flaws } = data
  const { w, t } = view
  const pointer = `/materials/${material.no}`
  const flaw = flaws.find((one) => one.pointer === pointer)
  const files = uploads.filter((one) => one.materialNo === material.no)
  const brought = draft.content.brought.includes(material.no)
  const id = anchorOf(pointer)
  return (
    <li id={id} className={flaw ? 'wrong' : undefined} data-material={material.no}>
      <b>{t(material.name)}</b>
      {isNecessary(material) ? null : (
        <span className="tag ok">
          {material.need === 'deferrable' ? w('可以后补', 'may follow later') : w('没有可不交', 'if it applies')}
        </span>
      )}
      <p>{t(material.why)}</p>
      {material.instruction ? <p>{t(material.instruction)}</p> : null}
      {flaw ? <span className="error">{t(flaw.sentence)}</span> : null}
      <div data-files>
        {files.map((file) => (
          <div className="file" key={file.fileId}>
            <span>
              <a href={`/drafts/${draft.draftId}/files/${file.fileId}`}>{file.name}</a>{' '}
              <span className="quiet small">{Math.max(1, Math.round(file.size / 1024)).toLocaleString('en')} KB</span>
            </span>
            <form method="post" action={`/drafts/${draft.draftId}/files/${file.fileId}/remove`}>
              <Csrf view={view} />
              <button type="submit" className="plain">
                {w('移除', 'Remove')}
                <span className="sr"> {file.name}</span>
              </button>
            </form>
          </div>
        ))}
      </div>
      <form
        method="post"
        encType="multipart/form-data"
        action={`/drafts/${draft.draftId}/files?material=${material.no}`}
        data-upload={material.no}
      >
        <Csrf view={view} />
        <label htmlFor={`${id}-file`} className="button second pick">
          {files.length === 0 ? w('拍照或选择文件', 'Take a photo or choose a file') : w('再加一张', 'Add another')}
          <span className="sr">{w(`：${t(material.name)}`, `: ${t(material.name)}`)}</span>
        </label>
        <input
          id={`${id}-file`}
          type="file"
          name="file"
          multiple
          accept="image/jpeg,image/png,application/pdf,.ofd,.docx,.xlsx"
        />
        <noscript>
          <button type="submit" className="second">
            {w('上传', 'Upload')}
          </button>
        </noscript>
      </form>
      {files.length === 0 && isNecessary(material) ? (
        <form method="post" action={`/drafts/${draft.draftId}/bring?material=${material.no}`}>
          <Csrf view={view} />
          <input type="hidden" name="bring" value={brought ? '0' : '1'} />
          {brought ? (
            <p className="note">{w('您选择了带原件到窗口。', 'You chose to bring the original to the counter.')}</p>
          ) : null}
          <button type="submit" className="plain">
            {brought
              ? w('改为现在上传', 'Upload it instead')
              : w('不方便拍照，我带原件到窗口', 'I will bring the original to the counter')}
          </button>
        </form>
      ) : null}
    </li>
  )
}
