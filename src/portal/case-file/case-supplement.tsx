import type { Flaw } from '#base'
import { Csrf, FlawOf, Mixed } from '../layout/parts.tsx'
import { nameFor, type View } from '../layout/view.ts'
import { PickFile } from '../upload/pick-file.tsx'
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
            <b>
              <Mixed view={view} text={nameFor(view, request.what)} />
            </b>
            <p>
              <Mixed view={view} text={request.reason} />
            </p>
            {request.basis ? (
              <p className="small">
                <Mixed view={view} text={w(`依据：${request.basis}`, `Legal basis: ${request.basis}`)} />
              </p>
            ) : null}
            {request.materialNo === null ? null : (
              <UploadForm view={view} data={data} no={request.materialNo} name={nameFor(view, request.what)} />
            )}
          </li>
        ))}
      </ol>
      <form method="post" action={`/cases/${caseFile.caseNo}/supplement`} data-once data-hands-in>
        <Csrf view={view} />
        <Note view={view} flaws={data.flaws} typed={data.note} />
        {data.lacks ? (
          <SendAnyway view={view} />
        ) : (
          <button type="submit">{w('提交补正', 'Send the supplement')}</button>
        )}
      </form>
    </>
  )
}

/** A supplement is sent once (Licensing Law art. 32: all that is missing is told at one time): what it leaves out cannot follow. */
const SendAnyway = ({ view }: { view: View }) => (
  <>
    <p className="note">
      {view.w(
        '补正只能提交一次，现在少的以后不能再补，可能因此不予受理。手里有的请先传齐；确实没有的，请在补充说明里写明原因再提交。',
        'A supplement is sent once: what is left out now cannot follow, and the application may be refused for it. Upload what you have first; for what you do not have, say why in the note and send it.',
      )}
    </p>
    <div className="actions">
      <button type="submit">{view.w('传齐了，提交补正', 'All is there now: send')}</button>
      <button type="submit" className="second" name="anyway" value="1">
        {view.w('就这样提交', 'Send it without them')}
      </button>
    </div>
  </>
)

/** Words with what is supplied; where nothing is, that is said here. */
function Note({ view, flaws, typed }: { view: View; flaws: readonly Flaw[]; typed: string }) {
  const { w } = view
  const isWrong = flaws.some((one) => one.pointer === '/note')
  return (
    <div className={isWrong ? 'field wrong' : 'field'}>
      <label htmlFor="note">
        {w('补充说明', 'Note')}
        <span className="optional">{w('（可不填）', ' (optional)')}</span>
        <FlawOf view={view} flaws={flaws} pointer="/note" />
      </label>
      <textarea
        id="note"
        name="note"
        maxLength={500}
        rows={3}
        defaultValue={typed}
        aria-describedby={isWrong ? 'note-error' : undefined}
        aria-invalid={isWrong || undefined}
      />
    </div>
  )
}

export function UploadForm({ view, data, no, name }: { view: View; data: CaseData; no: number; name: string }) {
  const { w } = view
  const files = data.uploads.filter((one) => one.materialNo === no)
  return (
    <>
      <FlawOf view={view} flaws={data.flaws} pointer={`/materials/${no}`} />
      <div data-files>
        {files.map((file) => (
          <div className="file" key={file.fileId}>
            <span>
              <Mixed view={view} text={file.name} />
            </span>
            <span className="quiet small">{w('已上传，还没有提交', 'uploaded, not sent yet')}</span>
          </div>
        ))}
      </div>
      <PickFile
        view={view}
        id={`file-${no}`}
        action={`/cases/${data.caseFile.caseNo}/files?material=${no}`}
        no={no}
        name={name}
        more={files.length > 0}
        caseNo={data.caseFile.caseNo}
      />
    </>
  )
}
