// Runs before `npm start` and `npm test`, on the Node that the machine has (20.19 or later): installs what is missing and
// nothing else. Plain JavaScript without packages, because on a fresh clone there are none.
//   node scripts/ensure-installed.mjs         what the service needs to run
//   node scripts/ensure-installed.mjs --dev   and what its tests need
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const withDev = process.argv.includes('--dev')

const readPackages = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : null)

const wanted = readPackages(join(root, 'package-lock.json'))
const present = readPackages(join(root, 'node_modules', '.package-lock.json'))

// npm writes the inner list last, so a broken installation has none. Optional packages may be for other machines.
const isDev = (entry) => entry.dev === true || entry.devOptional === true
const lacks = (dev) =>
  present === null ||
  Object.entries(wanted).some(
    ([path, entry]) =>
      path !== '' && isDev(entry) === dev && entry.optional !== true && present[path]?.version !== entry.version,
  )

if (lacks(false) || (withDev && lacks(true))) {
  // Development packages that are there stay there: `npm start` after `npm test` must not take them away.
  const dev = withDev || (present !== null && Object.values(present).some((entry) => entry.dev === true))
  // --no-save: the lock file is the project's, whatever version of npm the machine has.
  const args = [
    'install',
    dev ? '--include=dev' : '--omit=dev',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  console.log(`npm ${args.join(' ')}`)
  const npm = process.env.npm_execpath
  const ran = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (ran.error) console.error(ran.error.message)
  if (ran.status !== 0) process.exit(ran.status ?? 1)
}
