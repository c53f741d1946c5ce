// The offline page: what was seen stays readable for style and script; everything else says honestly that it is offline.
type FetchEventLike = Event & {
  request: Request
  respondWith(response: Promise<Response>): void
  waitUntil(work: Promise<unknown>): void
}
const cacheName = 'bantuo-1'
const offlinePath = '/offline'

addEventListener('install', (event) => {
  ;(event as FetchEventLike).waitUntil(caches.open(cacheName).then((cache) => cache.add(offlinePath)))
})
addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchEventLike
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (url.pathname.startsWith('/assets/')) {
    respondWith.call(
      event,
      caches.open(cacheName).then(async (cache) => {
        const known = await cache.match(request)
        if (known) return known
        const fresh = await fetch(request)
        if (fresh.ok) await cache.put(request, fresh.clone())
        return fresh
      }),
    )
  } else if (request.mode === 'navigate') {
    respondWith.call(
      event,
      fetch(request).catch(async () => (await caches.match(offlinePath)) ?? Response.error()),
    )
  }
})

export {}
