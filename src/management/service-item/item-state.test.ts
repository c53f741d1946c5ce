import { expect, test } from 'vitest'
import { EntryContent } from '../catalogue/catalogue-entry.ts'
import { readSeedEntries } from '../load-seeds.ts'
import { committedNoteOf, isInHall } from './derived-elements.ts'
import { stateOf, whyNotInUse } from './item-state.ts'

const entry = readSeedEntries('seeds').find((one) => one.entryId === 'S0001')?.content as EntryContent
const on = (day: string) => Temporal.PlainDate.from(day)
const paused = { zh: '系统升级，12 月 5 日恢复。', en: 'The system is renewed; back on 5 December.' }

test('an entry that says nothing of it is in use, and stored revisions of before still parse', () => {
  expect(entry).not.toHaveProperty('paused')
  expect(EntryContent.safeParse(JSON.parse(JSON.stringify(entry))).success).toBe(true)
  expect(stateOf(entry, on('2026-11-30'))).toBe('in-use')
  expect(whyNotInUse(entry, on('2026-11-30'))).toBeNull()
})

test('a paused item cannot be applied for, and the reason is told', () => {
  expect(stateOf({ ...entry, paused }, on('2026-11-30'))).toBe('paused')
  expect(whyNotInUse({ ...entry, paused }, on('2026-11-30'))?.zh).toContain('暂停办理：系统升级')
})

test('an item is cancelled from its day on, and not the day before', () => {
  const ending = { ...entry, cancelOn: '2026-12-01' }
  expect(stateOf(ending, on('2026-11-30'))).toBe('in-use')
  expect(stateOf(ending, on('2026-12-01'))).toBe('cancelled')
  // Whatever else it says: what is cancelled stays cancelled.
  expect(stateOf({ ...ending, paused }, on('2026-12-01'))).toBe('cancelled')
})

test('an item that is not in force yet tells from when', () => {
  expect(stateOf({ ...entry, effectiveOn: '2027-01-01' }, on('2026-12-31'))).toBe('paused')
  expect(whyNotInUse({ ...entry, effectiveOn: '2027-01-01' }, on('2026-12-31'))?.zh).toContain('自 2027-01-01 起施行')
  expect(stateOf({ ...entry, effectiveOn: '2027-01-01' }, on('2027-01-01'))).toBe('in-use')
})

test('what follows from other elements is not typed twice, and may be said otherwise', () => {
  expect(isInHall({ channels: ['online', 'counter'] })).toBe(true)
  expect(isInHall({ channels: ['online'] })).toBe(false)
  expect(isInHall({ channels: ['online'], inHall: true })).toBe(true)
  expect(committedNoteOf({ caseType: 'committed' }).zh).toContain('受理的次日起算')
  expect(committedNoteOf({ caseType: 'instant', committedNote: paused })).toBe(paused)
})
