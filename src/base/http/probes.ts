import { setTimeout } from 'node:timers/promises'
import { Hono } from 'hono'
import type { Config } from '../config/config.ts'
import { type Db, ping } from '../db/db.ts'
import type { Metrics } from './metrics.ts'
import { localeOf, problem } from './problem.ts'

/** How long the database may take to answer a probe: a pool that is busy answers in time, one that is cut off never. */
const patience = 2_000

/** /healthz, 200 while the database answers and 503 while it does not; /metrics, for whoever has the token. */
export function probes({ db, metrics, config }: { db: Db; metrics: Metrics; config: Config }): Hono {
  return new Hono()
    .get('/healthz', async (c) => {
      const isWell = await Promise.race([
        ping(db).then(
          () => true,
          () => false,
        ),
        setTimeout(patience, false, { ref: false }),
      ])
      if (isWell) return c.json({ ok: true })
      const sentence = {
        zh: '数据库没有回应，暂时不能办理。',
        en: 'The database does not answer; nothing can be handled.',
      }
      return problem(localeOf(c), 503, sentence, [], { 'retry-after': '5' })
    })
    .get('/metrics', async (c) => {
      const allowed =
        config.metricsToken === null
          ? config.mode === 'demo'
          : c.req.header('authorization') === `Bearer ${config.metricsToken}`
      if (!allowed) return problem(localeOf(c), 404, { zh: '没有找到。', en: 'Not found.' })
      return c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType })
    })
}
