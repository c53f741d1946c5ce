import type { MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import { isForMachines } from './is-for-machines.ts'

const compressing = compress()

/**
 * Compresses what is sent, for clients that take it so. A machine that asks for nothing of the kind is spared the look at its answer;
 * pages, which caches on the way may keep, always say that they vary.
 */
export const compressAnswers: MiddlewareHandler = async (c, next) =>
  c.req.header('accept-encoding') === undefined && isForMachines(c.req.path) ? await next() : await compressing(c, next)
