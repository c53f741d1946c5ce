import { makeCreditCode } from '#standards'
import type { Division } from '../division/division.ts'
import { type Authority, type AuthorityLevel, townshipKind, villageKind } from './authority.ts'

/** A department as the seed lists it: once for the city, and implied for every county. */
export type SeedDepartment = {
  no: string
  kind: string
  shortName: string
  cityName: string
  basicNo: string
  nature: string
}

const stations: Readonly<Record<string, string>> = { 公安局: '派出所', 市场监督管理局: '市场监督管理所' }

const hours = {
  zh: '工作日 9:00–12:00，13:00–17:00（夏季下午 15:00–18:00）',
  en: 'Working days 9:00–12:00 and 13:00–17:00 (summer afternoons 15:00–18:00)',
}
const villageHours = {
  zh: '工作日 8:30–12:00，14:30–18:00；急事可约代办员',
  en: 'Working days 8:30–12:00 and 14:30–18:00; the village agent can be booked',
}

/**
 * The bodies of the demonstration city, from the departments and the divisions: every department at the city and in each
 * county, a police station and a market supervision office in each township beside its government, and each village's
 * committee. Names are formed by rule and credit codes are synthetic: valid digits that belong to nobody.
 */
export function planAuthorities(departments: readonly SeedDepartment[], divisions: readonly Division[]): Authority[] {
  const nameOf = new Map(divisions.map((division) => [division.code, division.name]))
  return divisions.flatMap((division): Authority[] => {
    switch (division.level) {
      case 'province':
        return []
      case 'city':
      case 'county':
        return departments
          .filter((department) => department.kind !== townshipKind && department.kind !== villageKind)
          .map((department) => departmentOf(department, division))
      case 'township':
        return townshipBodies(departments, division)
      case 'village':
        return [villageBody(division, nameOf.get(division.parentCode ?? '') ?? '')]
    }
  })
}

function departmentOf(department: SeedDepartment, division: Division): Authority {
  const level: AuthorityLevel = division.level === 'city' ? 'city' : 'county'
  const bare = department.kind.replace('支队（大队）', level === 'city' ? '支队' : '大队')
  const name = level === 'city' ? department.cityName : `${division.name}${bare}`
  const centre = `${division.name}政务服务中心`
  return body({
    division,
    level,
    no: department.no,
    kind: department.kind,
    name,
    shortName: department.shortName,
    nature: department.nature.startsWith('政府') ? '1' : '2',
    address: `${centre} ${Number(department.no) % 2 === 0 ? '二' : '一'}楼综合受理区`,
    hours,
  })
}

function townshipBodies(departments: readonly SeedDepartment[], division: Division): Authority[] {
  const isStreet = division.name.endsWith('街道')
  const government = body({
    division,
    level: 'township',
    no: departments.find((department) => department.kind === townshipKind)?.no ?? '26',
    kind: townshipKind,
    name: isStreet
      ? `${division.name}办事处`
      : `${division.name}${/[乡镇]$/.test(division.name) ? '人民政府' : '管理委员会'}`,
    shortName: division.name,
    nature: '1',
    address: `${division.name}便民服务中心`,
    hours,
  })
  const own = departments.flatMap((department) => {
    const station = stations[department.kind]
    if (station === undefined) return []
    const name = `${division.name}${station}`
    return [
      body({
        division,
        level: 'township',
        no: department.no,
        kind: department.kind,
        name,
        shortName: station,
        nature: '1',
        address: name,
        hours,
      }),
    ]
  })
  return [government, ...own]
}

const villageBody = (division: Division, township: string): Authority =>
  body({
    division,
    level: 'village',
    no: '43',
    kind: villageKind,
    name: `${township}${division.name}`,
    shortName: division.name,
    nature: '3',
    address: `${township}${division.name}便民服务站`,
    hours: villageHours,
  })

type Plan = {
  division: Division
  level: AuthorityLevel
  no: string
  kind: string
  name: string
  shortName: string
  nature: Authority['nature']
  address: string
  hours: { zh: string; en: string }
}

function body(plan: Plan): Authority {
  const { division, no } = plan
  // First 8 of the organisation code: a marker M, the last six digits of the division, and the department's number.
  const organisation = `M${division.code.slice(6, 11)}${no}`
  const seat = division.code.slice(0, 6)
  return {
    creditCode: makeCreditCode({
      registrar: '1',
      category: plan.level === 'village' ? '3' : '1',
      divisionCode: seat,
      organisation: villageSafe(organisation, division),
    }),
    authorityNo: no,
    name: plan.name,
    shortName: plan.shortName,
    kind: plan.kind,
    level: plan.level,
    divisionCode: division.code,
    nature: plan.nature,
    synthetic: true,
    // 0391 is the city's area code; numbers beginning with 0000 are assigned to nobody.
    details: {
      address: plan.address,
      hours: plan.hours,
      phone: `0391-0000${division.code.slice(6, 9)}`,
      complaintPhone: '0391-12345',
    },
  }
}

// The last digit of a village code matters: two villages of one township must not share an organisation code.
const villageSafe = (organisation: string, division: Division): string =>
  division.level === 'village' ? `N${division.code.slice(6, 12)}3` : organisation
