import { createServer } from 'node:net'

// What a flood costs whoever sends it, on the same cores: this takes the same requests and refuses them as our server does (after the
// same pause, with an answer of the same size), doing as little for it as can be done.
const body =
  '{"type":"about:blank","title":"系统繁忙 Busy","status":503,"detail":"现在办理的人很多。您填的内容没有丢，请几秒后再试。 Very many people are here. Nothing you entered is lost; try again in a few seconds."}'
const answer = Buffer.from(
  `HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nretry-after: 2\r\n\r\n${body}`,
)
const server = createServer((socket) => {
  socket.on('error', () => socket.destroy())
  socket.on('data', () => setTimeout(() => socket.writable && socket.write(answer), 300))
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  process.send?.({ url: `http://127.0.0.1:${port}` })
})
