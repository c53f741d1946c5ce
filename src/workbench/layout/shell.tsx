import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { api, orRefuse } from '../api-client.ts'
import type { SessionView } from '../api-contract.ts'
import { go, Link, usePlace } from '../navigation.tsx'
import { placeWord } from '../officer/role-words.tsx'
import { inbox, type Place } from '../router.ts'
import { locale, t, w } from '../text.ts'
import { dayWords, roleNames } from '../words.ts'
import { Icon, type IconName } from './icon.tsx'
import { administers, drawsRoutes, handlesCases, readsCases, sitsAtCounter, useOfficer } from './session.tsx'

type MenuLine = { to: Place; icon: IconName; word: string; here: boolean; count?: number | undefined }

/** What is kept rather than handled: the catalogue for all to read, routes for those who draw them. */
const editorLines = (session: SessionView, place: Place): MenuLine[] => [
  {
    to: { page: 'catalogue', q: '', only: 'all' },
    icon: 'catalogue',
    word: w('事项目录', 'Catalogue'),
    here: place.page === 'catalogue' || place.page === 'entry',
  },
  ...(drawsRoutes(session)
    ? ([
        {
          to: { page: 'processes', kind: 'process' },
          icon: 'route',
          word: w('流程与决策', 'Routes'),
          here: place.page === 'processes' || place.page === 'process' || place.page === 'decision',
        },
      ] satisfies MenuLine[])
    : []),
  ...(administers(session)
    ? ([
        {
          to: { page: 'officers', q: '', role: '', state: 'all' },
          icon: 'mine',
          word: w('人员与岗位', 'Officers'),
          here: place.page === 'officers' || place.page === 'officer',
        },
        {
          to: { page: 'incidents' },
          icon: 'warning',
          word: w('流程故障', 'Incidents'),
          here: place.page === 'incidents',
        },
      ] satisfies MenuLine[])
    : []),
]

function useMenu(): MenuLine[] {
  const session = useOfficer()
  const place = usePlace()
  const counts = useCounts()
  const mine = place.page === 'inbox' && place.holder === 'mine'
  return [
    ...(handlesCases(session)
      ? ([
          {
            to: inbox(),
            icon: 'inbox',
            word: w('待办', 'Inbox'),
            here: place.page === 'inbox' && !mine,
            count: counts && counts.mine + counts.free,
          },
          {
            to: inbox({ holder: 'mine' }),
            icon: 'mine',
            word: w('我的办件', 'My cases'),
            here: mine,
            count: counts?.mine,
          },
          { to: { page: 'done' }, icon: 'done', word: w('已办', 'Done'), here: place.page === 'done' },
        ] satisfies MenuLine[])
      : []),
    ...(sitsAtCounter(session)
      ? ([
          {
            to: { page: 'counter', itemCode: '', bundleId: '', q: '' },
            icon: 'plus',
            word: w('窗口收件', 'Receive'),
            here: place.page === 'counter',
          },
        ] satisfies MenuLine[])
      : []),
    ...(readsCases(session)
      ? ([
          {
            to: { page: 'search', q: '', state: '' },
            icon: 'search',
            word: w('查询', 'Search'),
            here: place.page === 'search',
          },
        ] satisfies MenuLine[])
      : []),
    ...editorLines(session, place),
  ]
}

/** The numbers of the day, shared by menu and top; asked again every minute while the page is looked at. */
function useCounts() {
  const session = useOfficer()
  const answer = useQuery({
    queryKey: ['counts'],
    queryFn: () => orRefuse(api.inbox(inbox(), null, 1)),
    enabled: handlesCases(session),
    refetchInterval: 60_000,
  })
  return answer.data?.counts
}

function Menu() {
  return (
    <nav className="menu" aria-label={w('工作台', 'Workbench')}>
      {useMenu().map((line) => (
        <Link key={line.word} to={line.to} aria-current={line.here ? 'page' : undefined}>
          <Icon name={line.icon} />
          <span>{line.word}</span>
          {line.count ? <b className="num">{line.count}</b> : null}
        </Link>
      ))}
    </nav>
  )
}

function DayClock() {
  const { today } = useOfficer()
  const numbers = useCounts()
  // The inbox itself shows the same numbers, larger.
  const counts = usePlace().page === 'inbox' ? undefined : numbers
  return (
    <p className="day-clock">
      <span className="num">{dayWords(today)}</span>
      {counts ? (
        <>
          <span className={counts.overdue > 0 ? 'due red' : 'due none'}>
            <Icon name="overdue" size={14} />
            {w('超期', 'Overdue')} <b className="num">{counts.overdue}</b>
          </span>
          <span className={counts.dueToday > 0 ? 'due amber' : 'due none'}>
            <Icon name="soon" size={14} />
            {w('今日到期', 'Due today')} <b className="num">{counts.dueToday}</b>
          </span>
        </>
      ) : null}
    </p>
  )
}

const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac')

/** Search by anything: a whole case number opens the case, words look through what is within reach. */
function AnySearch() {
  const [words, setWords] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return (
    <search className="any-search">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const plain = words.replace(/[\s-]/g, '')
          if (plain === '') return
          go(/^\d{21}$/.test(plain) ? { page: 'case', caseNo: plain } : { page: 'search', q: words.trim(), state: '' })
        }}
      >
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          value={words}
          aria-label={w('查办件编号、事项或申请人', 'Find a case number, item or applicant')}
          placeholder={w('办件编号、事项、申请人', 'Case number, item, applicant')}
          onChange={(event) => setWords(event.target.value)}
        />
        <span className="kbd" aria-hidden="true">
          {isMac ? '⌘K' : 'Ctrl K'}
        </span>
      </form>
    </search>
  )
}

/** Where an officer works: several posts are several places, and none of them is the first. */
const placeWords = ([first = '', ...more]: readonly string[]): string =>
  more.length === 0 ? first : w(`${first}等 ${more.length + 1} 处`, `${first} and ${more.length} more`)

function Who() {
  const { account, roles, csrf } = useOfficer()
  const place = usePlace()
  void place
  const places = [...new Set(roles.map(placeWord))]
  const other = locale === 'zh' ? 'en' : 'zh'
  const back = encodeURIComponent(location.pathname + location.search)
  const roleWords = [...new Set(roles.map((one) => t(roleNames[one.role] ?? { zh: one.role, en: one.role })))]
  return (
    <div className="who">
      <p>
        <b lang="zh-CN">{account.name}</b>
        <span>
          {places.length === 0 ? '' : `${placeWords(places)} · `}
          {roleWords.join(w('、', ', ')) || w('没有岗位', 'no role')}
        </span>
      </p>
      <Link to={{ page: 'passkeys' }}>{w('通行密钥', 'Passkeys')}</Link>
      <a href={`/settings/lang?to=${other}&return=${back}`} lang={other === 'zh' ? 'zh-CN' : 'en'}>
        {other === 'zh' ? '中文' : 'English'}
      </a>
      <form method="post" action="/sign-out">
        <input type="hidden" name="_csrf" value={csrf ?? ''} />
        <Button size="small" type="text" htmlType="submit">
          {w('退出', 'Sign out')}
        </Button>
      </form>
    </div>
  )
}

/** What stands around every page: the mark, the place and role, search, the day; the menu at the left. */
export function Shell({ children }: { children: ReactNode }) {
  const session = useOfficer()
  return (
    <>
      <a className="skip" href="#main">
        {w('跳到正文', 'Skip to content')}
      </a>
      <header className="top">
        <Link to={inbox()} className="mark">
          <i lang="zh-CN">办妥</i>
          <span>{w('工作台', 'Workbench')}</span>
        </Link>
        {readsCases(session) ? <AnySearch /> : <span className="any-search" />}
        <DayClock />
        <Who />
      </header>
      <Menu />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  )
}
