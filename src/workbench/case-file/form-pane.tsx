import { Tooltip } from 'antd'
import { Fragment } from 'react'
import type { Field, GroupField } from '#management'
import type { CaseView } from '../api-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { Notice } from '../layout/notice.tsx'
import { t, w } from '../text.ts'
import { channelNames, dayWords, deliveryNames, timeWords } from '../words.ts'
import { AssessedFacts } from './assessed-facts.tsx'
import { fieldWords, groupRows, isGroup } from './field-words.ts'
import { Masked } from './masked.tsx'
import { Outcome } from './outcome.tsx'

/** Who acts for the applicant: under a mandate, or at the counter. */
const ActsFor = ({ applicant }: Pick<CaseView, 'applicant'>) => (
  <>
    {applicant.agent ? (
      <div>
        <dt>{w('经办人', 'Agent')}</dt>
        <dd>{w(`${applicant.agent.name}（有委托）`, `${applicant.agent.name} (under a mandate)`)}</dd>
      </div>
    ) : null}
    {applicant.handler ? (
      <div>
        <dt>{applicant.kind === 'legal' ? w('经办人', 'Handed in by') : w('委托代理人', 'Representative')}</dt>
        <dd>
          {applicant.handler.name} <Masked code={applicant.handler.residentIdNo} />
        </dd>
      </div>
    ) : null}
  </>
)

function Applicant({ caseFile }: { caseFile: CaseView }) {
  const { applicant } = caseFile
  return (
    <section className="block">
      <h3>{w('申请人', 'Applicant')}</h3>
      <dl className="facts">
        <div>
          <dt>{applicant.kind === 'legal' ? w('单位名称', 'Organisation') : w('姓名', 'Name')}</dt>
          <dd>{applicant.name}</dd>
        </div>
        <div>
          <dt>
            {applicant.kind === 'legal' ? w('统一社会信用代码', 'Credit code') : w('身份证号', 'Identity number')}
          </dt>
          <dd>
            <Masked code={applicant.code} />
          </dd>
        </div>
        <div>
          <dt>{w('手机', 'Mobile')}</dt>
          <dd className="num">{applicant.mobile}</dd>
        </div>
        <ActsFor applicant={applicant} />
        <div>
          <dt>{w('所在地', 'Place')}</dt>
          <dd>{w(caseFile.division, caseFile.divisionEn)}</dd>
        </div>
        <div>
          <dt>{w('提交', 'Submitted')}</dt>
          <dd>
            <span className="num">{timeWords(caseFile.submittedAt)}</span>
            {w('，', ', ')}
            {t(channelNames[caseFile.channel])}
          </dd>
        </div>
        <div>
          <dt>{w('领取方式', 'Delivery')}</dt>
          <dd>{t(deliveryNames[caseFile.delivery])}</dd>
        </div>
      </dl>
    </section>
  )
}

function Answers({ caseFile }: { caseFile: CaseView }) {
  const answered = caseFile.questions.filter((one) => caseFile.answers[one.id] !== undefined)
  if (answered.length === 0) return null
  return (
    <section className="block">
      <h3>{w('情形', 'Scenario')}</h3>
      <dl className="facts wide">
        {answered.map((question) => (
          <div key={question.id}>
            <dt>{t(question.text)}</dt>
            <dd>
              {t(
                question.options.find((one) => one.value === caseFile.answers[question.id])?.label ?? {
                  zh: caseFile.answers[question.id] ?? '',
                  en: caseFile.answers[question.id] ?? '',
                },
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Where a prefilled value came from. */
const Source = ({ field, channel }: { field: Field; channel: CaseView['channel'] }) =>
  field.prefill && channel !== 'counter' ? (
    <Tooltip
      title={w('由统一身份认证带入，申请人可以改正', 'Brought from the account; the applicant could correct it')}
    >
      <small className="source">{w('账户带入', 'from the account')}</small>
    </Tooltip>
  ) : null

/** What was given, as the officer reads it. */
const Given = ({ field, words }: { field: Field; words: string | null }) =>
  words === null ? (
    <span className="quiet">{w('没有填', 'not given')}</span>
  ) : field.type === 'resident-id' ? (
    <Masked code={words} />
  ) : (
    words
  )

/** Who says otherwise than the form. */
function vouchingWords({ applicant, channel }: CaseView): string {
  if (channel === 'counter') return w('与窗口登记的申请人不一致：', 'The counter recorded the applicant otherwise: ')
  if (applicant.agent) return w('与委托人不一致：', 'The principal of the mandate is otherwise: ')
  return w('与统一身份认证不一致：', 'The account says otherwise: ')
}

/** Marks what was typed otherwise than somebody vouches for. */
const Difference = ({ field, caseFile }: { field: Field; caseFile: CaseView }) => {
  const known = caseFile.differences[field.id]
  return known === undefined ? null : (
    <small className="difference">
      <Icon name="warning" size={14} />
      {vouchingWords(caseFile)}
      <Given field={field} words={known} />
    </small>
  )
}

/** The rows of a group, each in a line. */
function GroupLine({ field, value }: { field: GroupField; value: unknown }) {
  const rows = groupRows(field, value)
  if (rows.length === 0) return null
  return (
    <div className="group">
      <dt>{t(field.label)}</dt>
      <dd>
        <ol>
          {rows.map((row) => (
            <li key={JSON.stringify(row)}>
              {field.fields
                .map((one) => ({ one, words: fieldWords(one, row[one.id]) }))
                .filter(({ words }) => words !== null)
                .map(({ one, words }, at) => (
                  <Fragment key={one.id}>
                    {at === 0 ? '' : w('；', '; ')}
                    {t(one.label)}
                    {w('：', ': ')}
                    <Given field={one} words={words} />
                  </Fragment>
                ))}
            </li>
          ))}
        </ol>
      </dd>
    </div>
  )
}

function FieldLine({ field, caseFile }: { field: Field; caseFile: CaseView }) {
  const value = caseFile.form[field.id]
  if (isGroup(field)) return <GroupLine field={field} value={value} />
  const words = fieldWords(field, value)
  if (words === null && !field.required) return null
  return (
    <div>
      <dt>{t(field.label)}</dt>
      <dd>
        <Given field={field} words={words} /> <Source field={field} channel={caseFile.channel} />
        <Difference field={field} caseFile={caseFile} />
      </dd>
    </div>
  )
}

function FormValues({ caseFile }: { caseFile: CaseView }) {
  return caseFile.formDefinition.sections.map((section) => {
    const filled = section.fields.filter((field) => caseFile.form[field.id] !== undefined)
    if (filled.length === 0) return null
    return (
      <section key={section.id} className="block">
        <h3>{t(section.title)}</h3>
        <dl className="facts">
          {filled.map((field) => (
            <FieldLine key={field.id} field={field} caseFile={caseFile} />
          ))}
        </dl>
      </section>
    )
  })
}

function CorrectionSent({ caseFile }: { caseFile: CaseView }) {
  const { correction } = caseFile
  if (correction === null) return null
  return (
    <section className="block">
      <h3>{w('一次性告知', 'One-time notice')}</h3>
      <Notice kind={correction.answered ? 'good' : 'amber'}>
        {correction.answered
          ? w(
              `${timeWords(correction.told)} 告知，申请人已经补交。`,
              `Told ${timeWords(correction.told)}; the applicant has supplied.`,
            )
          : w(
              `${timeWords(correction.told)} 告知，请申请人在 ${dayWords(correction.dueOn)}前补交。`,
              `Told ${timeWords(correction.told)}; to be supplied by ${dayWords(correction.dueOn)}.`,
            )}
      </Notice>
      <ol className="requests">
        {correction.requests.map((one) => (
          <li key={one.what}>
            <b>{one.what}</b>
            {w('：', ': ')}
            {one.reason}
            {one.basis ? <small>{w(`依据：${one.basis}`, `Basis: ${one.basis}`)}</small> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** 申请内容: who asks, what for, what they said, and what has been told and decided. */
export function FormPane({ caseFile }: { caseFile: CaseView }) {
  return (
    <>
      <CorrectionSent caseFile={caseFile} />
      <Outcome caseFile={caseFile} />
      <AssessedFacts eligibility={caseFile.eligibility} fee={caseFile.fee} level="h3" />
      <Applicant caseFile={caseFile} />
      <Answers caseFile={caseFile} />
      <FormValues caseFile={caseFile} />
      {caseFile.commitment ? (
        <section className="block">
          <h3>{w('告知承诺', 'Commitment')}</h3>
          <p>{caseFile.commitment.text}</p>
          <p className="quiet">
            {w(`承诺人：${caseFile.commitment.signedBy}`, `Signed by ${caseFile.commitment.signedBy}`)}
          </p>
        </section>
      ) : null}
    </>
  )
}
