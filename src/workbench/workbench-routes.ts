import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { localeOf } from '#base'

const mediaTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

/**
 * What the desk's page may do. Styles come from our own sheet and from antd, whose style elements carry the request's
 * nonce; bpmn-js sets style attributes while it draws, so those alone are let through. PDFs are shown from blobs.
 */
const policy = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ')

/** Serves the workbench that `buildWorkbench` left in `directory`: hashed files for a year, the page for any other path. */
export function workbenchRoutes(input: { directory: string }): Hono {
  const names = new Set(readdirSync(input.directory).filter((name) => /-[\w]+\.\w+(?:\.LEGAL\.txt)?$/.test(name)))
  const index = readFileSync(join(input.directory, 'index.html'), 'utf8')
  const page = (c: Context) => {
    const nonce = randomBytes(16).toString('base64url')
    const html = index.replace('{{lang}}', localeOf(c) === 'zh' ? 'zh-CN' : 'en').replace('{{nonce}}', nonce)
    return c.html(html, 200, { 'content-security-policy': policy(nonce), 'cache-control': 'no-store' })
  }
  const app = new Hono()
  app.get('/workbench', (c) => c.redirect('/workbench/', 308))
  app.get('/workbench/:file{[\\w-]+\\.[\\w.]+}', (c) => {
    const name = c.req.param('file')
    if (!names.has(name)) return c.notFound()
    const type = mediaTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
    return c.body(readFileSync(join(input.directory, name)), 200, {
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
  app.get('/workbench/*', page)
  return app
}
