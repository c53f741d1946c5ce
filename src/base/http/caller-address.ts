import type { Context } from 'hono'

type NodeEnv = { incoming?: { socket?: { remoteAddress?: string } } }

/**
 * The network address a request came from, for counting attempts. Behind a proxy (`TRUST_PROXY`) the last
 * entry of `X-Forwarded-For`, which the proxy wrote: what stands before it, and all of it elsewhere, is whatever the caller likes. Without
 * it the socket is asked.
 */
export function callerAddress(c: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded ?? (c.env as NodeEnv | undefined)?.incoming?.socket?.remoteAddress ?? 'unknown'
}
