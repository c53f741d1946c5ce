import { expect, test } from 'vitest'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { loadCity } from '../city.ts'
import type { EntryContent } from './catalogue-entry.ts'
import { checkEntry } from './check-entry.ts'

const { db } = await freshDatabase()
const city = await loadCity(db, '4108', 'Asia/Shanghai')
const contentOf = (entryId: string) => city.entries.get(entryId)?.published.content as EntryContent
const found = (entryId: string, change: Partial<EntryContent>) =>
  checkEntry(entryId, { ...contentOf(entryId), ...change }, city)

test('every entry that the city publishes has nothing against it as a whole', () => {
  for (const [entryId, { published }] of city.entries)
    expect(checkEntry(entryId, published.content, city), entryId).toEqual([])
})

test('an entry of a department that the city does not have is an error, at its department', () => {
  const [finding, ...others] = found('S0067', { department: '海洋局' })
  expect(others).toEqual([])
  expect(finding).toMatchObject({ severity: 'error', element: 'department', rule: 'somebody-competent' })
  expect(finding?.sentence.zh).toContain('海洋局')
})

test('an entry that no level could decide is an error, at its levels or at the level that decides', () => {
  const department = '村（居）民委员会'
  expect(found('S0067', { department, levels: ['city'] })).toMatchObject([{ severity: 'error', element: 'levels' }])
  expect(found('S0067', { levels: ['county'], decidedAt: 'city' })).toMatchObject([
    { severity: 'error', element: 'decidedAt' },
  ])
  expect(found('S0067', { levels: ['city', 'county'], decidedAt: 'city' })).toEqual([])
})

test('an entry that takes from a bundle the paper that it counts on is an error that names the bundle and the paper', () => {
  const newborn = city.bundles.get('newborn')?.bundle
  const member = newborn?.members.find((one) => one.entryId === 'S0067')
  expect(member?.needs.map((one) => one.gives)).toContain(3)
  const materials = contentOf('S0067').materials.filter((one) => one.no !== 3)
  const [finding, ...others] = found('S0067', { materials })
  expect(others).toEqual([])
  expect(finding).toMatchObject({ severity: 'error', rule: 'bundles-stay', places: ['materials'] })
  expect(finding?.sentence.zh).toContain('“新生儿出生”')
  expect(finding?.sentence.zh).toContain('S0067 没有第 3 号材料')
})

test('a question that a bundle answers, and a field that a result fills in, cannot be taken away either', () => {
  const places = new Set<string>()
  for (const { bundle } of city.bundles.values())
    for (const { entryId, given, needs } of bundle.members) {
      const { questions, form } = contentOf(entryId)
      const left = questions.filter((one) => !(one.id in given))
      const filled = needs.flatMap((need) => need.fills)
      const sections = form.sections.map((one) => ({
        ...one,
        fields: one.fields.filter((field) => !filled.includes(field.id)),
      }))
      for (const change of [{ questions: left }, { form: { sections } }])
        for (const finding of found(entryId, change)) for (const place of finding.places ?? []) places.add(place)
    }
  expect([...places].toSorted()).toEqual(['form', 'questions'])
})

test('whoever is sent to another item arrives at one, and not at this one again', () => {
  const [first, ...others] = contentOf('S0001').questions
  const goTo = (entryId: string) => ({
    questions: first
      ? [
          {
            ...first,
            options: first.options.map((one) => ({ ...one, stop: { why: one.label, goTo: entryId } })),
          },
          ...others,
        ]
      : [],
  })
  const sent = (change: Partial<EntryContent>) => found('S0001', change).filter((one) => one.rule === 'leads-somewhere')
  expect(sent(goTo('S0002'))).toEqual([])
  for (const entryId of ['S9999', 'S0001'])
    expect(sent(goTo(entryId))).toMatchObject([
      { severity: 'error', places: first?.options.map((_, at) => `questions/0/options/${at}/stop/goTo`) },
    ])
  expect(sent({ seeAlso: ['S0002', 'S9999'] })).toMatchObject([{ severity: 'warning', places: ['seeAlso/1'] }])
})
