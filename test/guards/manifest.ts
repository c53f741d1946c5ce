import { listFiles, read } from './house.ts'

type Manifest = { dependencies?: Record<string, string>; devDependencies?: Record<string, string> }

/** Dependencies whose version is a range: two machines would run two programs. */
export function looseVersions(root: string): string[] {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(read(root, 'package.json')) as Manifest
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}: ${version}`)
}

/** Lock entries that name the server they came from: another network has another server. */
export function namedHosts(root: string): string[] {
  const { packages } = JSON.parse(read(root, 'package-lock.json')) as {
    packages: Record<string, { resolved?: string }>
  }
  return Object.entries(packages).flatMap(([path, { resolved }]) =>
    resolved?.includes('://') ? [`${path}: ${resolved}`] : [],
  )
}

// A home or a workshop of one machine. /root and /var/lib are named by embedded.ts, which has to deal with them anywhere.
const machinePath = /(?<![\w.~-])\/(work|farm|workspace|home|Users|private\/tmp|mnt|opt)\/[\w.-]+/

const text =
  /\.(ts|tsx|mjs|js|json|jsonl|md|yaml|yml|css|html|sql|csv|tsv|bpmn|sh|txt)$|(^|\/)(run|LICENSE|\.gitignore)$/

/** Files that mention a path of somebody's machine. */
export const machinePaths = (root: string): string[] =>
  listFiles(root)
    .filter((path) => text.test(path))
    .flatMap((path) => {
      const found = machinePath.exec(read(root, path))
      return found ? [`${path}: ${found[0]}`] : []
    })
