import { type Answers, holds } from '../scenario/holds.ts'
import type { ServiceItem } from './service-item.ts'

/**
 * The item as these answers choose it: its route and limits may be those of another way of handling (并联审批 instead of one
 * authority alone). Whoever works on a case reads its item so.
 */
export function asAnswered(item: ServiceItem, answers: Answers): ServiceItem {
  const chosen = item.content.variants?.find((one) => holds(one.when, answers))
  if (chosen === undefined) return item
  const { route, committed, statutory } = chosen
  return {
    ...item,
    content: { ...item.content, route, ...(committed ? { committed } : {}), ...(statutory ? { statutory } : {}) },
  }
}
