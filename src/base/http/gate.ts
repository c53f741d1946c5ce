import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { follow, newPassage, type Passage, type Read, takeHeld, type Watch, watchPassages } from './passage.ts'
import type { Ending } from './request-end.ts'
import { rawAnswerTo } from './shed-answer.ts'

/** What is asked to pass: how it begins, as bytes, and whether it is read while it comes. */
export type Asking = { begin: Buffer; isLong: boolean }

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
  const passages = new WeakMap<Socket, Passage>()
  const watch = watchPassages()
  const refusals = makeRefusals()
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    const passage = newPassage()
    passages.set(socket, passage)
    stand(socket, passage, { isFull, watch, refusals, letIn: () => void listen.call(server, socket) })
  })
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const passage = passages.get(request.socket)
    if (passage === undefined) return
    passage.open += 1
    response.once('close', () => {
      passage.open -= 1
    })
  })
  server.once('close', () => {
    watch.closeOutside()
    watch.end()
  })
  // The server's own way to be rid of connections does not know those it never saw.
  const closeAll = server.closeAllConnections.bind(server)
  server.closeAllConnections = () => {
    closeAll()
    watch.closeOutside()
  }
}

type Gate = { isFull: (asking: Asking) => boolean; watch: Watch; refusals: Refusals; letIn: () => void }

function stand(socket: Socket, passage: Passage, { isFull, watch, refusals, letIn }: Gate): void {
  const fail = (): void => void socket.destroy()
  const pass = (bytes: Buffer, part: Ending): void => {
    passage.isFollowed = !part.isWrong
    passage.read ??= enter(socket, onData, letIn)
    passage.read.call(socket, bytes)
  }
  const decide = (begin: Buffer, part: Ending): void => {
    const isLet = passage.open > 0 || (passage.owed === 0 && !isFull({ begin, isLong: part.isLong }))
    passage.fate = isLet ? 'passing' : 'refused'
    if (isLet) {
      watch.leave(socket)
      pass(begin, part)
    } else {
      watch.over(socket, passage)
      refuse(part)
    }
  }
  const refuse = (part: Ending): void => {
    if (part.isWrong) fail()
    else if (part.isOver) refusals.say(socket, passage, part.isApi)
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
    .on('error', fail)
    .on('close', () => watch.leave(socket))
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
      due.push({ socket, passage, isApi, at: performance.now() + refusalMs })
      if (due.length === 1) setTimeout(sayDue, refusalMs)
    },
  }
}
