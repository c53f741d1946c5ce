import type { OfficerRole } from '#identity'
import { type Authority, type City, englishBody, englishPlace } from '#management'

/** Is this part of its name, in either language? */
export const isNamed = ({ name, nameEn }: { name: string; nameEn: string }, words: string): boolean =>
  name.includes(words) || nameEn.toLowerCase().includes(words.toLowerCase())

/** Is this part of an authority’s name, in either language? */
export const isCalled = (city: City, authority: Authority, words: string): boolean =>
  isNamed({ name: authority.name, nameEn: englishBody(city, authority) }, words)

/** The authority of this code, by name in both languages. */
export function bodyNames(city: City, authorityCode: string) {
  const authority = city.authorities.find(authorityCode)
  return {
    authorityName: authority?.name ?? '',
    authorityNameEn: authority === undefined ? '' : englishBody(city, authority),
  }
}

/** Where a role is held, by name in both languages. A place that is gone from the city is told by its code. */
export function placeNames(city: City, { divisionCode, authorityCode }: Omit<OfficerRole, 'role'>) {
  const division = city.divisions.find(divisionCode)
  const authority = authorityCode === null ? undefined : city.authorities.find(authorityCode)
  return {
    divisionName: division?.name ?? divisionCode,
    divisionNameEn: division === undefined ? divisionCode : englishPlace(division),
    authorityName: authority?.name ?? authorityCode,
    authorityNameEn: authority === undefined ? authorityCode : englishBody(city, authority),
  }
}
