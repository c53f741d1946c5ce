import { expect, test } from 'vitest'
import { nextPageKey, readPageKey, writePageKey } from './page-key.ts'

const id = '019cac2a-9dc0-7015-922c-2f501eccef2f'
const at = Temporal.Instant.from('2026-03-02T01:30:00.123456Z')

test('the place after which a list goes on is read as it was written', () => {
  expect(readPageKey(writePageKey([at, id]), ['instant', 'id'])).toEqual([at.toString(), id])
  expect(readPageKey(writePageKey(['infinity', at, id, 7]), ['day', 'instant', 'id', 'number'])).toHaveLength(4)
  expect(readPageKey(writePageKey(['2026-03-02', at, id, 7]), ['day', 'instant', 'id', 'number'])).toHaveLength(4)
})

test('after a whole page there may be more, after a shorter one there is not', () => {
  const rows = [{ id: 'a' }, { id: 'b' }]
  expect(nextPageKey(rows, 2, (last) => [last.id, 7])).toBe('b 7')
  expect(nextPageKey(rows, 3, (last) => [last.id])).toBeNull()
  expect(nextPageKey([], 0, () => [])).toBeNull()
})

test('whatever else stands in an address is no place in a list', () => {
  for (const text of [
    undefined,
    null,
    '',
    'x',
    at.toString(),
    `${at} ${id} 1`,
    `2026-02-30 ${id}`,
    `${at} ${id}'`,
    `${at} 1`,
  ])
    expect(readPageKey(text, ['instant', 'id'])).toBeNull()
  expect(readPageKey('2026-02-30', ['day'])).toBeNull()
  expect(readPageKey('-1', ['number'])).toBeNull()
})
