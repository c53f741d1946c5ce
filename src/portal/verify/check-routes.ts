import { type Context, Hono } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { callerAddress, readPosted } from '#base'
import { type CaseFile, findCaseFileByNo, isCheckWord } from '#handling'
import type { SessionEnv } from '#identity'
import type { ServiceItem } from '#management'
import { followPage } from '../case-file/follow-page.tsx'
import { type PortalDeps, viewOf } from '../portal-context.ts'
import { verifyPage } from './verify-page.tsx'

type Found = { caseFile: CaseFile; item: ServiceItem }
/** What a number and a word lead to: the case, nothing, or (after too many wrong words) the seconds to wait. */
type Checked = { type: 'found'; found: Found } | { type: 'wrong' } | { type: 'wait'; seconds: number }

/** Without signing in: following a case by its check word, verifying a result by its own. */
export function checkRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  const check = makeCheck(deps)
  app.get('/follow', (c) => c.html(followPage(viewOf(deps, c), null, { caseNo: c.req.query('no') ?? '', wrong: null })))
  app.post('/follow', async (c) => {
    const body = await readPosted(c)
    const [caseNo, word] = [String(body['caseNo'] ?? ''), String(body['word'] ?? '')]
    const checked = await check(c, 'follow', caseNo, word)
    const view = viewOf(deps, c)
    if (checked.type === 'found') return c.html(followPage(view, checked.found, { caseNo, wrong: null }))
    const wrong = checked.type === 'wait' ? minutesOf(checked.seconds) : 'no-match'
    return answer(c, checked, followPage(view, null, { caseNo, word, wrong }))
  })
  const verify = async (c: Context<SessionEnv>, caseNo: string, word: string): Promise<Response> => {
    const checked = await check(c, 'verify', caseNo, word)
    const view = viewOf(deps, c)
    const typed = { no: caseNo, word }
    if (checked.type === 'wait')
      return answer(c, checked, verifyPage(view, { type: 'wait', minutes: minutesOf(checked.seconds) }, typed))
    return checked.type === 'found' && checked.found.caseFile.result
      ? c.html(verifyPage(view, { type: 'genuine', found: checked.found }))
      : answer(c, { type: 'wrong' }, verifyPage(view, { type: 'unknown' }, typed))
  }
  app.get('/verify', (c) => {
    const [no, word] = [c.req.query('no'), c.req.query('word')]
    return no === undefined ? c.html(verifyPage(viewOf(deps, c), { type: 'nothing-asked' })) : verify(c, no, word ?? '')
  })
  app.get('/verify/:caseNo/:word', (c) => verify(c, c.req.param('caseNo'), c.req.param('word')))
  return app
}

/**
 * Ten wrong words an hour from one address, for each of the two uses: 39 bits cannot be guessed that way. Words are not counted
 * by case: whoever knows a number could then have a genuine document called unknown.
 */
function makeCheck(deps: PortalDeps) {
  const guesses = new RateLimiterMemory({ points: 10, duration: 3600 })
  return async (c: Context, use: 'follow' | 'verify', caseNo: string, word: string): Promise<Checked> => {
    const no = caseNo.replace(/[\s-]/g, '')
    const guesser = `${use} ${callerAddress(c, deps.trustProxy)}`
    const known = await guesses.get(guesser)
    if (known !== null && known.remainingPoints <= 0)
      return { type: 'wait', seconds: Math.ceil(known.msBeforeNext / 1000) }
    if (isCheckWord(deps.secret, use, no, word)) {
      const caseFile = await findCaseFileByNo(deps.db, deps.city().cityCode, no)
      if (caseFile) {
        const item = await deps.city().getItemAt(deps.db, caseFile.item, caseFile.answers)
        return { type: 'found', found: { caseFile, item } }
      }
    }
    await guesses.consume(guesser).catch(() => {})
    return { type: 'wrong' }
  }
}

const minutesOf = (seconds: number): number => Math.max(1, Math.ceil(seconds / 60))

const answer = (
  c: Context,
  checked: { type: 'wrong' } | { type: 'wait'; seconds: number },
  page: string,
): Response | Promise<Response> =>
  checked.type === 'wait' ? c.html(page, 429, { 'retry-after': String(checked.seconds) }) : c.html(page, 404)
