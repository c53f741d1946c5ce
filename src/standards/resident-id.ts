import { isDay, readCompactDate } from './calendar-date.ts'
import { findProvinceName } from './division-code.ts'
import { type Bad, bad, type Sentence } from './finding.ts'

export type ResidentId = {
  readonly ok: true
  /** 18 characters. Personal data: never into a log or an address. */
  readonly number: string
  /** Positions 1 to 6: where first registered, which need not be a division of today. */
  readonly divisionCode: string
  readonly provinceName: Sentence
  readonly bornOn: Temporal.PlainDate
  readonly sex: 'male' | 'female'
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

/**
 * Checks a resident identity number (公民身份号码, GB 11643-1999): 18 characters, province, birth date, MOD 11-2 check.
 * With `today`, a birth date in the future is refused too. Reasons never repeat the number.
 */
export function checkResidentId(value: string, today?: Temporal.PlainDate): ResidentId | Bad {
  if (!/^\d{17}[\dX]$/.test(value)) return shapeProblem(value)
  const provinceName = provinceOf(value)
  if (provinceName === undefined) {
    return bad(
      '公民身份号码前两位不是省级行政区划代码，请核对。',
      'The first two digits of the identity number are no province code. Check them.',
    )
  }
  const bornOn = readCompactDate(value.slice(6, 14))
  if (bornOn === null || (today !== undefined && Temporal.PlainDate.compare(bornOn, today) > 0)) {
    return bad(
      '公民身份号码第 7 至 14 位不是有效的出生日期，请核对。',
      'Digits 7 to 14 of the identity number are not a possible date of birth. Check them.',
    )
  }
  if (checkCharacter(value.slice(0, 17)) !== value[17]) {
    return bad(
      '公民身份号码的校验位不对，至少有一位录错，请对照身份证逐位核对。',
      'The check character of the identity number does not match: at least one digit is wrong. Compare it with the card.',
    )
  }
  const sex = Number(value[16]) % 2 === 1 ? 'male' : 'female'
  return { ok: true, number: value, divisionCode: value.slice(0, 6), provinceName, bornOn, sex }
}

/** Is this a resident identity number? What `checkResidentId` says, for browsers too old to have Temporal. */
export const isResidentId = (value: string): boolean =>
  /^\d{17}[\dX]$/.test(value) &&
  provinceOf(value) !== undefined &&
  isDay(Number(value.slice(6, 10)), Number(value.slice(10, 12)), Number(value.slice(12, 14))) &&
  checkCharacter(value.slice(0, 17)) === value[17]

const provinceOf = (value: string): Sentence | undefined =>
  findProvinceName(value.slice(0, 2)) ?? (value.startsWith('83') ? taiwanResidents : undefined)

// 830000 is given to residents of Taiwan living on the mainland since 2018; it is no province of GB/T 2260.
const taiwanResidents: Sentence = { zh: '台湾居民居住证', en: 'residence permit of Taiwan residents' }

function shapeProblem(value: string): Bad {
  if (/^\d{15}$/.test(value)) {
    return bad(
      '这是 15 位的旧号码，已停止使用，请填写 18 位公民身份号码。',
      'This is an old number of 15 digits, no longer valid. Enter the number of 18 characters.',
    )
  }
  return bad(
    '公民身份号码应为 18 位：前 17 位是数字，末位是数字或大写字母 X，请核对。',
    'An identity number has 18 characters: 17 digits, then a digit or a capital X. Check it.',
  )
}

/** Turns an old number of 15 digits into the 18 of GB 11643-1999: the century 19 and the check character added. */
export function upgradeResidentId(old: string): ResidentId | Bad {
  if (!/^\d{15}$/.test(old)) {
    return bad('旧居民身份证号码应为 15 位数字，请核对。', 'An old identity number has 15 digits. Check it.')
  }
  const first17 = `${old.slice(0, 6)}19${old.slice(6)}`
  return checkResidentId(first17 + checkCharacter(first17))
}

/**
 * For display: the date of birth hidden, as the guideline for real-name accounts asks (国办函〔2016〕108号).
 * What is not an identity number is hidden altogether.
 */
export const maskResidentId = (value: string): string =>
  /^\d{17}[\dX]$/.test(value) ? `${value.slice(0, 6)}********${value.slice(14)}` : '*'.repeat(value.length)

function checkCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0)
  return checkCharacters.slice(sum % 11).slice(0, 1)
}
