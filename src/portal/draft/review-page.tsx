import type { ReactNode } from 'react'
import type { Flaw, Text } from '#base'
import { isAskedFor, listApplicableMaterials } from '#handling'
import { holds, listApplicable, type MaterialRequirement } from '#management'
import { AskFirst, anchorOf, Csrf, FlawOf, Mixed } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import { AssessedTopic } from './assessed-topic.tsx'
import type { DraftData } from './draft-data.ts'
import { frame } from './draft-frame.tsx'
import { Choice } from './field.tsx'
import { stepsOf } from './steps.ts'
import { optionText, valueText } from './value-text.tsx'

const deliveryTexts = {
  online: { zh: '网上下载电子版', en: 'Download it' },
  counter: { zh: '到窗口领取', en: 'Collect it at the counter' },
  mail: { zh: '邮寄到联系地址', en: 'By post to the address given' },
} as const

/** 检查并提交: everything as it will be sent, each topic with its way back, then the declaration. */
export function reviewPage(view: View, data: DraftData): string {
  const { draft } = data
  const { w } = view
  const base = `/drafts/${draft.draftId}`
  return frame(
    view,
    data,
    'review',
    <>
      <Covers view={view} data={data} />
      <Answered view={view} data={data} />
      <Sections view={view} data={data} />
      <PapersTopic view={view} data={data} />
      <AssessedTopic view={view} assessed={data.assessed} />
      <form method="post" action={`${base}/review`} data-once>
        <Csrf view={view} />
        <Delivery view={view} data={data} />
        {data.applied.content.route === 'commitment' ? <CommitmentField view={view} flaws={data.flaws} /> : null}
        <Declaration view={view} flaws={data.flaws} />
        <div className="actions">
          <button type="submit">{w('提交申请', 'Submit the application')}</button>
        </div>
      </form>
    </>,
    <Discard view={view} action={`${base}/discard`} files={data.uploads.length} />,
  )
}

/** Well away from the button that submits. */
function Discard({ view, action, files }: { view: View; action: string; files: number }) {
  const { w } = view
  const papers = files === 0 ? '' : w(`和上传的 ${files} 个文件`, ` and the ${files} file${files === 1 ? '' : 's'}`)
  return (
    <AskFirst name={w('不办了，删除草稿', 'Delete this draft')}>
      <p>
        {w(
          `填好的内容${papers}会一起删除，找不回来。以后要办，得从头填。`,
          `What you filled in${papers} will be deleted and cannot be brought back. To apply later you start again.`,
        )}
      </p>
      <form method="post" action={action}>
        <Csrf view={view} />
        <button type="submit" className="grave">
          {w('删除草稿', 'Delete the draft')}
        </button>
      </form>
    </AskFirst>
  )
}

type PartProps = { view: View; data: DraftData }

/** 要办的事项: in a bundle, what will be handled, each as a case of its own. */
function Covers({ view, data }: PartProps) {
  const { applied, draft } = data
  if (applied.covers.length === 0) return null
  return (
    <Topic
      view={view}
      title={view.w(`一起办的 ${applied.covers.length} 项`, `The ${applied.covers.length} items`)}
      href={`/drafts/${draft.draftId}/answers`}
    >
      {applied.covers.map((name, index) => (
        <Row key={name.zh} name={view.t(name)} value={waitingText(view, data, name)} id={`covers-${index}`} />
      ))}
    </Topic>
  )
}

const waitingText = (view: View, { applied }: DraftData, name: Text): string => {
  const givers = [
    ...new Map(applied.provided.filter((one) => one.for.zh === name.zh).map((one) => [one.of.zh, one.of])).values(),
  ]
  return givers.length === 0
    ? view.w('提交后就开始办', 'begins at once')
    : view.w(
        `等“${givers.map((one) => one.zh).join('”“')}”办结后自动开始`,
        `begins by itself after ${givers.map((one) => `“${one.en}”`).join(', ')}`,
      )
}

function Answered({ view, data }: PartProps) {
  const { applied, draft } = data
  if (applied.content.questions.length === 0) return null
  return (
    <Topic view={view} title={view.w('您的情况', 'Your situation')} href={`/drafts/${draft.draftId}/answers`}>
      {listApplicable(applied.content.questions, draft.content.answers).map((question) => (
        <Row
          key={question.id}
          name={view.t(question.text)}
          value={optionText(view, question.options, draft.content.answers[question.id])}
          id={`answers-${question.id}`}
        />
      ))}
    </Topic>
  )
}

function Sections({ view, data }: PartProps) {
  const { applied, draft } = data
  const known = { ...draft.content.answers, ...draft.content.form }
  const steps = stepsOf(applied, draft.content)
  return applied.content.form.sections
    .filter((section) => steps.includes(section.id))
    .map((section) => (
      <Topic key={section.id} view={view} title={view.t(section.title)} href={`/drafts/${draft.draftId}/${section.id}`}>
        {section.fields
          .filter((field) => field.when === undefined || holds(field.when, known))
          .map((field) => (
            <Row
              key={field.id}
              name={view.t(field.label)}
              value={valueText(view, field, draft.content.form[field.id])}
              id={anchorOf(`/form/${field.id}`)}
            />
          ))}
      </Topic>
    ))
}

function PapersTopic({ view, data }: PartProps) {
  const { applied, draft } = data
  const asked = listApplicableMaterials(applied, draft.content.answers).filter(isAskedFor)
  return (
    <Topic view={view} title={view.w('材料', 'Papers')} href={`/drafts/${draft.draftId}/papers`}>
      {asked.length === 0 ? <Row name={view.w('不用交', 'None needed')} value="" id="materials-none" /> : null}
      {asked.map((material) => (
        <Row
          key={material.no}
          name={view.t(material.name)}
          value={paperText(view, data, material)}
          id={anchorOf(`/materials/${material.no}`)}
        />
      ))}
    </Topic>
  )
}

function Delivery({ view, data }: PartProps) {
  const { applied, draft } = data
  return (
    <fieldset id="delivery" className="field">
      <legend>{view.w('结果怎么给您', 'How you get the result')}</legend>
      {applied.content.delivery.map((one, index) => (
        <Choice
          key={one}
          type="radio"
          name="delivery"
          value={one}
          checked={draft.content.delivery === one || (draft.content.delivery === null && index === 0)}
          label={view.t(deliveryTexts[one])}
        />
      ))}
    </fieldset>
  )
}

const Declaration = ({ view, flaws }: { view: View; flaws: readonly Flaw[] }) => (
  <fieldset id="declared" className={flaws.some((one) => one.pointer === '/declared') ? 'field wrong' : 'field'}>
    <legend>
      {view.w('声明', 'Declaration')}
      <FlawOf view={view} flaws={flaws} pointer="/declared" />
    </legend>
    <Choice
      type="checkbox"
      name="declared"
      value="yes"
      checked={false}
      label={view.w(
        '我填写的内容和提交的材料真实有效；我知道材料只用于办理这件事。',
        'What I give is true and valid; I know it is used for this case only.',
      )}
    />
  </fieldset>
)

const CommitmentField = ({ view, flaws }: { view: View; flaws: readonly Flaw[] }) => (
  <div className={flaws.some((one) => one.pointer === '/commitment') ? 'field wrong' : 'field'}>
    <label htmlFor="commitment">
      {view.w('告知承诺：写下申请人姓名表示承诺', 'Commitment: sign with the applicant’s name')}
      <span className="hint">
        {view.w(
          '本人已知晓办理条件，承诺已经符合，并愿承担不实承诺的法律责任；机关将在事后核查。',
          'I know the conditions, declare that they are met, and bear the consequences if not; the authority checks afterwards.',
        )}
      </span>
      <FlawOf view={view} flaws={flaws} pointer="/commitment" />
    </label>
    <input id="commitment" name="signedBy" type="text" className="short" autoComplete="off" />
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

function paperText(view: View, data: DraftData, material: MaterialRequirement): ReactNode {
  const files = data.uploads.filter((one) => one.materialNo === material.no)
  if (files.length > 0)
    return files.map((file) => (
      <div key={file.fileId}>
        <Mixed view={view} text={file.name} />
      </div>
    ))
  if (data.draft.content.brought.includes(material.no)) return view.w('带原件到窗口', 'original to the counter')
  const flaw = data.flaws.find((one) => one.pointer === `/materials/${material.no}`)
  return flaw ? (
    <span className="error">{view.t(flaw.sentence)}</span>
  ) : (
    <span className="quiet">{view.w('没有上传', 'not uploaded')}</span>
  )
}
