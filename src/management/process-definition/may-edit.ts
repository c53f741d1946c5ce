import { reaches, type Session } from '#identity'
import type { City } from '../city.ts'

/** Routes and decisions belong to the whole city: its catalogue editors and administrators draw them, nobody else sees the drafts. */
export const mayEditDefinitions = (session: Session, city: Pick<City, 'cityCode'>): boolean =>
  (['catalogue-editor', 'administrator'] as const).some((role) =>
    reaches(session.roles, role, { divisionCode: `${city.cityCode}00000000`, authorityCode: '' }),
  )
