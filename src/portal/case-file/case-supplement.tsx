import { Csrf } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import type { CaseData } from './case-data.ts'

export function Supplement({ view, data }: { view: View; data: CaseData }) {
  const { caseFile } = data
  const { w } = view
  return (
    <>
      <ol className="papers">
        {caseFile.correction?.requests.map((request, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the notice is fixed
          <li key={index} id={request.materialNo === null ? undefined : `materials-${request.materialNo}`}>
            <b>{request.what}</b>
            <p>{request.reason}</p>
            {request.basis ? (
              <p className="small">{w(`依据：${request.basis}`, `Legal basis: ${request.basis}`)}</p>
            ) : null}
            {request.materialNo === null ? null : (
              <UploadForm view={view} data={data} no={request.materialNo} name={request.what} />
            )}
          </li>
        ))}
      </ol>
      <form method="post" action={`/cases/${caseFile.caseNo}/supplement`} data-once>
        <Csrf view={view} />
        <div className="field">
          <label htmlFor="note">
            {w('补充说明', 'Note')}
            <span className="optional">{w('（可不填）', ' (optional)')}</span>
          </label>
          <textarea id="note" name="note" maxLength={500} rows={3} />
        </div>
        <button type="submit">{w('提交补正', 'Send the supplement')}</button>
      </form>
    </>
  )
}

export function UploadForm({ view, data, no, name }: { view: View; data: CaseData; no: number; name: string }) {
  const { w } = view
  const files = data.uploads.filter((one) => one.materialNo === no)
  const flaw = data.flaws.find((one) => one.pointer === `/materials/${no}`)
  return (
    <>
      {flaw ? <span className="error">{view.t(flaw.sentence)}</span> : null}
      <div data-files>
        {files.map((file) => (
          <div className="file" key={file.fileId}>
            <span>{file.name}</span>
            <span className="quiet small">{w('已上传，还没有提交', 'uploaded, not sent yet')}</span>
          </div>
        ))}
      </div>
      <form
        method="post"
        encType="multipart/form-data"
        action={`/cases/${data.caseFile.caseNo}/files?material=${no}`}
        data-upload={no}
        data-case={data.caseFile.caseNo}
      >
        <Csrf view={view} />
        <label className="button second pick" htmlFor={`file-${no}`}>
          {w('拍照或选择文件', 'Take a photo or choose a file')}
          <span className="sr">{w(`：${name}`, `: ${name}`)}</span>
        </label>
        <input
          id={`file-${no}`}
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
    </>
  )
}
