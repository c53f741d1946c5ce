import type { Divisions } from '../division/division.ts'
import { type Authorities, type Authority, townshipKind, villageKind } from './authority.ts'

/**
 * Whom somebody at this place asks who does not know which department it is: the village's or township's own office; in a county or
 * the city the department that runs the service centre, where the city has said which that is. The nearest that there is.
 */
export function findNearestOffice(
  divisionCode: string,
  { divisions, authorities }: { divisions: Divisions; authorities: Authorities },
  centreKind: string | undefined,
): Authority | undefined {
  for (const { code, level } of divisions.pathOf(divisionCode).toReversed()) {
    const kind = level === 'village' ? villageKind : level === 'township' ? townshipKind : centreKind
    const office = kind === undefined ? undefined : authorities.findAt(kind, code)
    if (office !== undefined) return office
  }
  return undefined
}
