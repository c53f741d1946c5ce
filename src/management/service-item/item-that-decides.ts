import type { City } from '../city.ts'
import type { ServiceItem } from './service-item.ts'

/** The item under which a case is opened: of an entry that one level alone decides, that level's, whoever took it in. */
export function itemThatDecides(city: Pick<City, 'findItemFor'>, item: ServiceItem): ServiceItem {
  const { decidedAt } = item.content
  if (decidedAt === undefined || item.authority.level === decidedAt) return item
  return city.findItemFor(item.entryId, item.authority.divisionCode)?.item ?? item
}
