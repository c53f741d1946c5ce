import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { orRefuse, problemOf } from '../api-client.ts'
import { CaseTable, type Column, TableSkeleton } from '../inbox/case-table.tsx'
import { EmptyPlace, Notice, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { Link } from '../navigation.tsx'
import { w } from '../text.ts'
import { AccountHistory } from './account-history.tsx'
import { AppointDialog } from './appoint-dialog.tsx'
import { officerApi } from './officer-api.ts'
import type { OfficerView } from './officer-contract.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { AccountState, keyOfRole, momentWords, placeWord, roleWord } from './role-words.tsx'

type Held = OfficerView['roles'][number]

const WithdrawButton = ({ row, onClick }: { row: Held; onClick: () => void }) => (
  <Button size="small" onClick={onClick} aria-label={w(`免去${roleWord(row.role)}`, `Withdraw ${roleWord(row.role)}`)}>
    {w('免去', 'Withdraw')}
  </Button>
)

const columns = (withdraw: (role: Held) => void): Column<Held>[] => [
  { key: 'role', name: w('岗位', 'Role'), width: '160px', cell: (row) => <b>{roleWord(row.role)}</b> },
  {
    key: 'place',
    name: w('在哪里', 'Where'),
    cell: (row) => (
      <>
        <span lang="zh-CN">{placeWord(row)}</span>
        {row.authorityCode === null ? <span className="quiet"> {w('全部部门', 'all authorities')}</span> : null}
      </>
    ),
  },
  {
    key: 'since',
    name: w('何时起', 'Since'),
    width: '160px',
    cell: (row) => (
      <span className="num">{row.givenAt === null ? w('建库时', 'the beginning') : momentWords(row.givenAt)}</span>
    ),
  },
  {
    key: 'by',
    name: w('任命人', 'Given by'),
    width: '180px',
    cell: (row) => <span lang="zh-CN">{row.givenBy ?? '–'}</span>,
  },
  {
    key: 'act',
    name: w('办理', 'Act'),
    width: '104px',
    cell: (row) => (row.mayWithdraw ? <WithdrawButton row={row} onClick={() => withdraw(row)} /> : null),
  },
]

type Dialog = { type: 'appoint' } | { type: 'withdraw'; role: Held } | { type: 'close' } | null

const historyHint = () =>
  w('记入此人的任职经过，管理员都能看到', 'It stays in the person’s history, for administrators to see')

function Dialogs({ officer, dialog, onClose }: { officer: OfficerView; dialog: Dialog; onClose: () => void }) {
  if (dialog === null) return null
  const { accountId, name } = officer
  const shared = { onClose, hint: historyHint() }
  if (dialog.type === 'appoint') return <AppointDialog person={officer} onClose={onClose} onDone={() => {}} />
  if (dialog.type === 'withdraw') {
    const { role } = dialog
    return (
      <ReasonDialog
        {...shared}
        title={w(`免去“${name}”的岗位`, `Withdraw a role of “${name}”`)}
        primary={w('免去岗位', 'Withdraw the role')}
        done={w('已免去，即刻生效', 'Withdrawn, with effect at once')}
        danger
        act={(reason) =>
          officerApi.withdraw(
            accountId,
            { role: role.role, divisionCode: role.divisionCode, authorityCode: role.authorityCode },
            reason,
          )
        }
      >
        <p>
          <b>{roleWord(role.role)}</b> <span lang="zh-CN">{placeWord(role)}</span>
        </p>
        <p>
          {w(
            '此人手上、别的岗位办不了的办件，会退回给同事认领。',
            'What they hold and no other role of theirs reaches goes back for colleagues to take.',
          )}
        </p>
      </ReasonDialog>
    )
  }
  return <CloseDialog officer={officer} shared={shared} />
}

/** Disables the account, or opens it again. */
function CloseDialog({ officer, shared }: { officer: OfficerView; shared: { onClose: () => void; hint: string } }) {
  const { accountId, name, disabledAt } = officer
  if (disabledAt !== null)
    return (
      <ReasonDialog
        {...shared}
        title={w(`恢复“${name}”的账户`, `Enable the account of “${name}”`)}
        primary={w('恢复账户', 'Enable the account')}
        done={w('已恢复，可以登录了', 'Enabled: it may sign in again')}
        danger={false}
        act={(reason) => officerApi.enable(accountId, reason)}
      >
        <p>{w('恢复后可以登录，原有岗位照旧。', 'It may sign in again, with the roles it holds.')}</p>
      </ReasonDialog>
    )
  return (
    <ReasonDialog
      {...shared}
      title={w(`停用“${name}”的账户`, `Disable the account of “${name}”`)}
      primary={w('停用账户', 'Disable the account')}
      done={w('已停用，登录已全部结束', 'Disabled; every session has ended')}
      danger
      act={(reason) => officerApi.disable(accountId, reason)}
    >
      <Notice kind="amber">
        {w(
          '此人会马上退出登录，不能再登录，也不能以办事人身份办自己的事；手上的办件退回给同事认领。岗位保留，恢复后照旧。',
          'They are signed out at once and cannot sign in, for matters of their own neither; what they hold goes back for colleagues to take. The roles stay for when the account is enabled.',
        )}
      </Notice>
    </ReasonDialog>
  )
}

const Facts = ({ officer }: { officer: OfficerView }) => (
  <dl className="facts wide officer-facts">
    <div>
      <dt>{w('身份证号', 'Identity number')}</dt>
      <dd className="num">{officer.residentIdNo ?? w('认证平台没有提供', 'not told by the provider')}</dd>
    </div>
    <div>
      <dt>{w('上次登录', 'Last signed in')}</dt>
      <dd className="num">
        {officer.signedInAt === null ? w('还没有登录过', 'never') : momentWords(officer.signedInAt)}
      </dd>
    </div>
  </dl>
)

function Head({ officer, open }: { officer: OfficerView; open: (dialog: Dialog) => void }) {
  const isDisabled = officer.disabledAt !== null
  return (
    <>
      <p className="crumb-line">
        <Link to={{ page: 'officers', q: '', role: '', state: 'all' }}>{w('人员与岗位', 'Officers')}</Link>
      </p>
      <div className="page-head">
        <h1 lang="zh-CN">{officer.name}</h1>
        <AccountState officer={officer} />
        {officer.mayDisable ? (
          <Button danger={!isDisabled} onClick={() => open({ type: 'close' })}>
            {isDisabled ? w('恢复账户', 'Enable the account') : w('停用账户', 'Disable the account')}
          </Button>
        ) : null}
        {officer.isOneself || isDisabled ? null : (
          <Button type="primary" onClick={() => open({ type: 'appoint' })}>
            {w('增加岗位', 'Give a role')}
          </Button>
        )}
      </div>
      <Facts officer={officer} />
      {officer.isOneself ? (
        <Notice kind="info">
          {w('这是您自己。自己的岗位请由另一位管理员来改。', 'This is you. Another administrator changes your roles.')}
        </Notice>
      ) : null}
    </>
  )
}

function Officer({ officer }: { officer: OfficerView }) {
  const [dialog, setDialog] = useState<Dialog>(null)
  return (
    <>
      <Head officer={officer} open={setDialog} />
      <h2>{w('岗位', 'Roles')}</h2>
      {officer.roles.length === 0 ? (
        <p className="quiet">{w('没有岗位，只能办自己的事。', 'No role: only a citizen’s own matters.')}</p>
      ) : (
        <CaseTable
          caption={w('所任岗位', 'Roles held')}
          columns={columns((role) => setDialog({ type: 'withdraw', role }))}
          rows={officer.roles}
          keyOf={keyOfRole}
        />
      )}
      <h2>{w('任职经过', 'What was done')}</h2>
      <AccountHistory lines={officer.history} />
      <Dialogs officer={officer} dialog={dialog} onClose={() => setDialog(null)} />
    </>
  )
}

/** One officer: what they may do where, since when and by whose decision. */
export function OfficerPage({ accountId }: { accountId: string }) {
  const answer = useQuery({ queryKey: ['officer', accountId], queryFn: () => orRefuse(officerApi.one(accountId)) })
  usePageTitle(answer.data?.name ?? w('人员与岗位', 'Officers'))
  const problem = answer.isError ? problemOf(answer.error) : null
  return (
    <div className="page officer-page">
      {answer.isPending ? <TableSkeleton /> : null}
      {problem?.status === 404 || problem?.status === 422 ? (
        <EmptyPlace isPage icon="search" title={w('没有找到这个人', 'There is no such person')}>
          <Link to={{ page: 'officers', q: '', role: '', state: 'all' }}>
            {w('回到人员与岗位', 'Back to the officers')}
          </Link>
        </EmptyPlace>
      ) : problem !== null ? (
        <ProblemNotice problem={problem} onRefresh={() => void answer.refetch()} />
      ) : null}
      {answer.data ? <Officer officer={answer.data} /> : null}
    </div>
  )
}
