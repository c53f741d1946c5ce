import { characterOf, characterValue } from './alphanumeric.ts'
import { checkCreditCode } from './credit-code.ts'
import { type Bad, bad, type Sentence } from './finding.ts'

export type LicenceId = {
  readonly ok: true
  readonly id: string
  /** 21 characters: credit code of the body that defined the licence type, and 3 of its own. */
  readonly typeCode: string
  /** Credit code of the issuer; in practice sometimes a division code, then with a warning. */
  readonly issuerCode: string
  readonly serial: string
  /** 1 to 999. */
  readonly version: number
  readonly warnings: readonly Sentence[]
}

export type LicenceIdParts = { typeCode: string; issuerCode: string; serial: string; version: number }

const root = '1.2.156.3005.2'
const shape = /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{1,18})\.([0-9A-Z]{1,32})\.(\d{3})\.([0-9A-Z])$/

/**
 * Checks the identifier of an electronic licence (GB/T 36904-2018): root OID, type code, issuer code, serial, version and a
 * check character by ISO 7064 MOD 37,36 (GB/T 17710) over the four parts without dots. On import keep a refused
 * identifier as received and flag it; never repair it, since the licence file carries it under a seal.
 */
export function checkLicenceId(value: string): LicenceId | Bad {
  const parts = shape.exec(value)
  if (parts === null) {
    return bad(
      `电子证照标识应为“${root}.类型代码(21位).颁发机构代码.流水号.版本号(3位).校验位”，只用数字和大写字母，请核对。`,
      `A licence identifier reads "${root}.type(21).issuer.serial.version(3).check", digits and capitals only. Check it.`,
    )
  }
  const [, typeCode = '', issuerCode = '', serial = '', version = '', check = ''] = parts
  const body = typeCode + issuerCode + serial + version
  if (check !== checkCharacter(body)) return wrongCheck(check, body)
  if (version === '000') {
    return bad('电子证照版本号从 001 开始，请核对。', 'Versions of a licence begin with 001. Check it.')
  }
  const warnings = warningsOf(typeCode, issuerCode)
  return { ok: true, id: value, typeCode, issuerCode, serial, version: Number(version), warnings }
}

function wrongCheck(check: string, body: string): Bad {
  if (check === shiftedCheckCharacter(body)) {
    return bad(
      `校验位“${check}”不符合 GB/T 36904（应为“${checkCharacter(body)}”）。它与一种已知的厂商程序错误（把 A 当作 11 计算）结果一致，请原样保存并请颁发机构更正，不要自行改写。`,
      `The check character "${check}" is not that of GB/T 36904 ("${checkCharacter(body)}"). It is what a known vendor bug yields (A counted as 11). Keep it as received, ask the issuer to correct it, and do not rewrite it.`,
    )
  }
  return bad(
    '电子证照标识的校验位不对，至少有一位录错，请对照证照核对。',
    'The check character of the licence identifier does not match: at least one character is wrong. Compare it with the licence.',
  )
}

function warningsOf(typeCode: string, issuerCode: string): Sentence[] {
  const warnings: Sentence[] = []
  if (!checkCreditCode(typeCode.slice(0, 18)).ok) {
    warnings.push({
      zh: '证照类型代码中的定义机构统一社会信用代码校验不通过，请向颁发机构核实。',
      en: 'The credit code of the body that defined this licence type fails its check. Confirm with the issuer.',
    })
  }
  if (!checkCreditCode(issuerCode).ok) {
    warnings.push({
      zh: '颁发机构代码不是有效的统一社会信用代码，请向颁发机构核实。',
      en: 'The issuer code is not a valid credit code. Confirm with the issuer.',
    })
  }
  return warnings
}

/** The identifier with its check character. Throws RangeError when the parts do not make one. */
export function makeLicenceId(parts: LicenceIdParts): string {
  const version = String(parts.version).padStart(3, '0')
  const check = checkCharacter(parts.typeCode + parts.issuerCode + parts.serial + version)
  const id = [root, parts.typeCode, parts.issuerCode, parts.serial, version, check].join('.')
  const checked = checkLicenceId(id)
  if (!checked.ok) throw new RangeError(checked.reason.en)
  return id
}

/** ISO 7064 MOD 37,36 hybrid (GB/T 17710-2008). */
function checkCharacter(body: string): string {
  let product = 36
  for (const character of body) product = (((product + characterValue(character)) % 36 || 36) * 2) % 37
  return characterOf((37 - product) % 36)
}

/**
 * What the widespread wrong routine computes: letters count one too many, a large sum after a letter is reduced by 37
 * first, and the result is shifted back by one. Kept only to tell holders of such licences what happened.
 */
function shiftedCheckCharacter(body: string): string | null {
  let product = 36
  for (const character of body) {
    const isLetter = character >= 'A'
    const sum = product + characterValue(character) + (isLetter ? 1 : 0)
    product = (((isLetter && sum > 37 ? sum % 37 : sum) % 36 || 36) * 2) % 37
  }
  return product === 0 ? null : characterOf(36 - product)
}
