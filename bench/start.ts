import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../src/base/index.ts'
import type { Measure } from './load.ts'

/** Seconds from the command until the front page answers. */
async function timeToPage(dataDir: string): Promise<number> {
  const port = await freePort()
  const started = performance.now()
  // As people start it, npm and its preparations included; in a group of its own, so that all of it can be told to stop.
  const child = spawn('npm', ['start'], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    stdio: 'ignore',
    detached: true,
  })
  try {
    for (;;) {
      const answered = await fetch(`http://127.0.0.1:${port}/`).then(
        (response) => response.ok,
        () => false,
      )
      if (answered) return (performance.now() - started) / 1000
      if (performance.now() - started > 120_000) throw new Error('no page after two minutes')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
  }
}

/** From nothing (an empty data folder, packages installed) and from a seeded one. */
export async function benchStart(): Promise<Measure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bantuo-start-'))
  try {
    const first = await timeToPage(dataDir)
    const again = [await timeToPage(dataDir), await timeToPage(dataDir), await timeToPage(dataDir)].toSorted(
      (a, b) => a - b,
    )
    return [
      { name: 'start to first page, empty data folder', value: first, unit: 's' },
      { name: 'start to first page, seeded (median of three, target ≤ 5)', value: again[1] ?? 0, unit: 's' },
    ]
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
