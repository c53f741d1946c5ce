import type { IncomingMessage, ServerResponse } from 'node:http'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

const sentence = {
  zh: '现在办理的人很多。您填的内容没有丢，请几秒后再试。',
  en: 'Very many people are here. Nothing you entered is lost; try again in a few seconds.',
}
const asProblem = Buffer.from(
  JSON.stringify({ type: 'about:blank', title: '系统繁忙 Busy', status: 503, detail: `${sentence.zh} ${sentence.en}` }),
)
const asPage = Buffer.from(
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>系统繁忙</title><h1>${sentence.zh}</h1><p lang="en">${sentence.en}</p></html>`,
)

/**
 * Sheds load instead of answering late: at most `inFlight` requests are worked on at a time and `waiting` more stand in
 * line; the rest are told at once to come back (503 with Retry-After). It stands before everything else, so that saying
 * no costs next to nothing when there is most to do.
 */
export function shedLoad(limits: { inFlight: number; waiting: number }, handle: Handle): Handle {
  let busy = 0
  const line: { request: IncomingMessage; response: ServerResponse }[] = []
  const work: Handle = (request, response) => {
    busy += 1
    response.once('close', () => {
      busy -= 1
      next()
    })
    handle(request, response)
  }
  // Whoever gave up while standing in line is passed over: nobody is there to read the answer.
  const next = (): void => {
    for (let first = line.shift(); first !== undefined; first = line.shift()) {
      if (first.response.destroyed || first.response.closed) continue
      work(first.request, first.response)
      return
    }
  }
  return (request, response) => {
    if (busy < limits.inFlight) work(request, response)
    else if (line.length < limits.waiting) line.push({ request, response })
    else refuse(request, response)
  }
}

// A no that comes at once is asked again at once; one that takes a moment leaves the moment to those being served.
const pauseMs = 300
const maxPaused = 2_000
let paused = 0

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  if (paused >= maxPaused) {
    say(request, response)
    return
  }
  paused += 1
  setTimeout(() => {
    paused -= 1
    if (!response.destroyed) say(request, response)
  }, pauseMs)
}

function say(request: IncomingMessage, response: ServerResponse): void {
  const isApi = request.url?.startsWith('/api/') ?? false
  const body = isApi ? asProblem : asPage
  response.writeHead(503, {
    'content-type': isApi ? 'application/problem+json; charset=utf-8' : 'text/html; charset=utf-8',
    'content-length': body.length,
    'retry-after': '2',
  })
  response.end(body)
}
