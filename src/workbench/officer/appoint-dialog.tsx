import { useQuery } from '@tanstack/react-query'
import { Modal, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { orRefuse } from '../api-client.ts'
import { FormField, flawed } from '../case-file/act-dialog.tsx'
import { ProblemNotice } from '../layout/notice.tsx'
import { errorOf, type Problem } from '../problem.ts'
import { t, w } from '../text.ts'
import { roleNames } from '../words.ts'
import { AppointeeField } from './appointee-field.tsx'
import { officerApi } from './officer-api.ts'
import type { Appointee, Appointment, FoundPlace, OfficerView } from './officer-contract.ts'
import { ReasonField, useChange } from './reason-dialog.tsx'

type Props = {
  /** Whom the dialog was opened for; null: who it is, is asked. */
  person: { accountId: string; name: string } | null
  onClose: () => void
  onDone: (officer: OfficerView) => void
}

const keyOf = (place: FoundPlace): string => `${place.divisionCode} ${place.authorityCode ?? ''}`

const PlaceLine = ({ place }: { place: FoundPlace }) => (
  <span>
    {w(place.name, place.nameEn)}
    <span className="quiet">
      {' '}
      {place.authorityCode === null ? w('全部部门', 'all authorities') : w(place.within, place.withinEn)}
    </span>
  </span>
)

function PlaceField({
  error,
  onChange,
}: {
  error: string | undefined
  onChange: (place: FoundPlace | undefined) => void
}) {
  const [words, setWords] = useState('')
  const typed = useDeferredValue(words.trim())
  const found = useQuery({
    queryKey: ['places', typed],
    queryFn: () => orRefuse(officerApi.places(typed)),
    placeholderData: (before) => before,
  })
  const items = found.data?.items ?? []
  return (
    <FormField
      label={w('在哪里', 'Where')}
      hint={w(
        '按名称查找：选部门，只管这个部门；选区划，管那里的全部部门',
        'By name: one authority, or a division with all of them',
      )}
      error={error}
    >
      {(field) => (
        <Select
          {...field}
          showSearch={{ filterOption: false, onSearch: setWords }}
          placeholder={w('例如：解放区市场监督管理局', 'Such as Market Regulation Bureau, Jiefang District')}
          loading={found.isFetching}
          notFoundContent={w('您管理的范围内没有这个名称', 'No such name within what you administer')}
          onChange={(key: string) => onChange(items.find((one) => keyOf(one) === key))}
          options={items.map((one) => ({ value: keyOf(one), label: <PlaceLine place={one} /> }))}
        />
      )}
    </FormField>
  )
}

type RoleProps = { value: string | undefined; error: string | undefined; onChange: (role: string) => void }

const RoleField = ({ value, error, onChange }: RoleProps) => (
  <FormField label={w('岗位', 'Role')} error={error}>
    {(field) => (
      <Select
        {...field}
        placeholder={w('请选择', 'Choose')}
        {...(value === undefined ? {} : { value })}
        onChange={onChange}
        options={Object.entries(roleNames).map(([role, name]) => ({ value: role, label: t(name) }))}
      />
    )}
  </FormField>
)

type Typed = { appointee: Appointee | null; role: string | undefined; place: FoundPlace | undefined; reason: string }

/** The appointment as it was typed, or what is plainly missing. */
function read({ appointee, role, place, reason }: Typed): Appointment | Problem {
  const missing = [
    ...(appointee === null
      ? [{ pointer: '/appointee', detail: w('请先查找，再选一个人。', 'Find and choose somebody first.') }]
      : []),
    ...(role === undefined ? [{ pointer: '/role/role', detail: w('请选择岗位。', 'Choose the role.') }] : []),
    ...(place === undefined ? [{ pointer: '/role/place', detail: w('请选择部门或区划。', 'Choose the place.') }] : []),
    ...(reason.trim() === ''
      ? [
          {
            pointer: '/reason',
            detail: w('请写明原因，例如“调入窗口”。', 'Give the reason, such as “moved to the counter”.'),
          },
        ]
      : []),
  ]
  if (appointee === null || role === undefined || place === undefined || missing.length > 0) return flawed(missing)
  return { appointee, role: { role, divisionCode: place.divisionCode, authorityCode: place.authorityCode }, reason }
}

const pointers: Readonly<Record<string, string>> = {
  appointee: '/appointee',
  role: '/role/role',
  place: '/role/place',
  reason: '/reason',
}

/** What is wrong still when these fields have been changed. */
function without(problem: Problem | null, changed: readonly string[]): Problem | null {
  const errors = (problem?.errors ?? []).filter(
    ({ pointer }) => !changed.some((name) => pointer.startsWith(pointers[name] ?? '–')),
  )
  return problem === null || errors.length === 0 ? null : { ...problem, errors }
}

function useAppointing({ person, onClose, onDone }: Props) {
  const [typed, setTyped] = useState<Typed>({
    appointee: person && { by: 'account', accountId: person.accountId },
    role: undefined,
    place: undefined,
    reason: '',
  })
  const change = useChange(w('已任命，即刻生效', 'Appointed, with effect at once'), (officer) => {
    onClose()
    onDone(officer)
  })
  const submit = () => {
    const asked = read(typed)
    if ('status' in asked) change.setProblem(asked)
    else void change.send(officerApi.appoint(asked))
  }
  const set = (next: Partial<Typed>) => {
    setTyped((before) => ({ ...before, ...next }))
    change.setProblem(without(change.problem, Object.keys(next)))
  }
  return { ...change, typed, set, submit }
}

/** 任命: who, as what, where, and why. */
export function AppointDialog(props: Props) {
  const { person, onClose } = props
  const { problem, isBusy, typed, set, submit } = useAppointing(props)
  return (
    <Modal
      open
      title={person === null ? w('任命', 'Appoint') : w(`给“${person.name}”增加岗位`, `Give “${person.name}” a role`)}
      width={600}
      className="appoint"
      okText={w('任命', 'Appoint')}
      okButtonProps={{ loading: isBusy }}
      cancelText={w('先不办', 'Not now')}
      onOk={submit}
      onCancel={onClose}
      mask={{ closable: false }}
      centered
    >
      {problem !== null && problem.errors.length === 0 ? <ProblemNotice problem={problem} /> : null}
      {person === null ? (
        <AppointeeField value={typed.appointee} problem={problem} onChange={(appointee) => set({ appointee })} />
      ) : null}
      <RoleField value={typed.role} error={errorOf(problem, '/role/role')} onChange={(role) => set({ role })} />
      <PlaceField error={errorOf(problem, '/role/place')} onChange={(place) => set({ place })} />
      <ReasonField
        value={typed.reason}
        hint={w('记入此人的任职经过，管理员都能看到', 'It stays in the person’s history, for administrators to see')}
        error={errorOf(problem, '/reason')}
        onChange={(reason) => set({ reason })}
      />
    </Modal>
  )
}
