import { expect, test } from 'vitest'
import { readCatalogue, readCatalogueSynonyms, readJudged } from '../../../bench/search/load-judged.ts'
import { makeSearchIndex } from './search-index.ts'

const index = makeSearchIndex(readCatalogue(), readCatalogueSynonyms())
const judged = readJudged()

/** Share of the queries of a set whose first hits hold what was meant. */
function found(set: string, within: number): number {
  const asked = judged.filter((one) => one.set === set && one.acceptable.length > 0)
  const hits = asked.filter(({ query, acceptable }) =>
    index.search(query, { limit: within }).hits.some(({ entryId }) => acceptable.includes(entryId)),
  )
  return hits.length / asked.length
}

test('people’s own words lead to what they meant: first of all, and among three, also for questions nobody looked at before', () => {
  expect(judged.length).toBeGreaterThan(500)
  expect(found('dev', 1)).toBeGreaterThan(0.9)
  expect(found('held-out', 1)).toBeGreaterThan(0.88)
  expect(found('held-out', 3)).toBeGreaterThan(0.94)
})

test('a question for what the city does not do is told so, with three guesses at most', () => {
  const asked = judged.filter(({ acceptable }) => acceptable.length === 0)
  const told = asked.filter(({ query }) => {
    const { sure, hits } = index.search(query)
    return !sure && hits.length <= 3
  })
  expect(asked.length).toBeGreaterThan(80)
  expect(told.length / asked.length).toBeGreaterThan(0.85)
})
