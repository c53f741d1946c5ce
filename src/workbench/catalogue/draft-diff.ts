/** One difference between what is published and the draft: which element, what it was, what it becomes. */
export type Difference = { element: string; before: unknown; after: unknown }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Are two pieces of content the same? Order of keys does not matter, order of lists does. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => isSame(value, other[index]))
  if (isRecord(one) && isRecord(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)])
    return [...keys].every((key) => isSame(one[key], other[key]))
  }
  return one === other
}

/** The elements that differ, in the order of what is published, new ones last. */
export function differences(before: object, after: object): Difference[] {
  const [old, next]: Record<string, unknown>[] = [{ ...before }, { ...after }]
  const elements = new Set([...Object.keys(old ?? {}), ...Object.keys(next ?? {})])
  return [...elements]
    .filter((element) => !isSame(old?.[element], next?.[element]))
    .map((element) => ({ element, before: old?.[element], after: next?.[element] }))
}

/** What lines a list lost and gained: enough to read a change of conditions or aliases at a glance. */
export function listChange(before: unknown, after: unknown): { gone: unknown[]; come: unknown[] } | null {
  if (!(Array.isArray(before) || Array.isArray(after))) return null
  const [old, next]: unknown[][] = [Array.isArray(before) ? before : [], Array.isArray(after) ? after : []]
  const has = (list: unknown[] | undefined, value: unknown): boolean => list?.some((one) => isSame(one, value)) ?? false
  return { gone: old?.filter((one) => !has(next, one)) ?? [], come: next?.filter((one) => !has(old, one)) ?? [] }
}

export type Content = Record<string, unknown>

/** Lays what was changed from `base` over a colleague's newer draft: an element changed by both is the one typed here. */
export function mergeDraft(base: Content, mine: Content, theirs: Content): Content {
  const merged = { ...theirs }
  for (const { element, after } of differences(base, mine)) {
    if (after === undefined) delete merged[element]
    else merged[element] = after
  }
  return merged
}
