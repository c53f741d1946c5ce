import { expect, test } from 'vitest'
import { entriesOf } from './often-done.ts'

const configured = {
  commonEntries: ['household', 'pension'],
  seasons: [
    { months: [6, 7, 8], entries: ['school'] },
    { months: [8], entries: ['pension'] },
  ],
}

test('what the month brings stands before what is asked for all year, and nothing stands there twice', () => {
  expect(entriesOf(configured, 3)).toEqual(['household', 'pension'])
  expect(entriesOf(configured, 6)).toEqual(['school', 'household', 'pension'])
  expect(entriesOf(configured, 8)).toEqual(['school', 'pension', 'household'])
})
