import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { listFiles, read } from './house.ts'

const links = /\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g
const paths = /`((?:src|test|scripts|seeds|docs|migrations|bench|bin)\/[\w./-]+\.\w+)`/g

/** Links and file names in our documents that lead nowhere. */
export const brokenLinks = (root: string): string[] =>
  listFiles(root)
    .filter((path) => /^(docs\/.*|[A-Z][\w.-]*)\.md$/.test(path))
    .flatMap((path) => {
      const body = read(root, path)
      const linked = [...body.matchAll(links)].map(([, target = '']) => ({
        target,
        at: normalize(join(dirname(path), target)),
      }))
      const named = [...body.matchAll(paths)].map(([, target = '']) => ({ target, at: target }))
      return [...linked, ...named]
        .filter(({ at }) => !existsSync(join(root, at)))
        .map(({ target }) => `${path}: ${target}`)
    })

/** Is the change log in step with the version? "Pending" at the top means that this version is not out yet. */
export function changelogProblems(text: string, version: string): string[] {
  const headings = [...text.matchAll(/^## (\S+)/gm)].map(([, heading = '']) => heading)
  const pending = headings.includes('Pending')
  const released = headings.includes(version)
  if (pending && released) return [`${version} is released, and notes are pending`]
  if (!pending && !released) return [`${version} is neither pending nor released`]
  return []
}
