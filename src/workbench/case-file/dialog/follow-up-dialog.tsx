import { Radio } from 'antd'
import { w } from '../../text.ts'
import { ActDialog, type DialogProps, FormField, flawed } from '../act-dialog.tsx'
import { useKept } from '../kept-values.ts'
import { WordsField } from '../words-field.tsx'

type Checked = { finding: string; sound: boolean | null }

/** 事后核查 of what was granted on a commitment or by rule: what was checked, and whether the grant stands. */
export function FollowUpDialog({ caseFile, onClose }: DialogProps) {
  const { values, change, forget } = useKept<Checked>(`${caseFile.caseNo}.follow-up`, { finding: '', sound: null })
  return (
    <ActDialog
      caseFile={caseFile}
      onClose={onClose}
      title={w('事后核查', 'Check afterwards')}
      primary={w('登记核查结论', 'Record the finding')}
      done={w('核查结论已登记', 'The finding was recorded')}
      act={() => actOf(values)}
      pointers={['/sound', '/finding']}
      forget={forget}
    >
      {(errorAt) => (
        <>
          <Sound value={values.sound} error={errorAt('/sound')} onChange={(sound) => change({ sound })} />
          <WordsField
            label={w('核查结论', 'Finding')}
            hint={w('写明核查了什么、怎么核查的', 'What was checked, and how')}
            value={values.finding}
            error={errorAt('/finding')}
            onChange={(finding) => change({ finding })}
          />
        </>
      )}
    </ActDialog>
  )
}

function actOf({ finding, sound }: Checked) {
  if (sound === null)
    return flawed([{ pointer: '/sound', detail: w('请选择是否属实。', 'Say whether it proved true.') }])
  if (finding.trim() === '')
    return flawed([{ pointer: '/finding', detail: w('请写明核查结论。', 'Write the finding.') }])
  return { move: 'follow-up' as const, finding, sound }
}

type SoundProps = { value: boolean | null; error: string | undefined; onChange: (value: boolean) => void }

const Sound = ({ value, error, onChange }: SoundProps) => (
  <FormField label={w('准予是否站得住', 'Does the grant stand?')} error={error}>
    {({ id, status: _status, ...described }) => (
      <Radio.Group
        {...described}
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value as boolean)}
        options={[
          { value: true, label: w('属实，符合规定', 'True and lawful') },
          { value: false, label: w('不属实，或不符合规定', 'Untrue, or against the rules') },
        ]}
      />
    )}
  </FormField>
)
