import { createMiddleware } from 'hono/factory'
import { localeOf, problem } from './problem.ts'

/** Headers that every answer carries: nothing is framed, sniffed, or loaded from elsewhere. */
export const securityHeaders = createMiddleware(async (c, next) => {
  await next()
  const { headers } = c.res
  if (!headers.has('content-security-policy')) {
    headers.set(
      'content-security-policy',
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    )
  }
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'same-origin')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('permissions-policy', 'geolocation=(self), camera=(self), microphone=(self)')
})

/** Refuses writes that a foreign page asks the browser to make. Clients that are not browsers send no Origin. */
export function sameOrigin(publicUrl: () => string) {
  return createMiddleware(async (c, next) => {
    if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) {
      const origin = c.req.header('origin')
      const site = c.req.header('sec-fetch-site')
      const foreign =
        (origin !== undefined &&
          origin !== 'null' &&
          origin !== new URL(publicUrl()).origin &&
          origin !== originOf(c.req.url, c.req.header('host'))) ||
        origin === 'null'
      if (foreign || (site !== undefined && site !== 'same-origin' && site !== 'none')) {
        return problem(localeOf(c), 403, {
          zh: '这个请求来自别的网站，没有执行。',
          en: 'This request came from another site and was not carried out.',
        })
      }
    }
    await next()
    return
  })
}

const originOf = (url: string, host: string | undefined): string =>
  `${new URL(url).protocol}//${host ?? new URL(url).host}`
