import { Button, Dropdown } from 'antd'
import type { CaseView } from '../api-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { ProblemNotice } from '../layout/notice.tsx'
import { t, w } from '../text.ts'
import { moveNames } from '../words.ts'
import { useAct } from './act-dialog.tsx'
import type { Acts, CaseMove } from './acts.ts'
import { moveKeys } from './move-keys.ts'
import { listDeferrable } from './papers.ts'

export type Opened = CaseMove | 'release'

type Props = { caseFile: CaseView; acts: Acts; isWide: boolean; onOpen: (move: Opened) => void }

/** Always at the bottom right, the same move at the same place, and only what is lawful now. */
export function ActionBar({ caseFile, acts, isWide, onOpen }: Props) {
  const claim = useAct(caseFile, () => {})
  const others = acts.moves.filter((move) => move !== acts.primary)
  const nameOf = (move: CaseMove): string =>
    move === 'accept' && listDeferrable(caseFile).length > 0
      ? w('容缺受理', 'Accept with deferred')
      : t(moveNames[move])
  const button = (move: CaseMove, isPrimary: boolean) => (
    <Button
      key={move}
      type={isPrimary ? 'primary' : 'default'}
      onClick={() => onOpen(move)}
      aria-keyshortcuts={moveKeys[move]}
    >
      {nameOf(move)}
      {isWide && moveKeys[move] ? (
        <span className="kbd" aria-hidden="true">
          {moveKeys[move]}
        </span>
      ) : null}
    </Button>
  )
  const free = acts.claim
  const isNothing = acts.moves.length === 0 && free === null && acts.release === null
  return (
    <div className="action-bar">
      {claim.problem ? <ProblemNotice problem={claim.problem} onRefresh={() => void claim.refresh()} /> : null}
      <div className="action-line">
        <p className="action-notes">
          {acts.notes.map((note) => (
            <span key={note.zh}>
              <Icon name="info" size={14} />
              {t(note)}
            </span>
          ))}
          {isNothing && acts.notes.length === 0 ? (
            <span>{w('现在没有需要您办的。', 'Nothing here is yours to do now.')}</span>
          ) : null}
        </p>
        <div className="actions">
          {acts.release === null ? null : (
            <Button type="text" onClick={() => onOpen('release')}>
              {w('退回', 'Release')}
            </Button>
          )}
          {free === null ? null : (
            <Button loading={claim.isBusy} onClick={() => void claim.send({ move: 'claim', token: free })}>
              {w('认领', 'Claim')}
            </Button>
          )}
          {isWide || others.length < 2 ? (
            others.map((move) => button(move, false))
          ) : (
            <Dropdown
              trigger={['click']}
              menu={{ items: others.map((move) => ({ key: move, label: nameOf(move), onClick: () => onOpen(move) })) }}
            >
              <Button>{w('其他操作', 'Other')}</Button>
            </Dropdown>
          )}
          {acts.primary ? button(acts.primary, true) : null}
        </div>
      </div>
    </div>
  )
}
