import { connect, type Socket } from 'node:net'

export type Flooded = { perSecond: number; good: number; shed: number; other: number; sent: number }

export type Flood = {
  url: string
  perSecond: number
  seconds: number
  make: () => { path: string; headers: Record<string, string>; body: string }
}

// More than this many at a time would say more about the sender's sockets than about the server.
const mostConnections = 8_000

/**
 * Sends requests at an even rate, whatever is answered and however long it takes, as a crowd of strangers does. (A generator that waits
 * for its answers asks less of a slow server; one that sends each second's share at once leaves it idle in between.) Connections are
 * kept and used again, as browsers do. A second goes by before anything is counted, so that what is under way at the end and at the
 * beginning make up for each other.
 */
export function flood({ url, perSecond, seconds, make }: Flood): Promise<Flooded> {
  const { hostname, port } = new URL(url)
  const idle: Socket[] = []
  const all = new Set<Socket>()
  const count = { good: 0, shed: 0, other: 0, sent: 0 }
  const began = performance.now() + 1_000
  let isOver = false
  const open = (): Socket => {
    const socket = connect(Number(port), hostname)
    let text = ''
    all.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {
      if (!isOver) count.other += 1
    })
    socket.on('close', () => {
      all.delete(socket)
      const at = idle.indexOf(socket)
      if (at >= 0) idle.splice(at, 1)
    })
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const answer = wholeAnswer(text)
      if (answer === null) return
      text = ''
      if (performance.now() >= began) count[kindOf(answer.status)] += 1
      if (answer.isLast) socket.end()
      else idle.push(socket)
    })
    return socket
  }
  const send = (): void => {
    const socket = idle.pop() ?? (all.size < mostConnections ? open() : null)
    if (socket === null) return
    const { path, headers, body } = make()
    const head = Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')
    if (performance.now() >= began) count.sent += 1
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  }
  return new Promise((resolve) => {
    let asked = 0
    const timer = setInterval(() => {
      const passed = (performance.now() - began) / 1_000
      for (const due = (Math.min(passed, seconds) + 1) * perSecond; asked < due; asked += 1) send()
      if (passed < seconds) return
      clearInterval(timer)
      isOver = true
      for (const socket of all) socket.destroy()
      resolve({ ...count, perSecond: count.good / passed })
    }, 1)
  })
}

const kindOf = (status: number) => (status < 300 ? 'good' : status === 503 ? 'shed' : 'other')

const wholeAnswer = (text: string): { status: number; isLast: boolean } | null => {
  const at = text.indexOf('\r\n\r\n')
  if (at < 0) return null
  const head = text.slice(0, at)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  const isWhole = length === undefined ? text.endsWith('0\r\n\r\n') : text.length - at - 4 >= Number(length)
  return isWhole ? { status: Number(head.slice(9, 12)), isLast: /\r\nconnection: close/i.test(head) } : null
}
