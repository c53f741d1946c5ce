import { InputNumber, Select } from 'antd'
import type { SpecialProcedure } from '#handling'
import type { CaseView } from '../../api-contract.ts'
import { Notice } from '../../layout/notice.tsx'
import { t, w } from '../../text.ts'
import { procedureNames } from '../../words.ts'
import { ActDialog, type DialogProps, FormField, flawed } from '../act-dialog.tsx'
import { BasisField, generalBasis } from '../basis-field.tsx'
import { useKept } from '../kept-values.ts'
import { Blank, Letter } from '../letter.tsx'
import { WordsField } from '../words-field.tsx'

type Stop = { procedure: SpecialProcedure | null; basis: string; days: number | null }
type Extension = { days: number | null; basis: string; reason: string }
type Written<Values> = { caseFile: CaseView; values: Values }
type Editing<Values> = Written<Values> & {
  change: (part: Partial<Values>) => void
  errorAt: (pointer: string) => string | undefined
}

/** 停止计时 for a special procedure, told in writing with the days it needs (Licensing Law art. 45). */
export function StopClockDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept<Stop>(`${caseFile.caseNo}.stop-clock`, {
    procedure: null,
    basis: '',
    days: null,
  })
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w('停止计时（特别程序）', 'Stop the clock for a special procedure')}
      primary={w('停止计时并书面告知', 'Stop the clock and tell the applicant')}
      done={w('计时已停止，已书面告知申请人', 'The clock stands; the applicant was told')}
      act={() =>
        values.procedure === null
          ? flawed([{ pointer: '/procedure', detail: w('请选择特别程序。', 'Choose the procedure.') }])
          : { move: 'stop-clock', procedure: values.procedure, basis: values.basis, expectedDays: values.days ?? 0 }
      }
      pointers={['/procedure', '/basis', '/expectedDays']}
      forget={forget}
      width={960}
      wide
    >
      {(errorAt) => (
        <div className="with-letter">
          <StopFields caseFile={caseFile} values={values} change={change} errorAt={errorAt} />
          <StopLetter caseFile={caseFile} values={values} />
        </div>
      )}
    </ActDialog>
  )
}

const StopFields = ({ caseFile, values, change, errorAt }: Editing<Stop>) => (
  <div>
    <FormField label={w('特别程序', 'Procedure')} error={errorAt('/procedure')}>
      {({ status: _status, ...field }) => (
        <Select
          {...field}
          className="full"
          value={values.procedure}
          placeholder={w('请选择', 'Choose')}
          onChange={(procedure: SpecialProcedure) => change({ procedure })}
          options={Object.entries(procedureNames).map(([value, name]) => ({ value, label: t(name) }))}
        />
      )}
    </FormField>
    <FormField
      label={w('需要几个工作日', 'Working days it needs')}
      hint={w('会书面告知申请人', 'The applicant is told in writing')}
      error={errorAt('/expectedDays')}
    >
      {({ status: _status, ...field }) => (
        <InputNumber
          {...field}
          min={1}
          max={999}
          precision={0}
          value={values.days}
          onChange={(days) => change({ days })}
        />
      )}
    </FormField>
    <BasisField
      value={values.basis}
      offered={[...generalBasis.stop, ...caseFile.item.legalBasis]}
      error={errorAt('/basis')}
      onChange={(basis) => change({ basis })}
    />
  </div>
)

const StopLetter = ({ caseFile, values }: Written<Stop>) => (
  <Letter
    caseFile={caseFile}
    title={w('特别程序告知书', 'Notice of a special procedure')}
    rows={[
      [w('特别程序', 'Procedure'), values.procedure === null ? '……' : t(procedureNames[values.procedure])],
      [w('依据', 'Legal basis'), values.basis || '……'],
      [w('所需时间', 'Time needed'), w(`${values.days ?? '……'} 个工作日`, `${values.days ?? '…'} working days`)],
    ]}
  >
    <p>
      {w(
        '办理您的申请需要进行上述程序。依照行政许可法第四十五条，所需时间不计入办理期限；从今天起暂停计时，有结果后恢复。',
        'Your application needs this procedure. Its time is not counted (Administrative Licensing Law art. 45): the clock stands from today and runs again when there is a result.',
      )}
    </p>
  </Letter>
)

/** 恢复计时, with the result of the special procedure. */
export function StartClockDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept(`${caseFile.caseNo}.start-clock`, { result: '' })
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w('恢复计时', 'Start the clock again')}
      primary={w('恢复计时', 'Start the clock')}
      done={w('计时已恢复', 'The clock runs again')}
      act={() =>
        values.result.trim() === ''
          ? flawed([{ pointer: '/result', detail: w('请写明特别程序的结果。', 'Write the result of the procedure.') }])
          : { move: 'start-clock', result: values.result }
      }
      pointers={['/result']}
      forget={forget}
    >
      {(errorAt) => (
        <WordsField
          label={w('特别程序的结果', 'Result of the procedure')}
          hint={w('结果是决定理由的一部分，申请人看得到', 'It is part of the reasons and the applicant can read it')}
          error={errorAt('/result')}
          value={values.result}
          onChange={(result) => change({ result })}
        />
      )}
    </ActDialog>
  )
}

/** 延长期限: once, by the head, the reason told (Licensing Law art. 42). */
export function ExtendDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept<Extension>(`${caseFile.caseNo}.extend`, {
    days: null,
    basis: generalBasis.extend[0],
    reason: '',
  })
  const statutory = caseFile.clocks.find((one) => one.limit.kind === 'statutory')?.limit
  const most = statutory?.unit === 'working-day' && statutory.value >= 45 ? 15 : 10
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w('延长期限', 'Extend the limit')}
      primary={w('延长并告知申请人', 'Extend and tell the applicant')}
      done={w('期限已延长', 'The limit was extended')}
      act={() => ({ move: 'extend', days: values.days ?? 0, basis: values.basis, reason: values.reason })}
      pointers={['/days', '/basis', '/reason']}
      forget={forget}
      width={960}
      wide
    >
      {(errorAt) => (
        <div className="with-letter">
          <ExtendFields caseFile={caseFile} values={values} change={change} errorAt={errorAt} most={most} />
          <ExtendLetter caseFile={caseFile} values={values} />
        </div>
      )}
    </ActDialog>
  )
}

const ExtendFields = ({ caseFile, values, change, errorAt, most }: Editing<Extension> & { most: number }) => (
  <div>
    <Notice kind="amber">
      {w('只能延长一次，须经本机关负责人批准。', 'Only once, with the approval of the head of the organ.')}
    </Notice>
    <FormField label={w('延长几天', 'Days')} hint={w(`1 至 ${most} 天`, `1 to ${most} days`)} error={errorAt('/days')}>
      {({ status: _status, ...field }) => (
        <InputNumber
          {...field}
          min={1}
          max={most}
          precision={0}
          value={values.days}
          onChange={(days) => change({ days })}
        />
      )}
    </FormField>
    <WordsField
      label={w('理由', 'Reason')}
      hint={w('会告知申请人', 'The applicant is told')}
      error={errorAt('/reason')}
      value={values.reason}
      onChange={(reason) => change({ reason })}
    />
    <BasisField
      value={values.basis}
      offered={[...generalBasis.extend, ...caseFile.item.legalBasis]}
      error={errorAt('/basis')}
      onChange={(basis) => change({ basis })}
    />
  </div>
)

/** In what the statutory limit counts, which is what is extended, as the letter has it: working days, or days. */
function extendedBy({ clocks }: CaseView, days: number | null): string {
  const statutory = clocks.find((one) => one.limit.kind === 'statutory')?.limit
  return statutory?.unit === 'working-day'
    ? w(`${days ?? '……'} 个工作日`, `${days ?? '…'} working days`)
    : w(`${days ?? '……'} 天`, `${days ?? '…'} days`)
}

const ExtendLetter = ({ caseFile, values }: Written<Extension>) => (
  <Letter
    caseFile={caseFile}
    title={w('延长办理期限告知书', 'Notice of extension')}
    rows={[
      [w('延长', 'Extended by'), extendedBy(caseFile, values.days)],
      [w('依据', 'Legal basis'), values.basis || '……'],
    ]}
  >
    <p>
      {w('理由：', 'Reason: ')}
      <Blank words={w('还没有写', 'not written yet')}>{values.reason}</Blank>
    </p>
    <p>{w('办理期限只能延长这一次。', 'The limit can be extended this once only.')}</p>
  </Letter>
)
