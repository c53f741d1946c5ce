import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { App as AntApp, Button, ConfigProvider, Skeleton, theme } from 'antd'
import { lazy, type ReactNode, Suspense } from 'react'
import { antdLocale } from './antd-locale.ts'
import { api, orRefuse, problemOf, Refused } from './api-client.ts'
import type { SessionView } from './api-contract.ts'
import { DonePage } from './inbox/done-page.tsx'
import { InboxPage } from './inbox/inbox-page.tsx'
import { EmptyPlace, ProblemNotice, signInAddress } from './layout/notice.tsx'
import {
  administers,
  drawsRoutes,
  handlesCases,
  readsCases,
  SessionProvider,
  sitsAtCounter,
} from './layout/session.tsx'
import { Shell } from './layout/shell.tsx'
import { Link, usePlace } from './navigation.tsx'
import { PasskeySignIn } from './passkey/passkey-sign-in.tsx'
import { inbox } from './router.ts'
import { SearchPage } from './search/search-page.tsx'
import { w } from './text.ts'
import { themeTokens } from './theme.ts'

// The drawing library and the editor are large and not every officer opens them: each is its own file.
const CasePage = lazy(async () => ({ default: (await import('./case-file/case-page.tsx')).CasePage }))
const CounterPage = lazy(async () => ({ default: (await import('./counter/counter-page.tsx')).CounterPage }))
const CataloguePage = lazy(async () => ({ default: (await import('./catalogue/catalogue-page.tsx')).CataloguePage }))
const ProcessesPage = lazy(async () => ({ default: (await import('./process/processes-page.tsx')).ProcessesPage }))
const ProcessPage = lazy(async () => ({ default: (await import('./process/process-page.tsx')).ProcessPage }))
const DecisionPage = lazy(async () => ({ default: (await import('./process/decision-page.tsx')).DecisionPage }))
const IncidentsPage = lazy(async () => ({ default: (await import('./incident/incidents-page.tsx')).IncidentsPage }))
const OfficersPage = lazy(async () => ({ default: (await import('./officer/officers-page.tsx')).OfficersPage }))
const OfficerPage = lazy(async () => ({ default: (await import('./officer/officer-page.tsx')).OfficerPage }))
const PasskeysPage = lazy(async () => ({ default: (await import('./passkey/passkeys-page.tsx')).PasskeysPage }))
const EntryPage = lazy(async () => ({ default: (await import('./catalogue/entry-page.tsx')).EntryPage }))

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What was refused is not asked again; what was lost on the way is, once.
      retry: (times, error) => times < 1 && error instanceof Refused && error.problem.status === 0,
    },
  },
})

const NoRole = () => (
  <EmptyPlace isPage icon="info" title={w('您的岗位没有这一页', 'Your role has no such page')}>
    {w(
      '这一页供受理、审查、决定或监察岗位使用。需要时请联系本单位的系统管理员增加岗位。',
      'This page is for clerks, examiners, deciders and supervisors. Ask your administrator if you need it.',
    )}
  </EmptyPlace>
)

function CurrentPage({ session }: { session: SessionView }): ReactNode {
  const place = usePlace()
  switch (place.page) {
    case 'inbox':
      return handlesCases(session) ? <InboxPage key={place.holder} place={place} /> : <NoRole />
    case 'done':
      return handlesCases(session) ? <DonePage /> : <NoRole />
    case 'search':
      return readsCases(session) ? <SearchPage place={place} /> : <NoRole />
    case 'counter':
      return sitsAtCounter(session) ? <CounterPage key={place.itemCode} place={place} /> : <NoRole />
    case 'case':
      return readsCases(session) ? <CasePage key={place.caseNo} place={place} /> : <NoRole />
    case 'catalogue':
      return <CataloguePage place={place} />
    case 'entry':
      return <EntryPage key={place.entryId + place.authority} place={place} />
    case 'processes':
      return drawsRoutes(session) ? <ProcessesPage key={place.kind} kind={place.kind} /> : <NoRole />
    case 'process':
      return drawsRoutes(session) ? <ProcessPage key={place.key} place={place} /> : <NoRole />
    case 'decision':
      return drawsRoutes(session) ? <DecisionPage key={place.key} definition={place.key} /> : <NoRole />
    case 'incidents':
      return administers(session) ? <IncidentsPage /> : <NoRole />
    case 'officers':
      return administers(session) ? <OfficersPage place={place} /> : <NoRole />
    case 'officer':
      return administers(session) ? <OfficerPage key={place.accountId} accountId={place.accountId} /> : <NoRole />
    case 'passkeys':
      return <PasskeysPage />
    case 'nowhere':
      return (
        <EmptyPlace isPage icon="search" title={w('没有这一页', 'There is no such page')}>
          <Link to={inbox()}>{w('回到待办', 'Back to the inbox')}</Link>
        </EmptyPlace>
      )
  }
}

/** The page before anybody has signed in: what this is, and one button. */
const SignInFirst = ({ citizen }: { citizen: boolean }) => (
  <main className="sign-in" id="main">
    <p className="mark">
      <i lang="zh-CN">办妥</i>
      <span>{w('工作台', 'Workbench')}</span>
    </p>
    <h1>{citizen ? w('这里只供工作人员使用', 'This is for officers only') : w('请先登录', 'Sign in first')}</h1>
    <p>
      {citizen
        ? w(
            '您现在是以办事人的身份登录的。办事请到首页；要用工作台，请换工作人员身份登录。',
            'You are signed in as an applicant. Services are on the front page; to use the workbench, sign in as an officer.',
          )
        : w('登录后会回到这一页。', 'You will come back to this page.')}
    </p>
    <PasskeySignIn
      beside={
        <>
          <Button type="primary" size="large" href={signInAddress()}>
            {citizen ? w('换个身份登录', 'Sign in as an officer') : w('登录', 'Sign in')}
          </Button>
          {citizen ? (
            <Button size="large" href="/">
              {w('到首页办事', 'To the front page')}
            </Button>
          ) : null}
        </>
      }
    />
  </main>
)

const PageSkeleton = () => (
  <div className="page" aria-hidden="true">
    <Skeleton active title paragraph={{ rows: 8 }} />
  </div>
)

function Desk() {
  const session = useQuery({ queryKey: ['session'], queryFn: () => orRefuse(api.session()), staleTime: 300_000 })
  if (session.isError)
    return (
      <main className="sign-in" id="main">
        <ProblemNotice problem={problemOf(session.error)} onRefresh={() => void session.refetch()} />
      </main>
    )
  if (session.isPending) return <PageSkeleton />
  const { account } = session.data
  if (account === null || account.kind !== 'officer') return <SignInFirst citizen={account !== null} />
  return (
    <SessionProvider session={{ ...session.data, account }}>
      <Shell>
        <Suspense fallback={<PageSkeleton />}>
          <CurrentPage session={session.data} />
        </Suspense>
      </Shell>
    </SessionProvider>
  )
}

// Whoever asked the machine for less motion gets none: dialogs and lists stand at once.
const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches

/** The officers' desk. `nonce` lets antd's own styles pass the content security policy. */
export const Workbench = ({ nonce }: { nonce: string }) => (
  <ConfigProvider
    csp={{ nonce }}
    locale={antdLocale}
    theme={{ ...themeTokens, token: { ...themeTokens.token, motion: !isCalm }, algorithm: theme.compactAlgorithm }}
    button={{ autoInsertSpace: false }}
    wave={{ disabled: true }}
  >
    <AntApp>
      <QueryClientProvider client={cache}>
        <Desk />
      </QueryClientProvider>
    </AntApp>
  </ConfigProvider>
)
