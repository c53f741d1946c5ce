import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type Ending, findEnd } from './request-end.ts'
import { answerTo, rawAnswerTo } from './shed-answer.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

export type LoadShedder = {
  /** Works on a request, lets it stand in line, or refuses it. */
  handle: Handle
  /** Puts itself before the server's own reading of HTTP, so that saying no costs next to nothing when there is most to do. */
  guard(server: Server): void
}

// A no that comes at once is asked again at once; one that takes a moment leaves the moment to those being served.
const pauseMs = 300

/**
 * Sheds load instead of answering late: at most `inFlight` requests are worked on at a time and `waiting` more stand in
 * line; the rest are told to come back (503 with Retry-After). A connection that was refused is closed; one that comes while the
 * line is full is not read as HTTP at all: it gets the same no, and is handed to the server once there is room.
 */
export function shedLoad(limits: { inFlight: number; waiting: number }, handle: Handle): LoadShedder {
  let busy = 0
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
      if (busy < limits.inFlight) work(request, response)
      else if (line.length < limits.waiting) line.push({ request, response })
      else refuse(request, response)
    },
    guard: (server) => guardServer(server, isFull),
  }
}

// A client that hung up shows it only when its connection is read once more, a turn or two of the loop after its request. After a flood most
// of those still to be read are such: without the wait, seconds would go by in work for nobody.
const afterTurns = (turns: number, work: () => void): void =>
  turns === 0 ? work() : void setImmediate(() => afterTurns(turns - 1, work))

const isGone = (request: IncomingMessage, response: ServerResponse): boolean =>
  request.destroyed || response.destroyed || response.closed

function guardServer(server: Server, isFull: () => boolean): void {
  const [listen] = server.listeners('connection')
  if (listen === undefined) throw new Error('the server does not listen for connections')
  const held = new Set<Socket>()
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const admit = (): void => void listen.call(server, socket)
    if (isFull()) holdBack(socket, { isFull, admit, held })
    else admit()
  })
  server.once('close', () => {
    for (const socket of held) socket.destroy()
  })
  // The server's own way to be rid of connections does not know those it never saw.
  const closeAll = server.closeAllConnections.bind(server)
  server.closeAllConnections = () => {
    closeAll()
    for (const socket of held) socket.destroy()
  }
}

type Gate = { isFull: () => boolean; admit: () => void; held: Set<Socket> }

/** Refuses what comes over a connection, request by request, until there is room for the connection. */
function holdBack(socket: Socket, { isFull, admit, held }: Gate): void {
  let ending: Ending | null = null
  held.add(socket)
  const leave = (): void => void held.delete(socket)
  const fail = (): void => void socket.destroy()
  const onData = (chunk: Buffer): void => {
    if (ending === null && !isFull()) {
      leave()
      socket.off('data', onData).off('error', fail).off('close', leave).off('timeout', fail).setTimeout(0)
      socket.pause()
      socket.unshift(chunk)
      admit()
      // What was put back is read by the server like anything else.
      socket.resume()
      return
    }
    ending = findEnd(chunk, ending)
    if (ending.isWrong) fail()
    if (ending.isWrong || !ending.isOver) return
    const answer = rawAnswerTo(ending.head)
    ending = null
    setTimeout(() => {
      if (socket.writable) socket.write(answer)
    }, pauseMs)
  }
  socket.on('data', onData)
  socket.on('error', fail)
  socket.on('close', leave)
  // Nobody holds a place here by saying nothing.
  socket.setTimeout(10_000, fail)
}

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
