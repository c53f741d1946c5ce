import { Radio } from 'antd'
import { denialWord } from '../../../management/catalogue/denial-word.ts'
import { w } from '../../text.ts'
import { ActDialog, type DialogProps, FormField, flawed } from '../act-dialog.tsx'
import { useKept } from '../kept-values.ts'
import { WordsField } from '../words-field.tsx'

/** 审查意见: for the decider, who is somebody else. */
export function ExamineDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept<{ supports: boolean | null; opinion: string }>(
    `${caseFile.caseNo}.examine`,
    { supports: null, opinion: '' },
  )
  const { supports, denied } = { ...values, denied: denialWord(caseFile.item.itemCode).zh }
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w('审查意见', 'Opinion')}
      primary={
        supports === null
          ? w('提交审查意见', 'Submit the opinion')
          : supports
            ? w('提交：建议准予', 'Submit: to be granted')
            : w(`提交：建议${denied}`, 'Submit: to be denied')
      }
      done={w('审查意见已提交，转由决定人决定', 'The opinion was submitted; the decider decides')}
      act={() =>
        supports === null
          ? flawed([
              { pointer: '/supports', detail: w(`请选择建议准予，还是建议${denied}。`, 'Choose which you support.') },
            ])
          : { move: 'examine', supports, opinion: values.opinion }
      }
      pointers={['/supports', '/opinion']}
      forget={forget}
    >
      {(errorAt) => (
        <>
          <FormField label={w('建议', 'You support')} error={errorAt('/supports')}>
            {({ id, status: _status, ...described }) => (
              <Radio.Group
                {...described}
                id={id}
                value={supports}
                onChange={(event) => change({ supports: event.target.value as boolean })}
                options={[
                  { value: true, label: w('符合条件，建议准予', 'Conditions met: grant') },
                  { value: false, label: w(`不符合条件，建议${denied}`, 'Conditions not met: deny') },
                ]}
              />
            )}
          </FormField>
          <WordsField
            label={w('审查意见', 'Opinion')}
            hint={w(
              '写明核对了什么、是否符合哪些条件；决定人据此决定',
              'What you checked and which conditions are met; the decider relies on it',
            )}
            error={errorAt('/opinion')}
            rows={6}
            value={values.opinion}
            onChange={(opinion) => change({ opinion })}
          />
        </>
      )}
    </ActDialog>
  )
}
