import { isForMachines } from './is-for-machines.ts'

const sentence = {
  zh: '现在办理的人很多。您填的内容没有丢，请几秒后再试。',
  en: 'Very many people are here. Nothing you entered is lost; try again in a few seconds.',
}

const problem = {
  type: 'application/problem+json; charset=utf-8',
  body: Buffer.from(
    JSON.stringify({
      type: 'about:blank',
      title: '系统繁忙 Busy',
      status: 503,
      detail: `${sentence.zh} ${sentence.en}`,
    }),
  ),
}

// It stands alone: nothing else can be asked of a server that is full. A page that was sent by a form stays as it is in the
// browser: “back” brings what was typed.
const page = {
  type: 'text/html; charset=utf-8',
  body: Buffer.from(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>系统繁忙 · 办妥</title><style>body{margin:0;padding:48px 20px;font:17px/1.75 "PingFang SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif;color:#1a1d21;background:#fff}
main{max-width:38em;margin:0 auto}i{padding:5px 6px;border-radius:4px;background:#c0271a;color:#fff;font-style:normal;font-weight:600}
h1{margin:32px 0 12px;font-size:28px;line-height:1.4}p{margin:0 0 16px;color:#4a5058}</style></head><body><main><i>办妥</i><h1>现在办理的人很多</h1>
<p>您填的内容没有丢。请等几秒钟，再刷新这一页；刚才提交过的，刷新后会接着提交，不会办两次。</p>
<p lang="en">Very many people are here. Nothing you entered is lost. Wait a few seconds, then reload this page; what you submitted is sent once more and never done twice.</p></main></body></html>`),
}

/** What is said to a request that is not served now: to programs as a problem, to people as a page. */
export const answerTo = (path: string): { type: string; body: Buffer } => (isForMachines(path) ? problem : page)

const raw = ({ type, body }: { type: string; body: Buffer }): { whole: Buffer; head: Buffer } => {
  const head = Buffer.from(
    `HTTP/1.1 503 Service Unavailable\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\nretry-after: 2\r\n\r\n`,
  )
  return { whole: Buffer.concat([head, body]), head }
}
const rawProblem = raw(problem)
const rawPage = raw(page)

/** The same as it goes over the wire to whoever sent a request with this head; HEAD is answered without a body (RFC 9110 §9.3.2). */
export function rawAnswerTo(asked: string): Buffer {
  const { whole, head } = isForMachines(asked.slice(asked.indexOf(' ') + 1)) ? rawProblem : rawPage
  return asked.startsWith('HEAD ') ? head : whole
}
