import { listSteps } from '#bpmn'
import { isAskedFor, listApplicableMaterials } from '#handling'
import {
  cleanAnswers,
  listApplicable,
  type MaterialRequirement,
  plainName,
  type Question,
  resolveScenario,
  type ServiceItem,
} from '#management'
import { renderPage } from '../layout/layout.tsx'
import { Crumb, SampleMark } from '../layout/parts.tsx'
import { formatLimit, type View } from '../layout/view.ts'

export const typeTexts = {
  '01': { zh: '行政许可', en: 'Administrative licence' },
  '05': { zh: '行政给付', en: 'Benefit' },
  '07': { zh: '行政确认', en: 'Confirmation' },
  '10': { zh: '其他行政权力', en: 'Other administrative power' },
  '20': { zh: '公共服务', en: 'Public service' },
} as const

const channelTexts = {
  counter: { zh: '窗口', en: 'counter' },
  online: { zh: '网上', en: 'online' },
  mobile: { zh: '手机', en: 'phone' },
  mail: { zh: '邮寄', en: 'post' },
  village: { zh: '村里代办', en: 'village agent' },
} as const

/**
 * The guide: complete, and for this reader. `raw` are answers from the address; the page is the same for everybody with the
 * same answers, so that it can be made once and served many times.
 */
export function guidePage(
  view: View,
  item: ServiceItem,
  raw: Readonly<Record<string, string>>,
  needsPlace: boolean,
): string {
  const { content } = item
  const { w, t } = view
  const answers = cleanAnswers(content.questions, raw)
  const outcome = resolveScenario(content.questions, answers)
  // Until the questions are answered the list shows everything that may be asked for.
  const settled = outcome.type === 'complete'
  const materials = settled ? listApplicableMaterials(item, answers) : content.materials
  const query = new URLSearchParams(answers).toString()
  const apply = `/items/${item.itemCode}/apply${query ? `?${query}` : ''}`
  return renderPage(view, {
    title: t(content.name),
    children: (
      <>
        <Crumb href="/">{w('首页', 'Home')}</Crumb>
        <h1>{t(content.name)}</h1>
        {needsPlace ? (
          <div className="note">
            <p>
              {w(`现在显示的是${item.authority.name}。`, `Shown for ${item.authority.name}. `)}
              <a href={`/place?return=${encodeURIComponent(view.path)}`}>
                {w('选择您的县区或乡镇', 'Choose your county or township')}
              </a>
            </p>
          </div>
        ) : null}
        <div className="guide">
          <aside>
            <div className="stay">
              <Facts view={view} item={item} />
              {outcome.type === 'stopped' ? null : (
                <p className="no-print">
                  <a className="button" href={apply}>
                    {w('在线办理', 'Apply online')}
                  </a>
                </p>
              )}
            </div>
          </aside>
          <div>
            <CanI view={view} item={item} answers={answers} />
            <WhatToBring view={view} materials={materials} all={content.materials.length} settled={settled} />
            <WhatHappens view={view} item={item} />
            <WhatYouGet view={view} item={item} />
            <Law view={view} item={item} />
          </div>
        </div>
      </>
    ),
  })
}

function Facts({ view, item }: { view: View; item: ServiceItem }) {
  const { content, contact, authority } = item
  const { w, t } = view
  const statutory = content.statutory
  const share =
    statutory === null
      ? null
      : Math.min(100, Math.round((inDays(content.committed) / Math.max(1, inDays(statutory))) * 100))
  return (
    <div className="facts">
      <dl>
        <dt>{w('谁来办', 'Who decides')}</dt>
        <dd>{authority.name}</dd>
        <dt>{w('在哪办', 'Where')}</dt>
        <dd>
          {content.channels.map((one) => t(channelTexts[one])).join(w('、', ', '))}
          <br />
          <span className="quiet">{contact.address}</span>
        </dd>
        <dt>{w('多久', 'How long')}</dt>
        <dd>
          {formatLimit(view, content.committed)} <SampleMark view={view} confirmed={item.confirmed} />
          <div className="bar" aria-hidden="true">
            <i className={`s${Math.max(5, Math.round((share ?? 100) / 5) * 5)}`} />
          </div>
          {statutory === null ? (
            <span className="quiet small">{w('法律没有另定时限', 'No limit set by law')}</span>
          ) : (
            <>
              <div className="bar law" aria-hidden="true">
                <i className="s100" />
              </div>
              <span className="quiet small">
                {w(`法定 ${formatLimit(view, statutory)}`, `By law: ${formatLimit(view, statutory)}`)}
              </span>
            </>
          )}
        </dd>
        <dt>{w('跑几次', 'Visits')}</dt>
        <dd>
          {content.visits === 0 ? w('不用跑', 'None') : w(`${content.visits} 次`, String(content.visits))}
          {content.visitReason ? <span className="quiet small"> {t(content.visitReason)}</span> : null}
        </dd>
        <dt>{w('收费', 'Fee')}</dt>
        <dd>{t(content.fee.text)}</dd>
        <dt>{w('时间', 'Hours')}</dt>
        <dd>{t(contact.hours)}</dd>
        <dt>{w('咨询', 'Ask')}</dt>
        <dd>
          <a href={`tel:${contact.phone}`}>{contact.phone}</a>
        </dd>
        <dt>{w('投诉', 'Complain')}</dt>
        <dd>
          <a href={`tel:${contact.complaintPhone}`}>{contact.complaintPhone}</a>
        </dd>
      </dl>
    </div>
  )
}

const inDays = (limit: { value: number; unit: string }): number =>
  limit.unit === 'month'
    ? limit.value * 21
    : limit.unit === 'working-day'
      ? limit.value
      : Math.ceil((limit.value * 5) / 7)

function CanI({ view, item, answers }: { view: View; item: ServiceItem; answers: Readonly<Record<string, string>> }) {
  const { content } = item
  const { w, t } = view
  const outcome = resolveScenario(content.questions, answers)
  const questions = listApplicable(content.questions, answers)
  return (
    <section aria-labelledby="can-i">
      <h2 id="can-i">{w('我能办吗？', 'Can I?')}</h2>
      <ul>
        {content.conditions.map((condition) => (
          <li key={condition.zh}>{t(condition)}</li>
        ))}
      </ul>
      {questions.length === 0 ? null : (
        <form method="get" action={`/items/${item.itemCode}#what-to-bring`} className="no-print">
          <p className="quiet">
            {w('回答几个问题，材料清单会变短，只留您需要的。', 'A few answers shorten the list to what you need.')}
          </p>
          {questions.map((question) => (
            <AskQuestion key={question.id} view={view} question={question} chosen={answers[question.id]} />
          ))}
          <button type="submit" className="second">
            {w('看看我要带什么', 'Show what I need')}
          </button>
        </form>
      )}
      {outcome.type === 'stopped' ? (
        <div className="note red" role="status">
          <p>
            <b>{w('按您的情况，不用（或不能）办这一项。', 'In your situation this is not the right item.')}</b>
          </p>
          <p>{t(outcome.why)}</p>
          {outcome.goTo ? <GoTo view={view} entryId={outcome.goTo} /> : null}
        </div>
      ) : null}
    </section>
  )
}

function GoTo({ view, entryId }: { view: View; entryId: string }) {
  const found = view.city.findItemFor(entryId, view.place.code)
  return found === undefined ? null : (
    <p>
      <a href={`/items/${found.item.itemCode}`}>
        {view.w(`去办：${found.item.content.name.zh}`, `Go to: ${found.item.content.name.en}`)}
      </a>
    </p>
  )
}

export const AskQuestion = ({
  view,
  question,
  chosen,
  wrong,
}: {
  view: View
  question: Question
  chosen: string | undefined
  wrong?: string
}) => (
  <fieldset id={`answers-${question.id}`} className={wrong ? 'wrong' : undefined}>
    <legend>
      {view.t(question.text)}
      {question.hint ? <span className="hint">{view.t(question.hint)}</span> : null}
      {wrong ? <span className="error">{wrong}</span> : null}
    </legend>
    {question.options.map((option) => (
      <label className="choice" key={option.value}>
        <input type="radio" name={question.id} value={option.value} defaultChecked={chosen === option.value} />
        <span>{view.t(option.label)}</span>
      </label>
    ))}
  </fieldset>
)

function WhatToBring({
  view,
  materials,
  all,
  settled,
}: {
  view: View
  materials: readonly MaterialRequirement[]
  all: number
  settled: boolean
}) {
  const { w } = view
  const asked = materials.filter(isAskedFor)
  const made = materials.filter((material) => material.kind === 'form')
  const held = materials.filter((material) => material.heldBy !== null && material.kind !== 'form')
  return (
    <section aria-labelledby="what-to-bring">
      <h2 id="what-to-bring">{w('要带什么？', 'What do I bring?')}</h2>
      {settled ? null : (
        <p className="note no-print">
          {w(
            '这是所有情况合起来的清单。回答上面的问题，就只剩您需要的。',
            'This is the list for all situations together. Answer the questions above to see only yours.',
          )}
        </p>
      )}
      {materials.length < all ? (
        <p className="note ok">
          {w(
            `按您的情况，${all} 份材料里有 ${all - materials.length} 份不用交。`,
            `In your situation ${all - materials.length} of ${all} papers are not needed.`,
          )}
        </p>
      ) : null}
      {asked.length === 0 ? (
        <p>
          <b>{w('什么都不用带。', 'Nothing.')}</b>
        </p>
      ) : (
        <ol className="papers">
          {asked.map((material) => (
            <Paper key={material.no} view={view} material={material} settled={settled} />
          ))}
        </ol>
      )}
      {held.length > 0 ? (
        <>
          <h3>{w('政府已有，不用交', 'Held by government, not asked for')}</h3>
          <ul>
            {held.map((material) => (
              <li key={material.no}>
                {view.t(material.name)}
                <span className="quiet">{w(`（由${material.heldBy}核查）`, ` (looked up)`)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {made.length > 0 ? (
        <>
          <h3>{w('网上填写后自动生成', 'Made from what you fill in online')}</h3>
          <ul>
            {made.map((material) => (
              <li key={material.no}>{view.t(material.name)}</li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}

function Paper({ view, material, settled }: { view: View; material: MaterialRequirement; settled: boolean }) {
  const { w, t } = view
  const copies = [
    material.originals > 0 ? w(`原件 ${material.originals} 份`, `${material.originals} original`) : '',
    material.copies > 0 ? w(`复印件 ${material.copies} 份`, `${material.copies} copy`) : '',
  ].filter(Boolean)
  return (
    <li>
      <b>{t(material.name)}</b>
      {material.need === 'deferrable' ? <span className="tag ok">{w('可以后补', 'may follow later')}</span> : null}
      {material.when !== undefined && settled === false ? (
        <span className="tag grey">{w('看您的情况', 'depends')}</span>
      ) : material.need === 'conditional' && material.when === undefined ? (
        <span className="tag grey">{w('视情形提供', 'if it applies')}</span>
      ) : null}
      <p>{t(material.why)}</p>
      {material.instruction ? <p>{t(material.instruction)}</p> : null}
      <p className="small">
        {[
          copies.join(w('，', ', ')),
          material.issuer ? w(`${material.issuer}出具`, 'issued by an authority') : w('自备', 'your own'),
          material.basis,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </li>
  )
}

function WhatHappens({ view, item }: { view: View; item: ServiceItem }) {
  const { w, t } = view
  const route = view.city.getDefinition(item.content.route)
  const steps = listSteps(route.graph).filter(
    (step, index, all) => step.kind === 'user-task' && all.findIndex((one) => one.name === step.name) === index,
  )
  return (
    <section aria-labelledby="what-happens">
      <h2 id="what-happens">{w('会发生什么？', 'What happens?')}</h2>
      <ol className="steps">
        <li>
          <b>{w('提交申请', 'You apply')}</b>
          <small>{w('当场得到办件编号和收件凭证', 'You get a case number and a receipt at once')}</small>
        </li>
        {steps.map((step) => (
          <li key={step.element}>
            <b>{t(stepTexts[step.name] ?? { zh: step.name, en: step.name })}</b>
            <small>
              {t(
                stageNotes[step.properties['instant'] === 'true' ? 'instant' : (step.properties['stage'] ?? '')] ?? {
                  zh: item.authority.name,
                  en: item.authority.name,
                },
              )}
            </small>
          </li>
        ))}
      </ol>
      {item.content.specialProcedures.length > 0 ? (
        <ul>
          {item.content.specialProcedures.map((one) => (
            <li key={one.name.zh}>
              {w(
                `${one.name.zh}：约 ${one.days} 个工作日，${one.counted ? '计入' : '不计入'}办理时限（${one.basis}）`,
                `${one.name.en}: about ${one.days} working days, ${one.counted ? 'counted' : 'not counted'} (${one.basis})`,
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}

/** Names of the shipped routes' steps, for readers of English. */
export const stepTexts: Readonly<Record<string, { zh: string; en: string }>> = {
  收件受理: { zh: '收件受理', en: 'Received and accepted' },
  初审: { zh: '初审', en: 'First examination' },
  审查: { zh: '审查', en: 'Examination' },
  审核: { zh: '审核', en: 'Examination' },
  决定: { zh: '决定', en: 'Decision' },
  当场决定: { zh: '当场决定', en: 'Decided on the spot' },
  送达: { zh: '送达', en: 'Delivery' },
  事后核查: { zh: '事后核查', en: 'Check afterwards' },
}

const stageNotes: Readonly<Record<string, { zh: string; en: string }>> = {
  acceptance: {
    zh: '五个工作日内告诉您是否受理；缺什么，一次说清',
    en: 'Within five working days; whatever is missing is told once',
  },
  examination: { zh: '核对材料和条件', en: 'Papers and conditions are checked' },
  decision: { zh: '由另一位工作人员决定，并说明理由', en: 'Another officer decides, with reasons' },
  instant: { zh: '材料齐全的，当场办好', en: 'With complete papers it is done at once' },
  delivery: { zh: '按您选的方式送达', en: 'In the way you chose' },
  'follow-up': { zh: '核查承诺是否属实', en: 'Whether what was declared is true' },
}

function WhatYouGet({ view, item }: { view: View; item: ServiceItem }) {
  const { w, t } = view
  return (
    <section aria-labelledby="what-you-get">
      <h2 id="what-you-get">{w('能拿到什么？', 'What do I get?')}</h2>
      <p>
        <b>{t(item.content.result.name)}</b>
        {w('。', '. ')}
        {w('电子版带二维码，谁都能验真伪。', 'The electronic one carries a QR code that anybody can verify.')}
      </p>
    </section>
  )
}

function Law({ view, item }: { view: View; item: ServiceItem }) {
  const { content } = item
  const { w, t } = view
  return (
    <>
      {content.faqs.length > 0 ? (
        <section aria-labelledby="faqs">
          <h2 id="faqs">{w('常见问题', 'Questions')}</h2>
          {content.faqs.map((faq) => (
            <details key={faq.question.zh}>
              <summary>{t(faq.question)}</summary>
              <p>{t(faq.answer)}</p>
            </details>
          ))}
        </section>
      ) : null}
      <section aria-labelledby="law">
        <h2 id="law">
          {w('依据与权利', 'Law and rights')} <SampleMark view={view} confirmed={item.confirmed} />
        </h2>
        <ul>
          {content.legalBasis.map((one) => (
            <li key={one} lang="zh-CN">
              {one}
            </li>
          ))}
          {content.rights.map((right) => (
            <li key={right.zh}>{t(right)}</li>
          ))}
        </ul>
        <details>
          <summary>{w('编码与其他要素', 'Codes and other elements')}</summary>
          <table className="review">
            <tbody>
              {elementRows(view, item).map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </section>
    </>
  )
}

const natures = {
  '1': { zh: '法定机关', en: 'statutory organ' },
  '2': { zh: '授权组织', en: 'authorised body' },
  '3': { zh: '受委托组织', en: 'entrusted body' },
} as const
const coverages = {
  none: { zh: '未实现', en: 'none' },
  national: { zh: '全国', en: 'national' },
  province: { zh: '全省', en: 'province' },
  city: { zh: '全市', en: 'city' },
  county: { zh: '全县', en: 'county' },
} as const
const levelTexts = {
  city: { zh: '市级', en: 'city' },
  county: { zh: '县级', en: 'county' },
  township: { zh: '乡镇级', en: 'township' },
  village: { zh: '村级', en: 'village' },
} as const

function elementRows(view: View, item: ServiceItem): [string, string][] {
  const { content, authority } = item
  const { w, t } = view
  const yes = (value: boolean) => (value ? w('是', 'yes') : w('否', 'no'))
  return [
    [w('实施编码', 'Item code'), item.itemCode],
    [w('业务办理项编码', 'Handling item code'), item.handlingCode],
    [w('基本编码', 'Catalogue code'), item.basicCode],
    [w('事项类型', 'Type'), t(typeTexts[content.typeCode])],
    [w('办件类型', 'Kind'), content.caseType === 'instant' ? w('即办件', 'instant') : w('承诺件', 'committed')],
    [w('行使层级', 'Level'), t(levelTexts[authority.level])],
    [
      w('实施主体代码', 'Authority code'),
      `${authority.creditCode}${authority.synthetic ? w('（合成，仅演示）', ' (synthetic)') : ''}`,
    ],
    [w('实施主体性质', 'Nature'), t(natures[authority.nature])],
    [w('权力来源', 'Source of power'), w('法定本级行使', 'by law, at this level')],
    [w('通办范围', 'Coverage'), t(coverages[content.coverage])],
    [w('网上办理深度', 'Online depth'), w(`${content.depth} 级`, String(content.depth))],
    [w('预约办理', 'Appointments'), yes(content.appointment)],
    [w('网上支付', 'Online payment'), yes(content.fee.payOnline)],
    [w('物流快递', 'Delivery by post'), yes(content.delivery.includes('mail'))],
    [w('自助终端', 'Self-service machine'), yes(content.terminal)],
    [w('数量限制', 'Number limit'), content.numberLimit ? t(content.numberLimit) : w('无', 'none')],
    [w('中介服务', 'Intermediary'), content.intermediary ? t(content.intermediary) : w('无', 'none')],
    [w('联办机构', 'Joint authorities'), content.jointAuthorities.join('、') || w('无', 'none')],
    [w('主题', 'Theme'), content.theme],
    [w('版本', 'Revision'), `${item.revision.entry}${item.revision.override ? `.${item.revision.override}` : ''}`],
    [w('所在地方', 'Place'), plainName(view.city.divisions.get(authority.divisionCode))],
  ]
}
