import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type Ending, findEnd } from './request-end.ts'
import { rawAnswerTo } from './shed-answer.ts'

type Read = (chunk: Buffer) => void

/** What the gate knows of one connection. */
type Passage = {
  /** The server's own reading, once the connection was let in. */
  read: Read | null
  /** How much of a request has come; null between two requests. */
  part: Ending | null
  /** Whether the request that is coming goes to the server, or is refused. */
  isPassing: boolean
  /** Requests the server has and has not answered, and refusals that are still to be said. */
  open: number
  owed: number
  /** Whether the gate knows where one request ends and the next begins. */
  isFollowed: boolean
}

// A no that comes at once is asked again at once; one that takes a moment leaves the moment to those being served.
export const pauseMs = 300

/**
 * Stands before a server's own reading of HTTP and, while `isFull`, says no (503 with Retry-After) without it, request by request: a
 * connection is let in with its first request for which there is room, and stays outside the server's reading whenever it asks and
 * there is none. `isFull` sees how the request begins. So saying no costs least when there is most to do. Where the gate cannot tell the end of a request (RFC 9112: no plain
 * length, several at once), everything of that connection goes to the server, or, of one that was never let in, it is closed.
 */
export function guardServer(server: Server, isFull: (request: Buffer) => boolean): void {
  const [listen] = server.listeners('connection')
  if (listen === undefined) throw new Error('the server does not listen for connections')
  const passages = new WeakMap<Socket, Passage>()
  const outside = new Set<Socket>()
  const refusals = makeRefusals()
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const passage: Passage = { read: null, part: null, isPassing: false, open: 0, owed: 0, isFollowed: true }
    passages.set(socket, passage)
    standOutside(socket, passage, { isFull, outside, refusals, letIn: () => void listen.call(server, socket) })
  })
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const passage = passages.get(request.socket)
    if (passage === undefined) return
    passage.open += 1
    response.once('close', () => {
      passage.open -= 1
    })
  })
  const closeOutside = (): void => {
    for (const socket of outside) socket.destroy()
  }
  server.once('close', closeOutside)
  // The server's own way to be rid of connections does not know those it never saw.
  const closeAll = server.closeAllConnections.bind(server)
  server.closeAllConnections = () => {
    closeAll()
    closeOutside()
  }
}

type Gate = { isFull: (request: Buffer) => boolean; outside: Set<Socket>; refusals: Refusals; letIn: () => void }

function standOutside(socket: Socket, passage: Passage, { isFull, outside, refusals, letIn }: Gate): void {
  const leave = (): void => void outside.delete(socket)
  const fail = (): void => void socket.destroy()
  const enter = (): Read => {
    leave()
    socket.off('error', fail).off('close', leave).off('timeout', fail).setTimeout(0)
    letIn()
    const read = socket.listeners('data').find((one) => one !== onData) as Read | undefined
    if (read === undefined) throw new Error('the server does not read what it was given')
    // Taken off and put back, so that the server reads what it is handed, and no longer the connection itself.
    socket.off('data', read).off('data', onData).on('data', onData)
    return read
  }
  const pass = (chunk: Buffer): void => {
    passage.read ??= enter()
    passage.read.call(socket, chunk)
  }
  const onData = (chunk: Buffer): void => {
    if (!passage.isFollowed) {
      pass(chunk)
      return
    }
    if (passage.part === null) passage.isPassing = passage.open > 0 || (passage.owed === 0 && !isFull(chunk))
    const part = findEnd(chunk, passage.part)
    passage.part = part.isOver ? null : part
    if (passage.isPassing) {
      passage.isFollowed = !part.isWrong
      pass(chunk)
    } else if (part.isWrong) fail()
    else if (part.isOver) refusals.say(socket, passage, part.isApi)
  }
  outside.add(socket)
  socket.on('data', onData).on('error', fail).on('close', leave)
  // Nobody holds a place here by saying nothing.
  socket.setTimeout(10_000, fail)
}

type Refusals = { say: (socket: Socket, passage: Passage, isApi: boolean) => void }

// Said a good many at a time: one after the other, each wakes the network, and a timer of its own, for itself alone.
const tickMs = 25

/** Says no a moment after it was asked. */
function makeRefusals(): Refusals {
  let due: { socket: Socket; passage: Passage; isApi: boolean; at: number }[] = []
  const sayDue = (): void => {
    const now = performance.now()
    const later = due.findIndex((one) => one.at > now)
    const said = later < 0 ? due : due.slice(0, later)
    due = later < 0 ? [] : due.slice(later)
    for (const { socket, passage, isApi } of said) {
      passage.owed -= 1
      if (socket.writable) socket.write(rawAnswerTo(isApi))
    }
    if (due.length > 0) setTimeout(sayDue, tickMs)
  }
  return {
    say(socket, passage, isApi) {
      passage.owed += 1
      due.push({ socket, passage, isApi, at: performance.now() + pauseMs })
      if (due.length === 1) setTimeout(sayDue, pauseMs)
    },
  }
}
