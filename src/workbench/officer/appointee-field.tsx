import { Button, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { FormField } from '../case-file/act-dialog.tsx'
import { Notice } from '../layout/notice.tsx'
import { errorOf, type Problem } from '../problem.ts'
import { w } from '../text.ts'
import { officerApi } from './officer-api.ts'
import type { Appointee, OfficerRow } from './officer-contract.ts'
import { momentWords } from './role-words.tsx'

type Props = {
  value: Appointee | null
  problem: Problem | null
  onChange: (appointee: Appointee | null) => void
}

const Person = ({ one }: { one: OfficerRow }) => (
  <span className="found-person">
    <b lang="zh-CN">{one.name}</b> <span className="num">{one.residentIdNo ?? ''}</span>{' '}
    <span className="quiet">
      {one.disabledAt !== null
        ? w('账户已停用', 'disabled')
        : one.signedInAt === null
          ? w('待首次登录', 'not yet signed in')
          : w(`上次登录 ${momentWords(one.signedInAt)}`, `last signed in ${momentWords(one.signedInAt)}`)}
    </span>
  </span>
)

/** Asks who it is; what was found last stays until the next search. */
function useLookup(onChange: Props['onChange']) {
  const [words, setWords] = useState('')
  const [found, setFound] = useState<OfficerRow[] | null>(null)
  const [refused, setRefused] = useState<string>()
  const look = async () => {
    if (words.trim() === '') {
      setRefused(w('请写姓名全名或身份证号。', 'Write the whole name, or the identity number.'))
      return
    }
    const answer = await officerApi.lookUp(words.trim())
    setRefused(answer.ok ? undefined : answer.problem.detail)
    if (!answer.ok) return
    setFound(answer.value.items)
    const [first, second] = answer.value.items
    onChange(first !== undefined && second === undefined ? { by: 'account', accountId: first.accountId } : null)
  }
  return { words, setWords, found, refused, look }
}

function Found({ found, value, onChange }: Omit<Props, 'problem'> & { found: OfficerRow[] | null }) {
  if (found === null) return null
  if (found.length === 0)
    return (
      <Notice kind="amber">
        {w(
          '没有人用这个姓名或号码登录过。请核对，或选上面的“还没有登录过”。',
          'Nobody of this name or number has signed in. Check it, or choose “Has not signed in yet” above.',
        )}
      </Notice>
    )
  return (
    <Radio.Group
      className="choices"
      aria-label={w('找到的人', 'Those found')}
      value={value?.by === 'account' ? value.accountId : undefined}
      onChange={(event) => onChange({ by: 'account', accountId: String(event.target.value) })}
      options={found.map((one) => ({ value: one.accountId, label: <Person one={one} /> }))}
    />
  )
}

/** Whoever signed in once, found by the whole name or the number. */
function KnownPerson({ value, problem, onChange }: Props) {
  const { words, setWords, found, refused, look } = useLookup(onChange)
  return (
    <FormField
      label={w('找谁', 'Who')}
      hint={w('写姓名全名，或身份证号', 'The whole name, or the identity number')}
      error={refused ?? errorOf(problem, '/appointee')}
    >
      {(field) => (
        <>
          <div className="find-person">
            <Input
              {...field}
              value={words}
              maxLength={60}
              onChange={(event) => setWords(event.target.value)}
              onPressEnter={(event) => {
                event.preventDefault()
                void look()
              }}
            />
            <Button onClick={() => void look()}>{w('查找', 'Find')}</Button>
          </div>
          <Found found={found} value={value} onChange={onChange} />
        </>
      )}
    </FormField>
  )
}

/** What was typed of somebody expected, whichever way they are to be recognised. */
function useExpected(value: Appointee | null, onChange: Props['onChange']) {
  const by = value?.by === 'subject' ? 'subject' : 'resident-id'
  const name = value !== null && value.by !== 'account' ? value.name : ''
  const code = value?.by === 'subject' ? value.subject : value?.by === 'resident-id' ? value.residentIdNo : ''
  const set = (next: { by?: string; code?: string; name?: string }) => {
    const said = { by, code, name, ...next }
    onChange(
      said.by === 'subject'
        ? { by: 'subject', subject: said.code, name: said.name }
        : { by: 'resident-id', residentIdNo: said.code, name: said.name },
    )
  }
  return { by, code, name, set }
}

/** Somebody expected: what the provider will vouch for, and the name until then. */
function ExpectedPerson({ value, problem, onChange }: Props) {
  const { by, code, name, set } = useExpected(value, onChange)
  return (
    <>
      <FormField label={w('姓名', 'Name')} error={errorOf(problem, '/appointee/name')}>
        {(field) => (
          <Input {...field} value={name} maxLength={60} onChange={(event) => set({ name: event.target.value })} />
        )}
      </FormField>
      <FormField
        label={by === 'subject' ? w('认证平台账号标识', 'Subject at the provider') : w('身份证号', 'Identity number')}
        hint={w('首次登录时按它认人，岗位即刻生效', 'The first sign-in is recognised by it, and finds the role')}
        error={errorOf(problem, by === 'subject' ? '/appointee/subject' : '/appointee/residentIdNo')}
      >
        {(field) => (
          <div className="find-person">
            <Select
              value={by}
              aria-label={w('按什么认人', 'Recognised by')}
              onChange={(next) => set({ by: next })}
              options={[
                { value: 'resident-id', label: w('身份证号', 'Identity number') },
                { value: 'subject', label: w('账号标识', 'Subject') },
              ]}
            />
            <Input {...field} value={code} maxLength={255} onChange={(event) => set({ code: event.target.value })} />
          </div>
        )}
      </FormField>
    </>
  )
}

/** Who is to be appointed: somebody who signed in once, or somebody expected. */
export function AppointeeField(props: Props) {
  const [isKnown, setKnown] = useState(true)
  return (
    <>
      <Radio.Group
        className="appointee-kind"
        aria-label={w('这个人', 'This person')}
        value={isKnown}
        onChange={(event) => {
          setKnown(event.target.value === true)
          props.onChange(null)
        }}
        optionType="button"
        options={[
          { value: true, label: w('已经登录过', 'Has signed in') },
          { value: false, label: w('还没有登录过', 'Has not signed in yet') },
        ]}
      />
      {isKnown ? <KnownPerson {...props} /> : <ExpectedPerson {...props} />}
    </>
  )
}
