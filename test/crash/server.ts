import { readConfig } from '../../src/base/index.ts'
import { startBantuo } from '../../src/main.ts'

// The product in a process that will be killed, with one service: it asks the register that the crash test keeps, over HTTP.
const config = readConfig(process.env)
if ('problems' in config) throw new Error(config.problems.join('; '))
const register = process.env['REGISTER_URL'] ?? ''
const running = await startBantuo(config, {
  // One account stands for the whole city here.
  limits: { lookups: 1e9, files: 1e9, submissions: 1e9 },
  services: {
    'crash-register': async ({ key, signal }) => {
      const response = await fetch(register, { method: 'POST', body: key, signal })
      if (!response.ok) throw new Error(`the register answered ${response.status}`)
      return { registered: true }
    },
  },
})
process.send?.({ url: running.url })
process.on('SIGTERM', () => running.stop().then(() => process.exit(0)))
