// Offline: pages already seen can be read again, with the day they were kept; everything else says honestly that it is offline.
// The first line of this file as it is served names the cache by the assets' digest and lists what every page needs.
type FetchEventLike = Event & {
  request: Request
  respondWith(response: Promise<Response>): void
  waitUntil(work: Promise<unknown>): void
}
declare const BANTUO: { cache: string; assets: string[] }

const offlinePath = '/offline'
/** A guide is for everybody; cases and their receipt belong to whoever is signed in, and go when they sign out. */
const isGuide = (path: string): boolean => /^\/items\/\w{31}$/.test(path)
const isPersonal = (path: string): boolean => /^\/cases\/\d{21}$/.test(path)
const mine = `${BANTUO.cache}-mine`

addEventListener('install', (event) => {
  const keep = caches.open(BANTUO.cache).then((cache) => cache.addAll([offlinePath, ...BANTUO.assets]))
  ;(event as FetchEventLike).waitUntil(keep)
})

// Another version has other assets: what was kept for the one before would be drawn without its style.
addEventListener('activate', (event) => {
  const drop = caches
    .keys()
    .then((names) => names.filter((name) => name !== BANTUO.cache && name !== mine))
    .then((old) => Promise.all(old.map((name) => caches.delete(name))))
  ;(event as FetchEventLike).waitUntil(drop)
})

addEventListener('fetch', (event) => {
  const { request, respondWith, waitUntil } = event as FetchEventLike
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  if (request.method === 'POST' && url.pathname === '/sign-out') waitUntil.call(event, caches.delete(mine))
  if (request.method !== 'GET') return
  if (url.pathname.startsWith('/assets/')) respondWith.call(event, asset(request))
  else if (request.mode === 'navigate') respondWith.call(event, page(request, url.pathname))
})

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(BANTUO.cache)
  const known = await cache.match(request)
  if (known) return known
  const fresh = await fetch(request)
  if (fresh.ok) await cache.put(request, fresh.clone())
  return fresh
}

/** The network first; without it the page as it was last seen, or the one that says that there is no network. */
async function page(request: Request, path: string): Promise<Response> {
  // Whoever signs in may be somebody else than before.
  if (path === '/sign-in') await caches.delete(mine)
  try {
    const fresh = await fetch(request)
    await remember(request, path, fresh)
    return fresh
  } catch {
    const known = (await caches.match(request)) ?? (await caches.match(path, { ignoreSearch: true }))
    if (known !== undefined && (isGuide(path) || isPersonal(path))) return withBanner(known)
    return (await caches.match(offlinePath)) ?? Response.error()
  }
}

async function remember(request: Request, path: string, fresh: Response): Promise<void> {
  // A page that leads to signing in shows that nobody is signed in here any more.
  if (fresh.redirected && new URL(fresh.url).pathname.startsWith('/sign-in')) await caches.delete(mine)
  if (fresh.status !== 200 || fresh.redirected) return
  if (path === offlinePath) return
  const html = await fresh.clone().text()
  // A guide that knows of somebody's draft, or holds their token, is theirs as much as a case is.
  const isTheirs = isPersonal(path) || html.includes('name="_csrf"') || html.includes('href="/drafts/')
  if (isGuide(path) || isPersonal(path))
    await (await caches.open(isTheirs ? mine : BANTUO.cache)).put(request, withoutUnread(fresh, html))
  // Read in another language from now on, the page about the missing network is in that language too.
  const lang = /<html lang="([^"]+)"/.exec(html)?.[1]
  if (lang !== undefined && lang !== keptLang) {
    keptLang = lang
    await (await caches.open(BANTUO.cache)).add(offlinePath).catch(() => {})
  }
}
let keptLang: string | undefined

/** The page to be kept: how many messages were new is one reader's, and old tomorrow. */
const withoutUnread = (fresh: Response, html: string): Response =>
  changed(fresh, html.replace(/<span class="unread".*?<\/span><span class="sr">.*?<\/span>/s, ''))

/** The same page with other text, which is neither packed nor as long as the one that was sent. */
function changed(page: Response, html: string): Response {
  const headers = new Headers(page.headers)
  headers.delete('content-encoding')
  headers.delete('content-length')
  return new Response(html, { status: 200, headers })
}

/** The page as it was, with the sentence that it is old on top. */
async function withBanner(known: Response): Promise<Response> {
  const html = await known.text()
  const zh = html.includes('<html lang="zh')
  const at = new Date(known.headers.get('date') ?? Date.now())
  const time = at.toLocaleString(zh ? 'zh-CN' : 'en-GB', { dateStyle: 'long', timeStyle: 'short' })
  const words = zh ? `离线，这是 ${time} 保存的` : `Offline: this was kept on ${time}`
  const banner = `<p class="offline-bar" role="status">${words}</p>`
  return changed(known, html.replace(/<p class="offline-bar".*?<\/p>/s, banner))
}

export {}
