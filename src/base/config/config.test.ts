import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Config, readConfig, settingNames } from './config.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'bantuo-config-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const strong = 'k3Vw9xQz7LmN2pRs8TyU4aBc6DeF1gHi'
const good = {
  BANTUO_MODE: 'production',
  PUBLIC_URL: 'https://zwfw.example.cn/',
  DATABASE_URL: 'postgres://bantuo@db/bantuo',
  SESSION_SECRET: strong,
  OIDC_ISSUER: 'https://id.example.cn',
  OIDC_CLIENT_SECRET: `${strong}!`,
  DATA_DIR: dataDir,
}
const problemsOf = (env: Record<string, string | undefined>): string[] => {
  const read = readConfig(env)
  return 'problems' in read ? read.problems : []
}
const configOf = (env: Record<string, string | undefined>): Config => {
  const read = readConfig(env)
  if ('problems' in read) throw new Error(read.problems.join('; '))
  return read
}

test('a complete production is taken as it is', () => {
  expect(configOf(good)).toMatchObject({
    mode: 'production',
    publicUrl: 'https://zwfw.example.cn',
    databaseUrl: good.DATABASE_URL,
    sessionSecret: strong,
    metricsToken: null,
    trustProxy: false,
  })
})

describe('production refuses, by the name of the setting', () => {
  test.each([
    ['no secret for sessions', { SESSION_SECRET: undefined }, 'SESSION_SECRET'],
    ['an empty secret', { SESSION_SECRET: '' }, 'SESSION_SECRET'],
    ['a short secret', { SESSION_SECRET: strong.slice(0, 31) }, 'SESSION_SECRET'],
    ['one letter repeated', { SESSION_SECRET: 'a'.repeat(64) }, 'SESSION_SECRET'],
    ['a few letters repeated', { SESSION_SECRET: 'abcabcabc'.repeat(8) }, 'SESSION_SECRET'],
    ['the word of an example', { SESSION_SECRET: 'changeme-0123456789abcdefghijklmnop' }, 'SESSION_SECRET'],
    [
      'the word of an example, otherwise written',
      { SESSION_SECRET: 'Change-Me-0123456789abcdefghijklmnop' },
      'SESSION_SECRET',
    ],
    ['no client secret', { OIDC_CLIENT_SECRET: undefined }, 'OIDC_CLIENT_SECRET'],
    ['a weak client secret', { OIDC_CLIENT_SECRET: 'secret'.repeat(8) }, 'OIDC_CLIENT_SECRET'],
    ['a weak token for the numbers', { METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
    ['no address', { PUBLIC_URL: undefined }, 'PUBLIC_URL'],
    ['an address without encryption', { PUBLIC_URL: 'http://zwfw.example.cn' }, 'PUBLIC_URL'],
    ['the embedded database', { DATABASE_URL: undefined }, 'DATABASE_URL'],
    ['the demonstration’s identity provider', { OIDC_ISSUER: undefined }, 'OIDC_ISSUER'],
    ['an identity provider without encryption', { OIDC_ISSUER: 'http://id.example.cn' }, 'OIDC_ISSUER'],
  ])('%s', (_, change, name) => {
    const problems = problemsOf({ ...good, ...change })
    expect(problems.length).toBe(1)
    expect(problems[0]).toMatch(new RegExp(`^${name}: .{10,}`))
  })
})

test('everything that is wrong is said at once, of every kind', () => {
  const problems = problemsOf({ BANTUO_MODE: 'production', PORT: 'eighty', S3_URL: 'https://s3.example.cn/files' })
  for (const name of [
    'PORT',
    'SESSION_SECRET',
    'PUBLIC_URL',
    'DATABASE_URL',
    'OIDC_ISSUER',
    'OIDC_CLIENT_SECRET',
    'S3_ACCESS_KEY',
  ])
    expect(problems.join('\n'), name).toContain(name)
})

test('no problem repeats a secret', () => {
  const problems = problemsOf({ ...good, SESSION_SECRET: 'secret-canary', METRICS_TOKEN: 'canary', PORT: 'x' })
  expect(problems.length).toBe(3)
  expect(problems.join()).not.toContain('canary')
})

describe('in either mode, what cannot be meant is refused by name', () => {
  test.each([
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['BANTUO_MODE', 'prod'],
    ['PUBLIC_URL', 'zwfw.example.cn'],
    ['CITY_CODE', '410800'],
    ['CITY_ZONE', 'Mars/Phobos'],
    ['LOG_LEVEL', 'loud'],
    ['POOL_SIZE', '0'],
    ['TRUST_PROXY', 'yes'],
    ['DATABASE_URL', 'mysql://db/bantuo'],
    ['SMTP_URL', 'mail.example.cn'],
    ['S3_URL', 'not an address'],
    ['OIDC_SCOPES', 'profile email'],
    ['S3_URL', 'https://s3.example.cn/files'],
  ])('%s=%s', (name, value) => {
    expect(problemsOf({ DATA_DIR: dataDir, [name]: value }).join()).toContain(name)
  })
})

test('a demonstration needs nothing, makes its secret once and keeps it to itself', () => {
  const first = configOf({ DATA_DIR: dataDir })
  expect(first.mode).toBe('demo')
  expect(first.sessionSecret.length).toBeGreaterThanOrEqual(48)
  expect(configOf({ DATA_DIR: dataDir }).sessionSecret).toBe(first.sessionSecret)
  expect(statSync(join(dataDir, 'session-secret')).mode & 0o077).toBe(0)
})

test('an empty setting counts as not set', () => {
  expect(configOf({ DATA_DIR: dataDir, PORT: '', SMTP_URL: '', S3_URL: '' })).toMatchObject({
    port: 8080,
    smtpUrl: null,
    s3: null,
  })
})

test('docs/operate.md lists every setting, each with its default, and none that is gone', () => {
  const rows = readFileSync('docs/operate.md', 'utf8')
    .split('\n')
    .flatMap((line) => /^\| `([A-Z0-9_]+)` \| ([^|]*) \|/.exec(line)?.slice(1, 3) ?? [])
  const told = new Map(
    Array.from({ length: rows.length / 2 }, (_, index) => [rows[index * 2] ?? '', rows[index * 2 + 1] ?? '']),
  )
  expect([...told.keys()].toSorted()).toEqual([...settingNames].toSorted())
  const config = configOf({ DATA_DIR: dataDir })
  for (const [name, value] of [
    ['PORT', config.port],
    ['HOST', config.host],
    ['CITY_CODE', config.cityCode],
    ['CITY_ZONE', config.zone],
    ['LOG_LEVEL', config.logLevel],
    ['MAIL_FROM', config.mailFrom],
    ['OIDC_SCOPES', config.oidcAsks.scopes],
    ['OIDC_NAME_CLAIM', config.oidcAsks.nameClaim],
    ['OIDC_RESIDENT_ID_CLAIM', config.oidcAsks.residentIdClaim],
    ['OIDC_DIVISION_CLAIM', config.oidcAsks.divisionClaim],
    ['POOL_SIZE', config.poolSize],
  ])
    expect(told.get(String(name)), String(name)).toBe(`\`${value}\``)
})
