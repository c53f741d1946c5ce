import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import {
  type Clock,
  type Db,
  dateIn,
  type FileStore,
  findRemembered,
  localeOf,
  type Refusal,
  say,
  type Text,
} from '#base'
import type { Handling } from '#handling'
import type { AccountLimiter, Session, SessionEnv } from '#identity'
import type { City, SearchIndex } from '#management'
import { messagePage } from './layout/message-page.tsx'
import type { Assets, View } from './layout/view.ts'

/** What the portal is given by main. */
export type PortalDeps = {
  db: Db
  clock: Clock
  city: () => City
  search: () => SearchIndex
  handling: Handling
  files: FileStore
  secret: string
  publicUrl: () => string
  assets: Assets
  demo: boolean
  /** Whether `X-Forwarded-For` is believed when attempts are counted. */
  trustProxy: boolean
  /** How often an account may hand in files, submit, or ask for somebody's account. */
  limit: AccountLimiter
  /** Catalogue entries people here do most, for the front page: configuration, not code. */
  commonEntries: readonly string[]
  /** Entries that are asked for in some months (1 to 12) of the year. */
  seasons: readonly { months: readonly number[]; entries: readonly string[] }[]
  /** The kind of department that runs the service centres, whom to ask in a county or in the city. */
  askAt?: string | undefined
  /** The address of what a submission with this key was answered with. */
  findSubmitted: (session: Session, key: string) => Promise<string | undefined>
  /** Takers of finished uploads, by what they are for. */
  receivers: { draft?: Receiver; supplement?: Receiver }
}
export type Receiver = (
  session: Session,
  target: string,
  materialNo: number,
  name: string,
  content: Buffer,
) => Promise<Refusal | null>

/** The reader's view of a request: language, size, place and day. */
export function viewOf(deps: PortalDeps, c: Context<SessionEnv>): View {
  const locale = localeOf(c)
  const city = deps.city()
  const session = c.get('session')
  const chosen = getCookie(c, 'place') ?? session?.account.profile.divisionCode
  const place = (chosen ? city.divisions.find(chosen) : undefined) ?? city.divisions.get(`${city.cityCode}00000000`)
  const now = deps.clock()
  const url = new URL(c.req.url)
  return {
    locale,
    elder: getCookie(c, 'elder') === '1',
    session,
    city,
    place,
    path: pageOf(c, url),
    today: dateIn(city.zone, now),
    now,
    w: (zh, en) => (locale === 'zh' ? zh : straight(en)),
    t: (text: Text) => (locale === 'zh' ? text.zh : straight(say(text, locale))),
    assets: deps.assets,
    demo: deps.demo,
  }
}

/** To the identity provider and back to this very page; after a form, to the page the form stood on. */
export const signInFirst = (c: Context<SessionEnv>): Response => {
  const url = new URL(c.req.url)
  return c.redirect(`/sign-in?return=${encodeURIComponent(pageOf(c, url))}`, 303)
}

/** The page that is asked for; after a form, the page it stood on: an address that takes forms shows nothing. */
const pageOf = (c: Context<SessionEnv>, url: URL): string =>
  ['GET', 'HEAD'].includes(c.req.method) ? `${url.pathname}${url.search}` : pageOfForm(url.pathname)

function pageOfForm(path: string): string {
  const [, folder, id, step] = path.split('/')
  if (folder === 'drafts' && id !== undefined)
    return `/drafts/${id}/${step === 'files' || step === 'bring' ? 'papers' : step === 'discard' ? '' : (step ?? '')}`
  if (folder === 'cases' && id !== undefined) return `/cases/${id}`
  if (folder === 'me' && id === 'bundles' && step !== undefined) return `/me/bundles/${step}`
  if (folder === 'me' && id === 'mandates') return '/me/mandates'
  if (['follow', 'verify', 'rate'].includes(folder ?? '')) return id === undefined ? `/${folder}` : `/${folder}/${id}`
  return '/me'
}

export const notFoundPage = (view: View): string =>
  messagePage(view, {
    title: view.w('没有找到这一页', 'This page was not found'),
    body: view.w(
      '地址可能写错了，内容可能已经移走，也可能不属于您。您可以从这里继续：',
      'The address may be wrong, the content may have moved, or it is not yours. You can go on from here:',
    ),
    search: true,
  })

export const errorPage = (view: View, sentence: Text): string =>
  messagePage(view, { title: view.w('没有办成', 'That did not work'), body: view.t(sentence), search: false })

/** Where what was submitted under this key is: a case, or a bundle. */
export const rememberedAddress =
  (deps: Pick<PortalDeps, 'db' | 'city'>) =>
  async (session: Session, key: string): Promise<string | undefined> => {
    type Answer = { caseNo?: string; bundleNo?: string }
    const known = await findRemembered<Answer>(deps.db, deps.city().cityCode, session.account.accountId, key)
    const { caseNo, bundleNo } = known?.answer ?? {}
    return caseNo !== undefined ? `/cases/${caseNo}` : bundleNo !== undefined ? `/me/bundles/${bundleNo}` : undefined
  }

// Chinese fonts draw curly quotation marks as wide as a character, which tears English words apart.
const straight = (text: string): string => text.replaceAll('’', "'").replace(/[“”]/g, '"')
