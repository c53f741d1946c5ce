import { Button, Checkbox, Input, Radio } from 'antd'
import type { Situation } from '../assessment-contract.ts'
import { FormField } from '../case-file/act-dialog.tsx'
import type { Change } from '../case-file/kept-values.ts'
import type { Asking } from '../counter-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { t, w } from '../text.ts'
import { deliveryNames, needNames } from '../words.ts'
import { type Entry, hasHandler, isAnswered, papersFor, questionsFor } from './entry-values.ts'
import { ScanButton, type Scanned } from './scan.tsx'

export type Block = {
  guide: Asking
  entry: Entry
  change: Change<Entry>
  errorAt: (pointer: string) => string | undefined
}

type LineProps = Block & { name: keyof Entry & ('name' | 'code' | 'mobile' | 'handlerName' | 'handlerCode') } & {
  label: string
  pointer: string
}

const Line = ({ entry, change, errorAt, name, label, pointer }: LineProps) => (
  <FormField label={label} error={errorAt(pointer)}>
    {({ status, ...given }) => (
      <Input
        {...given}
        {...(status ? { status } : {})}
        autoComplete="off"
        value={entry[name]}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    )}
  </FormField>
)

/** Who hands it in for the applicant, from their own card. */
const HandlerLines = (block: Block) => {
  const isFirm = block.entry.kind === 'legal'
  return (
    <>
      <Line
        {...block}
        name="handlerName"
        pointer="/applicant/handler"
        label={isFirm ? w('经办人姓名', 'Who hands it in') : w('委托代理人姓名', 'Name of the representative')}
      />
      <Line
        {...block}
        name="handlerCode"
        pointer="/applicant/handlerCode"
        label={isFirm ? w('经办人身份证号', 'Their identity number') : w('代理人身份证号', 'Their identity number')}
      />
    </>
  )
}

/** A person may send somebody (Licensing Law art. 29). */
const Represented = ({ entry, change }: Block) => (
  <p className="represented">
    <Checkbox checked={entry.isRepresented} onChange={(event) => change({ isRepresented: event.target.checked })}>
      {w('本人没有来，由委托代理人代办', 'A representative applies for them')}
    </Checkbox>
  </p>
)

/** Who stands at the counter, from the card in the clerk's hand. */
export function ApplicantBlock(block: Block) {
  const { guide, entry, change, errorAt } = block
  const isFirm = entry.kind === 'legal'
  return (
    <fieldset className="entry-block">
      <legend>{w('申请人', 'Applicant')}</legend>
      {guide.subjects.length > 1 ? (
        <Radio.Group
          value={entry.kind}
          aria-label={w('谁来申请', 'Who applies')}
          onChange={(event) => change({ kind: event.target.value })}
          options={[
            { value: 'natural', label: w('个人', 'A person') },
            { value: 'legal', label: w('企业或其他单位', 'A firm or other body') },
          ]}
        />
      ) : null}
      {errorAt('/applicant/kind') ? <p className="field-error">{errorAt('/applicant/kind')}</p> : null}
      {isFirm ? null : <Represented {...block} />}
      <div className="entry-fields">
        <Line
          {...block}
          name="name"
          pointer="/applicant/name"
          label={isFirm ? w('单位名称', 'Name of the body') : w('姓名（与身份证一致）', 'Name, as on the card')}
        />
        <Line
          {...block}
          name="code"
          pointer="/applicant/code"
          label={isFirm ? w('统一社会信用代码', 'Credit code') : w('身份证号', 'Identity number')}
        />
        {hasHandler(entry) ? <HandlerLines {...block} /> : null}
        <Line
          {...block}
          name="mobile"
          pointer="/applicant/mobile"
          label={w('手机（用于通知）', 'Mobile, for notices')}
        />
      </div>
    </fieldset>
  )
}

/** The scenario questions, asked aloud; each answer shortens what follows. */
export function SituationBlock({ guide, entry, change, errorAt }: Block) {
  const questions = questionsFor(guide.questions, entry.answers)
  if (questions.length === 0) return null
  return (
    <fieldset className="entry-block">
      <legend>{w('情形', 'Situation')}</legend>
      {questions.map((question) => (
        <FormField
          key={question.id}
          label={t(question.text)}
          hint={question.hint ? t(question.hint) : undefined}
          error={errorAt(`/answers/${question.id}`)}
        >
          {({ status: _, ...given }) => (
            <Radio.Group
              {...given}
              value={entry.answers[question.id]}
              onChange={(event) => change({ answers: { ...entry.answers, [question.id]: event.target.value } })}
              options={question.options.map((one) => ({ value: one.value, label: t(one.label) }))}
            />
          )}
        </FormField>
      ))}
    </fieldset>
  )
}

/** Why a table asks for this paper, where one does. */
function Because({ situation, no }: { situation: Pick<Situation, 'papers'>; no: number }) {
  const because = situation.papers.find((one) => one.no === no)?.because ?? null
  return because === null ? null : <p className="hint">{t(because)}</p>
}

export const FieldError = ({ error }: { error: string | undefined }) =>
  error === undefined ? null : (
    <p className="field-error" role="alert">
      <Icon name="warning" size={14} />
      {error}
    </p>
  )

type FilesProps = { files: readonly Scanned[]; onRemove: (file: Scanned) => void }

const ScannedFiles = ({ files, onRemove }: FilesProps) => (
  <ul className="scanned">
    {files.map((file) => (
      <li key={file.fileId}>
        <Icon name="check" size={14} />
        {file.name}
        <Button
          size="small"
          type="text"
          aria-label={w(`去掉 ${file.name}`, `Remove ${file.name}`)}
          icon={<Icon name="cross" size={14} />}
          onClick={() => onRemove(file)}
        />
      </li>
    ))}
  </ul>
)

const NoPapers = ({ guide, entry }: Pick<Block, 'guide' | 'entry'>) => (
  <p className="hint">
    {isAnswered(guide.questions, entry.answers)
      ? w('不需要任何材料。', 'No papers are needed.')
      : w('上面的问题答完，这里列出要收的材料。', 'Once the questions above are answered, the papers are listed here.')}
  </p>
)

/** The papers of this situation: scanned now, or still to come. */
export function PapersBlock({
  guide,
  entry,
  change,
  errorAt,
  situation,
}: Block & { situation: Pick<Situation, 'papers'> }) {
  const papers = papersFor(guide, situation)
  const fetched = guide.materials.filter(
    (one) => one.heldBy !== null && situation.papers.some((paper) => paper.no === one.no),
  )
  return (
    <fieldset className="entry-block">
      <legend>{w('材料', 'Papers')}</legend>
      {papers.length === 0 ? <NoPapers guide={guide} entry={entry} /> : null}
      <ul className="entry-papers">
        {papers.map((paper) => {
          const files = entry.scanned.filter((one) => one.materialNo === paper.no)
          const name = t(paper.name)
          return (
            <li key={paper.no}>
              <p>
                <Icon name="paper" />
                <b>{name}</b> <small>{t(needNames[paper.need])}</small>
              </p>
              <Because situation={situation} no={paper.no} />
              <FieldError error={errorAt(`/materials/${paper.no}`)} />
              {files.length === 0 ? (
                <p className="hint">
                  {paper.need === 'required'
                    ? w(
                        '还没有扫描：可以先收件，齐了才能受理。',
                        'Not scanned yet: received now, accepted when it is here.',
                      )
                    : w('没有扫描。', 'Not scanned.')}
                </p>
              ) : (
                <ScannedFiles
                  files={files}
                  onRemove={(file) => change({ scanned: entry.scanned.filter((one) => one !== file) })}
                />
              )}
              <ScanButton
                materialNo={paper.no}
                name={name}
                onScanned={(more) => change((before) => ({ scanned: [...before.scanned, ...more] }))}
              />
            </li>
          )
        })}
      </ul>
      {fetched.length > 0 ? (
        <p className="hint">
          {w('不用交，政府已有：', 'Not needed, government holds: ')}
          {fetched.map((one) => t(one.name)).join(w('、', ', '))}
        </p>
      ) : null}
    </fieldset>
  )
}

/** How the result is to be handed over, and the signed commitment where the route asks for one. */
export function DeliveryBlock({ guide, entry, change, errorAt }: Block) {
  const delivery = entry.delivery === '' ? guide.delivery[0] : entry.delivery
  return (
    <fieldset className="entry-block">
      <legend>{w('领取方式', 'Delivery')}</legend>
      <FormField label={w('结果怎样给申请人', 'How the result is handed over')} error={errorAt('/delivery')}>
        {({ status: _, ...given }) => (
          <Radio.Group
            {...given}
            value={delivery}
            onChange={(event) => change({ delivery: event.target.value })}
            options={guide.delivery.map((one) => ({ value: one, label: t(deliveryNames[one]) }))}
          />
        )}
      </FormField>
      {guide.route.key === 'commitment' ? (
        <div className="form-field">
          <Checkbox checked={entry.committed} onChange={(event) => change({ committed: event.target.checked })}>
            {w('申请人已在告知承诺书上签字', 'The applicant has signed the commitment')}
          </Checkbox>
          {errorAt('/commitment') ? (
            <p className="field-error" role="alert">
              {errorAt('/commitment')}
            </p>
          ) : null}
        </div>
      ) : null}
    </fieldset>
  )
}
