import { w } from './text.ts'

/** What the server refused, as a value (RFC 9457). `status` 0: it could not be reached. */
export type Problem = {
  status: number
  detail: string
  errors: readonly { pointer: string; detail: string }[]
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Reads a problem+json body; whatever else came back becomes an honest sentence. */
export function toProblem(status: number, body: unknown): Problem {
  const record = isRecord(body) ? body : {}
  const errors = Array.isArray(record['errors']) ? record['errors'] : []
  return {
    status,
    detail: typeof record['detail'] === 'string' ? record['detail'] : silence(status),
    errors: errors.flatMap((one: unknown) =>
      isRecord(one) && typeof one['pointer'] === 'string' && typeof one['detail'] === 'string'
        ? [{ pointer: one['pointer'], detail: one['detail'] }]
        : [],
    ),
  }
}

function silence(status: number): string {
  if (status === 0)
    return w(
      '连不上服务器。您填的内容还在，请检查网络后再试。',
      'The server cannot be reached. What you typed is kept; check the network and try again.',
    )
  if (status === 401)
    return w('登录已过期，请重新登录。您填的内容还在。', 'You are signed out. Sign in again; what you typed is kept.')
  return w(
    `系统没有办成（${status}）。您填的内容还在，请稍后再试。`,
    `That did not work (${status}). What you typed is kept; try again later.`,
  )
}

/**
 * The sentence that belongs to one field. Pointers of the request's envelope (/act, /content) are the same field: the
 * schema speaks of the envelope, the rules speak of the act.
 */
export const errorOf = (problem: Problem | null, pointer: string): string | undefined =>
  problem?.errors.find((one) => plain(one.pointer) === pointer)?.detail

/** Errors that belong to none of the fields on show: they must be said on top, or they would be lost. */
export const errorsElsewhere = (problem: Problem | null, shown: readonly string[]): string[] =>
  problem?.errors.filter((one) => !shown.includes(plain(one.pointer))).map((one) => one.detail) ?? []

const plain = (pointer: string): string => pointer.replace(/^\/(?:act|content)(?=\/)/, '')
