import { readConfig } from '../src/base/index.ts'
import { startBantuo } from '../src/main.ts'

// The product itself, in a process of its own, with one page more: a constant one to compare the guide with.
const config = readConfig(process.env)
if ('problems' in config) throw new Error(config.problems.join('; '))
const running = await startBantuo(config, {
  // A few accounts stand for the whole city here.
  limits: { lookups: 1e9, files: 1e9, submissions: 1e9 },
  extend: (app) => {
    let page = Buffer.alloc(0)
    app.get('/constant', (c) => {
      const size = Number(c.req.query('size'))
      if (page.length !== size) page = Buffer.alloc(size, 'x')
      return c.body(page, 200, { 'content-type': 'text/html; charset=UTF-8', 'content-encoding': 'identity' })
    })
  },
})
process.send?.({ url: running.url })
process.on('SIGTERM', () => running.stop().then(() => process.exit(0)))
