import type { Context } from 'hono'
import { httpStatus, type Refusal } from '../refusal/refusal.ts'
import { type Locale, say, type Text } from '../text/text.ts'

const titles = {
  400: { zh: '请求有误', en: 'Bad request' },
  401: { zh: '请先登录', en: 'Sign in first' },
  403: { zh: '无权办理', en: 'Not allowed' },
  404: { zh: '没有找到', en: 'Not found' },
  409: { zh: '情况已变化', en: 'Conflict' },
  413: { zh: '内容过大', en: 'Too large' },
  415: { zh: '类型不支持', en: 'Unsupported type' },
  422: { zh: '内容需要修改', en: 'Invalid' },
  429: { zh: '请求过于频繁', en: 'Too many requests' },
  500: { zh: '系统出错', en: 'Internal error' },
  503: { zh: '系统繁忙', en: 'Busy' },
} as const satisfies Record<number, Text>

export type ProblemStatus = keyof typeof titles

/** An RFC 9457 problem in the reader's language; every error with a JSON pointer and a sentence. */
export function problem(
  locale: Locale,
  status: ProblemStatus,
  detail: Text,
  errors: readonly { pointer: string; sentence: Text }[] = [],
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = {
    type: 'about:blank',
    title: say(titles[status], locale),
    status,
    detail: say(detail, locale),
    ...(errors.length > 0
      ? { errors: errors.map((one) => ({ pointer: one.pointer, detail: say(one.sentence, locale) })) }
      : {}),
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
  })
}

export const refusalProblem = (locale: Locale, refusal: Refusal): Response =>
  problem(locale, httpStatus[refusal.refused], refusal.sentence, refusal.flaws)

/** The language of a request: what was chosen (cookie), else what the browser prefers, else Chinese. */
export function localeOf(c: Context): Locale {
  const chosen = /(?:^|;\s*)lang=(zh|en)(?:;|$)/.exec(c.req.header('cookie') ?? '')?.[1]
  if (chosen === 'zh' || chosen === 'en') return chosen
  return /^\s*en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'zh'
}
