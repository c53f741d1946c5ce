import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Problem } from '../problem.ts'
import { w } from '../text.ts'
import { Icon, type IconName } from './icon.tsx'

type Kind = 'good' | 'info' | 'amber' | 'red'
const icons = { good: 'done', info: 'info', amber: 'soon', red: 'warning' } as const satisfies Record<Kind, IconName>

/** A sentence that matters, with a mark and a colour. Errors speak up at once; the rest waits its turn. */
export const Notice = ({ kind, children, action }: { kind: Kind; children: ReactNode; action?: ReactNode }) => (
  <div className={`notice ${kind}`} role={kind === 'red' ? 'alert' : 'status'}>
    <Icon name={icons[kind]} />
    <div className="notice-words">{children}</div>
    {action}
  </div>
)

export const signInAddress = (): string => `/sign-in?return=${encodeURIComponent(location.pathname + location.search)}`

/** Why a page or an act did not work, and what to do about it. */
export function ProblemNotice({ problem, onRefresh }: { problem: Problem; onRefresh?: (() => void) | undefined }) {
  const action =
    problem.status === 401 ? (
      <Button size="small" href={signInAddress()}>
        {w('登录', 'Sign in')}
      </Button>
    ) : onRefresh && (problem.status === 409 || problem.status === 0 || problem.status >= 500) ? (
      <Button size="small" onClick={onRefresh}>
        {problem.status === 409 ? w('刷新', 'Refresh') : w('再试一次', 'Try again')}
      </Button>
    ) : null
  return (
    <Notice kind="red" action={action}>
      {problem.detail}
    </Notice>
  )
}

/** `isPage`: there is nothing else on the page, so its title is the page's. */
type EmptyProps = { icon: IconName; title: string; isPage?: boolean; children?: ReactNode }

/** An empty place says what will be here, and what to do now. */
export const EmptyPlace = ({ icon, title, isPage, children }: EmptyProps) => (
  <div className="empty-place">
    <Icon name={icon} size={28} />
    {isPage ? <h1 className="empty-title">{title}</h1> : <p className="empty-title">{title}</p>}
    {children ? <div className="empty-words">{children}</div> : null}
  </div>
)
