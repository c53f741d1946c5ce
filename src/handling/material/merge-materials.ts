import type { HandedIn } from '../case-file/case-event.ts'

/** New papers replace what was handed in under the same number; everything stays in the history. */
export const mergeMaterials = (before: readonly HandedIn[], given: readonly HandedIn[]): HandedIn[] => {
  const replaced = new Set(given.map((one) => one.materialNo))
  return [...before.filter((one) => !replaced.has(one.materialNo)), ...given].toSorted(
    (a, b) => a.materialNo - b.materialNo || a.position - b.position,
  )
}
