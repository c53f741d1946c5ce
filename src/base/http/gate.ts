import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { follow, isIdle, newPassage, type Passage, type Read, takeHeld, type Watch, watchPassages } from './passage.ts'
import type { Ending } from './request-end.ts'
import { rawAnswerTo } from './shed-answer.ts'

/** What is asked to pass: the first line of the request, and whether it is read while it comes. */
export type Asking = Pick<Ending, 'asked' | 'isLong'>

// A no that comes at once is asked again at once; one that takes a moment leaves the moment to those being served.
export const refusalMs = 300

/**
 * Stands before a server's own reading of HTTP. Short requests go on when they have come whole, so that a slow connection holds no place
 * in the line while it sends. While `isFull`, it says no (503 with Retry-After) without the server, request by request: a connection is
 * let in with its first request for which there is room, and stays outside the server's reading whenever it asks and there is none. So
 * saying no costs least when there is most to do. Where the gate cannot tell the end of a request (RFC 9112: no plain length, several at
 * once), everything of that connection goes to the server, or, of one that was never let in, it is closed.
 */
export function guardServer(server: Server, isFull: (asking: Asking) => boolean): void {
  const [listen] = server.listeners('connection')
  if (listen === undefined) throw new Error('the server does not listen for connections')
  const inside = new Map<Socket, Passage>()
  const watch = watchPassages()
  const refusals = makeRefusals()
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const passage = newPassage()
    const letIn = (): void => {
      inside.set(socket, passage)
      socket.once('close', () => inside.delete(socket))
      listen.call(server, socket)
    }
    stand(socket, passage, { isFull, watch, refusals, letIn })
  })
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const passage = inside.get(request.socket)
    if (passage !== undefined) countOpen(request.socket, passage, response)
  })
  server.once('close', () => {
    watch.closeOutside()
    watch.end()
  })
  closeWithGate(server, watch, inside)
}

function countOpen(socket: Socket, passage: Passage, response: ServerResponse): void {
  passage.open += 1
  response.once('close', () => {
    passage.open -= 1
    // The server takes a connection for idle whose next request is held.
    if (passage.held.length > 0) socket.setTimeout(0)
  })
}

/** The server's own ways to be rid of connections do not know those it never saw, nor what is held of a request. */
function closeWithGate(server: Server, watch: Watch, inside: ReadonlyMap<Socket, Passage>): void {
  const closeAll = server.closeAllConnections.bind(server)
  server.closeAllConnections = () => {
    closeAll()
    watch.closeOutside()
  }
  server.closeIdleConnections = () => {
    watch.closeOutside('idle')
    for (const [socket, passage] of inside) if (isIdle(passage)) socket.destroy()
  }
}

type Gate = { isFull: (asking: Asking) => boolean; watch: Watch; refusals: Refusals; letIn: () => void }

function stand(socket: Socket, passage: Passage, { isFull, watch, refusals, letIn }: Gate): void {
  const fail = (): void => void socket.destroy()
  const refuse = (part: Ending): void => refuseOne(socket, passage, part, refusals)
  const pass = (bytes: Buffer, part: Ending): void => {
    passage.isFollowed = !part.isWrong
    if (part.isWrong) passage.part = null
    passage.read ??= enter(socket, onData, letIn)
    passage.read.call(socket, bytes)
  }
  const decide = (begin: Buffer, part: Ending): void => {
    const isLet = passage.open > 0 || (passage.owed === 0 && !isFull(part))
    passage.fate = isLet ? 'passing' : 'refused'
    if (isLet) {
      watch.leave(socket)
      pass(begin, part)
    } else {
      watch.over(socket, passage)
      refuse(part)
    }
  }
  const onData = (chunk: Buffer): void => {
    if (!passage.isFollowed) {
      passage.read?.call(socket, chunk)
      return
    }
    const part = follow(passage, chunk)
    if (passage.fate === 'passing') pass(chunk, part)
    else if (passage.fate === 'refused') refuse(part)
    else if (part.isOver || part.isWrong || part.isLong) decide(takeHeld(passage, chunk), part)
    else hold(socket, passage, chunk, watch)
  }
  watch.over(socket, passage)
  socket
    .on('data', onData)
    .on('end', () => letGo(socket, passage))
    .on('error', fail)
    .on('close', () => watch.leave(socket))
}

function refuseOne(socket: Socket, passage: Passage, part: Ending, refusals: Refusals): void {
  const { isWrong, isOver, asked, waits, isLast } = part
  // What somebody waits to be told before sending it is not sent now.
  passage.isLast ||= waits || isLast
  if (waits ? passage.owed === 0 : isOver) refusals.say(socket, passage, asked)
  else if (isWrong) socket.destroy()
}

/** Whoever hung up, or has nothing more to ask, keeps no connection open outside. */
function letGo(socket: Socket, passage: Passage): void {
  if (passage.read !== null) return
  passage.isLast = true
  if (passage.owed === 0) socket.end()
}

function hold(socket: Socket, passage: Passage, chunk: Buffer, watch: Watch): void {
  passage.held.push(chunk)
  watch.over(socket, passage)
  // The server would take a request it does not see yet for none, and the connection for idle.
  if (passage.read !== null) socket.setTimeout(0)
}

/** Lets a connection in, and gives the server's own reading of it: the server reads what it is handed, and no longer the connection. */
function enter(socket: Socket, onData: Read, letIn: () => void): Read {
  letIn()
  const read = socket.listeners('data').find((one) => one !== onData) as Read | undefined
  if (read === undefined) throw new Error('the server does not read what it was given')
  // Put back, for a server reads past all listeners until one is added.
  socket.off('data', read).off('data', onData).on('data', onData)
  return read
}

type Refusals = { say: (socket: Socket, passage: Passage, asked: string) => void }

// Said a good many at a time: one after the other, each wakes the network, and a timer of its own, for itself alone.
const tickMs = 25

/** Says no a moment after it was asked. */
function makeRefusals(): Refusals {
  let due: { socket: Socket; passage: Passage; answer: Buffer; at: number }[] = []
  const sayDue = (): void => {
    const now = performance.now()
    const later = due.findIndex((one) => one.at > now)
    const said = later < 0 ? due : due.slice(0, later)
    due = later < 0 ? [] : due.slice(later)
    for (const { socket, passage, answer } of said) {
      passage.owed -= 1
      if (!socket.writable) continue
      socket.write(answer)
      if (passage.isLast && passage.owed === 0) socket.end()
    }
    if (due.length > 0) setTimeout(sayDue, tickMs)
  }
  return {
    say(socket, passage, asked) {
      passage.owed += 1
      due.push({ socket, passage, answer: rawAnswerTo(asked), at: performance.now() + refusalMs })
      if (due.length === 1) setTimeout(sayDue, refusalMs)
    },
  }
}
