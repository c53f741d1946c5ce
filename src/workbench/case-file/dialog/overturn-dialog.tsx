import { Notice } from '../../layout/notice.tsx'
import { w } from '../../text.ts'
import { ActDialog, type DialogProps } from '../act-dialog.tsx'
import { BasisField, generalBasis } from '../basis-field.tsx'
import { useKept } from '../kept-values.ts'
import { WordsField } from '../words-field.tsx'

/** 撤销: takes back what a table granted, with reason and basis (Licensing Law art. 69). It cannot be undone, so it is said before. */
export function OverturnDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept<{ reason: string; basis: string }>(`${caseFile.caseNo}.overturn`, {
    reason: '',
    basis: generalBasis.overturn[0],
  })
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      isFinal
      title={w('撤销自动决定', 'Overturn the automatic decision')}
      primary={w('撤销准予，不可恢复', 'Overturn; it cannot be undone')}
      done={w('已撤销，申请人已被告知', 'Overturned; the applicant was told')}
      act={() => ({ move: 'overturn', reason: values.reason, basis: values.basis })}
      pointers={['/reason', '/basis']}
      forget={forget}
    >
      {(errorAt) => (
        <>
          <Notice kind="amber">{warning}</Notice>
          <WordsField
            label={w('理由', 'Reason')}
            hint={w('用申请人看得懂的话，会原样写进决定书', 'In plain words; it goes into the letter as it is')}
            value={values.reason}
            error={errorAt('/reason')}
            onChange={(reason) => change({ reason })}
          />
          <BasisField
            value={values.basis}
            offered={[...generalBasis.overturn, ...caseFile.item.legalBasis]}
            error={errorAt('/basis')}
            onChange={(basis) => change({ basis })}
          />
        </>
      )}
    </ActDialog>
  )
}

const warning = w(
  '撤销前应当告知申请人并听取其陈述、申辩。撤销后结果失效，核验页显示已撤销，申请人会收到理由和救济途径。',
  'Hear the applicant first. The result becomes void, the verification page says so, and the applicant is told the reason and the remedies.',
)
