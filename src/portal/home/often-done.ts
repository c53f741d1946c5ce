import type { ServiceItem } from '#management'
import type { View } from '../layout/view.ts'
import type { PortalDeps } from '../portal-context.ts'

type Configured = Pick<PortalDeps, 'commonEntries' | 'seasons'>

/** What this month brings stands before what is asked for all year; nothing stands there twice. */
export const entriesOf = ({ commonEntries, seasons }: Configured, month: number): string[] => [
  ...new Set([...seasons.filter((one) => one.months.includes(month)).flatMap((one) => one.entries), ...commonEntries]),
]

/** 大家常办: in a village or township first what is done there, then as configured; eight, and four in large type. */
export function commonItems(configured: Configured, { city, place, today, elder }: View): ServiceItem[] {
  const items = entriesOf(configured, today.month).flatMap(
    (entryId) => city.findItemFor(entryId, place.code)?.item ?? [],
  )
  const isNear = ({ authority }: ServiceItem) => authority.level === 'village' || authority.level === 'township'
  const isRural = place.level === 'village' || place.level === 'township'
  const sorted = isRural ? [...items.filter(isNear), ...items.filter((one) => !isNear(one))] : items
  return sorted.slice(0, elder ? 4 : 8)
}
