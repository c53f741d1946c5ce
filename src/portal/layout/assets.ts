import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, transform } from 'esbuild'
import { Hono } from 'hono'
import type { Assets } from './view.ts'

type Built = { body: string; type: string }

const here = import.meta.dirname

/** Builds style sheet and islands in memory at start (a few milliseconds); their names carry their digest. */
export async function buildAssets(): Promise<{ assets: Assets; routes: Hono }> {
  const files = new Map<string, Built>()
  const names = new Map<string, string>()
  const add = (name: string, extension: string, type: string, body: string) => {
    const path = `/assets/${name}-${createHash('sha256').update(body).digest('hex').slice(0, 12)}.${extension}`
    files.set(path, { body, type })
    names.set(name, path)
  }
  const css = await transform(readFileSync(join(here, 'portal.css'), 'utf8'), { loader: 'css', minify: true })
  add('portal', 'css', 'text/css; charset=utf-8', css.code)
  const folder = join(here, '../islands')
  const islands = readdirSync(folder).filter((file) => file.endsWith('-island.ts'))
  const built = await build({
    entryPoints: islands.map((file) => join(folder, file)),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    outdir: '/',
  })
  for (const output of built.outputFiles)
    add(output.path.replace(/^.*\/(\w+)-island\.js$/, '$1'), 'js', 'text/javascript; charset=utf-8', output.text)
  const routes = new Hono()
  routes.get('/assets/:file', (c) => {
    const file = files.get(`/assets/${c.req.param('file')}`)
    const headers = { 'content-type': file?.type ?? '', 'cache-control': 'public, max-age=31536000, immutable' }
    return file === undefined ? c.notFound() : c.body(file.body, 200, headers)
  })
  const pathOf = (name: string): string => pathIn(names, name)
  const kept = keptBy([pathOf('portal'), pathOf('base')], [...files.keys()])
  // A worker must be served from the root to see all pages; it changes with its content, so it is not cached.
  routes.get('/service-worker.js', (c) =>
    c.body(`${kept}${files.get(pathOf('worker'))?.body ?? ''}`, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
    }),
  )
  return { assets: { css: pathOf('portal'), island: pathOf }, routes }
}

/** What the worker keeps, under a name made of what there is: with another version comes another cache, and the one before goes. */
function keptBy(assets: readonly string[], all: readonly string[]): string {
  const digest = createHash('sha256').update(all.join()).digest('hex').slice(0, 12)
  return `const BANTUO=${JSON.stringify({ cache: `bantuo-${digest}`, assets })};`
}

function pathIn(names: ReadonlyMap<string, string>, name: string): string {
  const path = names.get(name)
  if (path === undefined) throw new Error(`no asset ${name}`)
  return path
}
