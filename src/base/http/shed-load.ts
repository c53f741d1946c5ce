import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { guardServer, refusalMs } from './gate.ts'
import { isLong } from './request-end.ts'
import { answerTo } from './shed-answer.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

export type LoadShedder = {
  /** Works on a request, lets it stand in line, or refuses it. */
  handle: Handle
  /** Puts itself before the server's own reading of HTTP, so that saying no costs next to nothing when there is most to do. */
  guard(server: Server): void
}

/**
 * How many requests are worked on at a time, how many more stand in line, and how many long ones may be arriving besides, each as long as
 * it does not pause for more than `pauseMs` milliseconds.
 */
export type Places = { inFlight: number; waiting: number; arriving: number; pauseMs: number }

/**
 * Sheds load instead of answering late: at most `inFlight` requests are worked on at a time and `waiting` more stand in
 * line; the rest are told to come back (503 with Retry-After). What comes while the line is full is not even read as HTTP (`guardServer`);
 * where that could not be helped, the connection is closed with its refusal. A long request (`isLong`), whose time is that of the
 * network, keeps nobody from the line: `arriving` such have places of their own. Probes (/healthz, /metrics) go past the line.
 */
export function shedLoad(places: Places, handle: Handle): LoadShedder {
  let busy = 0
  const probes = makeLane(mostProbes, handle)
  const long = makeLane(places.arriving, (request, response) => {
    giveUpWhenSilent(request, places.pauseMs)
    handle(request, response)
  })
  const line: { request: IncomingMessage; response: ServerResponse }[] = []
  const isFull = (): boolean => busy >= places.inFlight && line.length >= places.waiting
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
    let first = line.shift()
    while (first !== undefined && isGone(first.request, first.response)) first = line.shift()
    if (first !== undefined) work(first.request, first.response)
  }
  return {
    handle(request, response) {
      if (isProbe(`${request.method} ${request.url} `) && probes.hasRoom()) probes.handle(request, response)
      else if (isLong(request.headers)) (long.hasRoom() ? long.handle : refuse)(request, response)
      else if (busy < places.inFlight) work(request, response)
      else if (line.length < places.waiting) line.push({ request, response })
      else refuse(request, response)
    },
    guard(server) {
      const isServed = (asked: string): boolean => isProbe(asked) && probes.hasRoom()
      guardServer(server, ({ asked, isLong }) => (isLong ? !long.hasRoom() : isFull() && !isServed(asked)))
    },
  }
}

// A telephone that lost its line says nothing more, not even that it is gone.
function giveUpWhenSilent(request: IncomingMessage, ms: number): void {
  request.setTimeout(ms)
  request.once('end', () => request.setTimeout(0))
}

// Whoever watches the house must hear how it is when it is fullest; a flood of probes stands in line like the rest.
const mostProbes = 8
const isProbe = (requestLine: string): boolean => /^(GET|HEAD) \/(healthz|metrics)[ ?]/.test(requestLine)

/** Places beside the line. */
function makeLane(most: number, handle: Handle): { hasRoom: () => boolean; handle: Handle } {
  let taken = 0
  return {
    hasRoom: () => taken < most,
    handle(request, response) {
      taken += 1
      response.once('close', () => {
        taken -= 1
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
  }, refusalMs)
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
