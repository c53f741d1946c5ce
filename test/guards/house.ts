import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's own folder. */
export const house = fileURLToPath(new URL('../..', import.meta.url))

/** A folder that breaks one rule, to prove that the guard sees it. */
export const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

const notOurs = new Set(['node_modules', '.git', 'data', 'dist', 'coverage'])

/** Every file below `root`/`folder`, as paths from `root`. Walks the disk: a machine with Node and npm may have no git. */
export function listFiles(root: string, folder = '.'): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split('/').some((part) => notOurs.has(part)))
    .toSorted()
}

export const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8')

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)

/** The TypeScript files of src/, tests left out. */
export const listSources = (root: string): string[] =>
  listFiles(root, 'src').filter((path) => /\.tsx?$/.test(path) && !isTest(path))
