import type { Socket } from 'node:net'
import { type Ending, findEnd } from './request-end.ts'

/** The server's own reading of one connection. */
export type Read = (chunk: Buffer) => void

/** What the gate knows of one connection. */
export type Passage = {
  /** The server's own reading, once the connection was let in. */
  read: Read | null
  /** How much of a request has come; null between two requests. */
  part: Ending | null
  /** What came of a request that is neither passed on nor refused yet. */
  held: Buffer[]
  /** Of the request that is coming: passed on to the server, refused, or not decided before it has come whole. */
  fate: 'passing' | 'refused' | null
  /** Requests the server has and has not answered, and refusals that are still to be said. */
  open: number
  owed: number
  /** Whether its sender has said that nothing more comes. */
  isLast: boolean
  /** Whether the gate knows where one request ends and the next begins. */
  isFollowed: boolean
  /** Rounds of the watch since it last said something, and since something of it is held. */
  quiet: number
  waits: number
}

export const newPassage = (): Passage => ({
  read: null,
  part: null,
  held: [],
  fate: null,
  open: 0,
  owed: 0,
  isLast: false,
  isFollowed: true,
  quiet: 0,
  waits: 0,
})

/** Notes what came and tells how much of its request that makes. */
export function follow(passage: Passage, chunk: Buffer): Ending {
  if (passage.part === null) passage.fate = null
  const part = findEnd(chunk, passage.part)
  passage.part = part.isOver ? null : part
  passage.quiet = 0
  return part
}

/** What was held of a request, with what came last; nothing is held any more. */
export function takeHeld(passage: Passage, chunk: Buffer): Buffer {
  if (passage.held.length === 0) return chunk
  const whole = Buffer.concat([...passage.held, chunk])
  passage.held = []
  passage.waits = 0
  return whole
}

/** Whether nothing was asked that is not answered, wholly or in part. */
export const isIdle = ({ part, open, owed }: Passage): boolean => part === null && open === 0 && owed === 0

export type Watch = {
  over: (socket: Socket, passage: Passage) => void
  leave: (socket: Socket) => void
  /** Ends the connections the server never saw; with `idle`, those of them that ask for nothing now. */
  closeOutside: (which?: 'idle') => void
  end: () => void
}

const roundMs = 5_000
// Ten seconds without a word between two requests, thirty within one, two minutes for what is held until it is whole.
const most = { quietBetween: 2, quietWithin: 6, waits: 24 }

/** Watches connections that wait before the server: nobody holds a place there by saying nothing, or by never coming to an end. */
export function watchPassages(): Watch {
  const watched = new Map<Socket, Passage>()
  const giveUpSilent = (): void => {
    for (const [socket, passage] of watched) {
      passage.quiet += 1
      if (passage.held.length > 0) passage.waits += 1
      const mostQuiet = passage.part === null ? most.quietBetween : most.quietWithin
      if (passage.quiet > mostQuiet || passage.waits > most.waits) socket.destroy()
    }
  }
  const rounds = setInterval(giveUpSilent, roundMs)
  rounds.unref()
  return {
    over: (socket, passage) => void watched.set(socket, passage),
    leave: (socket) => void watched.delete(socket),
    closeOutside(which) {
      for (const [socket, passage] of watched)
        if (passage.read === null && (which !== 'idle' || isIdle(passage))) socket.destroy()
    },
    end: () => clearInterval(rounds),
  }
}
