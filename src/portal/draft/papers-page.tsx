import { isAskedFor, isNecessary, listApplicableMaterials, type Upload } from '#handling'
import type { ApplicableMaterial } from '#management'
import { groupProvided } from '../bundle/bundle-parts.tsx'
import { AskFirst, anchorOf, Csrf, FlawOf, Mixed } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import { PickFile } from '../upload/pick-file.tsx'
import type { DraftData } from './draft-data.ts'
import { frame } from './draft-frame.tsx'
import { sortUploads } from './needed-uploads.ts'

/** 上传材料: what is asked for in this situation, each with its reason; then on to checking. */
export function papersPage(view: View, data: DraftData): string {
  const { applied, draft } = data
  const { w } = view
  const materials = listApplicableMaterials(applied, draft.content.answers)
  const asked = materials.filter(isAskedFor)
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
      <Needless view={view} data={data} />
      <Provided view={view} data={data} />
      <HeldAlready view={view} materials={materials} />
      <form method="post" action={`/drafts/${draft.draftId}/papers`} data-hands-in>
        <Csrf view={view} />
        <div className="actions">
          <button type="submit">{w('下一步：检查', 'Next: check')}</button>
        </div>
      </form>
    </>,
  )
}

/** What was uploaded before another answer made it needless: it comes back into use with that answer. */
function Needless({ view, data }: { view: View; data: DraftData }) {
  const { needless } = sortUploads(data.applied, data.draft, data.uploads)
  return needless.length === 0 ? null : (
    <section className="note">
      <p>
        {view.w(
          '按您现在的回答用不着，不会交上去；改回原来的回答，这些还在：',
          'Not needed by your answers now, and not sent in; they are still here if you change the answers back:',
        )}
      </p>
      {needless.map((file) => (
        <Uploaded key={file.fileId} view={view} draftId={data.draft.draftId} file={file} />
      ))}
    </section>
  )
}

function HeldAlready({ view, materials }: { view: View; materials: readonly ApplicableMaterial[] }) {
  const held = materials.filter((material) => material.heldBy !== null && material.kind !== 'form')
  return held.length === 0 ? null : (
    <p className="note ok">
      {view.w(
        `这些政府已有，不用交：${held.map((one) => one.name.zh).join('、')}。`,
        `Held by government, not asked for: ${held.map((one) => one.name.en).join(', ')}.`,
      )}
    </p>
  )
}

/** What no one uploads, because another item's result becomes it. */
function Provided({ view, data }: { view: View; data: DraftData }) {
  const { provided } = data.applied
  if (provided.length === 0) return null
  return (
    <div className="note ok">
      {groupProvided(provided).map((one) => (
        <p key={`${one.name.zh} ${one.of.zh}`}>
          {view.w(
            `${one.name.zh}：由“${one.of.zh}”办结后自动提供，用于“${one.for.map((item) => item.zh).join('”“')}”`,
            `${one.name.en}: comes by itself from “${one.of.en}”, for ${one.for.map((item) => `“${item.en}”`).join(', ')}`,
          )}
        </p>
      ))}
    </div>
  )
}

/** 用于：… in a bundle, for which items one upload serves. */
function Uses({ view, data, no }: { view: View; data: DraftData; no: number }) {
  const uses = data.applied.usesOf(no)
  return uses.length === 0 ? null : (
    <p className="small quiet">
      {view.w(`用于：${uses.map((one) => one.zh).join('、')}`, `For: ${uses.map((one) => one.en).join(', ')}`)}
    </p>
  )
}

function PaperUpload({ view, data, material }: { view: View; data: DraftData; material: ApplicableMaterial }) {
  const { draft, uploads, flaws } = data
  const { w, t } = view
  const pointer = `/materials/${material.no}`
  const files = uploads.filter((one) => one.materialNo === material.no)
  const id = anchorOf(pointer)
  const isWrong = flaws.some((one) => one.pointer === pointer)
  return (
    <li id={id} className={isWrong ? 'wrong' : undefined} data-material={material.no}>
      <b>{t(material.name)}</b>
      {isNecessary(material) ? null : (
        <span className="tag ok">
          {material.need === 'deferrable' ? w('可以后补', 'may follow later') : w('没有可不交', 'if it applies')}
        </span>
      )}
      <p>{t(material.because ?? material.why)}</p>
      <Uses view={view} data={data} no={material.no} />
      {material.instruction ? <p>{t(material.instruction)}</p> : null}
      <FlawOf view={view} flaws={flaws} pointer={pointer} />
      <div data-files>
        {files.map((file) => (
          <Uploaded key={file.fileId} view={view} draftId={draft.draftId} file={file} />
        ))}
      </div>
      <PickFile
        view={view}
        id={`${id}-file`}
        action={`/drafts/${draft.draftId}/files?material=${material.no}`}
        no={material.no}
        name={t(material.name)}
        more={files.length > 0}
      />
      {files.length === 0 && isNecessary(material) ? <Bring view={view} data={data} material={material} /> : null}
    </li>
  )
}

/** What was photographed, small: whoever sees it knows at once whether it is the right paper. */
const Thumbnail = ({ view, address, file }: { view: View; address: string; file: Upload }) =>
  file.mediaType.startsWith('image/') ? (
    <img
      src={address}
      width={56}
      height={56}
      loading="lazy"
      lang={view.locale === 'zh' ? undefined : 'zh-CN'}
      alt={view.w(`${file.name} 的缩略图`, file.name)}
    />
  ) : null

const Uploaded = ({ view, draftId, file }: { view: View; draftId: string; file: Upload }) => (
  <div className="file">
    <Thumbnail view={view} address={`/drafts/${draftId}/files/${file.fileId}`} file={file} />
    <span>
      <a className="tap" href={`/drafts/${draftId}/files/${file.fileId}`}>
        <Mixed view={view} text={file.name} />
      </a>{' '}
      <span className="quiet small nowrap">{Math.max(1, Math.round(file.size / 1024)).toLocaleString('en')} KB</span>
    </span>
    <AskFirst name={view.w('移除', 'Remove')} of={<Mixed view={view} text={file.name} />}>
      <p>
        {view.w(
          '这个文件会从草稿里删除；要用得重新上传。',
          'This file is deleted from the draft; to use it again you upload it again.',
        )}
      </p>
      <form method="post" action={`/drafts/${draftId}/files/${file.fileId}/remove`}>
        <Csrf view={view} />
        <button type="submit" className="grave">
          {view.w('移除这个文件', 'Remove this file')}
        </button>
      </form>
    </AskFirst>
  </div>
)

/** Whoever cannot photograph a paper brings it; the application goes on without. */
function Bring({ view, data, material }: { view: View; data: DraftData; material: ApplicableMaterial }) {
  const { w } = view
  const brought = data.draft.content.brought.includes(material.no)
  return (
    <form method="post" action={`/drafts/${data.draft.draftId}/bring?material=${material.no}`}>
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
  )
}
