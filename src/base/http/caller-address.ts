import type { Context } from 'hono'

type NodeEnv = { incoming?: { socket?: { remoteAddress?: string } } }

/**
 * The network address a request came from, for counting attempts. Behind a proxy that sets `X-Forwarded-For` itself
 * (`TRUST_PROXY`) its first entry; elsewhere that header is whatever the caller likes, and the socket is asked.
 */
export function callerAddress(c: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',')[0]?.trim() : undefined
  return forwarded ?? (c.env as NodeEnv | undefined)?.incoming?.socket?.remoteAddress ?? 'unknown'
}
