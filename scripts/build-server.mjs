// The server as one file, dist/server.mjs, made anew when its sources have changed: loading some seven hundred modules one by
// one, each translated on the way, was half of a start. Plain JavaScript, since it runs before anything can translate.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bundle = join(root, 'dist', 'server.mjs')
const stamp = join(root, 'dist', 'server.sha256')

const listSources = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = join(folder, one.name)
    return one.isDirectory() ? listSources(path) : /(?<!\.test)\.tsx?$/.test(one.name) ? [path] : []
  })

function digestOfSources() {
  const hash = createHash('sha256')
  const others = ['package-lock.json', 'package.json', 'tsconfig.json', 'scripts/build-server.mjs']
  for (const path of [...listSources(join(root, 'src')).sort(), ...others.map((one) => join(root, one))])
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

// A module that reads files beside itself finds them where it was written, not in dist; only the first module is the one that was started.
const keepPlaces = (entry) => ({
  name: 'keep-places',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/].*\.tsx?$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const place = `../${relative(root, path).replaceAll('\\', '/')}`
      const contents = text
        .replaceAll('import.meta.main', path === entry ? 'import.meta.main' : 'false')
        .replaceAll('import.meta.dirname', `(import.meta.dirname + ${JSON.stringify(`/${dirname(place)}`)})`)
        .replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url).href`)
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' }
    })
  },
})

/** One file of `entry` and all of ours that it imports. It must lie in dist, from where places are told. */
export async function bundleInto(outfile, entry) {
  const { build } = await import('esbuild')
  mkdirSync(dirname(outfile), { recursive: true })
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node24',
    logLevel: 'error',
    plugins: [keepPlaces(entry)],
  })
}

/** Makes the bundle unless it is there, of these very sources. What was begun and broken off leaves no half of one. */
export async function buildServer() {
  const digest = digestOfSources()
  if (existsSync(bundle) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  const unfinished = `${bundle}.${process.pid}`
  await bundleInto(unfinished, join(root, 'src', 'main.ts'))
  renameSync(unfinished, bundle)
  writeFileSync(stamp, digest)
}
