import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { freshDatabase } from '../test/helpers/database.ts'
import { keepAccount, listOfficers } from './identity/index.ts'

const bin = fileURLToPath(new URL('../bin/bantuo.mjs', import.meta.url))
const { db, url } = await freshDatabase()

/** Runs the command as the operator of a production city would, from another directory. */
function appoint(args: string[], settings: Readonly<Record<string, string>> = {}) {
  const secret = 'kJ8vQ2mZ7pL4xR9tW1yB6nC3dF5gH0sA'
  const production = {
    ...{ BANTUO_MODE: 'production', DATABASE_URL: url, PUBLIC_URL: 'https://ban.example', DATA_DIR: tmpdir() },
    ...{ SESSION_SECRET: secret, OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_SECRET: secret },
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'appoint', ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', ...production, ...settings },
  })
  return { status, stdout, stderr }
}
const citys = { role: 'administrator', divisionCode: '410800000000', authorityCode: null } as const
const named = async (q: string) => {
  const filter = { scopes: [citys], whole: true, q, role: '', state: 'all' } as const
  return listOfficers(db, filter, { after: null, limit: 10 })
}

test('the first administrator of a city is appointed from the command line, and has the role at the first sign-in', async () => {
  const args = ['--subject', 'u-1', '--role', 'administrator', '--name', '王主任']
  expect(appoint(args)).toMatchObject({ status: 0, stderr: '' })
  const again = appoint(args)
  expect([again.status, again.stdout]).toEqual([0, expect.stringContaining('held already')])
  const account = await keepAccount(db, {
    ...{ issuer: 'https://id.example', subject: 'u-1', kind: 'person', name: '王建国', profile: {} },
    at: Temporal.Instant.from('2026-03-02T01:30:00Z'),
  })
  expect(account?.kind).toBe('officer')
  const [officer] = await named('王建国')
  expect(officer).toMatchObject({ accountId: account?.accountId, roles: [{ ...citys, givenBy: 'bantuo appoint' }] })
})

test('an appointment by identity number may wait without a name; the number is not shown', async () => {
  expect(
    appoint(['--resident-id', '11010519491231002x', '--role', 'counter-clerk', '--division', '410802000000']).status,
  ).toBe(0)
  const [officer] = await named('110105')
  expect([officer?.name, officer?.residentIdNo]).toEqual(['110105********002X', '11010519491231002X'])
})

test('what cannot be is refused with 1 and the reason, what is asked wrongly with 2', async () => {
  const role = ['--role', 'administrator']
  const wrongNumber = appoint(['--resident-id', '110105194912310021', ...role])
  expect([wrongNumber.status, wrongNumber.stderr]).toEqual([1, expect.stringContaining('check character')])
  expect(appoint(['--subject', 'u-2', ...role, '--division', '419900000000'])).toMatchObject({ status: 1 })
  const noSettings = appoint(['--subject', 'u-2', ...role], { OIDC_ISSUER: '' })
  expect([noSettings.status, noSettings.stderr]).toEqual([1, expect.stringContaining('OIDC_ISSUER')])
  expect(appoint(['--subject', 'u-2', ...role], { DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' }).status).toBe(1)
  for (const args of [
    [],
    ['--subject', 'u-2'],
    ['--subject', 'u-2', '--role', 'boss'],
    role,
    ['--subject', 'u', '--resident-id', 'n', ...role],
  ])
    expect(appoint(args).status, args.join(' ')).toBe(2)
  expect(await named('u-2')).toEqual([])
})
