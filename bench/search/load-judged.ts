import { readFileSync } from 'node:fs'
import type { SearchEntry } from '../../src/management/search/search-index.ts'
import { readSynonyms } from '../../src/management/search/synonyms.ts'

export type Judged = { query: string; acceptable: readonly string[]; group: string; set: 'dev' | 'held-out' }

/** The judged queries: query, acceptable entries best first (`-`: nothing fits), group, set. */
export function readJudged(): Judged[] {
  const lines = readFileSync(new URL('./queries.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
  return lines.map((line) => {
    const [query = '', acceptable = '', group = '', set = ''] = line.split('\t')
    if (set !== 'dev' && set !== 'held-out') throw new Error(`queries.tsv: ${line}`)
    return { query, acceptable: acceptable === '-' ? [] : acceptable.split(','), group, set }
  })
}

type SeedLine = {
  id: string
  name: string
  aliases: string[]
  theme: string
  department: string
  materials: { name: string }[]
  result: string
  subjects: SearchEntry['subjects']
  levels: SearchEntry['levels']
}

/** The demonstration catalogue as the search sees it. Names in Chinese only, so that English must come from the synonyms. */
export function readCatalogue(): SearchEntry[] {
  const lines = readFileSync(new URL('../../seeds/catalogue.jsonl', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  return lines.map((line) => {
    const { id, name, materials, ...rest } = JSON.parse(line) as SeedLine
    return { ...rest, entryId: id, name: { zh: name, en: name }, materials: materials.map((material) => material.name) }
  })
}

export const readCatalogueSynonyms = (): ReturnType<typeof readSynonyms> =>
  readSynonyms(readFileSync(new URL('../../seeds/search-synonyms.csv', import.meta.url), 'utf8'))
