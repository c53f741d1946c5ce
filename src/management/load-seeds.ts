import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import type { Db } from '#base'
import { composeCatalogueCode, readCalendarCsv } from '#standards'
import { keepAuthorities } from './authority/authority-store.ts'
import { planAuthorities, type SeedDepartment } from './authority/plan-authorities.ts'
import { publishBundles } from './bundle/bundle-revision-store.ts'
import { readBundles } from './bundle/read-bundles.ts'
import { keepCalendarDays, listCalendarDays } from './calendar/calendar-store.ts'
import { type SeedRevision, seedEntries } from './catalogue/revision-store.ts'
import { buildEntryContent, SeedDetail, SeedEntry } from './catalogue/seed-entry.ts'
import { noteCityChange } from './city-change-store.ts'
import type { Division } from './division/division.ts'
import { keepDivisions } from './division/division-store.ts'
import { type DefinitionKind, seedDefinition } from './process-definition/process-definition-store.ts'

const readCsv = <R>(path: string): R[] => parseCsv(readFileSync(path, 'utf8'), { columns: true }) as R[]

/** The seed's English names: Chinese, a tab, English. */
function readEnglish(directory: string): Map<string, string> {
  const path = join(directory, 'english.tsv')
  if (!existsSync(path)) return new Map()
  const lines = readFileSync(path, 'utf8').split('\n')
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [zh, en] = line.split('\t')
      return zh && en ? [[zh, en]] : []
    }),
  )
}

/** seeds/items/S0001.yaml …: scenario, form and sharper words for the items people use most. */
export function readDetails(directory: string): Map<string, SeedDetail> {
  const folder = join(directory, 'items')
  if (!existsSync(folder)) return new Map()
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name): [string, SeedDetail] => {
        const parsed = SeedDetail.safeParse(parseYaml(readFileSync(join(folder, name), 'utf8')))
        if (!parsed.success) throw new Error(`seeds/items/${name}: ${parsed.error.message}`)
        return [parsed.data.id, parsed.data]
      }),
  )
}

/** All catalogue entries of the seed, with basic codes counted per department in the order of the list. */
export function readSeedEntries(directory: string): SeedRevision[] {
  const departments = readCsv<SeedDepartment>(join(directory, 'departments.csv'))
  const numberOf = new Map(departments.map((department) => [department.kind, department.basicNo]))
  const english = readEnglish(directory)
  const details = readDetails(directory)
  const counts = new Map<string, number>()
  const lines = readFileSync(join(directory, 'catalogue.jsonl'), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const seed = SeedEntry.parse(JSON.parse(line))
    const department = numberOf.get(seed.department)
    if (!department) throw new Error(`seeds/departments.csv lacks ${seed.department}`)
    const main = (counts.get(department) ?? 0) + 1
    counts.set(department, main)
    return {
      entryId: seed.id,
      name: seed.name,
      basicCode: composeCatalogueCode({
        area: '41',
        type: seed.typeCode,
        department,
        mainItem: String(main).padStart(3, '0'),
        subItem: '000',
      }),
      content: buildEntryContent(seed, details.get(seed.id), english),
    }
  })
}

type DivisionRow = { code: string; name: string; level: Division['level']; parent: string }

/** Loads the city under `directory` into an empty database, or adds what is missing: safe to run twice. */
export async function loadSeeds(db: Db, directory: string, at: Temporal.Instant): Promise<void> {
  const divisions = readCsv<DivisionRow>(join(directory, 'divisions.csv')).map((row) => ({
    code: row.code,
    name: row.name,
    level: row.level,
    parentCode: row.parent === '' ? null : row.parent,
  }))
  const departments = readCsv<SeedDepartment>(join(directory, 'departments.csv'))
  await keepDivisions(db, divisions)
  await keepAuthorities(db, planAuthorities(departments, divisions))
  // A year whose notice was imported is not made provisional again.
  const known = await listCalendarDays(db)
  const settled = new Set(known.filter((day) => day.status !== 'provisional').map((day) => day.date.slice(0, 4)))
  const days = readCalendarCsv(readFileSync(join(directory, 'calendar.csv'), 'utf8'))
  await keepCalendarDays(
    db,
    days.filter((day) => day.status !== 'provisional' || !settled.has(day.date.slice(0, 4))),
  )
  const entries = readSeedEntries(directory)
  await seedEntries(db, entries, at)
  const contents = new Map(entries.map((entry) => [entry.entryId, entry.content]))
  await publishBundles(
    db,
    readBundles(directory, (entryId) => contents.get(entryId)),
    at,
  )
  await seedDefinitions(db, 'process', join(directory, 'routes'), at)
  await seedDefinitions(db, 'decision', join(directory, 'decisions'), at)
  await noteCityChange(db)
}

const seedFiles = { process: '.bpmn', decision: '.dmn' } as const satisfies Record<DefinitionKind, string>

/** The names of the shipped routes in English; their Chinese stands in the files themselves, as both names of the decisions do. */
const seedTitles: Readonly<Record<string, string>> = {
  standard: 'Standard',
  instant: 'On the spot',
  'two-level': 'Two levels',
  commitment: 'Notification and commitment',
  automatic: 'Decided by rule',
  'joint-land': 'Joint approval: land and planning',
  'joint-works-plan': 'Joint approval: works plan',
  'joint-construction': 'Joint approval: construction permit',
  'joint-completion': 'Joint acceptance on completion',
}

/** seeds/routes/standard.bpmn, seeds/decisions/….dmn: the file's name is the key. */
async function seedDefinitions(db: Db, kind: DefinitionKind, folder: string, at: Temporal.Instant): Promise<void> {
  if (!existsSync(folder)) return
  const ending = seedFiles[kind]
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()) {
    const key = file.slice(0, -ending.length)
    const xml = readFileSync(join(folder, file), 'utf8')
    const name = /<(?:\w+:)?(?:process|definitions)\b[^>]*?\sname="([^"]+)"/.exec(xml)?.[1] ?? key
    // The definitions of a DMN file come first in it, and so does what is said of them.
    const described = kind === 'decision' ? /<description>([^<]+)<\/description>/.exec(xml)?.[1] : undefined
    await seedDefinition(db, kind, { key, title: { zh: name, en: seedTitles[key] ?? described ?? name }, xml, at })
  }
}

/**
 * Loads the seeds when they differ from those this database was loaded with; `stamp` says where that is remembered, and which database it
 * is. Gives whether they were loaded.
 */
export async function loadNewSeeds(
  db: Db,
  directory: string,
  stamp: { directory: string; database: string },
  at: Temporal.Instant,
): Promise<boolean> {
  const digest = createHash('sha256')
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => a.name.localeCompare(b.name))) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else digest.update(entry.name).update(readFileSync(path))
    }
  }
  walk(directory)
  const file = join(stamp.directory, 'seeds-loaded')
  const wanted = `${digest.digest('hex')} ${stamp.database}`
  if (existsSync(file) && readFileSync(file, 'utf8') === wanted) return false
  await loadSeeds(db, directory, at)
  writeFileSync(file, wanted)
  return true
}
