import { Input } from 'antd'
import { t, w } from '../../text.ts'
import { ActDialog, type DialogProps, FormField } from '../act-dialog.tsx'
import { BasisField, generalBasis } from '../basis-field.tsx'
import { useKept } from '../kept-values.ts'
import { Blank, Letter } from '../letter.tsx'
import { WordsField } from '../words-field.tsx'

/** 不予受理: the reason, the basis and, where it is not this organ's matter, the right one (Licensing Law art. 32). */
export function DeclineDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept(`${caseFile.caseNo}.decline`, { reason: '', basis: '', rightOrgan: '' })
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w('不予受理', 'Decline to accept')}
      primary={w('发出不予受理决定书', 'Send the decision not to accept')}
      done={w('不予受理决定书已发出', 'The decision not to accept was sent')}
      act={() => ({
        move: 'decline',
        reason: values.reason,
        basis: values.basis,
        rightOrgan: values.rightOrgan.trim() === '' ? null : values.rightOrgan.trim(),
      })}
      pointers={['/reason', '/basis', '/rightOrgan']}
      forget={forget}
      width={960}
      wide
    >
      {(errorAt) => (
        <div className="with-letter">
          <div>
            <WordsField
              label={w('理由', 'Reason')}
              hint={w(
                '用申请人看得懂的话，写清楚为什么不能受理',
                'In the applicant’s words: why it cannot be accepted',
              )}
              error={errorAt('/reason')}
              rows={5}
              value={values.reason}
              onChange={(reason) => change({ reason })}
            />
            <BasisField
              value={values.basis}
              offered={[...generalBasis.decline, ...caseFile.item.legalBasis]}
              error={errorAt('/basis')}
              onChange={(basis) => change({ basis })}
            />
            <FormField
              label={w(
                '应向哪个机关申请（不属于本机关职权时填写）',
                'The right organ, when it is not this one’s matter',
              )}
              error={errorAt('/rightOrgan')}
            >
              {(field) => (
                <Input
                  {...field}
                  maxLength={200}
                  value={values.rightOrgan}
                  onChange={(event) => change({ rightOrgan: event.target.value })}
                />
              )}
            </FormField>
          </div>
          <Letter
            caseFile={caseFile}
            title={w('不予受理决定书', 'Decision not to accept')}
            rows={[[w('依据', 'Legal basis'), values.basis || '……']]}
          >
            <p>
              {w('理由：', 'Reason: ')}
              <Blank words={w('还没有写', 'not written yet')}>{values.reason}</Blank>
            </p>
            {values.rightOrgan.trim() === '' ? null : (
              <p>{w(`请向${values.rightOrgan}申请。`, `Apply to ${values.rightOrgan}.`)}</p>
            )}
            <p>{t(caseFile.remedy)}</p>
          </Letter>
        </div>
      )}
    </ActDialog>
  )
}
