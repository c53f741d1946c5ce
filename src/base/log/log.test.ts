import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const secrets = [
  '王小满',
  '11010519491231002X',
  '13800000000',
  '民生街',
  '族谱',
  'session=abc',
  'Bearer xyz',
  'a@example.cn',
]

/** What a process writes that logs this: the log goes to standard output as it does in service. */
function written(line: string): Record<string, unknown>[] {
  const script = `import { makeLog } from './src/base/log/log.ts'
    const log = makeLog('info')
    ${line}`
  const ran = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  return ran.stdout
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => JSON.parse(one) as Record<string, unknown>)
}

test('personal data that reaches a log line by accident is dropped, at the top, within, and within that', () => {
  const personal = `{ name: '王小满', residentIdNo: '11010519491231002X', mobile: '13800000000', address: '民生街', form: { request: '族谱' },
    body: '族谱', cookie: 'session=abc', authorization: 'Bearer xyz', token: 'Bearer xyz', email: 'a@example.cn', kept: 'yes' }`
  const lines = written(`const p = ${personal}
    log.info(p, 'top'); log.info({ account: p }, 'within'); log.warn({ session: { account: p } }, 'deep')`)
  expect(lines.map((one) => one['msg'])).toEqual(['top', 'within', 'deep'])
  const all = JSON.stringify(lines)
  for (const secret of secrets) expect(all, secret).not.toContain(secret)
  // What is not personal is there, or the log would be of no use.
  expect(all.match(/"kept":"yes"/g)).toHaveLength(3)
  expect(lines[0]).not.toHaveProperty('name')
})

test('lines below the level are not written, and none names the machine', () => {
  const lines = written(`log.debug({ a: 1 }, 'debug'); log.info({ a: 1 }, 'info')`)
  expect(lines.map((one) => one['msg'])).toEqual(['info'])
  expect(lines[0]).not.toHaveProperty('hostname')
})
