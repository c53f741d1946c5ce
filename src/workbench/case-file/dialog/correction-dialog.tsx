import { Button, Checkbox, Input } from 'antd'
import type { CaseView } from '../../api-contract.ts'
import { Icon } from '../../layout/icon.tsx'
import { Notice } from '../../layout/notice.tsx'
import { t, w } from '../../text.ts'
import { needNames } from '../../words.ts'
import { ActDialog, type DialogProps, FormField, flawed } from '../act-dialog.tsx'
import { BasisField } from '../basis-field.tsx'
import { useKept } from '../kept-values.ts'
import { Letter } from '../letter.tsx'
import { type CorrectionDraft, firstDraft, flawsOf, readyReasons, requestsOf } from './correction-draft.ts'

type ErrorAt = (pointer: string) => string | undefined
export type Writing = {
  caseFile: CaseView
  draft: CorrectionDraft
  change: (part: Partial<CorrectionDraft>) => void
  errorAt: ErrorAt
}

const Phrases = ({ onPick, about }: { onPick: (reason: string) => void; about: string }) => (
  <p className="phrases">
    <span className="sr">{w(`${about}的常用理由`, `Ready reasons for ${about}`)}</span>
    {readyReasons().map((reason) => (
      <button key={reason} type="button" onClick={() => onPick(reason)}>
        {reason.replace(/[，。,;；.].*$/, '')}
      </button>
    ))}
  </p>
)

export function ListedPapers({ caseFile, draft, change, errorAt }: Writing) {
  const ticked = caseFile.requirements.filter((one) => draft.ticked.includes(one.no))
  return (
    <fieldset className="correction-list">
      <legend>{w('公布清单内的材料', 'Papers on the published list')}</legend>
      {caseFile.requirements.map((one) => {
        const index = ticked.indexOf(one)
        const name = t(one.name)
        return (
          <div key={one.no} className={index >= 0 ? 'correction-line chosen' : 'correction-line'}>
            <Checkbox
              checked={index >= 0}
              onChange={(event) =>
                change({
                  ticked: event.target.checked ? [...draft.ticked, one.no] : draft.ticked.filter((no) => no !== one.no),
                })
              }
            >
              {name} <small>{t(needNames[one.need])}</small>
            </Checkbox>
            {index >= 0 ? (
              <FormField
                label={w(`为什么要补“${name}”`, `Why “${name}” is needed`)}
                error={errorAt(`/requests/${index}/reason`)}
              >
                {(field) => (
                  <>
                    <Phrases
                      about={name}
                      onPick={(reason) => change({ reasons: { ...draft.reasons, [one.no]: reason } })}
                    />
                    <Input.TextArea
                      {...field}
                      autoSize={{ minRows: 1, maxRows: 4 }}
                      maxLength={2000}
                      value={draft.reasons[one.no] ?? ''}
                      onChange={(event) => change({ reasons: { ...draft.reasons, [one.no]: event.target.value } })}
                    />
                  </>
                )}
              </FormField>
            ) : null}
          </div>
        )
      })}
    </fieldset>
  )
}

export function OutsideList({ caseFile, draft, change, errorAt }: Writing) {
  const listed = caseFile.requirements.filter((one) => draft.ticked.includes(one.no)).length
  const edit = (at: number, part: Partial<CorrectionDraft['outside'][number]>) =>
    change({ outside: draft.outside.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  return (
    <fieldset className="correction-list">
      <legend>{w('清单外的要求', 'Demands outside the list')}</legend>
      <p className="hint">
        {w(
          '公布的清单之外，没有法律依据不能要求申请人提交任何东西；没有依据的尝试会被拒绝并记录。',
          'Outside the published list nothing may be demanded without a legal basis; attempts without one are refused and recorded.',
        )}
      </p>
      {draft.outside.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are edited in place and only leave from where they stand
        <div key={at} className="correction-line chosen">
          <FormField label={w('要补什么', 'What is to be supplied')} error={errorAt(`/requests/${listed + at}/what`)}>
            {(field) => (
              <Input
                {...field}
                value={one.what}
                maxLength={200}
                onChange={(event) => edit(at, { what: event.target.value })}
              />
            )}
          </FormField>
          <FormField label={w('为什么需要', 'Why it is needed')} error={errorAt(`/requests/${listed + at}/reason`)}>
            {(field) => (
              <Input.TextArea
                {...field}
                autoSize={{ minRows: 1, maxRows: 4 }}
                maxLength={2000}
                value={one.reason}
                onChange={(event) => edit(at, { reason: event.target.value })}
              />
            )}
          </FormField>
          <BasisField
            value={one.basis}
            offered={caseFile.item.legalBasis}
            error={errorAt(`/requests/${listed + at}/basis`)}
            onChange={(basis) => edit(at, { basis })}
          />
          <Button size="small" onClick={() => change({ outside: draft.outside.filter((_, index) => index !== at) })}>
            {w('去掉这一项', 'Remove')}
          </Button>
        </div>
      ))}
      <Button
        icon={<Icon name="plus" size={14} />}
        onClick={() => change({ outside: [...draft.outside, { what: '', reason: '', basis: '' }] })}
      >
        {w('添加清单外的要求', 'Add a demand outside the list')}
      </Button>
    </fieldset>
  )
}

/** 一次性告知: ticked from the published list, a reason for each, read through as the letter, sent once. */
export function CorrectionDialog({ caseFile, onClose }: DialogProps) {
  const { values: draft, change, forget } = useKept(`${caseFile.caseNo}.request-correction`, firstDraft(caseFile))
  const requests = requestsOf(caseFile, draft)
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w('一次性告知（补正材料）', 'Tell what is missing, once')}
      primary={w(`发出告知书（${requests.length} 项）`, `Send the notice (${requests.length})`)}
      done={w('告知书已发出，等待申请人补正', 'The notice was sent')}
      act={() => {
        const flaws = flawsOf(requests)
        return flaws.length > 0 ? flawed(flaws) : { move: 'request-correction', requests }
      }}
      pointers={requests.flatMap((one, index) => [
        `/requests/${index}/reason`,
        ...(one.materialNo === null ? [`/requests/${index}/what`, `/requests/${index}/basis`] : []),
      ])}
      forget={forget}
      width={1080}
      wide
    >
      {(errorAt) => (
        <div className="with-letter">
          <div>
            <Notice kind="amber">
              {w(
                '只能告知一次。请把需要补正的全部写上，发出后不能再要求别的。',
                'You can tell only once. Write down everything; nothing more can be asked for afterwards.',
              )}
            </Notice>
            <ListedPapers caseFile={caseFile} draft={draft} change={change} errorAt={errorAt} />
            <OutsideList caseFile={caseFile} draft={draft} change={change} errorAt={errorAt} />
          </div>
          <Letter
            caseFile={caseFile}
            title={w('补正材料一次性告知书', 'Notice of correction')}
            rows={[[w('补交期限', 'Supply by'), w('发出之日起 30 日内', 'Within 30 days of sending')]]}
          >
            <p>
              {w(
                '您的申请还需要补正下列全部内容。除此之外，没有其他需要补正的内容：',
                'Your application needs the following. Nothing else is missing:',
              )}
            </p>
            {requests.length === 0 ? <p className="blank">{w('还没有选择', 'nothing chosen yet')}</p> : null}
            <ol>
              {requests.map((one) => (
                <li key={`${one.materialNo}-${one.what}`}>
                  {one.what || <span className="blank">{w('要补什么', 'what')}</span>}
                  {w('：', ': ')}
                  {one.reason || <span className="blank">{w('理由', 'reason')}</span>}
                  {one.basis ? w(`（依据：${one.basis}）`, ` (${one.basis})`) : ''}
                </li>
              ))}
            </ol>
          </Letter>
        </div>
      )}
    </ActDialog>
  )
}
