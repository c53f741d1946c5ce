import { Input } from 'antd'
import { Notice } from '../../layout/notice.tsx'
import { t, w } from '../../text.ts'
import { deliveryNames } from '../../words.ts'
import { ActDialog, type DialogProps, FormField } from '../act-dialog.tsx'
import { BasisField, generalBasis } from '../basis-field.tsx'
import { useKept } from '../kept-values.ts'
import { WordsField } from '../words-field.tsx'

/** 送达: who received the result, or the number of the parcel. */
export function DeliverDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept(`${caseFile.caseNo}.deliver`, { to: '' })
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w('登记送达', 'Record delivery')}
      primary={w('登记为已送达', 'Record as delivered')}
      done={w('已登记送达', 'Delivery was recorded')}
      act={() => ({ move: 'deliver', to: values.to })}
      pointers={['/to']}
      forget={forget}
    >
      {(errorAt) => (
        <>
          <p>
            {w(
              `申请人选择：${t(deliveryNames[caseFile.delivery])}`,
              `The applicant chose: ${t(deliveryNames[caseFile.delivery])}`,
            )}
          </p>
          <FormField
            label={caseFile.delivery === 'mail' ? w('快递单号', 'Tracking number') : w('签收人', 'Received by')}
            error={errorAt('/to')}
          >
            {(field) => (
              <Input
                {...field}
                maxLength={200}
                value={values.to}
                onChange={(event) => change({ to: event.target.value })}
              />
            )}
          </FormField>
        </>
      )}
    </ActDialog>
  )
}

/** 终止办理: by law, with reason and basis. It cannot be undone, so it is said before. */
export function TerminateDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept(`${caseFile.caseNo}.terminate`, { reason: '', basis: '' })
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      isFinal
      title={w('终止办理', 'Terminate the case')}
      primary={w('终止办理，不可撤销', 'Terminate; it cannot be undone')}
      done={w('本件已终止', 'The case was terminated')}
      act={() => ({ move: 'terminate', reason: values.reason, basis: values.basis })}
      pointers={['/reason', '/basis']}
      forget={forget}
    >
      {(errorAt) => (
        <>
          <Notice kind="amber">
            {w(
              '终止后本件结束，不再作出决定。申请人需要时要重新申请。',
              'The case ends without a decision; the applicant would have to apply anew.',
            )}
          </Notice>
          <WordsField
            label={w('理由', 'Reason')}
            value={values.reason}
            error={errorAt('/reason')}
            onChange={(reason) => change({ reason })}
          />
          <BasisField
            value={values.basis}
            offered={[...caseFile.item.legalBasis, ...generalBasis.terminate]}
            error={errorAt('/basis')}
            onChange={(basis) => change({ basis })}
          />
        </>
      )}
    </ActDialog>
  )
}

/** 退回: gives a task back to whoever claims it next. */
export function ReleaseDialog({ caseFile, onClose, token }: DialogProps & { token: number }) {
  const { values, change, forget } = useKept(`${caseFile.caseNo}.release`, { reason: '' })
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w('退回这一环节', 'Release the step')}
      primary={w('退回，由他人认领', 'Release for others to claim')}
      done={w('已退回', 'Released')}
      act={() => ({ move: 'release', token, reason: values.reason })}
      pointers={['/reason']}
      forget={forget}
    >
      {(errorAt) => (
        <WordsField
          label={w('原因（可不填）', 'Reason (may be left out)')}
          error={errorAt('/reason')}
          rows={3}
          value={values.reason}
          onChange={(reason) => change({ reason })}
        />
      )}
    </ActDialog>
  )
}
