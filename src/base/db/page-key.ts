/** What a list is ordered by: a moment, a day (or `infinity`, for none), an id, a whole number. */
export type KeyPart = 'instant' | 'day' | 'id' | 'number'

const reads: Record<KeyPart, (text: string) => boolean> = {
  instant: (text) => isRead(() => Temporal.Instant.from(text)),
  day: (text) => text === 'infinity' || (text.length === 10 && isRead(() => Temporal.PlainDate.from(text))),
  id: (text) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text),
  number: (text) => /^\d{1,9}$/.test(text),
}

function isRead(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}

/** The place of a row in an ordered list, as the next page is asked for. The parts must tell every row from every other. */
export const writePageKey = (parts: readonly { toString(): string }[]): string => parts.map(String).join(' ')

/** The place after a whole page, from its last row; null where fewer came than were asked for: the list has ended. */
export function nextPageKey<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (last: Row) => readonly { toString(): string }[],
): string | null {
  const last = rows.at(-1)
  return rows.length < limit || last === undefined ? null : writePageKey(placeOf(last))
}

/** The parts of such a place, as text that the database may cast; null for whatever else somebody wrote into the address. */
export function readPageKey(text: string | null | undefined, kinds: readonly KeyPart[]): string[] | null {
  const parts = text?.split(' ') ?? []
  const isWhole = parts.length === kinds.length && kinds.every((kind, index) => reads[kind](parts[index] ?? ''))
  return isWhole ? parts : null
}

/** Before and after every id: where a list that has no place yet begins. */
export const firstId = '00000000-0000-0000-0000-000000000000'
export const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
