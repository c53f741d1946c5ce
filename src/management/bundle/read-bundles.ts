import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import { Bundle, bundleProblems } from './bundle.ts'

/** seeds/bundles/*.yaml. A file that names what the catalogue lacks, or whose members wait in a circle, stops the load. */
export function readBundles(directory: string, contentOf: (entryId: string) => EntryContent | undefined): Bundle[] {
  const folder = join(directory, 'bundles')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const parsed = Bundle.safeParse(parse(readFileSync(join(folder, name), 'utf8')))
      if (!parsed.success) throw new Error(`seeds/bundles/${name}: ${parsed.error.message}`)
      const problems = bundleProblems(parsed.data, contentOf)
      if (problems.length > 0) throw new Error(`seeds/bundles/${name}: ${problems.map((one) => one.en).join('; ')}`)
      return parsed.data
    })
}
