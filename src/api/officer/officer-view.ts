import { listEvents } from '#base'
import {
  administersCity,
  administratorScopes,
  findOfficer,
  mayNot,
  maySee,
  type Officer,
  type OfficerRole,
  reachesRole,
  type Session,
} from '#identity'
import { type City, englishBody, englishPath, englishPlace } from '#management'
import { maskResidentId } from '#standards'
import type { ApiDeps } from '../api-context.ts'
import { isNamed, placeNames } from '../place-names.ts'

/** An officer as lists show them: the identity number's date of birth is hidden. */
export const officerRow = (city: City, officer: Officer) => ({
  accountId: officer.accountId,
  name: officer.name,
  residentIdNo: officer.residentIdNo === null ? null : maskResidentId(officer.residentIdNo),
  signedInAt: officer.signedInAt?.toString() ?? null,
  disabledAt: officer.disabledAt?.toString() ?? null,
  roles: officer.roles.map((one) => ({
    ...one,
    ...placeNames(city, one),
    givenAt: one.givenAt?.toString() ?? null,
  })),
})

const told = new Set([
  'role-given',
  'role-withdrawn',
  'account-disabled',
  'account-enabled',
  'passkey-added',
  'passkey-removed',
])

/** What was done to the account, the latest first. */
async function historyOf({ db, city }: ApiDeps, accountId: string) {
  const events = await listEvents(db, city().cityCode, 'account', accountId)
  return events
    .filter((event) => told.has(event.type))
    .map(({ seq, type, at, actor, data }) => {
      const of = data as Partial<OfficerRole> & { reason?: string; name?: string }
      const role =
        of.role === undefined || of.divisionCode === undefined
          ? null
          : { role: of.role, divisionCode: of.divisionCode, authorityCode: of.authorityCode ?? null }
      return {
        ...{
          seq,
          type,
          at: at.toString(),
          by: actor.name,
          byKind: actor.kind,
          reason: of.reason ?? '',
          device: of.name ?? '',
        },
        role: role && { ...role, ...placeNames(city(), role) },
      }
    })
    .toReversed()
}

/** One officer with history and with what this reader may change; undefined when they are beyond the reader's reach. */
export async function officerView(deps: ApiDeps, session: Session, accountId: string) {
  const officer = await findOfficer(deps.db, accountId)
  const { cityCode } = deps.city()
  if (officer === undefined || !maySee(session.roles, officer, cityCode)) return undefined
  const row = officerRow(deps.city(), officer)
  const allows = (change: Parameters<typeof mayNot>[1]) => mayNot(session, change, officer, cityCode) === null
  return {
    ...row,
    roles: row.roles.map((one, index) => {
      const role = officer.roles[index]
      return { ...one, mayWithdraw: role !== undefined && allows({ change: 'withdraw', role }) }
    }),
    isOneself: officer.accountId === session.account.accountId,
    mayDisable: allows({ change: 'disable' }),
    history: await historyOf(deps, accountId),
  }
}

type FoundPlace = {
  divisionCode: string
  authorityCode: string | null
  name: string
  nameEn: string
  within: string
  withinEn: string
}

/** Where this administrator may give a role, found by part of the name: nearest names first, divisions before their authorities. */
export function findPlaces(city: City, held: readonly OfficerRole[], q: string): FoundPlace[] {
  const scopes = administratorScopes(held)
  const words = q.trim()
  const within = (code: string) => {
    const path = city.divisions.pathOf(code).slice(0, -1)
    return { within: path.map((one) => one.name).join(' '), withinEn: englishPath(path) }
  }
  const all = [
    ...city.divisions.all
      .filter((one) => one.code.startsWith(city.cityCode))
      .map((one) => ({ divisionCode: one.code, authorityCode: null, name: one.name, nameEn: englishPlace(one) })),
    ...city.authorities.all.map((one) => ({
      divisionCode: one.divisionCode,
      authorityCode: one.creditCode,
      name: one.name,
      nameEn: englishBody(city, one),
    })),
  ]
  return all
    .filter((one) => isNamed(one, words) && reachesRole(scopes, one))
    .toSorted((a, b) => a.name.length - b.name.length)
    .slice(0, 20)
    .map((one) => ({ ...one, ...within(one.divisionCode) }))
}

/** Does the city have this place? An authority acts in its own division, or for all below the city it belongs to. */
export const hasPlace = (city: City, role: OfficerRole): boolean =>
  role.divisionCode.startsWith(city.cityCode) &&
  city.divisions.find(role.divisionCode) !== undefined &&
  (role.authorityCode === null || city.authorities.find(role.authorityCode)?.divisionCode === role.divisionCode)

/** Which officers this administrator is shown. */
export const scopeOf = (session: Session, cityCode: string) => {
  return { scopes: administratorScopes(session.roles), whole: administersCity(session.roles, cityCode) }
}
