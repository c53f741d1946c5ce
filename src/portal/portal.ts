import { type Context, Hono } from 'hono'
import type { Session, SessionEnv } from '#identity'
import { browseRoutes } from './browse/browse-routes.ts'
import { bundleRoutes } from './bundle/bundle-routes.ts'
import { caseRoutes } from './case-file/case-routes.ts'
import { draftRoutes } from './draft/draft-routes.ts'
import { guideRoutes } from './guide/guide-routes.ts'
import { homeRoutes } from './home/home-routes.ts'
import { messagePage } from './layout/message-page.tsx'
import { mandateRoutes } from './me/mandate-routes.ts'
import { meRoutes } from './me/me-routes.ts'
import { placeRoutes } from './place/place-routes.ts'
import { notFoundPage, type PortalDeps, viewOf } from './portal-context.ts'
import { ratingRoutes } from './rating/rating-routes.ts'
import { signedInRoute } from './sign-in/keep-typed.ts'
import { uploadRoutes } from './upload/upload-routes.ts'
import { checkRoutes } from './verify/check-routes.ts'

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#C0271A"/><path d="M18 33l10 10 19-22" fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/></svg>`

/** 互联网政务服务门户: every page for people and firms. */
export function makePortal(deps: PortalDeps, uploadDirectory: string): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  smallFiles(app)
  wordsOnly(app, deps)
  limited(app, deps)
  app.route('/', homeRoutes(deps))
  app.route('/', placeRoutes(deps))
  app.route('/', browseRoutes(deps))
  app.route('/', guideRoutes(deps))
  app.route('/', bundleRoutes(deps))
  app.route('/', draftRoutes(deps))
  app.route('/', caseRoutes(deps))
  app.route('/', checkRoutes(deps))
  app.route('/', signedInRoute(deps))
  app.route('/', meRoutes(deps))
  app.route('/', mandateRoutes(deps))
  app.route('/', ratingRoutes(deps))
  app.route('/', uploadRoutes(deps, uploadDirectory))
  return app
}

/** What one account may send so many times an hour; mandates count for themselves, where the form is drawn again. */
function limited(app: Hono<SessionEnv>, { limit, findSubmitted }: PortalDeps): void {
  app.on('POST', ['/uploads', '/drafts/:id/files', '/cases/:caseNo/files'], limit.guard('files'))
  // A second press of the button leads to what the first one made.
  const isRepeat = async (c: Context, session: Session): Promise<boolean> =>
    (await findSubmitted(session, c.req.param('id') ?? '')) !== undefined
  app.post('/drafts/:id/review', limit.guard('submissions', isRepeat))
}

/** What browsers and search engines ask for by name. */
function smallFiles(app: Hono<SessionEnv>): void {
  app.get('/icon.svg', (c) =>
    c.body(icon, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }),
  )
  // Forms need no line here: whoever is not signed in is shown the way to sign in, not a form.
  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /me\nDisallow: /cases\nDisallow: /api\n'))
  app.get('/manifest.webmanifest', (c) =>
    c.body(
      JSON.stringify({
        name: '办妥',
        short_name: '办妥',
        lang: 'zh-CN',
        start_url: '/',
        display: 'standalone',
        background_color: '#ffffff',
        theme_color: '#ffffff',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      }),
      200,
      { 'content-type': 'application/manifest+json' },
    ),
  )
}

/** Pages that say one thing: no network, no sign-in. */
function wordsOnly(app: Hono<SessionEnv>, deps: PortalDeps): void {
  app.get('/offline', (c) => {
    const view = viewOf(deps, c)
    return c.html(
      messagePage(
        { ...view, session: undefined },
        {
          title: view.w('现在没有网络', 'You are offline'),
          body: view.w(
            '连上网络后刷新就能继续。草稿都在服务器上；这台设备上还没保存的内容，连上后会自动补上。',
            'Refresh when you are back. Drafts are on the server; what this device could not save yet is sent then.',
          ),
          search: false,
        },
      ),
    )
  })
  app.get('/sign-in/failed', (c) => {
    const view = viewOf(deps, c)
    return c.html(
      messagePage(view, {
        title: view.w('没有登录成功', 'Sign-in did not work'),
        body: view.w(
          '统一身份认证没有完成。请重新登录；一直不行，请打 12345。您填的内容没有丢。',
          'The identity provider did not finish. Try again; if it keeps failing, call 12345. Nothing you entered is lost.',
        ),
        search: false,
      }),
      400,
    )
  })
}

export const portalNotFound = (deps: PortalDeps) => (c: Parameters<typeof viewOf>[1]) =>
  c.html(notFoundPage(viewOf(deps, c)), 404)
