import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { checkCreditCode, checkItemCode } from '#standards'
import { freshDatabase } from '../../test/helpers/database.ts'
import { loadCity } from './city.ts'
import { listFields } from './form/list-fields.ts'
import { loadNewSeeds, readSeedEntries } from './load-seeds.ts'
import { Condition } from './scenario/condition.ts'
import { fieldsOf } from './scenario/holds.ts'
import { checkConformity } from './service-item/conformity.ts'
import type { ServiceItem } from './service-item/service-item.ts'

// The seeds as the files have them, counted and followed without the code that loads them.
const { db } = await freshDatabase()
const city = await loadCity(db, '4108', 'Asia/Shanghai')
const lines = readFileSync('seeds/catalogue.jsonl', 'utf8').trim().split('\n')
type Line = { id: string; name: string; department: string; levels: string[] }
const catalogue = lines.map((line) => JSON.parse(line) as Line)
const details = readdirSync('seeds/items').map((name): [string, Record<string, unknown>] => [
  name,
  parseYaml(readFileSync(`seeds/items/${name}`, 'utf8')),
])
const contents = readSeedEntries('seeds').map((one) => ({ id: one.entryId, ...one.content }))
const ids = new Set(catalogue.map((one) => one.id))

/** Every value in a tree, with its path. */
function* walk(value: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* walk(one, `${path}/${index}`)
  else if (value !== null && typeof value === 'object') {
    yield [path, value as Record<string, unknown>]
    for (const [name, one] of Object.entries(value)) yield* walk(one, `${path}/${name}`)
  }
}
const all = function* (): Generator<[string, Record<string, unknown>]> {
  for (const content of contents) yield* walk(content, content.id)
}

test('there are 356 entries, each once, and each detailed file is that of an entry', () => {
  expect(lines.length).toBe(356)
  expect(ids.size).toBe(356)
  expect(new Set(catalogue.map((one) => `${one.name} ${one.department}`)).size).toBe(356)
  expect(city.entries.size).toBe(356)
  for (const [name, one] of details) {
    expect(`${String(one['id'])}.yaml`).toBe(name)
    expect(ids).toContain(one['id'])
  }
})

test('every condition written in the files parses whole: nothing is misspelt and silently dropped', () => {
  let seen = 0
  for (const [name, detail] of details) {
    for (const [path, one] of walk(detail, name)) {
      if (!('when' in one)) continue
      expect(Condition.safeParse(one['when']).success, path).toBe(true)
      seen += 1
    }
  }
  expect(seen).toBeGreaterThan(100)
})

test('a condition asks only about questions asked before, or fields of the form, and for answers that can be given', () => {
  const wrong: string[] = []
  for (const content of contents) {
    const fields = listFields(content.form)
    const options = new Map<string, readonly unknown[]>()
    const offer = (id: string, values: readonly unknown[]) => void options.set(id, values)
    const check = (where: string, when: Condition | undefined) => {
      if (when === undefined) return
      for (const field of fieldsOf(when)) if (!options.has(field)) wrong.push(`${where}: nobody was asked ${field}`)
      for (const [path, one] of walk(when, '')) {
        const [field, given] = (one['eq'] ?? one['in'] ?? one['has'] ?? []) as [string?, unknown?]
        const known = field === undefined ? undefined : options.get(field)
        if (known === undefined || known.length === 0) continue
        for (const value of [given].flat()) if (!known.includes(value)) wrong.push(`${where}${path}: ${String(value)}`)
      }
    }
    for (const question of content.questions) {
      check(`${content.id} ${question.id}`, question.when)
      offer(
        question.id,
        question.options.map((one) => one.value),
      )
    }
    for (const field of fields) {
      check(`${content.id} ${field.id}`, field.when)
      const values =
        'options' in field ? field.options.map((one) => one.value) : field.type === 'yes-no' ? [true, false] : []
      offer(field.id, values)
    }
    for (const material of content.materials) check(`${content.id} material ${material.no}`, material.when)
  }
  expect(wrong).toEqual([])
})

test('whoever is sent elsewhere arrives: every goTo and every seeAlso is an entry, and not the same one', () => {
  let sent = 0
  for (const content of contents) {
    const targets = [
      ...content.seeAlso,
      ...content.questions.flatMap((one) => one.options.flatMap((option) => option.stop?.goTo ?? [])),
    ]
    for (const target of targets) {
      expect(ids, content.id).toContain(target)
      expect(target, content.id).not.toBe(content.id)
      sent += 1
    }
  }
  expect(sent).toBeGreaterThan(20)
})

test('names of questions, fields and options are unique within an item, and material numbers too', () => {
  for (const content of contents) {
    const names = [...content.questions.map((one) => one.id), ...listFields(content.form).map((one) => one.id)]
    expect(new Set(names).size, content.id).toBe(names.length)
    const numbers = content.materials.map((one) => one.no)
    expect(new Set(numbers).size, content.id).toBe(numbers.length)
    const sections = content.form.sections.map((one) => one.id)
    expect(new Set(sections).size, content.id).toBe(sections.length)
    for (const one of [...content.questions, ...listFields(content.form)]) {
      if (!('options' in one)) continue
      expect(new Set(one.options.map((option) => option.value)).size, `${content.id} ${one.id}`).toBe(
        one.options.length,
      )
    }
  }
})

test('every form, question and answer speaks both languages', () => {
  const wrong: string[] = []
  for (const content of contents) {
    for (const [path, one] of walk({ form: content.form, questions: content.questions }, content.id)) {
      if (!('zh' in one || 'en' in one)) continue
      const { zh, en } = one as { zh?: string; en?: string }
      // Only what is printed on a paper is quoted in Chinese, in brackets behind its meaning.
      if (!zh || !en || /[\u4e00-\u9fff]/.test(en.replace(/\([^)]*\)/g, ''))) wrong.push(`${path}: ${zh} | ${en}`)
    }
  }
  expect(wrong).toEqual([])
})

test('nothing that is told is empty, in either language', () => {
  for (const [path, one] of all()) {
    if (!('zh' in one && 'en' in one)) continue
    expect(String(one['zh']).trim(), path).not.toBe('')
    expect(String(one['en']).trim(), path).not.toBe('')
  }
})

test('what may follow after acceptance is secondary: never who applies, never the application, and only where there is time', () => {
  const committed = contents.filter((one) => one.caseType === 'committed' && one.decision === undefined)
  const papers = committed.flatMap(({ id, materials }) => materials.map((one) => ({ id, ...one })))
  const later = papers.filter((one) => one.need === 'deferrable')
  const core = /身份证|户口簿|护照|营业执照|申请|登记表|章程|证书|证明书/
  expect(later.filter((one) => one.kind !== 'own' || core.test(one.name.zh))).toEqual([])
  expect(new Set(later.map((one) => one.id)).size).toBeGreaterThanOrEqual(25)
  // Something is always asked for at once, if only the application: a case does not begin with nothing.
  const first = (id: string) => papers.filter((one) => one.id === id && one.need === 'required')
  expect(later.filter((one) => first(one.id).length === 0)).toEqual([])
})

test('every route an entry names is shipped, and every one shipped is used', () => {
  const shipped = readdirSync('seeds/routes').map((name) => name.replace('.bpmn', ''))
  const named = contents.flatMap((one) => [one.route, ...(one.variants ?? []).map((variant) => variant.route)])
  expect([...new Set(named)].toSorted()).toEqual(shipped.toSorted())
  for (const key of shipped) expect(city.getDefinition(key).key).toBe(key)
})

test('the city has as many items as departments, levels and divisions make, each under a valid code of its own', {
  timeout: 120_000,
}, () => {
  // Counted from the files: a department stands once in the city and in each county; below, only police and market
  // supervision have stations, and the township's or village's body does the rest.
  const rows = readFileSync('seeds/divisions.csv', 'utf8').trim().split('\n').slice(1)
  const at = (level: string): number => rows.filter((row) => row.split(',')[2] === level).length
  const kinds = readFileSync('seeds/departments.csv', 'utf8').trim().split('\n').slice(1)
  const upper = new Set(
    kinds
      .map((row) => row.split(',')[1])
      .filter((kind) => kind !== '乡镇人民政府（街道办事处）' && kind !== '村（居）民委员会'),
  )
  const expected = catalogue.reduce(
    (total, one) =>
      total +
      one.levels.reduce(
        (sum, level) =>
          sum + (level === 'city' || level === 'county' ? (upper.has(one.department) ? at(level) : 0) : at(level)),
        0,
      ),
    0,
  )
  expect(expected).toBeGreaterThan(90_000)
  expect(city.countItems()).toBe(expected)
  const codes = new Set<string>()
  const handling = new Set<string>()
  const faults: string[] = []
  let total = 0
  for (const { id } of catalogue) {
    for (const item of city.listItemsOf(id)) {
      total += 1
      codes.add(item.itemCode)
      handling.add(item.handlingCode)
      faults.push(...faultsOf(item))
    }
  }
  expect(total).toBe(expected)
  expect(codes.size).toBe(expected)
  expect(handling.size).toBe(expected)
  expect(faults.slice(0, 20)).toEqual([])
})

function faultsOf(item: ServiceItem): string[] {
  const code = checkItemCode(item.itemCode)
  const errors = checkConformity(item, city).filter((one) => one.severity === 'error')
  return [
    ...(code.ok && code.kind === 'implementation' ? [] : [`${item.itemCode} is not an item's code`]),
    ...(item.itemCode.startsWith(item.authority.creditCode) ? [] : [`${item.itemCode} is not its authority's`]),
    ...errors.map((one) => `${item.entryId} ${item.authority.name}: ${one.rule}`),
  ]
}

test('every authority has a credit code of its own that checks', () => {
  const codes = city.authorities.all.map((one) => one.creditCode)
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes.filter((code) => !checkCreditCode(code).ok)).toEqual([])
})

const places = {
  village: '410802001001',
  township: '410802001000',
  county: '410802000000',
  city: '410800000000',
} as const
test.each([
  // entry, where the reader is, who is competent, and whether the place must still be said
  ['S0001', 'village', 'township', false],
  ['S0001', 'township', 'township', false],
  ['S0001', 'county', 'county', false],
  ['S0001', 'city', 'county', true],
] as const)('for %s a reader at the %s is sent to the body of the %s', (entryId, from, level, needsPlace) => {
  const found = city.findItemFor(entryId, places[from])
  expect(found?.item.authority.level).toBe(level)
  expect(found?.needsPlace).toBe(needsPlace)
  // The body is the reader's own: its division contains them, or lies within what they named.
  const body = found?.item.authority.divisionCode ?? ''
  const path = city.divisions.pathOf(needsPlace ? body : places[from]).map((one) => one.code)
  expect(path).toContain(needsPlace ? places[from] : body)
})

test('wherever a reader is, each entry leads to the lowest body that decides it and contains them', () => {
  const some = city.divisions.all.filter((one, index) => one.level !== 'province' && index % 97 === 0)
  expect(new Set(some.map((one) => one.level)).size).toBeGreaterThanOrEqual(2)
  const order = ['city', 'county', 'township', 'village']
  for (const division of [...some, ...Object.values(places).map((code) => city.divisions.get(code))]) {
    const path = city.divisions.pathOf(division.code).filter((one) => one.level !== 'province')
    for (const { id, levels: all } of catalogue) {
      // Of benefits that a township looks at first, the county decides.
      const { decidedAt } = city.entries.get(id)?.published.content ?? {}
      const levels = decidedAt === undefined ? all : [decidedAt]
      const found = city.findItemFor(id, division.code)
      const lowest = path.toReversed().find((one) => levels.includes(one.level))
      expect(found, `${id} ${division.name}`).toBeDefined()
      expect(found?.needsPlace, `${id} ${division.name}`).toBe(lowest === undefined)
      if (lowest) expect(found?.item.authority.divisionCode, `${id} ${division.name}`).toBe(lowest.code)
      else expect(order.indexOf(found?.item.authority.level ?? '')).toBeGreaterThan(order.indexOf(division.level))
    }
  }
})

test('seeds are loaded once for a database, and again when they were changed or the database is another', {
  timeout: 60_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'bantuo-seeds-'))
  cpSync('seeds', join(directory, 'seeds'), { recursive: true })
  const at = Temporal.Instant.from('2026-03-02T01:30:00Z')
  const load = (database: string) => loadNewSeeds(db, join(directory, 'seeds'), { directory, database }, at)
  expect([await load('one'), await load('one'), await load('another')]).toEqual([true, false, true])
  appendFileSync(join(directory, 'seeds', 'search-synonyms.csv'), '\n')
  expect([await load('another'), await load('another')]).toEqual([true, false])
  rmSync(directory, { recursive: true })
})
