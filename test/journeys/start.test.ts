import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '../../src/base/index.ts'
import { freshDatabase } from '../helpers/database.ts'

const bundle = 'dist/server.mjs'
const prepare = (): { status: number | null; stderr: string } => {
  const ran = spawnSync(process.execPath, ['scripts/prepare-start.mjs'])
  return { status: ran.status, stderr: ran.stderr.toString() }
}

test('what npm start runs is made once of the sources, serves the city, and ends when told to', async () => {
  expect(prepare()).toMatchObject({ status: 0, stderr: '' })
  const madeAt = statSync(bundle).mtimeMs
  expect(prepare()).toMatchObject({ status: 0 })
  expect(statSync(bundle).mtimeMs).toBe(madeAt)
  // Made of other sources than these: it is made anew.
  writeFileSync('dist/server.sha256', 'of another version')
  expect(prepare()).toMatchObject({ status: 0 })
  expect(statSync(bundle).mtimeMs).toBeGreaterThan(madeAt)
  expect(readFileSync(bundle, 'utf8')).not.toContain(process.cwd())

  const { url } = await freshDatabase()
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'bantuo-start-'))
  const child = spawn(process.execPath, [bundle], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: url, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaints = ''
  child.stderr.on('data', (piece: Buffer) => {
    complaints += piece.toString()
  })
  const at = `http://127.0.0.1:${port}`
  const page = await expect
    .poll(
      () =>
        fetch(at).then(
          (answer) => answer.status,
          () => 0,
        ),
      { timeout: 60_000 },
    )
    .toBe(200)
    .then(() => fetch(at))
  expect(await page.text()).toContain('您要办什么事')
  // Pieces that read files beside themselves found them: styles, the desk, the checks of a form, a font.
  expect((await fetch(`${at}/workbench/`)).status).toBe(200)
  expect((await fetch(`${at}/openapi.json`)).status).toBe(200)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(complaints.replaceAll(/oidc-provider WARNING.*\n/g, '')).toBe('')
  rmSync(dataDir, { recursive: true, force: true })
})
