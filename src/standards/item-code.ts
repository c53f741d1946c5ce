import { checkCreditCode } from './credit-code.ts'
import { findProvinceName } from './division-code.ts'
import { type Bad, bad, type Sentence } from './finding.ts'

/** 基本编码, 12 digits: 2 area, 2 item type, 2 guiding central department, 3 main item, 3 sub-item. */
export type CatalogueCode = {
  readonly area: string
  readonly type: string
  readonly department: string
  readonly mainItem: string
  /** '000' when the main item has none. */
  readonly subItem: string
}

/**
 * What an item code says. The composition is not printed in a standard open to us: it was read off real codes
 * (docs of GB/T 39554.1 name the parts), so widths are checked strictly and meanings only where all real codes agree.
 */
export type ItemCode = CatalogueCode & { readonly ok: true; readonly code: string; readonly catalogueCode: string } & (
    | { readonly kind: 'catalogue' }
    | ({ readonly kind: 'implementation' } & Implementation)
    | ({ readonly kind: 'handling'; readonly serial: string; readonly implementationCode: string } & Implementation)
  )

type Implementation = {
  /** Of the implementing authority. */
  readonly creditCode: string
  /** 行使层级: 1 nation, 2 province, 3 city, 4 county, 5 township, 6 village, 7 several levels. */
  readonly level: string
  readonly warnings: readonly Sentence[]
}

/**
 * Checks a basic code (12 digits), an implementation code (31: credit code, level, basic code) or a handling item code
 * (33: implementation code, serial). The length decides which. The embedded credit code is checked by GB 32100.
 */
export function checkItemCode(value: string): ItemCode | Bad {
  if (value.length === 12) return checkCatalogueCode(value)
  if (value.length === 31 || value.length === 33) return checkImplementation(value)
  return bad(
    `事项编码应为 12 位（基本编码）、31 位（实施编码）或 33 位（业务办理项编码），现为 ${value.length} 位，请核对。`,
    `An item code has 12 (basic), 31 (implementation) or 33 (handling item) characters, this has ${value.length}. Check it.`,
  )
}

function checkCatalogueCode(value: string): (ItemCode & { kind: 'catalogue' }) | Bad {
  if (!/^\d{12}$/.test(value)) {
    return bad('基本编码（12 位）只能是数字，请核对。', 'A basic code consists of 12 digits. Check it.')
  }
  const area = value.slice(0, 2)
  if (area !== '00' && findProvinceName(area) === undefined) {
    return bad(
      `基本编码前两位“${area}”既不是 00（国家目录）也不是省级代码，请核对。`,
      `The first two digits of the basic code, "${area}", are neither 00 (national catalogue) nor a province. Check them.`,
    )
  }
  const [type, department] = [value.slice(2, 4), value.slice(4, 6)]
  const [mainItem, subItem] = [value.slice(6, 9), value.slice(9, 12)]
  if (type === '00' || mainItem === '000') {
    return bad(
      '基本编码的事项类型（第 3、4 位）和主项（第 7 至 9 位）不能为 0，请核对。',
      'In a basic code neither the item type (digits 3 and 4) nor the main item (7 to 9) can be 0. Check it.',
    )
  }
  return { ok: true, kind: 'catalogue', code: value, catalogueCode: value, area, type, department, mainItem, subItem }
}

function checkImplementation(value: string): ItemCode | Bad {
  const holder = checkCreditCode(value.slice(0, 18))
  if (!holder.ok) {
    return bad(
      `编码前 18 位（实施主体统一社会信用代码）有误：${holder.reason.zh}`,
      `The first 18 characters (the authority's credit code) are wrong: ${holder.reason.en}`,
    )
  }
  const level = value.slice(18, 19)
  if (!/^[1-7]$/.test(level)) {
    return bad('第 19 位是行使层级，应为 1 至 7，请核对。', 'Character 19 is the level of exercise, 1 to 7. Check it.')
  }
  const basic = checkCatalogueCode(value.slice(19, 31))
  if (!basic.ok) return basic
  const parts = { ...basic, code: value, creditCode: holder.code, level, warnings: holder.warnings }
  if (value.length === 31) return { ...parts, kind: 'implementation' }
  const serial = value.slice(31)
  if (!/^\d{2}$/.test(serial)) {
    return bad(
      '最后两位是业务办理项序号，只能是数字，请核对。',
      'The last two characters are the serial, two digits. Check them.',
    )
  }
  return { ...parts, kind: 'handling', serial, implementationCode: value.slice(0, 31) }
}

/** 12 digits from the parts. Throws RangeError when they do not make a basic code. */
export const composeCatalogueCode = (parts: CatalogueCode): string =>
  mustBe('catalogue', `${parts.area}${parts.type}${parts.department}${parts.mainItem}${parts.subItem}`)

/** 31 characters. Throws RangeError when the credit code, the level or the basic code is bad. */
export const composeImplementationCode = (parts: {
  creditCode: string
  level: string
  catalogueCode: string
}): string => mustBe('implementation', `${parts.creditCode}${parts.level}${parts.catalogueCode}`)

/** 33 characters; the serial is 1 to 99. Throws RangeError when a part is bad. */
export const composeHandlingCode = (implementationCode: string, serial: number): string =>
  mustBe('handling', `${implementationCode}${String(serial).padStart(2, '0')}`)

function mustBe(kind: ItemCode['kind'], code: string): string {
  const checked = checkItemCode(code)
  if (!checked.ok) throw new RangeError(checked.reason.en)
  if (checked.kind !== kind) throw new RangeError(`${code} is not a code of kind ${kind}`)
  return code
}
