import { useQuery } from '@tanstack/react-query'
import { Skeleton, Tabs } from 'antd'
import { type ComponentType, type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { api, orRefuse, problemOf } from '../api-client.ts'
import type { CaseView } from '../api-contract.ts'
import { KeyHelp } from '../inbox/key-help.tsx'
import { isTyping } from '../inbox/row-keys.ts'
import { StateMark } from '../inbox/state-mark.tsx'
import { Icon } from '../layout/icon.tsx'
import { Notice, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { go, Link } from '../navigation.tsx'
import { inbox, type Place } from '../router.ts'
import { langOf, t, w } from '../text.ts'
import { groupCaseNo } from '../words.ts'
import type { DialogProps } from './act-dialog.tsx'
import { ActionBar, type Opened } from './action-bar.tsx'
import { type Acts, actsOf, type CaseMove } from './acts.ts'
import { BundleLine } from './bundle-line.tsx'
import { Copied } from './copied.tsx'
import { AcceptDialog } from './dialog/accept-dialog.tsx'
import { ExtendDialog, StartClockDialog, StopClockDialog } from './dialog/clock-dialogs.tsx'
import { DeliverDialog, ReleaseDialog, TerminateDialog } from './dialog/closing-dialogs.tsx'
import { CorrectionDialog } from './dialog/correction-dialog.tsx'
import { DecideDialog } from './dialog/decide-dialog.tsx'
import { DeclineDialog } from './dialog/decline-dialog.tsx'
import { ExamineDialog } from './dialog/examine-dialog.tsx'
import { FollowUpDialog } from './dialog/follow-up-dialog.tsx'
import { OpinionDialog, PrecheckDialog, ProcedureDialog, StepDialog } from './dialog/joint-dialogs.tsx'
import { OverturnDialog } from './dialog/overturn-dialog.tsx'
import { FormPane } from './form-pane.tsx'
import { moveKeys } from './move-keys.ts'
import { PapersPane } from './papers-pane.tsx'
import { RoutePane } from './route-pane.tsx'
import { stateSentence } from './state-sentence.ts'

type CasePlace = Extract<Place, { page: 'case' }>

function useWide(pixels: number): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(`(min-width: ${pixels}px)`)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => matchMedia(`(min-width: ${pixels}px)`).matches,
  )
}

const dialogs: Record<CaseMove, ComponentType<DialogProps>> = {
  accept: AcceptDialog,
  'request-correction': CorrectionDialog,
  decline: DeclineDialog,
  examine: ExamineDialog,
  'propose-correction': PrecheckDialog,
  'give-opinion': OpinionDialog,
  'finish-procedure': ProcedureDialog,
  'complete-step': StepDialog,
  decide: DecideDialog,
  'stop-clock': StopClockDialog,
  'start-clock': StartClockDialog,
  extend: ExtendDialog,
  deliver: DeliverDialog,
  'follow-up': FollowUpDialog,
  overturn: OverturnDialog,
  terminate: TerminateDialog,
}

/** The dialog of a move. It stays when the case is read again, so that nothing typed is lost. */
function OpenDialog({ opened, token, ...props }: DialogProps & { opened: Opened; token: number | null }): ReactNode {
  if (opened === 'release') return token === null ? null : <ReleaseDialog {...props} token={token} />
  const Dialog = dialogs[opened]
  return <Dialog {...props} />
}

function useMoveKeys(acts: Acts, isFree: boolean, open: (move: Opened) => void, help: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isFree || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      if (event.key === '?') return help()
      const move = acts.moves.find((one) => moveKeys[one] === event.key.toUpperCase())
      if (move === undefined) return
      event.preventDefault()
      open(move)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [acts, isFree, open, help])
}

/** The notices of this case, to print for somebody at the counter. */
const Notices = ({ caseFile }: { caseFile: CaseView }) => (
  <span className="notices">
    {caseFile.notices.map(({ address, title }) => (
      <a key={address} href={`/cases/${caseFile.caseNo}/${address}.pdf`} target="_blank" rel="noreferrer">
        <Icon name="paper" size={14} />
        <span {...langOf(t(title))}>{t(title)}</span>
      </a>
    ))}
  </span>
)

/** What becomes of the limit meanwhile, where there is one. */
function limitMeanwhile([clock]: CaseView['clocks']): string {
  if (clock?.state === 'running') return w('时限照常计算。', ' The time limit runs on.')
  if (clock?.state === 'stopped')
    return w(
      '时限现在暂停，移到新版本后才能恢复计时。',
      ' The clock is stopped and can start again once the case is moved.',
    )
  return ''
}

/** The case waits for others: said before anybody looks for a button that is not there. */
const UnusableRoute = ({ route, clocks }: Pick<CaseView, 'route' | 'clocks'>) =>
  route === null || route.isUsable ? null : (
    <Notice kind="amber">
      {w(
        `本件依据的流程（第 ${route.version} 版）现在不能用，要由流程往下走的操作暂时办不了。管理员在“流程故障”里能看到，修正后会把本件移到新版本，到时照常办理；已办的都在，不会丢。`,
        `The route that this case goes by (version ${route.version}) cannot be used now, so what would move it on has to wait. Administrators see it under Incidents and will move the case to a mended version; then work goes on as usual. Nothing is lost.`,
      )}
      {limitMeanwhile(clocks)}
    </Notice>
  )

const CaseHead = ({ caseFile }: { caseFile: CaseView }) => (
  <header className="case-head">
    <h1>
      <Link to={inbox()} className="back" aria-label={w('回到待办', 'Back to the inbox')}>
        <Icon name="left" size={20} />
      </Link>
      {t(caseFile.item.name)}
      {caseFile.state === 'granted' && caseFile.tasks.length === 0 ? (
        <span className="seal" lang="zh-CN">
          办妥
        </span>
      ) : (
        <StateMark state={caseFile.state} />
      )}
    </h1>
    <p className="case-line">
      <Copied value={caseFile.caseNo} shown={groupCaseNo(caseFile.caseNo)} />
      <span>{caseFile.applicant.name}</span>
      <span>{w(caseFile.authority.name, caseFile.authority.nameEn)}</span>
      <Notices caseFile={caseFile} />
    </p>
    <BundleLine bundle={caseFile.bundle} />
    <p className="sentence">{t(stateSentence(caseFile))}</p>
    <UnusableRoute route={caseFile.route} clocks={caseFile.clocks} />
  </header>
)

function Panes({ caseFile, isWide }: { caseFile: CaseView; isWide: boolean }) {
  const panes = [
    { key: 'papers', label: w('材料', 'Papers'), children: <PapersPane caseFile={caseFile} /> },
    { key: 'form', label: w('申请内容', 'Application'), children: <FormPane caseFile={caseFile} /> },
    { key: 'route', label: w('时限与经过', 'Clock and history'), children: <RoutePane caseFile={caseFile} /> },
  ]
  if (!isWide)
    return (
      <Tabs
        className="pane-tabs"
        defaultActiveKey="form"
        items={panes.map((pane) => ({
          ...pane,
          children: (
            <>
              <h2 className="sr">{pane.label}</h2>
              {pane.children}
            </>
          ),
        }))}
      />
    )
  return (
    <div className="panes">
      {panes.map((pane) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: each pane scrolls by itself, so the keyboard must reach it
        <section key={pane.key} className={`pane pane-${pane.key}`} aria-label={pane.label} tabIndex={0}>
          <h2>{pane.label}</h2>
          {pane.children}
        </section>
      ))}
    </div>
  )
}

const openedBy = (acts: Acts, act: string | undefined): Opened | null =>
  (act !== undefined && acts.moves.find((move) => moveKeys[move] === act)) || null

function Desk({ caseFile, act }: { caseFile: CaseView; act: string | undefined }) {
  const isWide = useWide(1200)
  const acts = actsOf(caseFile)
  // A key that was pressed in a list opens its dialog here, where the move is lawful; else the case alone, which says why not.
  const [opened, setOpened] = useState<Opened | null>(() => openedBy(acts, act))
  const [help, setHelp] = useState(false)
  // The token of a dialog that is open outlives a refresh in which somebody took the task away.
  const [token, setToken] = useState(acts.release)
  if (acts.release !== null && acts.release !== token) setToken(acts.release)
  useMoveKeys(acts, opened === null && !help, setOpened, () => setHelp(true))
  return (
    <div className={isWide ? 'case-page wide' : 'case-page'}>
      <CaseHead caseFile={caseFile} />
      <Panes caseFile={caseFile} isWide={isWide} />
      <ActionBar caseFile={caseFile} acts={acts} isWide={isWide} onOpen={setOpened} />
      {opened ? <OpenDialog opened={opened} caseFile={caseFile} token={token} onClose={() => setOpened(null)} /> : null}
      <KeyHelp open={help} onClose={() => setHelp(false)} />
    </div>
  )
}

/** One case: papers, what was filled in, clock and history; what may be done now at the bottom right. */
export function CasePage({ place }: { place: CasePlace }) {
  const { caseNo, act } = place
  usePageTitle(groupCaseNo(caseNo))
  const answer = useQuery({ queryKey: ['case', caseNo], queryFn: () => orRefuse(api.caseFile(caseNo)) })
  const isHere = answer.data !== undefined
  useEffect(() => {
    // The address is the case’s own again: a reload opens no dialog.
    if (isHere && act !== undefined) go({ page: 'case', caseNo }, 'replace')
  }, [isHere, act, caseNo])
  // A refusal while the case is on show (signed out, network) must not take the page, and what is typed, away.
  if (answer.data) return <Desk caseFile={answer.data} act={act} />
  if (answer.isError)
    return (
      <div className="page">
        <h1>{w('办件', 'Case')}</h1>
        <ProblemNotice problem={problemOf(answer.error)} onRefresh={() => void answer.refetch()} />
      </div>
    )
  return (
    <div className="page" aria-hidden="true">
      <Skeleton active title paragraph={{ rows: 2 }} />
      <div className="panes">
        <Skeleton active paragraph={{ rows: 8 }} />
        <Skeleton active paragraph={{ rows: 8 }} />
        <Skeleton active paragraph={{ rows: 8 }} />
      </div>
    </div>
  )
}
