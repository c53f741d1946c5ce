import type { City } from '../city.ts'
import { makeSearchIndex, type SearchIndex } from './search-index.ts'
import { readSynonyms } from './synonyms.ts'

/** The index over everything the city publishes; `synonyms` is the text of seeds/search-synonyms.csv. */
export const indexCity = (city: City, synonyms: string): SearchIndex =>
  makeSearchIndex(
    [...city.entries.values()].map(({ entryId, published: { content } }) => ({
      entryId,
      name: content.name,
      aliases: content.aliases,
      theme: content.theme,
      department: content.department,
      materials: content.materials.map((one) => one.name.zh),
      result: content.result.name.zh,
      subjects: content.subjects,
      levels: content.levels,
    })),
    readSynonyms(synonyms),
  )
