import { type Bad, bad, type Sentence } from './finding.ts'

export type DivisionLevel = 'country' | 'province' | 'city' | 'county' | 'township' | 'village'

export type Division = {
  readonly ok: true
  /** 12 digits. */
  readonly code: string
  readonly level: DivisionLevel
  readonly parent: string | null
  /** The code without its trailing zero levels: '4108' for Jiaozuo, '' for the country. */
  readonly trimmed: string
  readonly provinceName: Sentence | null
}

const country = '000000000000'
// 2 province, 2 city, 2 county (GB/T 2260), 3 township, 3 village (statistical codes): where each level ends.
const ends = [2, 4, 6, 9, 12] as const
const levels = ['province', 'city', 'county', 'township', 'village'] as const

const provinces: ReadonlyMap<string, Sentence> = new Map(
  `11 北京市 Beijing,12 天津市 Tianjin,13 河北省 Hebei,14 山西省 Shanxi,15 内蒙古自治区 Inner-Mongolia,21 辽宁省 Liaoning,22 吉林省 Jilin,
23 黑龙江省 Heilongjiang,31 上海市 Shanghai,32 江苏省 Jiangsu,33 浙江省 Zhejiang,34 安徽省 Anhui,35 福建省 Fujian,36 江西省 Jiangxi,
37 山东省 Shandong,41 河南省 Henan,42 湖北省 Hubei,43 湖南省 Hunan,44 广东省 Guangdong,45 广西壮族自治区 Guangxi,46 海南省 Hainan,
50 重庆市 Chongqing,51 四川省 Sichuan,52 贵州省 Guizhou,53 云南省 Yunnan,54 西藏自治区 Tibet,61 陕西省 Shaanxi,62 甘肃省 Gansu,
63 青海省 Qinghai,64 宁夏回族自治区 Ningxia,65 新疆维吾尔自治区 Xinjiang,71 台湾省 Taiwan,81 香港特别行政区 Hong-Kong,82 澳门特别行政区 Macao`
    .split(',')
    .map((line) => {
      const [code = '', zh = '', en = ''] = line.trim().split(' ')
      return [code, { zh, en: en.replace('-', ' ') }] as const
    }),
)

/** The name of the province of a two-digit code (GB/T 2260), or undefined. */
export const findProvinceName = (twoDigits: string): Sentence | undefined => provinces.get(twoDigits)

/**
 * Parses a division code of 12 digits, 2-2-2-3-3. Twelve zeros are the whole country.
 * A city without counties (东莞, 儋州) has its townships directly below it, with 00 in the county place: 441900003000.
 */
export function parseDivision(value: string): Division | Bad {
  if (!/^\d{12}$/.test(value)) {
    return bad(
      '行政区划代码应为 12 位数字（省 2、市 2、县 2、乡 3、村 3），上级代码以 0 补足。',
      'A division code has 12 digits (2 province, 2 city, 2 county, 3 township, 3 village); higher levels are filled with 0.',
    )
  }
  if (value === country) {
    return { ok: true, code: value, level: 'country', parent: null, trimmed: '', provinceName: null }
  }
  const provinceName = provinces.get(value.slice(0, 2))
  if (provinceName === undefined) {
    return bad(
      `“${value.slice(0, 2)}”不是省级行政区划代码，请核对前两位。`,
      `"${value.slice(0, 2)}" is no province's code. Check the first two digits.`,
    )
  }
  const trimmed = trimDivision(value)
  if (hasGap(value, trimmed.length)) {
    return bad(
      '行政区划代码中间缺了一级：有下级代码而上级为 0，请核对。',
      'The division code skips a level: a lower level is given while the one above it is 0. Check it.',
    )
  }
  return { ok: true, code: value, level: levelOf(trimmed.length), parent: parentOf(trimmed), trimmed, provinceName }
}

// Only the county place may be empty above a township; every other level stands on the one above it.
const hasGap = (code: string, length: number): boolean =>
  (length > 4 && code.slice(2, 4) === '00') || (length > 9 && code.slice(6, 9) === '000')

const levelOf = (length: number): DivisionLevel => levels[(ends as readonly number[]).indexOf(length)] ?? 'country'

function parentOf(trimmed: string): string {
  const above = ends.filter((end) => end < trimmed.length).at(-1) ?? 0
  return trimmed.slice(0, above).padEnd(12, '0')
}

/** Level of a 12-digit code, or null when it is not one. */
export function divisionLevel(code: string): DivisionLevel | null {
  const division = parseDivision(code)
  return division.ok ? division.level : null
}

/** The code one level up (12 digits), or null for the country and for what is no division code. */
export function divisionParent(code: string): string | null {
  const division = parseDivision(code)
  return division.ok ? division.parent : null
}

/** All divisions above, nearest first, ending with the country. */
export function divisionAncestors(code: string): string[] {
  const ancestors: string[] = []
  for (let parent = divisionParent(code); parent !== null; parent = divisionParent(parent)) ancestors.push(parent)
  return ancestors
}

/**
 * Whether `code` lies in `scope` (a division lies in itself). The scope without its trailing zero levels is a prefix.
 * Both may be of 12 digits or already trimmed ('4108'). What is no division code contains nothing and lies in nothing.
 */
export function isWithin(scope: string, code: string): boolean {
  const [outer, inner] = [parseDivision(padDivision(scope)), parseDivision(padDivision(code))]
  return outer.ok && inner.ok && inner.code.startsWith(outer.trimmed)
}

/** Without trailing zero levels: '410800000000' → '4108', '410000000000' → '41', the country → ''. */
export function trimDivision(code: string): string {
  let length = code.length
  for (let i = ends.length - 1; i >= 0; i--) {
    const start = ends[i - 1] ?? 0
    if (length > start && /^0*$/.test(code.slice(start, length))) length = start
    else if (length > start) break
  }
  return code.slice(0, length)
}

/** A code of 2, 4, 6 or 9 digits filled with zeros to 12; anything else comes back unchanged, for the parser to refuse. */
export const padDivision = (code: string): string =>
  ends.some((end) => end === code.length) && /^\d+$/.test(code) ? code.padEnd(12, '0') : code
