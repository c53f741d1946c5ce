import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import { type Answers, holds } from '../scenario/holds.ts'
import type { ServiceItem } from './service-item.ts'

/**
 * The item as these answers choose it: its route and limits may be those of another way of handling (并联审批 instead of one
 * authority alone). Whoever works on a case reads its item so.
 */
export function asAnswered(item: ServiceItem, answers: Answers): ServiceItem {
  const chosen = item.content.variants?.find((one) => holds(one.when, answers))
  if (chosen === undefined) return item
  return { ...item, content: handledAs(item.content, chosen) }
}

/** The content handled in one of its variants: what the variant does not say differently stays as it is. */
export const handledAs = (
  content: EntryContent,
  { route, committed, statutory }: NonNullable<EntryContent['variants']>[number],
): EntryContent => ({
  ...content,
  route,
  ...(committed ? { committed } : {}),
  ...(statutory ? { statutory } : {}),
})
