import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/**
 * Refuses a body of more than `maxSize` bytes. Most requests say how long they are, and what says more than it may is not read;
 * a body that does not say is counted while it comes. (Counting needs a stream of each body, which costs more than reading it.)
 */
export function limitBody(maxSize: number, onError: (c: Context) => Response | Promise<Response>): MiddlewareHandler {
  const counting = bodyLimit({ maxSize, onError })
  return async (c, next) => {
    if (c.req.header('transfer-encoding') !== undefined) return await counting(c, next)
    if (Number(c.req.header('content-length') ?? 0) > maxSize) return onError(c)
    return await next()
  }
}
