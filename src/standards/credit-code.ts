import { characterOf, characterValue } from './alphanumeric.ts'
import { type Bad, bad, type Sentence } from './finding.ts'

/** What a good unified social credit code says about its holder. */
export type CreditCode = {
  readonly ok: true
  readonly code: string
  /** Position 1: the kind of registering organ, '1' for organisation establishment, '9' for market regulation. */
  readonly registrar: string
  readonly registrarName: Sentence | null
  /** Position 2: kind of body, within the registrar. */
  readonly category: string
  /** Positions 3 to 8: GB/T 2260 code of the registering organ. */
  readonly divisionCode: string
  /** Positions 9 to 17: organisation code (GB 11714) with its own check character. */
  readonly organisationCode: string
  readonly warnings: readonly Sentence[]
}

export type CreditCodeParts = {
  readonly registrar: string
  readonly category: string
  /** 6 digits. */
  readonly divisionCode: string
  /** The first 8 characters of the organisation code. */
  readonly organisation: string
}

// GB 32100-2015: the 31 characters leave out I, O, S, V and Z.
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

const registrarNames: ReadonlyMap<string, Sentence> = new Map([
  ['1', { zh: '机构编制', en: 'organisation establishment' }],
  ['2', { zh: '外交', en: 'foreign affairs' }],
  ['3', { zh: '司法行政', en: 'justice' }],
  ['4', { zh: '文化', en: 'culture' }],
  ['5', { zh: '民政', en: 'civil affairs' }],
  ['6', { zh: '旅游', en: 'tourism' }],
  ['7', { zh: '宗教', en: 'religious affairs' }],
  ['8', { zh: '工会', en: 'trade unions' }],
  ['9', { zh: '市场监管', en: 'market regulation' }],
  ['A', { zh: '军队编制', en: 'military establishment' }],
  ['N', { zh: '农业农村', en: 'agriculture' }],
  ['Y', { zh: '其他', en: 'other' }],
])

/**
 * Checks a unified social credit code (GB 32100-2015): 18 characters, the division digits and the MOD 31 check character.
 * A wrong inner check (the organisation code's own, GB 11714) is only a warning, since codes were also assigned without it.
 */
export function checkCreditCode(value: string): CreditCode | Bad {
  const shape = shapeProblem(value)
  if (shape !== null) return shape
  const expected = checkCharacter(value.slice(0, 17))
  if (value[17] !== expected) {
    return bad(
      '统一社会信用代码的校验位不对，至少有一位录错，请对照营业执照或登记证书逐位核对。',
      'The check character of this credit code does not match: at least one character is wrong. Compare it with the registration certificate.',
    )
  }
  const registrar = value.slice(0, 1)
  const registrarName = registrarNames.get(registrar) ?? null
  return {
    ok: true,
    code: value,
    registrar,
    registrarName,
    category: value.slice(1, 2),
    divisionCode: value.slice(2, 8),
    organisationCode: value.slice(8, 17),
    warnings: warningsOf(value, registrarName !== null),
  }
}

function shapeProblem(value: string): Bad | null {
  if (value.length !== 18) {
    return bad(
      `统一社会信用代码应为 18 位，现为 ${value.length} 位，请补全或删去多余字符。`,
      `A credit code has 18 characters, this has ${value.length}. Complete it or remove what is too much.`,
    )
  }
  const at = [...value].findIndex((character) => !alphabet.includes(character))
  if (at >= 0) {
    const character = value.slice(at, at + 1)
    return bad(
      `第 ${at + 1} 位“${character}”不能用于统一社会信用代码（只用数字和大写字母，不用 I、O、S、V、Z），请核对是否把 1、0、5、2 误写成字母。`,
      `Character ${at + 1}, "${character}", cannot occur in a credit code (digits and capitals without I, O, S, V, Z). See whether 1, 0, 5 or 2 was written as a letter.`,
    )
  }
  if (!/^\d{6}$/.test(value.slice(2, 8))) {
    return bad(
      '第 3 至 8 位是登记管理机关行政区划码，只能是数字，请核对。',
      'Characters 3 to 8 are the division code of the registering organ and must be digits. Check them.',
    )
  }
  return null
}

function warningsOf(value: string, registrarKnown: boolean): Sentence[] {
  const warnings: Sentence[] = []
  if (organisationCheckCharacter(value.slice(8, 16)) !== value[16]) {
    warnings.push({
      zh: '主体标识码（第 9 至 17 位）自身的校验位不符，总校验位相符；请以登记机关公示信息为准。',
      en: 'The inner check character of the organisation code (characters 9 to 17) does not match although the whole does. Confirm it in the public register.',
    })
  }
  if (!registrarKnown) {
    warnings.push({
      zh: '第 1 位不是已知的登记管理部门代码，请核对。',
      en: 'Character 1 is not a known registrar code. Check it.',
    })
  }
  return warnings
}

/**
 * Makes a synthetic, valid credit code, for tests and demonstrations only.
 * From parts or the first 16 characters both check characters are computed; the first 17 keep their inner one.
 * Throws RangeError when the input cannot be part of a credit code.
 */
export function makeCreditCode(from: string | CreditCodeParts): string {
  const text =
    typeof from === 'string' ? from : `${from.registrar}${from.category}${from.divisionCode}${from.organisation}`
  const first17 = text.length === 16 ? text + organisationCheckCharacter(text.slice(8)) : text
  if (first17.length !== 17) throw new RangeError('a credit code is made from its first 16 or 17 characters')
  const code = first17 + checkCharacter(first17)
  const shape = shapeProblem(code)
  if (shape !== null) throw new RangeError(shape.reason.en)
  return code
}

function checkCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * alphabet.indexOf(first17.slice(i, i + 1)), 0)
  return alphabet.slice((31 - (sum % 31)) % 31).slice(0, 1)
}

/** GB 11714: MOD 11 with X for 10, over 8 characters of 0-9A-Z. */
function organisationCheckCharacter(first8: string): string {
  const sum = organisationWeights.reduce(
    (total, weight, i) => total + weight * characterValue(first8.slice(i, i + 1)),
    0,
  )
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : characterOf(check % 11)
}
