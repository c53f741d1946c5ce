import type { ReactNode } from 'react'
import type { Flaw } from '#base'
import { isAskedFor, listApplicableMaterials } from '#handling'
import { holds, listApplicable, type MaterialRequirement } from '#management'
import { anchorOf, Csrf } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import type { DraftData } from './draft-data.ts'
import { frame } from './draft-frame.tsx'
import { stepsOf } from './steps.ts'
import { optionText, valueText } from './value-text.tsx'

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
