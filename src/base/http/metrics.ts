import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof makeMetrics>

/** Counters and durations for /metrics, by route pattern (never by address: addresses name cases). */
export function makeMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'bantuo_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'bantuo_request_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  const middleware = createMiddleware(async (c, next) => {
    const started = performance.now()
    await next()
    const route = routePath(c, -1)
    requests.inc({ method: c.req.method, route, status: c.res.status })
    seconds.observe({ method: c.req.method, route }, (performance.now() - started) / 1000)
  })
  return { registry, middleware }
}
