import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { guardServer, pauseMs } from './gate.ts'
import { answerTo } from './shed-answer.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

export type LoadShedder = {
  /** Works on a request, lets it stand in line, or refuses it. */
  handle: Handle
  /** Puts itself before the server's own reading of HTTP, so that saying no costs next to nothing when there is most to do. */
  guard(server: Server): void
}

/**
 * Sheds load instead of answering late: at most `inFlight` requests are worked on at a time and `waiting` more stand in
 * line; the rest are told to come back (503 with Retry-After). What comes while the line is full is not even read as HTTP (`guardServer`);
 * where that could not be helped, the connection is closed with its refusal. Probes (/healthz, /metrics) go past the line.
 */
export function shedLoad(limits: { inFlight: number; waiting: number }, handle: Handle): LoadShedder {
  let busy = 0
  const probes = makeProbeLane(handle)
  const line: { request: IncomingMessage; response: ServerResponse }[] = []
  const isFull = (): boolean => busy >= limits.inFlight && line.length >= limits.waiting
  const work: Handle = (request, response) => {
    busy += 1
    response.once('close', () => {
      busy -= 1
      next()
    })
    afterTurns(3, () => {
      if (!isGone(request, response)) handle(request, response)
    })
  }
  // Whoever gave up while standing in line is passed over: nobody is there to read the answer.
  const next = (): void => {
    for (let first = line.shift(); first !== undefined; first = line.shift()) {
      if (isGone(first.request, first.response)) continue
      work(first.request, first.response)
      return
    }
  }
  return {
    handle(request, response) {
      if (probes.takes(`${request.method} ${request.url} `)) probes.handle(request, response)
      else if (busy < limits.inFlight) work(request, response)
      else if (line.length < limits.waiting) line.push({ request, response })
      else refuse(request, response)
    },
    guard: (server) => guardServer(server, (request) => isFull() && !probes.takes(request.toString('latin1', 0, 16))),
  }
}

const mostProbes = 8

/** Whoever watches the house must hear how it is when it is fullest; a flood of probes stands in line like the rest. */
function makeProbeLane(handle: Handle): { takes: (requestLine: string) => boolean; handle: Handle } {
  let probing = 0
  return {
    takes: (requestLine) => probing < mostProbes && /^(GET|HEAD) \/(healthz|metrics)[ ?]/.test(requestLine),
    handle(request, response) {
      probing += 1
      response.once('close', () => {
        probing -= 1
      })
      handle(request, response)
    },
  }
}

// A client that hung up shows it only when its connection is read once more, a turn or two of the loop after its request. After a flood most
// of those still to be read are such: without the wait, seconds would go by in work for nobody.
const afterTurns = (turns: number, work: () => void): void =>
  turns === 0 ? work() : void setImmediate(() => afterTurns(turns - 1, work))

const isGone = (request: IncomingMessage, response: ServerResponse): boolean =>
  request.destroyed || response.destroyed || response.closed

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  setTimeout(() => {
    if (!response.destroyed) say(request, response)
  }, pauseMs)
}

function say(request: IncomingMessage, response: ServerResponse): void {
  const { type, body } = answerTo(request.url ?? '')
  response.writeHead(503, {
    'content-type': type,
    'content-length': body.length,
    'retry-after': '2',
    connection: 'close',
  })
  response.end(body)
}
