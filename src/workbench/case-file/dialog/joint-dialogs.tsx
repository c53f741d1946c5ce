import { Radio } from 'antd'
import type { CaseView } from '../../api-contract.ts'
import { Notice } from '../../layout/notice.tsx'
import { t, w } from '../../text.ts'
import { procedureNames } from '../../words.ts'
import { ActDialog, type DialogProps, FormField, flawed } from '../act-dialog.tsx'
import { useKept } from '../kept-values.ts'
import { WordsField } from '../words-field.tsx'
import { ListedPapers, OutsideList } from './correction-dialog.tsx'
import { emptyDraft, flawsOf, requestsOf } from './correction-draft.ts'

type Said = { supports: boolean | null; opinion: string }
type ErrorAt = (pointer: string) => string | undefined
type Fields<V> = { values: V; change: (part: Partial<V>) => void; errorAt: ErrorAt }

const OpinionFields = ({ values, change, errorAt }: Fields<Said>) => (
  <>
    <FormField label={w('本部门', 'Your department')} error={errorAt('/supports')}>
      {({ id, status: _status, ...described }) => (
        <Radio.Group
          {...described}
          id={id}
          value={values.supports}
          onChange={(event) => change({ supports: event.target.value as boolean })}
          options={[
            { value: true, label: w('同意', 'agrees') },
            { value: false, label: w('不同意', 'does not agree') },
          ]}
        />
      )}
    </FormField>
    <WordsField
      label={w('意见和理由', 'Opinion and reasons')}
      hint={w('其他部门和牵头部门都会看到', 'The other departments and the lead will read it')}
      error={errorAt('/opinion')}
      rows={6}
      value={values.opinion}
      onChange={(opinion) => change({ opinion })}
    />
  </>
)

/** 部门意见: a joint examination, a consultation or a countersignature, in the department's own words. */
export function OpinionDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept<Said>(`${caseFile.caseNo}.give-opinion`, { supports: null, opinion: '' })
  const { supports } = values
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w('部门意见', 'The department’s opinion')}
      primary={
        supports === null
          ? w('出具意见', 'Give the opinion')
          : supports
            ? w('出具意见：同意', 'Give the opinion: agreed')
            : w('出具意见：不同意', 'Give the opinion: not agreed')
      }
      done={w('部门意见已出具，各部门都能看到', 'The opinion was given; all departments see it')}
      act={() =>
        supports === null
          ? flawed([{ pointer: '/supports', detail: w('请选择同意，还是不同意。', 'Choose whether you agree.') }])
          : { move: 'give-opinion', supports, opinion: values.opinion }
      }
      pointers={['/supports', '/opinion']}
      forget={forget}
    >
      {(errorAt) => <OpinionFields values={values} change={change} errorAt={errorAt} />}
    </ActDialog>
  )
}

/** 部门预审: what this department finds missing; the lead tells the applicant once for all. */
export function PrecheckDialog({ caseFile, onClose }: DialogProps) {
  const { values: draft, change, forget } = useKept(`${caseFile.caseNo}.propose-correction`, emptyDraft)
  const requests = requestsOf(caseFile, draft)
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w('部门预审', 'The department’s first look')}
      primary={
        requests.length === 0
          ? w('提交：材料齐全', 'Submit: nothing is missing')
          : w(`提交：缺 ${requests.length} 项`, `Submit: ${requests.length} missing`)
      }
      done={w('预审意见已提交给牵头部门', 'The lead has your findings')}
      act={() => {
        const flaws = requests.length === 0 ? [] : flawsOf(requests)
        return flaws.length > 0 ? flawed(flaws) : { move: 'propose-correction', requests }
      }}
      pointers={requests.flatMap((one, index) => [
        `/requests/${index}/reason`,
        ...(one.materialNo === null ? [`/requests/${index}/what`, `/requests/${index}/basis`] : []),
      ])}
      forget={forget}
      width={760}
    >
      {(errorAt) => (
        <>
          <Notice kind="info">
            {w(
              '申请人只会收到一份告知书：牵头部门把各部门要补的内容合在一起，一次告知。这里不选，就是材料齐全。',
              'The applicant gets one notice: the lead puts together what all departments need. Ticking nothing says that nothing is missing.',
            )}
          </Notice>
          <ListedPapers caseFile={caseFile} draft={draft} change={change} errorAt={errorAt} />
          <OutsideList caseFile={caseFile} draft={draft} change={change} errorAt={errorAt} />
        </>
      )}
    </ActDialog>
  )
}

/** The open step of this kind that is this officer's: the one they hold, else the one they could take, as the server chooses it. */
function ownTask({ tasks, release, claim }: CaseView, stage: CaseView['tasks'][number]['stage']) {
  const open = tasks.filter((one) => one.stage === stage)
  return open.find((one) => one.token === release) ?? open.find((one) => one.token === claim) ?? open[0]
}

/** The result of a special procedure that the route prescribes; with it the clock starts again. */
export function ProcedureDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept(`${caseFile.caseNo}.finish-procedure`, { result: '' })
  const task = ownTask(caseFile, 'procedure')
  const name = task?.procedure === undefined ? w('特别程序', 'Special procedure') : t(procedureNames[task.procedure])
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w(`${name}结果`, `Result: ${name}`)}
      primary={w('登记结果，恢复计时', 'Record it and start the clock')}
      done={w('结果已登记，计时恢复', 'Recorded; the clock runs again')}
      act={() => ({ move: 'finish-procedure', result: values.result })}
      pointers={['/result']}
      forget={forget}
    >
      {(errorAt) => (
        <WordsField
          label={w('结果', 'Result')}
          hint={w('写明结论和文书编号', 'The conclusion and the number of the document')}
          error={errorAt('/result')}
          rows={5}
          value={values.result}
          onChange={(result) => change({ result })}
        />
      )}
    </ActDialog>
  )
}

const StepFields = ({
  outcomes,
  values,
  change,
  errorAt,
}: Fields<{ outcome: string; note: string }> & { outcomes: readonly string[] }) => (
  <>
    {outcomes.length === 0 ? null : (
      <FormField label={w('结果', 'Outcome')} error={errorAt('/outcome')}>
        {({ id, status: _status, ...described }) => (
          <Radio.Group
            {...described}
            id={id}
            value={values.outcome}
            onChange={(event) => change({ outcome: String(event.target.value) })}
            options={outcomes.map((one) => ({ value: one, label: one }))}
          />
        )}
      </FormField>
    )}
    <WordsField
      label={w('说明', 'Note')}
      error={errorAt('/note')}
      value={values.note}
      onChange={(note) => change({ note })}
    />
  </>
)

/** A step that the office drew itself, with the outcomes that its route offers. */
export function StepDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept(`${caseFile.caseNo}.complete-step`, { outcome: '', note: '' })
  const task = ownTask(caseFile, 'step')
  const name = task?.name ?? ''
  const outcomes = task?.outcomes ?? []
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={name}
      primary={w(`完成“${name}”`, `Finish “${name}”`)}
      done={w('这一步已完成', 'The step is finished')}
      act={() =>
        outcomes.length > 0 && values.outcome === ''
          ? flawed([{ pointer: '/outcome', detail: w('请选择结果。', 'Choose the outcome.') }])
          : { move: 'complete-step', ...values }
      }
      pointers={['/outcome', '/note']}
      forget={forget}
    >
      {(errorAt) => <StepFields outcomes={outcomes} values={values} change={change} errorAt={errorAt} />}
    </ActDialog>
  )
}
