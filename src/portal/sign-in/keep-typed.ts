import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { carriesStaleToken, isFormPost, type SessionEnv, safeReturn } from '#identity'
import { messagePage } from '../layout/message-page.tsx'
import { pageBefore } from '../layout/problem-pages.ts'
import { type PortalDeps, signInFirst, viewOf } from '../portal-context.ts'
import { sendAgainPage, type Typed } from './send-again-page.tsx'

/** The most that is carried on to the next page: forms are far smaller, and nobody shall have a page of megabytes drawn. */
const maxKeptCharacters = 200_000

/**
 * Nothing typed is lost when a form is sent after its session ended, or under a newer one: the answer is a page that carries
 * the fields and can be sent again. The route refuses and allows as ever when that page is sent.
 *
 * Only for forms of our own pages, sent by a browser that goes on to what is answered. Others' were refused before
 * (`sameOrigin`), and whoever does not say where a form comes from hears the plain refusal: their fields are echoed to nobody.
 */
export const keepTyped = (deps: PortalDeps) =>
  createMiddleware<SessionEnv>(async (c, next) => {
    if (!isOwnForm(c)) {
      await next()
      return
    }
    if (c.get('session') === undefined) {
      await next()
      if (!asksToSignIn(c.res)) return
      const typed = await readTyped(c)
      // A button alone is pressed again more easily where it stands.
      // What the device holds itself (islands/autosave) is there again after signing in, without a page between.
      if (typed === null || typed.isKept || (typed.fields.length === 0 && typed.files.length === 0 && !typed.tooLong))
        return
      c.res = undefined
      c.res = answer(deps, c, typed, 401)
      return
    }
    const typed = (await carriesStaleToken(c)) ? await readTyped(c) : null
    if (typed !== null) return answer(deps, c, typed, 403)
    await next()
    return
  })

/** Where the window that was opened for signing in ends. */
export function signedInRoute(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  app.get('/signed-in', (c) => {
    if (c.get('session') === undefined) return signInFirst(c)
    const view = viewOf(deps, c)
    const { w } = view
    return c.html(
      messagePage(view, {
        title: w('已登录，请回到原来的页面', 'Signed in: go back to the page you came from'),
        body: w(
          '这个窗口可以关了。回到原来的页面，按“再次提交”，您填的内容就会交上来。',
          'You can close this window. On the page you came from press “Submit again” and what you entered is sent.',
        ),
        search: false,
      }),
    )
  })
  return app
}

const isOwnForm = (c: Context<SessionEnv>): boolean =>
  isFormPost(c) &&
  (c.req.header('sec-fetch-site') ?? (c.req.header('origin') === undefined ? 'unsaid' : 'same-origin')) ===
    'same-origin' &&
  (c.req.header('sec-fetch-dest') ?? 'document') === 'document' &&
  (c.req.header('accept')?.includes('text/html') ?? false) &&
  !/^\/(api|workbench)\//.test(c.req.path) &&
  safeReturn(new URL(c.req.url).pathname) === new URL(c.req.url).pathname

const asksToSignIn = (answer: Response): boolean =>
  answer.status === 303 && (answer.headers.get('location')?.startsWith('/sign-in?') ?? false)

/** The fields of a form in their order, every value of a name; null when the body cannot be read as a form. */
async function readTyped(c: Context<SessionEnv>): Promise<(Typed & { isKept: boolean }) | null> {
  const body = await c.req.parseBody({ all: true }).catch(() => null)
  if (body === null) return null
  const all = Object.entries(body).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const))
  const fields = all.flatMap(([name, value]) =>
    typeof value === 'string' && !['_csrf', '_kept'].includes(name) ? [[name, value] as const] : [],
  )
  const files = all.flatMap(([name, value]) =>
    value instanceof File && value.size > 0 ? [{ field: name, name: value.name }] : [],
  )
  const tooLong = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0) > maxKeptCharacters
  return { fields: tooLong ? [] : fields, files, tooLong, isKept: body['_kept'] !== undefined }
}

function answer(deps: PortalDeps, c: Context<SessionEnv>, typed: Typed, status: 401 | 403): Response {
  const url = new URL(c.req.url)
  const back = pageBefore(c.req.header('referer'), c.req.url)
  // Links that come back here would ask for an address that only takes forms.
  const view = { ...viewOf(deps, c), path: back ?? '/' }
  const page = sendAgainPage(view, { action: `${url.pathname}${url.search}`, typed, back })
  return c.html(page, status, { 'cache-control': 'no-store' }) as Response
}
