import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkCreditCode,
  checkItemCode,
  checkLicenceId,
  checkResidentId,
  composeCatalogueCode,
  composeHandlingCode,
  composeImplementationCode,
  formatCaseNo,
  groupCaseNo,
  makeCreditCode,
  makeLicenceId,
  maskResidentId,
  normaliseCode,
  parseCaseNo,
  upgradeResidentId,
} from './index.ts'

const printable = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz.-*中')
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))

/** Each position of a good value replaced by each kind of other character must be refused. */
function refusesEveryOtherCharacter(good: string, check: (value: string) => { ok: boolean }): void {
  expect(check(good).ok).toBe(true)
  const other = fc.tuple(fc.nat(good.length - 1), printable).filter(([at, c]) => good[at] !== c)
  fc.assert(
    fc.property(other, ([at, c]) => !check(good.slice(0, at) + c + good.slice(at + 1)).ok),
    { numRuns: 300 },
  )
}

function refusesEveryOtherDigit(good: string, check: (value: string) => { ok: boolean }): void {
  for (let at = 0; at < good.length; at++) {
    for (const c of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
      if (good[at] !== c) expect(check(good.slice(0, at) + c + good.slice(at + 1)).ok, `${at}→${c}`).toBe(false)
    }
  }
}

const creditCodes = [
  '91350100M000100Y43',
  '11100000000013338W',
  '11220000013544541J',
  '12441500196720244T',
  '91440300708461136T',
  '91110000802100433B',
  '9144030071526726XG',
  '914403001922038216',
  '11100000MB0341032Y',
  '11100000MB03271699',
  '11430000006122244L',
  '11110000000021135M',
  '11330105002500287C',
  '11370800MB28559184',
  '11410800MB00000009',
  '91410800MA0000007L',
]

describe('unified social credit codes (GB 32100)', () => {
  test.each(creditCodes)('%s is accepted, its inner check too', (code) => {
    expect(checkCreditCode(code)).toMatchObject({ ok: true, code, warnings: [] })
  })

  test.each(['91350100M000100Y42', '91350100M000100Y4!', '11510000MB1522570T', '', '91350100M000100Y4', 'ＭＢ'])(
    '%s is refused with a sentence in both languages',
    (code) => {
      const checked = checkCreditCode(code)
      expect(checked.ok).toBe(false)
      if (!checked.ok) expect([checked.reason.zh.length > 10, checked.reason.en.length > 20]).toEqual([true, true])
    },
  )

  test.each([...'IOSVZ'])('the letter %s is refused and its place is named', (letter) => {
    const checked = checkCreditCode(`91350100${letter}000100Y43`)
    expect(checked.ok ? '' : checked.reason.en).toContain(`Character 9, "${letter}"`)
  })

  test('a code says who registered it and where', () => {
    expect(checkCreditCode('11410800MB00000009')).toMatchObject({
      registrar: '1',
      registrarName: { zh: '机构编制' },
      category: '1',
      divisionCode: '410800',
      organisationCode: 'MB0000000',
    })
  })

  test('every single wrong character is caught', () => {
    for (const code of creditCodes.slice(0, 4)) refusesEveryOtherDigit(code, checkCreditCode)
    refusesEveryOtherCharacter('91350100M000100Y43', checkCreditCode)
  })

  test('a wrong inner check is a warning, not a refusal', () => {
    const code = makeCreditCode('11410800MB0000001')
    const checked = checkCreditCode(code)
    expect(checked.ok && checked.warnings.map((warning) => warning.en)).toEqual([
      expect.stringContaining('inner check'),
    ])
  })

  test('made codes pass with both check characters', () => {
    expect(makeCreditCode('11410800MB000000')).toBe('11410800MB00000009')
    const parts = { registrar: '9', category: '1', divisionCode: '410800', organisation: 'MA000000' }
    expect(makeCreditCode(parts)).toBe('91410800MA0000007L')
    const organisation = fc.stringMatching(/^[0-9A-HJ-NP-RTUWXY]{8}$/)
    fc.assert(
      fc.property(digits(6), organisation, (divisionCode, organisation) => {
        const checked = checkCreditCode(makeCreditCode({ ...parts, divisionCode, organisation }))
        return checked.ok && checked.warnings.length === 0
      }),
    )
    expect(() => makeCreditCode('I1410800MB000000')).toThrow(RangeError)
    expect(() => makeCreditCode('114')).toThrow(RangeError)
  })

  test('full-width letters, spaces and small letters are made ready before the check', () => {
    expect(normaliseCode(' ９１３５0100 m000100y43 ')).toBe('91350100M000100Y43')
  })
})

describe('resident identity numbers (GB 11643)', () => {
  test.each([
    ['11010519491231002X', '1949-12-31', 'female', '北京市'],
    ['440524188001010014', '1880-01-01', 'male', '广东省'],
    ['34052419800101001X', '1980-01-01', 'male', '安徽省'],
  ])('%s is accepted', (number, bornOn, sex, province) => {
    const checked = checkResidentId(number)
    expect(checked).toMatchObject({ ok: true, sex, provinceName: { zh: province } })
    if (checked.ok) expect(checked.bornOn.toString()).toBe(bornOn)
  })

  test.each([
    ['110105194912310021', 'check character'],
    ['11010519491231002x', 'capital X'],
    ['11010519490231002X', 'date of birth'],
    ['00010519491231002X', 'province'],
    ['110105491231002', '15 digits'],
    ['', '18 characters'],
  ])('%s is refused because of its %s', (number, why) => {
    const checked = checkResidentId(number)
    expect(checked.ok ? '' : checked.reason.en).toContain(why)
  })

  test('a reason never repeats the number', () => {
    const checked = checkResidentId('110105194912310021')
    expect(JSON.stringify(checked)).not.toContain('19491231')
  })

  test('a birth date in the future is refused when today is known', () => {
    expect(checkResidentId('34052419800101001X', Temporal.PlainDate.from('1979-12-31')).ok).toBe(false)
    expect(checkResidentId('34052419800101001X', Temporal.PlainDate.from('1980-01-01')).ok).toBe(true)
  })

  test('every single wrong character is caught', () => {
    refusesEveryOtherDigit('11010519491231002X', checkResidentId)
    refusesEveryOtherCharacter('440524188001010014', checkResidentId)
  })

  test('an old number of 15 digits gets its century and check character', () => {
    expect(upgradeResidentId('110105491231002')).toMatchObject({ ok: true, number: '11010519491231002X' })
    expect(upgradeResidentId('11010549123100').ok).toBe(false)
    expect(upgradeResidentId('110105490231002').ok).toBe(false)
  })

  test('the birth date is hidden in display, and what is no number is hidden altogether', () => {
    expect(maskResidentId('11010519491231002X')).toBe('110105********002X')
    expect(maskResidentId('110105')).toBe('******')
  })
})

describe('item codes', () => {
  test.each([
    ['12441500196720244T3442199806003', '44', '21', '99', '806', '003'],
    ['11370800MB285591843370117002011', '37', '01', '17', '002', '011'],
    ['11370800MB285591843370118009001', '37', '01', '18', '009', '001'],
    ['11370800MB285591843370123029001', '37', '01', '23', '029', '001'],
    ['11370800MB285591843371073014000', '37', '10', '73', '014', '000'],
    ['11410800MB000000093000117112000', '00', '01', '17', '112', '000'],
  ])('%s is an implementation code', (code, area, type, department, mainItem, subItem) => {
    expect(checkItemCode(code)).toMatchObject({
      ok: true,
      kind: 'implementation',
      level: '3',
      creditCode: code.slice(0, 18),
      catalogueCode: code.slice(19),
      ...{ area, type, department, mainItem, subItem },
      warnings: [],
    })
    expect(checkItemCode(code.slice(19))).toMatchObject({ ok: true, kind: 'catalogue' })
  })

  test.each([
    ['11370800MB28559184300011711200001', '01'],
    ['11370800MB28559184337011800900411', '11'],
    ['11370800MB28559184337011505600001', '01'],
    ['11410800MB00000009300011711200001', '01'],
  ])('%s is a handling item code', (code, serial) => {
    expect(checkItemCode(code)).toMatchObject({
      ok: true,
      kind: 'handling',
      serial,
      implementationCode: code.slice(0, 31),
    })
  })

  test.each([
    ['11410800MB000000083000117112000', 'credit code'],
    ['11410800MB000000099000117112000', 'level'],
    ['11410800MB000000093990117112000', 'neither 00'],
    ['11410800MB000000093000117000000', 'main item'],
    ['11410800MB0000000930001171120000A', 'serial'],
    ['00A117112000', '12 digits'],
    ['0001171120', '12 (basic), 31 (implementation) or 33'],
    ['511A0138000000-511602000000-000-115113010833722043-1-00', '12 (basic)'],
  ])('%s is refused because of its %s', (code, why) => {
    const checked = checkItemCode(code)
    expect(checked.ok ? '' : checked.reason.en).toContain(why)
  })

  test('codes are composed from their parts', () => {
    const parts = { area: '00', type: '01', department: '17', mainItem: '112', subItem: '000' }
    const catalogueCode = composeCatalogueCode(parts)
    const implementation = composeImplementationCode({ creditCode: '11410800MB00000009', level: '3', catalogueCode })
    expect(composeHandlingCode(implementation, 1)).toBe('11410800MB00000009300011711200001')
    expect(() => composeHandlingCode(implementation, 100)).toThrow(RangeError)
    expect(() => composeHandlingCode('11', 1)).toThrow(RangeError)
    expect(() => composeCatalogueCode({ ...parts, mainItem: '000' })).toThrow(RangeError)
  })

  test('every wrong character in the embedded credit code is caught', () => {
    const good = '11410800MB000000093000117112000'
    refusesEveryOtherDigit(good.slice(0, 18), (head) => checkItemCode(head + good.slice(18)))
  })
})

const licenceIds = [
  '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
  '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S',
  '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0',
  '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9',
  '1.2.156.3005.2.11100000MB0341032Y001.11410800MB00000009.2026000001.001.1',
  '1.2.156.3005.2.11100000MB0341032Y001.11410800MB00000009.2026000001.002.0',
]

describe('licence identifiers (GB/T 36904)', () => {
  test.each(licenceIds)('%s is accepted', (id) => {
    const checked = checkLicenceId(id)
    expect(checked).toMatchObject({ ok: true, id })
    if (checked.ok) expect(makeLicenceId(checked)).toBe(id)
  })

  test('an issuer that is no credit code is accepted with a warning', () => {
    const checked = checkLicenceId(licenceIds[3] ?? '')
    expect(checked.ok && checked.warnings.map((warning) => warning.en)).toEqual([
      expect.stringContaining('issuer code'),
    ])
    const usual = checkLicenceId(licenceIds[4] ?? '')
    expect(usual.ok && usual.warnings).toEqual([])
  })

  test('the published identifier with the wrong digit is refused, and the vendor bug behind it is named', () => {
    const stem = '1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001'
    const checked = checkLicenceId(`${stem}.M`)
    expect(checked.ok ? '' : checked.reason.en).toMatch(/known vendor bug/)
    expect(checked.ok ? '' : checked.reason.zh).toMatch(/应为“D”.*厂商程序错误.*原样保存/)
    expect(checkLicenceId(`${stem}.D`).ok).toBe(true)
    const other = checkLicenceId(`${stem}.E`)
    expect(other.ok ? '' : other.reason.en).not.toMatch(/vendor/)
  })

  test('every single wrong character is caught', () => {
    for (const id of licenceIds) refusesEveryOtherCharacter(id, checkLicenceId)
    refusesEveryOtherDigit(licenceIds[4] ?? '', checkLicenceId)
  })

  test.each(['', '1.2.156.3005.2', 'x'.repeat(10_000), '1.2.156.3005.2.1.2.3.4.5'])(
    'what has another form is refused',
    (id) => {
      expect(checkLicenceId(id).ok).toBe(false)
    },
  )

  test('parts that make no identifier throw', () => {
    const parts = { typeCode: '11100000MB0341032Y001', issuerCode: '11410800MB00000009', serial: '1', version: 1 }
    expect(() => makeLicenceId({ ...parts, version: 0 })).toThrow(RangeError)
    expect(() => makeLicenceId({ ...parts, version: 1000 })).toThrow(RangeError)
    expect(() => makeLicenceId({ ...parts, serial: 'a' })).toThrow(RangeError)
  })
})

describe('case numbers', () => {
  const on = Temporal.PlainDate.from('2026-03-16')

  test('a case number is written, read and shown in groups', () => {
    const caseNo = formatCaseNo({ division: '410802', authorityNo: '11', on, serial: 42 })
    expect(caseNo).toBe('410802112026031600042')
    expect(groupCaseNo(caseNo)).toBe('4108 0211 2026 0316 00042')
    expect(parseCaseNo(groupCaseNo(caseNo))).toMatchObject({
      ok: true,
      caseNo,
      division: '410802',
      authorityNo: '11',
      serial: 42,
    })
  })

  test('the full division code may be given, and a busy day has longer serials', () => {
    expect(formatCaseNo({ division: '410802001000', authorityNo: '11', on, serial: 1_234_567 })).toBe(
      '41080211202603161234567',
    )
  })

  test('what is written is what is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), digits(2), fc.nat(9999), (serial, authorityNo, day) => {
        const parts = { division: '410883', authorityNo, on: on.add({ days: day }), serial }
        const parsed = parseCaseNo(formatCaseNo(parts))
        return parsed.ok && parsed.serial === serial && parsed.authorityNo === authorityNo && parsed.on.equals(parts.on)
      }),
    )
  })

  test.each([
    ['41080211202603160004', '21 to 23 digits'],
    ['990802112026031600042', 'no division'],
    ['410802112026023000042', 'not a date'],
    ['410802112026031600000', 'serial'],
    ['4108021120260316000042', 'serial'],
  ])('%s is refused: %s', (value, why) => {
    const parsed = parseCaseNo(value)
    expect(parsed.ok ? '' : parsed.reason.en).toContain(why)
  })

  test('impossible parts throw', () => {
    const parts = { division: '410802', authorityNo: '11', on, serial: 1 }
    expect(() => formatCaseNo({ ...parts, serial: 0 })).toThrow(RangeError)
    expect(() => formatCaseNo({ ...parts, serial: 10_000_000 })).toThrow(RangeError)
    expect(() => formatCaseNo({ ...parts, authorityNo: '1' })).toThrow(RangeError)
    expect(() => formatCaseNo({ ...parts, division: '000000' })).toThrow(RangeError)
  })
})
