import { createServer } from 'node:net'

// What refusing costs at the least: a socket that answers whatever comes with a constant, and reads nothing of it.
const answer = Buffer.from(
  'HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-type: text/plain\r\ncontent-length: 0\r\n\r\n',
)
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', () => socket.write(answer))
  socket.on('error', () => socket.destroy())
})
// Its own time on the core since it was last asked, in microseconds.
let since = process.cpuUsage()
process.on('message', () => {
  const { user, system } = process.cpuUsage(since)
  since = process.cpuUsage()
  process.send?.({ spent: user + system })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` })
})
