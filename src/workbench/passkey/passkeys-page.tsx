import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  startRegistration,
} from '@simplewebauthn/browser'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { type Answer, ask, orRefuse, problemOf, send } from '../api-client.ts'
import { FormField } from '../case-file/act-dialog.tsx'
import { CaseTable, type Column, TableSkeleton } from '../inbox/case-table.tsx'
import { EmptyPlace, Notice, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import type { Problem } from '../problem.ts'
import { w } from '../text.ts'
import { timeWords } from '../words.ts'
import { brokenOff } from './broken-off.ts'

type PasskeyRow = { passkeyId: string; name: string; addedAt: string; usedAt: string | null }
type Kept = { items: PasskeyRow[] }

/** Has the device make a key, and keeps it. */
async function addPasskey(name: string): Promise<Answer<Kept>> {
  const asked = await send<PublicKeyCredentialCreationOptionsJSON>('POST', '/session/passkeys/ask', { name })
  if (!asked.ok) return asked
  const made = await startRegistration({ optionsJSON: asked.value }).catch((error: unknown) => brokenOff(error))
  if ('problem' in made) return { ok: false, problem: made.problem }
  return send<Kept>('POST', '/session/passkeys', { name, answer: made })
}

function useAdding() {
  const cache = useQueryClient()
  const { message } = App.useApp()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const add = async () => {
    setBusy(true)
    setProblem(null)
    const answer = await addPasskey(name)
    setBusy(false)
    if (!answer.ok) {
      setProblem(answer.problem)
      return
    }
    cache.setQueryData<Kept>(['passkeys'], answer.value)
    setName('')
    message.success(w('已添加，下次可以用它登录', 'Added: next time you can sign in with it'))
  }
  return { name, setName, problem, isBusy, add }
}

function AddPasskey() {
  const { name, setName, problem, isBusy, add } = useAdding()
  if (!browserSupportsWebAuthn())
    return (
      <Notice kind="amber">
        {w(
          '这个浏览器不支持通行密钥，请换用较新的浏览器，或继续用账号登录。',
          'This browser has no passkeys. Use a newer one, or go on signing in with your account.',
        )}
      </Notice>
    )
  return (
    <form
      className="passkey-add"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <FormField
        label={w('添加一台设备', 'Add a device')}
        hint={w(
          '给它起个认得出的名字，例如“窗口 3 号的安全密钥”',
          'A name you will know it by, such as “Key of counter 3”',
        )}
        error={problem?.detail}
      >
        {(field) => <Input {...field} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />}
      </FormField>
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {w('添加通行密钥', 'Add a passkey')}
      </Button>
    </form>
  )
}

const columns = (remove: (row: PasskeyRow) => void): Column<PasskeyRow>[] => [
  { key: 'name', name: w('设备', 'Device'), cell: (row) => <b>{row.name}</b> },
  {
    key: 'added',
    name: w('添加于', 'Added'),
    width: '160px',
    cell: (row) => <span className="num">{timeWords(row.addedAt)}</span>,
  },
  {
    key: 'used',
    name: w('上次使用', 'Last used'),
    width: '160px',
    cell: (row) =>
      row.usedAt === null ? w('还没有用过', 'not yet') : <span className="num">{timeWords(row.usedAt)}</span>,
  },
  {
    key: 'act',
    name: w('移除', 'Remove'),
    width: '96px',
    cell: (row) => (
      <Popconfirm
        title={w(`移除“${row.name}”？移除后它不能再登录。`, `Remove “${row.name}”? It will no longer sign you in.`)}
        okText={w('移除', 'Remove')}
        cancelText={w('不移除', 'Keep it')}
        onConfirm={() => remove(row)}
      >
        <Button size="small" aria-label={w(`移除 ${row.name}`, `Remove ${row.name}`)}>
          {w('移除', 'Remove')}
        </Button>
      </Popconfirm>
    ),
  },
]

const NoPasskeys = () => (
  <EmptyPlace icon="mine" title={w('还没有通行密钥', 'No passkeys yet')}>
    {w('添加以后，登录页上可以直接用它登录。', 'Once added, the sign-in page offers it.')}
  </EmptyPlace>
)

/** 通行密钥: the devices by which this officer signs in, one added, one taken away. */
export function PasskeysPage() {
  usePageTitle(w('通行密钥', 'Passkeys'))
  const cache = useQueryClient()
  const [problem, setProblem] = useState<Problem | null>(null)
  const list = useQuery({ queryKey: ['passkeys'], queryFn: () => orRefuse(ask<Kept>('/session/passkeys')) })
  const rows = list.data?.items ?? []
  const remove = async (row: PasskeyRow) => {
    const answer = await send<Kept>('POST', `/session/passkeys/${encodeURIComponent(row.passkeyId)}/removal`, {})
    setProblem(answer.ok ? null : answer.problem)
    if (answer.ok) cache.setQueryData<Kept>(['passkeys'], answer.value)
    else void list.refetch()
  }
  return (
    <div className="page passkeys">
      <div className="page-head">
        <h1>{w('通行密钥', 'Passkeys')}</h1>
      </div>
      <p className="lead">
        {w(
          '用本机的指纹、面容、PIN 或一把安全密钥登录，不用密码。密钥留在设备里，系统只保存公钥；离岗或换设备时请在这里移除。',
          'Sign in with the finger, face or PIN of your device, or a security key, without a password. The key stays in the device; the system keeps its public half only. Remove it here when you leave or change the device.',
        )}
      </p>
      {list.isError ? <ProblemNotice problem={problemOf(list.error)} onRefresh={() => void list.refetch()} /> : null}
      {problem ? <ProblemNotice problem={problem} /> : null}
      {list.isPending ? <TableSkeleton /> : null}
      {list.isSuccess && rows.length === 0 ? <NoPasskeys /> : null}
      {rows.length > 0 ? (
        <CaseTable
          caption={w('能登录我的账户的设备', 'Devices that open my account')}
          columns={columns((row) => void remove(row))}
          rows={rows}
          keyOf={(row) => row.passkeyId}
        />
      ) : null}
      {list.isSuccess ? <AddPasskey /> : null}
    </div>
  )
}
