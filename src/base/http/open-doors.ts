import type { Server } from 'node:http'
import { type AddressInfo, createServer, type Server as Door } from 'node:net'

type Place = { port: number; host: string }

// Room for a crowd at the door: a connection the kernel turns away tries again only after one, three, seven seconds.
const backlog = 4096
// The event loop lets one connection in per listening socket and turn, and a busy turn takes milliseconds: through one door a few
// hundred strangers a second come in, and whoever stands outside is neither served nor told to come back.
const moreDoors = 7

/**
 * Opens a server at a port (0: any that is free), with several doors where the system can share a port among listening sockets
 * (SO_REUSEPORT), else with one. They close with the server. Throws what listening throws (EADDRINUSE, EACCES).
 */
export async function openDoors(server: Server, place: Place): Promise<void> {
  // A port that is shared would let a second server of the same user in without a word: the first must find it free.
  await listenOnce(createServer(), place).then(close)
  try {
    await listenOnce(server, place, true)
  } catch (error) {
    if (!isUnsupported(error)) throw error
    await listenOnce(server, place)
    return
  }
  const { port } = server.address() as AddressInfo
  const doors: Door[] = []
  for (let no = 0; no < moreDoors; no++) {
    const door = createServer(
      { allowHalfOpen: true, noDelay: true },
      (socket) => void server.emit('connection', socket),
    )
    await listenOnce(door, { ...place, port }, true)
    doors.push(door)
  }
  closeTogether(server, doors)
}

/** Why a server could not be opened at this place, for whoever starts it; null when it could. */
export async function whyShut(place: Place): Promise<string | null> {
  try {
    await listenOnce(createServer(), place).then(close)
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE')
      return `port ${place.port} is taken: stop what listens there, or choose another with PORT`
    if (code === 'EACCES') return `port ${place.port} is not for this user: choose one above 1023 with PORT`
    throw error
  }
}

// Nobody may come in through another door once the server closes, which ends only when those inside have left.
function closeTogether(server: Server, doors: readonly Door[]): void {
  const closeServer = server.close.bind(server)
  server.close = (told) => {
    for (const door of doors) if (door.listening) door.close()
    return closeServer(told)
  }
}

const listenOnce = (server: Door, place: Place, reusePort = false): Promise<Door> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ ...place, backlog, reusePort }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })

const close = (server: Door): Promise<void> => new Promise((resolve) => server.close(() => resolve()))

const isUnsupported = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOTSUP', 'EOPNOTSUPP', 'EINVAL'].includes(String(error.code))
