#!/usr/bin/env node
// Starts src/command.ts on the Node that the project brings along (node_modules/.bin/node), from any directory.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** The bundled runtime in this folder's node_modules or, when installed as a package, in one further up. */
function findNode() {
  for (let folder = dirname(here); ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', '.bin', 'node')
    if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) return process.execPath
  }
}

function findTsx() {
  try {
    return import.meta.resolve('tsx')
  } catch {
    console.error(
      '依赖尚未安装，请先在项目目录运行 npm install。/ Dependencies are missing: run npm install in the project first.',
    )
    process.exit(70)
  }
}

const command = join(here, '..', 'src', 'command.ts')
const child = spawn(findNode(), ['--import', findTsx(), command, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  console.error(error.message)
  process.exit(70)
})
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 130)
})
