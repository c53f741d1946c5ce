import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { w } from '../text.ts'
import { PartField, type Spot } from './part-fields.tsx'

type Props = Spot & {
  value: string
  pattern: RegExp
  /** What is called so already. */
  taken: readonly string[]
  /** What counts on the id as it is, and cannot follow. */
  fixedBy: readonly string[]
  label?: string
  /** What is said of it while nothing is wrong. */
  note?: string
  onChange: (value: string) => void
}

/**
 * The id by which conditions, tables and cases know something. It is taken when the field is left, so that nothing is called
 * by half a word meanwhile; conditions follow it, tables and bundles cannot.
 */
export function IdField({ value, pattern, taken, fixedBy, onChange, label, note, ...spot }: Props) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const isFree = typed === value || !taken.includes(typed)
  const isSound = pattern.test(typed)
  const leave = () => {
    if (typed !== value && isFree && isSound) onChange(typed)
    else setTyped(value)
  }
  const hint =
    fixedBy.length > 0
      ? w(`${fixedBy.join('、')}按它认，不能改`, `Known by it, so it stays: ${fixedBy.join(', ')}`)
      : !isSound
        ? w('用英文字母和数字，以小写字母开头', 'Letters and digits, beginning with a small letter')
        : isFree
          ? (note ?? w('条件会跟着改', 'Conditions follow it'))
          : w('已经有同样的编号', 'Something has this id already')
  return (
    <PartField {...spot} label={label ?? w('编号', 'Id')} hint={hint}>
      {(field) => (
        <Input
          {...field}
          className="id-box"
          disabled={fixedBy.length > 0}
          {...(isFree && isSound ? {} : { status: 'error' as const })}
          maxLength={40}
          spellCheck={false}
          value={typed}
          onChange={({ target }) => setTyped(target.value.trim())}
          onBlur={leave}
          onPressEnter={leave}
        />
      )}
    </PartField>
  )
}

export const idPattern = /^[a-z][A-Za-z0-9]*$/
export const valuePattern = /^[a-z0-9-]+$/
export const topicPattern = /^[a-z][a-z0-9-]*$/
