import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const sources = import.meta.dirname
// What the desk takes from below besides types.
const shared = ['scenario/holds.ts', 'process-definition/step-name.ts', 'process-definition/step-property.ts'].map(
  (path) => join(sources, '../management', path),
)
const stampName = 'sources.sha256'

const listSources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((one) => {
      const path = join(folder, one.name)
      return one.isDirectory() ? listSources(path) : /(?<!\.test)\.(?:ts|tsx|css)$/.test(one.name) ? [path] : []
    })
    .toSorted()

/** What the bundle is made of: our sources, and the locked versions of everything else. */
function digestOfSources(): string {
  const hash = createHash('sha256')
  const lock = join(sources, '../../package-lock.json')
  for (const path of [...listSources(sources), ...shared, ...(existsSync(lock) ? [lock] : [])])
    hash.update(path.slice(sources.length)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

/**
 * Bundles the workbench into `outDir`: hashed module files and an index.html whose `{{nonce}}` and `{{lang}}` the routes fill
 * in. Does nothing when `outDir` already holds the bundle of these very sources, so that starting is quick.
 */
export async function buildWorkbench(outDir: string): Promise<void> {
  const digest = digestOfSources()
  const stamp = join(outDir, stampName)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  rmSync(outDir, { recursive: true, force: true })
  mkdirSync(outDir, { recursive: true })
  const result = await build({
    // The drawing programs' own styles are large and seldom needed: a sheet of their own, which the page fetches when it opens one.
    entryPoints: { desk: join(sources, 'entry.tsx'), drawing: join(sources, 'process/drawing.css') },
    outdir: outDir,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/workbench/',
    // Of the drawing programs' icon fonts every browser in use reads this one.
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty', '.eot': 'empty', '.svg': 'empty' },
    define: { 'process.env.NODE_ENV': '"production"' },
    metafile: true,
    legalComments: 'linked',
    logLevel: 'error',
  })
  const written = Object.entries(result.metafile.outputs).map(([path, output]) => ({
    name: path.slice(path.lastIndexOf('/') + 1),
    entry: output.entryPoint !== undefined,
  }))
  const script = written.find((one) => one.entry && /^desk-.*\.js$/.test(one.name))?.name
  const style = written.find((one) => /^desk-.*\.css$/.test(one.name))?.name
  const drawing = written.find((one) => /^drawing-.*\.css$/.test(one.name))?.name
  if (script === undefined || style === undefined || drawing === undefined)
    throw new Error('the workbench bundle has no entry or no style sheet')
  writeFileSync(join(outDir, 'index.html'), indexHtml(script, style, drawing))
  writeFileSync(stamp, digest)
}

const indexHtml = (script: string, style: string, drawing: string): string => `<!doctype html>
<html lang="{{lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#ffffff">
<title>办妥工作台</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/workbench/${style}">
<script type="module" nonce="{{nonce}}" src="/workbench/${script}"></script>
</head>
<body>
<div id="desk" data-drawing-style="/workbench/${drawing}"></div>
<noscript><p>工作台需要启用 JavaScript。The workbench needs JavaScript.</p></noscript>
</body>
</html>
`
