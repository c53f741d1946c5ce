import { formatCompactDate, readCompactDate } from './calendar-date.ts'
import { parseDivision } from './division-code.ts'
import { type Bad, bad } from './finding.ts'

/**
 * 办件编号. No national rule exists (GB/T 39046 only limits it to 50 characters), so this form is Bantuo's own:
 * 6 digits division, 2 digits authority within it, 8 digits date, then the day's serial of 5 to 7 digits.
 */
export type CaseNoParts = {
  /** First 6 digits of the division code. */
  readonly division: string
  /** 2 digits. */
  readonly authorityNo: string
  readonly on: Temporal.PlainDate
  /** 1 to 9 999 999. */
  readonly serial: number
}

export type ParsedCaseNo = CaseNoParts & { readonly ok: true; readonly caseNo: string }

/** Reads a case number, with or without the spaces of its display form. */
export function parseCaseNo(value: string): ParsedCaseNo | Bad {
  const caseNo = value.replaceAll(' ', '')
  if (!/^\d{21,23}$/.test(caseNo)) {
    return bad(
      '办件编号应为 21 至 23 位数字（区划 6 位、部门 2 位、日期 8 位、序号 5 至 7 位），请对照受理凭证核对。',
      'A case number has 21 to 23 digits (6 division, 2 authority, 8 date, 5 to 7 serial). Compare it with your receipt.',
    )
  }
  const division = caseNo.slice(0, 6)
  if (!isCountyOrAbove(division)) {
    return bad(
      '办件编号前 6 位不是行政区划代码，请核对。',
      'The first 6 digits of the case number are no division. Check them.',
    )
  }
  const on = readCompactDate(caseNo.slice(8, 16))
  if (on === null) {
    return bad(
      '办件编号第 9 至 16 位不是有效日期，请核对。',
      'Digits 9 to 16 of the case number are not a date. Check them.',
    )
  }
  const serial = Number(caseNo.slice(16))
  // 5 digits are the rule and more only when the day needs them, so that each case has one number, not three.
  if (serial === 0 || String(serial).padStart(5, '0') !== caseNo.slice(16)) {
    return bad('办件编号末尾的序号不对，请核对。', 'The serial at the end of the case number is wrong. Check it.')
  }
  return { ok: true, caseNo, division, authorityNo: caseNo.slice(6, 8), on, serial }
}

/** The case number of its parts; `division` may also be the full 12 digits. Throws RangeError for impossible parts. */
export function formatCaseNo(parts: CaseNoParts): string {
  const division = parts.division.slice(0, 6)
  const caseNo = `${division}${parts.authorityNo}${formatCompactDate(parts.on)}${String(parts.serial).padStart(5, '0')}`
  const parsed = parseCaseNo(caseNo)
  if (!parsed.ok || parsed.authorityNo !== parts.authorityNo || !parsed.on.equals(parts.on)) {
    throw new RangeError(parsed.ok ? 'these parts do not make a case number' : parsed.reason.en)
  }
  return caseNo
}

/** For display and for reading aloud: `4108 0211 2026 0316 00042`. */
export const groupCaseNo = (caseNo: string): string =>
  [caseNo.slice(0, 4), caseNo.slice(4, 8), caseNo.slice(8, 12), caseNo.slice(12, 16), caseNo.slice(16)].join(' ')

function isCountyOrAbove(sixDigits: string): boolean {
  const division = parseDivision(`${sixDigits}000000`)
  return division.ok && division.level !== 'country'
}
