import type { ReactNode } from 'react'
import type { Flaw } from '#base'
import { isAskedFor, isNecessary, listApplicableMaterials, type PlacedDraft, type Upload } from '#handling'
import {
  type Field,
  type Form,
  holds,
  listApplicable,
  listFields,
  type MaterialRequirement,
  type ServiceItem,
} from '#management'
import { AskQuestion } from '../guide/guide-page.tsx'
import { renderPage } from '../layout/layout.tsx'
import { anchorOf, Csrf, ErrorSummary } from '../layout/parts.tsx'
import { formatTime, type View } from '../layout/view.ts'
import { SectionFields } from './field.tsx'
import { mentions, stepsOf, stepTitle } from './steps.ts'

export type DraftData = {
  item: ServiceItem
  draft: PlacedDraft
  uploads: readonly Upload[]
  flaws: readonly Flaw[]
  sources: Readonly<Record<string, string>>
  actingFor: string | null
}

/** The frame of every page of an application: where one is, what is saved, one primary button that says what happens. */
function frame(view: View, data: DraftData, step: string, body: ReactNode): string {
  const { w, t } = view
  const { item, draft, flaws } = data
  const steps = stepsOf(item, draft.content)
  const at = steps.indexOf(step)
  const title = stepTitle(view, item, step)
  return renderPage(view, {
    title: `${title} – ${t(item.content.name)}`,
    wrong: flaws.length > 0,
    islands: ['draft'],
    narrow: true,
    children: (
      <>
        <p className="crumbs">
          {at > 0 ? (
            <a href={`/drafts/${draft.draftId}/${steps[at - 1]}`}>← {w('上一步', 'Back')}</a>
          ) : (
            <a href={`/items/${item.itemCode}`}>← {w('办事指南', 'Guide')}</a>
          )}
        </p>
        <p className="progress">
          {w(
            `${t(item.content.name)} · 第 ${at + 1} 步，共 ${steps.length} 步`,
            `${t(item.content.name)} · step ${at + 1} of ${steps.length}`,
          )}
        </p>
        <ErrorSummary view={view} flaws={flaws} />
        <h1>{title}</h1>
        {data.actingFor ? (
          <p className="note">{w(`您正在替“${data.actingFor}”办理。`, `You are acting for “${data.actingFor}”.`)}</p>
        ) : null}
        {body}
        <p className="saved" role="status" data-saved>
          {w(
            `${formatTime(view, draft.savedAt)} 已保存，换手机、电脑都能接着办`,
            `Saved ${formatTime(view, draft.savedAt)}; carry on from any device`,
          )}
        </p>
      </>
    ),
  })
}

export function answersPage(view: View, data: DraftData): string {
  const { item, draft, flaws } = data
  const { w } = view
  const questions = listApplicable(item.content.questions, draft.content.answers)
  return frame(
    view,
    data,
    'answers',
    <form
      method="post"
      action={`/drafts/${draft.draftId}/answers`}
      data-draft={draft.draftId}
      data-step="answers"
      noValidate
    >
      <Csrf view={view} />
      {questions.map((question) => {
        const flaw = flaws.find((one) => one.pointer === `/answers/${question.id}`)
        return (
          <AskQuestion
            key={question.id}
            view={view}
            question={question}
            chosen={draft.content.answers[question.id]}
            {...(flaw ? { wrong: view.t(flaw.sentence) } : {})}
          />
        )
      })}
      <div className="actions">
        <button type="submit">{w('下一步', 'Next')}</button>
      </div>
    </form>,
  )
}

export function sectionPage(view: View, data: DraftData, section: Form['sections'][number]): string {
  const { draft, flaws } = data
  const { w, t } = view
  return frame(
    view,
    data,
    section.id,
    <form
      method="post"
      action={`/drafts/${draft.draftId}/${section.id}`}
      data-draft={draft.draftId}
      data-step={section.id}
      data-known={JSON.stringify(knownFor(section, draft))}
      data-check={`/forms/${data.item.itemCode}/${data.item.revision.entry}.${data.item.revision.override}.js`}
      noValidate
    >
      <Csrf view={view} />
      {section.intro ? <p>{t(section.intro)}</p> : null}
      <SectionFields
        view={view}
        fields={section.fields}
        answers={draft.content.answers}
        values={draft.content.form}
        flaws={flaws}
        sources={data.sources}
      />
      <div className="actions">
        <button type="submit">{w('下一步', 'Next')}</button>
      </div>
    </form>,
  )
}

/** What conditions on this page look at and other pages hold: for the script that shows and hides fields. */
function knownFor(section: Form['sections'][number], draft: PlacedDraft): Record<string, unknown> {
  const all: Record<string, unknown> = { ...draft.content.form, ...draft.content.answers }
  const conditions = section.fields.map((field) => field.when)
  return Object.fromEntries(
    Object.entries(all).filter(([id]) => conditions.some((when) => when !== undefined && mentions(when, id))),
  )
}

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

const deliveryTexts = {
  online: { zh: '网上下载电子版', en: 'Download it' },
  counter: { zh: '到窗口领取', en: 'Collect it at the counter' },
  mail: { zh: '邮寄到联系地址', en: 'By post to the address given' },
} as const

export function reviewPage(view: View, data: DraftData, key: string): string {
  const { item, draft, flaws } = data
  const { w, t } = view
  const base = `/drafts/${draft.draftId}`
  const needsCommitment = item.content.route === 'commitment'
  return frame(
    view,
    data,
    'review',
    <>
      {item.content.questions.length > 0 ? (
        <Topic view={view} title={w('您的情况', 'Your situation')} href={`${base}/answers`}>
          {listApplicable(item.content.questions, draft.content.answers).map((question) => (
            <Row
              key={question.id}
              name={t(question.text)}
              value={optionText(view, question.options, draft.content.answers[question.id])}
              id={`answers-${question.id}`}
            />
          ))}
        </Topic>
      ) : null}
      {item.content.form.sections
        .filter((section) => stepsOf(item, draft.content).includes(section.id))
        .map((section) => (
          <Topic key={section.id} view={view} title={t(section.title)} href={`${base}/${section.id}`}>
            {section.fields
              .filter(
                (field) =>
                  field.when === undefined || holds(field.when, { ...draft.content.answers, ...draft.content.form }),
              )
              .map((field) => (
                <Row
                  key={field.id}
                  name={t(field.label)}
                  value={valueText(view, field, draft.content.form[field.id])}
                  id={anchorOf(`/form/${field.id}`)}
                />
              ))}
          </Topic>
        ))}
      <Topic view={view} title={w('材料', 'Papers')} href={`${base}/papers`}>
        {listApplicableMaterials(item, draft.content.answers)
          .filter(isAskedFor)
          .map((material) => (
            <Row
              key={material.no}
              name={t(material.name)}
              value={paperText(view, data, material)}
              id={anchorOf(`/materials/${material.no}`)}
            />
          ))}
      </Topic>
      <form method="post" action={`${base}/review`} data-once>
        <Csrf view={view} />
        <input type="hidden" name="key" value={key} />
        <fieldset id="delivery" className="field">
          <legend>{w('结果怎么给您', 'How you get the result')}</legend>
          {item.content.delivery.map((one, index) => (
            <label className="choice" key={one}>
              <input
                type="radio"
                name="delivery"
                value={one}
                defaultChecked={draft.content.delivery === one || (draft.content.delivery === null && index === 0)}
              />
              <span>{t(deliveryTexts[one])}</span>
            </label>
          ))}
        </fieldset>
        {needsCommitment ? <CommitmentField view={view} flaws={flaws} /> : null}
        <fieldset id="declared" className={flaws.some((one) => one.pointer === '/declared') ? 'field wrong' : 'field'}>
          <legend>{w('声明', 'Declaration')}</legend>
          <label className="choice">
            <input type="checkbox" name="declared" value="yes" />
            <span>
              {w(
                '我填写的内容和提交的材料真实有效；我知道材料只用于办理这件事。',
                'What I give is true and valid; I know it is used for this case only.',
              )}
            </span>
          </label>
        </fieldset>
        <div className="actions">
          <button type="submit">{w('提交申请', 'Submit the application')}</button>
        </div>
      </form>
      <form method="post" action={`${base}/discard`} className="actions">
        <Csrf view={view} />
        <button type="submit" className="plain">
          {w('不办了，删除草稿', 'Discard this draft')}
        </button>
      </form>
    </>,
  )
}

const CommitmentField = ({ view, flaws }: { view: View; flaws: readonly Flaw[] }) => (
  <div id="commitment" className={flaws.some((one) => one.pointer === '/commitment') ? 'field wrong' : 'field'}>
    <label htmlFor="signedBy">
      {view.w('告知承诺：写下申请人姓名表示承诺', 'Commitment: sign with the applicant’s name')}
      <span className="hint">
        {view.w(
          '本人已知晓办理条件，承诺已经符合，并愿承担不实承诺的法律责任；机关将在事后核查。',
          'I know the conditions, declare that they are met, and bear the consequences if not; the authority checks afterwards.',
        )}
      </span>
    </label>
    <input id="signedBy" name="signedBy" type="text" className="short" autoComplete="off" />
  </div>
)

const Topic = ({ view, title, href, children }: { view: View; title: string; href: string; children: ReactNode }) => (
  <section>
    <div className="topic">
      <h2>{title}</h2>
      <a href={href}>
        {view.w('修改', 'Change')}
        <span className="sr"> {title}</span>
      </a>
    </div>
    <table className="review">
      <tbody>{children}</tbody>
    </table>
  </section>
)

const Row = ({ name, value, id }: { name: string; value: ReactNode; id: string }) => (
  <tr id={id}>
    <th scope="row">{name}</th>
    <td>{value}</td>
  </tr>
)

type Option = { value: string; label: { zh: string; en: string } }
const optionText = (view: View, options: readonly Option[], value: unknown): string => {
  const found = options.find((one) => one.value === value)
  return found ? view.t(found.label) : view.w('还没有回答', 'not answered yet')
}

/** A value as people read it. */
export function valueText(view: View, field: Field, value: unknown): ReactNode {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) {
    return <span className="quiet">{view.w('未填', 'empty')}</span>
  }
  switch (field.type) {
    case 'choice':
      return optionText(view, field.options, value)
    case 'choices':
      return Array.isArray(value)
        ? value.map((one) => optionText(view, field.options, one)).join(view.w('、', ', '))
        : String(value)
    case 'yes-no':
      return value === true ? view.w('是', 'Yes') : view.w('否', 'No')
    case 'number':
      return `${String(value)}${field.unit ? ` ${view.t(field.unit)}` : ''}`
    case 'group':
      return (Array.isArray(value) ? (value as Record<string, unknown>[]) : []).map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={index}>
          {index + 1}.{' '}
          {field.fields.map((one, nth) => (
            <span key={one.id}>
              {nth > 0 ? view.w('，', ', ') : ''}
              {view.t(one.label)} {valueText(view, one, row[one.id])}
            </span>
          ))}
        </div>
      ))
    case 'text':
    case 'textarea':
    case 'date':
    case 'resident-id':
    case 'credit-code':
    case 'mobile':
    case 'email':
      return String(value)
  }
}

function paperText(view: View, data: DraftData, material: MaterialRequirement): ReactNode {
  const files = data.uploads.filter((one) => one.materialNo === material.no)
  if (files.length > 0) return files.map((file) => <div key={file.fileId}>{file.name}</div>)
  if (data.draft.content.brought.includes(material.no)) return view.w('带原件到窗口', 'original to the counter')
  const flaw = data.flaws.find((one) => one.pointer === `/materials/${material.no}`)
  return flaw ? (
    <span className="error">{view.t(flaw.sentence)}</span>
  ) : (
    <span className="quiet">{view.w('没有上传', 'not uploaded')}</span>
  )
}

/** Which field a prefilled value belongs to, and where it came from. */
export const prefilled = (form: Form): { id: string; source: NonNullable<Field['prefill']> }[] =>
  listFields(form).flatMap((field) => (field.prefill ? [{ id: field.id, source: field.prefill }] : []))
