import { expect, test } from 'vitest'
import { makeDivisions } from '../division/division.ts'
import { type Authority, makeAuthorities, townshipKind, villageKind } from './authority.ts'
import { findNearestOffice } from './nearest-office.ts'

const divisions = makeDivisions([
  { code: '410800000000', name: '某市', level: 'city', parentCode: null },
  { code: '410802000000', name: '某区', level: 'county', parentCode: '410800000000' },
  { code: '410802001000', name: '某街道', level: 'township', parentCode: '410802000000' },
  { code: '410802001001', name: '某社区居民委员会', level: 'village', parentCode: '410802001000' },
])
const body = (kind: string, divisionCode: string): Authority => ({
  ...{
    creditCode: `${kind}${divisionCode}`,
    authorityNo: '01',
    name: kind,
    shortName: kind,
    kind,
    level: 'county',
    divisionCode,
  },
  ...{
    nature: '1',
    synthetic: true,
    details: { address: '', hours: { zh: '', en: '' }, phone: '', complaintPhone: '' },
  },
})
const township = body(townshipKind, '410802001000')
const village = body(villageKind, '410802001001')
const centre = body('政务局', '410800000000')
const police = body('公安局', '410802000000')
const nearest = (code: string, bodies: readonly Authority[], centreKind?: string) =>
  findNearestOffice(code, { divisions, authorities: makeAuthorities(bodies) }, centreKind)

test('the nearest office is the village’s own, else the township’s, else that of the service centre', () => {
  const all = [police, centre, township, village]
  expect(nearest('410802001001', all, '政务局')).toBe(village)
  expect(nearest('410802001001', [police, centre, township], '政务局')).toBe(township)
  expect(nearest('410802001000', all, '政务局')).toBe(township)
  // The county has none of its own: the city's.
  expect(nearest('410802000000', all, '政务局')).toBe(centre)
})

test('where the city has not said who runs the service centres, no department is named for it', () => {
  expect(nearest('410802000000', [police, centre, township, village])).toBeUndefined()
})
