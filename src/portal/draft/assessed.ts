import type { Text } from '#base'
import { assessSubmission } from '#handling'
import { asAnswered, type ServiceItem } from '#management'
import type { Assessed, Unfinished } from './applied-for.ts'

/** What one item's tables say of an application as it stands; empty for an item without tables. */
export function assessedOf(
  item: ServiceItem,
  unfinished: Unfinished,
  today: Temporal.PlainDate,
  name: Text | null,
): Assessed[] {
  const assessment = assessSubmission(unfinished, { item: asAnswered(item, unfinished.answers), today })
  const isSilent = assessment.eligibility === null && assessment.fee === null
  return isSilent ? [] : [{ ...assessment, name, feeText: item.content.fee.text }]
}
