import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkCreditCode, checkResidentId } from '#standards'
import { makeClock } from '../../../test/helpers/clock.ts'
import { freshDatabase } from '../../../test/helpers/database.ts'
import { findAccountBySubject } from '../account/account-store.ts'
import { appoint } from '../officer/appoint.ts'
import { findOfficer } from '../officer/officer-store.ts'
import { demoIssuer, loadPersonas, readPersonas } from './personas.ts'

const personas = readPersonas(fileURLToPath(new URL('../../../seeds/personas.yaml', import.meta.url)))

test('every identity number of a persona is one that GB 11643 allows, and every firm’s code one of GB 32100', () => {
  const numbers = personas.flatMap((one) => one.residentIdNo ?? [])
  expect(numbers.length).toBeGreaterThan(3)
  expect(numbers.filter((one) => !checkResidentId(one).ok)).toEqual([])
  const codes = personas.flatMap((one) =>
    one.mandates.flatMap((mandate) => (mandate.principalKind === 'legal' ? mandate.principalCode : [])),
  )
  expect(codes.length).toBeGreaterThan(0)
  expect(codes.filter((one) => !checkCreditCode(one).ok)).toEqual([])
})

test('a demonstration that starts again leaves the roles that an administrator gave since', async () => {
  const { db } = await freshDatabase()
  const { clock } = makeClock()
  const load = () => loadPersonas(db, '4108', personas, () => undefined, clock(), Temporal.PlainDate.from('2026-03-02'))
  await load()
  const accountId = (await findAccountBySubject(db, demoIssuer, 'clerk'))?.accountId ?? ''
  const role = { role: 'examiner', divisionCode: '410803000000', authorityCode: null } as const
  const offices = { db, clock, cityCode: '4108', hasPlace: () => true }
  await appoint(offices, 'operator', { appointee: { by: 'account', accountId }, role, reason: '试一试' })
  await load()
  expect((await findOfficer(db, accountId))?.roles.map((one) => one.role)).toEqual(['counter-clerk', 'examiner'])
})
