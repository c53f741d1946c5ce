import { makeSearchIndex, type SearchIndex } from '../src/management/search/search-index.ts'
import { type Judged, readCatalogue, readCatalogueSynonyms, readJudged } from './search/load-judged.ts'

type Measure = { name: string; value: number; unit: string }

const round = (value: number): number => Math.round(value * 1_000) / 1_000

/** Share of queries whose first (first three) hits hold an acceptable entry, and the mean of 1/rank within ten. */
function judge(index: SearchIndex, list: readonly Judged[], set: string): Measure[] {
  const answered = list.filter(({ acceptable }) => acceptable.length > 0)
  const ranks = answered.map(({ query, acceptable }) =>
    index.search(query, { limit: 10 }).hits.findIndex(({ entryId }) => acceptable.includes(entryId)),
  )
  const share = (within: number): number =>
    round(ranks.filter((rank) => rank >= 0 && rank < within).length / ranks.length)
  const sureOf = answered.filter(({ query }) => index.search(query).sure).length
  const nothing = list.filter(({ acceptable }) => acceptable.length === 0)
  const honest = nothing.filter(({ query }) => {
    const { sure, hits } = index.search(query)
    return !sure && hits.length <= 3
  })
  return [
    { name: `search ${set}: hit@1 of ${answered.length}`, value: share(1), unit: 'share' },
    { name: `search ${set}: hit@3`, value: share(3), unit: 'share' },
    {
      name: `search ${set}: MRR@10`,
      value: round(ranks.reduce((sum, rank) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0) / ranks.length),
      unit: 'share',
    },
    { name: `search ${set}: sure of what it knows`, value: round(sureOf / answered.length), unit: 'share' },
    {
      name: `search ${set}: honest on ${nothing.length} irrelevant queries`,
      value: round(honest.length / nothing.length),
      unit: 'share',
    },
  ]
}

/** Milliseconds of every query, sorted, after each was asked once. */
function time(index: SearchIndex, queries: readonly string[], rounds: number): number[] {
  for (const query of queries) index.search(query)
  const times: number[] = []
  for (let at = 0; at < rounds; at += 1) {
    for (const query of queries) {
      const started = performance.now()
      index.search(query)
      times.push(performance.now() - started)
    }
  }
  return times.toSorted((a, b) => a - b)
}

/** Quality on the judged queries (dev: looked at while the search was made; held-out: not) and speed; takes about three seconds. */
export async function benchSearch(): Promise<Measure[]> {
  const catalogue = readCatalogue()
  const synonyms = readCatalogueSynonyms()
  const started = performance.now()
  const index = makeSearchIndex(catalogue, synonyms)
  const built = performance.now() - started
  const judged = readJudged()
  const times = time(
    index,
    judged.map(({ query }) => query),
    5,
  )
  const hostile = time(
    index,
    ['办身份证'.repeat(500), 'shenfenzheng'.repeat(166), '落护口生份证'.repeat(333), '龘'.repeat(2_000)],
    5,
  )
  const at = (list: readonly number[], share: number): number =>
    round(list[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0)
  return [
    ...judge(
      index,
      judged.filter(({ set }) => set === 'dev'),
      'dev',
    ),
    ...judge(
      index,
      judged.filter(({ set }) => set === 'held-out'),
      'held-out',
    ),
    { name: 'search: p50', value: at(times, 0.5), unit: 'ms' },
    { name: 'search: p99', value: at(times, 0.99), unit: 'ms' },
    { name: 'search: slowest of 2,000 characters', value: at(hostile, 1), unit: 'ms' },
    { name: 'search: building the index', value: round(built), unit: 'ms' },
  ]
}
