import { type Context, Hono } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { type CaseFile, findCaseFileByNo, isCheckWord } from '#handling'
import type { SessionEnv } from '#identity'
import type { ServiceItem } from '#management'
import { followPage } from '../case-file/follow-page.tsx'
import { type PortalDeps, viewOf } from '../portal-context.ts'
import { verifyPage } from './verify-page.tsx'

type Found = { caseFile: CaseFile; item: ServiceItem }

/** Without signing in: following a case by its check word, verifying a result by its own. */
export function checkRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  // Ten wrong words an hour from one address, and ten an hour for one case: 39 bits cannot be guessed that way.
  const guesses = new RateLimiterMemory({ points: 10, duration: 3600 })
  const check = async (use: 'follow' | 'verify', caseNo: string, word: string): Promise<Found | null> => {
    const no = caseNo.replace(/[\s-]/g, '')
    const known = await guesses.get(no)
    if (known !== null && known.remainingPoints <= 0) return null
    if (isCheckWord(deps.secret, use, no, word)) {
      const caseFile = await findCaseFileByNo(deps.db, deps.city().cityCode, no)
      if (caseFile) return { caseFile, item: await deps.city().getItemAt(deps.db, caseFile.item, caseFile.answers) }
    }
    await guesses.consume(no).catch(() => {})
    return null
  }
  app.get('/follow', (c) =>
    c.html(followPage(viewOf(deps, c), null, { caseNo: c.req.query('no') ?? '', wrong: false })),
  )
  app.post('/follow', async (c) => {
    const body = await c.req.parseBody()
    const caseNo = String(body['caseNo'] ?? '')
    const found = await check('follow', caseNo, String(body['word'] ?? ''))
    return c.html(followPage(viewOf(deps, c), found, { caseNo, wrong: found === null }), found === null ? 404 : 200)
  })
  const verify = async (c: Context<SessionEnv>, caseNo: string, word: string): Promise<Response> => {
    const found = await check('verify', caseNo, word)
    const issued = found?.caseFile.result ? found : null
    return c.html(verifyPage(viewOf(deps, c), issued, true), issued === null ? 404 : 200)
  }
  app.get('/verify', (c) => {
    const [no, word] = [c.req.query('no'), c.req.query('word')]
    return no === undefined ? c.html(verifyPage(viewOf(deps, c), null, false)) : verify(c, no, word ?? '')
  })
  app.get('/verify/:caseNo/:word', (c) => verify(c, c.req.param('caseNo'), c.req.param('word')))
  return app
}
