import { Radio } from 'antd'
import { denialWord } from '../../../management/catalogue/denial-word.ts'
import { Notice } from '../../layout/notice.tsx'
import { t, w } from '../../text.ts'
import { ActDialog, type DialogProps, FormField, flawed } from '../act-dialog.tsx'
import { BasisField, generalBasis } from '../basis-field.tsx'
import { useKept } from '../kept-values.ts'
import { Blank, Letter } from '../letter.tsx'
import { WordsField } from '../words-field.tsx'

/** 决定: outcome, basis, reason in plain words, read through as the letter (Licensing Law art. 38). */
export function DecideDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept<{ outcome: 'granted' | 'denied' | null; reason: string; basis: string }>(
    `${caseFile.caseNo}.decide`,
    { outcome: null, reason: '', basis: caseFile.item.legalBasis[0] ?? '' },
  )
  const { outcome, denied } = { ...values, denied: denialWord(caseFile.item.itemCode).zh }
  const last = caseFile.examinations.at(-1)
  const owed = caseFile.deferred.filter((one) => !one.supplied)
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w('作出决定', 'Decide')}
      primary={
        outcome === null
          ? w('作出决定', 'Decide')
          : outcome === 'granted'
            ? w('准予并制发结果', 'Grant and issue the result')
            : w(`${denied}并发出决定书`, 'Deny and send the decision')
      }
      done={
        outcome === 'denied'
          ? w(`${denied}决定书已发出`, 'Denied; the decision was sent')
          : w('已准予，结果已制发', 'Granted; the result was issued')
      }
      act={() =>
        outcome === null
          ? flawed([{ pointer: '/outcome', detail: w(`请选择准予，还是${denied}。`, 'Choose granted or denied.') }])
          : { move: 'decide', outcome, reason: values.reason, basis: values.basis }
      }
      pointers={['/outcome', '/reason', '/basis']}
      forget={forget}
      width={960}
      wide
    >
      {(errorAt) => (
        <div className="with-letter">
          <div>
            {last ? (
              <Notice kind={last.supports ? 'good' : 'amber'}>
                <b>
                  {last.supports
                    ? w(`${last.byName}审查：建议准予`, `${last.byName}: to be granted`)
                    : w(`${last.byName}审查：建议${denied}`, `${last.byName}: to be denied`)}
                </b>
                <br />
                {last.opinion}
              </Notice>
            ) : null}
            {owed.length > 0 ? (
              <Notice kind="amber">
                {w(
                  `容缺的材料还没有补齐：${owed.map((one) => one.name).join('、')}。补齐前不能准予。`,
                  `Still owed: ${owed.map((one) => one.name).join(', ')}. It cannot be granted before.`,
                )}
              </Notice>
            ) : null}
            <FormField label={w('决定', 'Decision')} error={errorAt('/outcome')}>
              {({ id, status: _status, ...described }) => (
                <Radio.Group
                  {...described}
                  id={id}
                  value={outcome}
                  onChange={(event) => change({ outcome: event.target.value as 'granted' | 'denied' })}
                  options={[
                    { value: 'granted', label: w('准予', 'Granted'), disabled: owed.length > 0 },
                    { value: 'denied', label: w(denied, 'Denied') },
                  ]}
                />
              )}
            </FormField>
            <WordsField
              label={w('理由', 'Reason')}
              hint={w('用申请人看得懂的话，会原样写进决定书', 'In plain words; it goes into the letter as it is')}
              error={errorAt('/reason')}
              rows={5}
              value={values.reason}
              onChange={(reason) => change({ reason })}
            />
            <BasisField
              value={values.basis}
              offered={[...caseFile.item.legalBasis, ...generalBasis.decide]}
              error={errorAt('/basis')}
              onChange={(basis) => change({ basis })}
            />
          </div>
          <Letter
            caseFile={caseFile}
            title={
              outcome === 'denied' ? w(`${denied}决定书`, 'Decision: denied') : w('准予决定书', 'Decision: granted')
            }
            rows={[
              [
                w('决定', 'Decision'),
                outcome === null ? '……' : outcome === 'granted' ? w('准予', 'Granted') : w(denied, 'Denied'),
              ],
              [w('依据', 'Legal basis'), values.basis || '……'],
            ]}
          >
            <p>
              {w('理由：', 'Reason: ')}
              <Blank words={w('还没有写', 'not written yet')}>{values.reason}</Blank>
            </p>
            {outcome === 'denied' ? <p>{t(caseFile.remedy)}</p> : null}
          </Letter>
        </div>
      )}
    </ActDialog>
  )
}
