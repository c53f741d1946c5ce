import { expect, test } from 'vitest'
import { composeImplementationCode } from '#standards'
import { denialWord } from './denial-word.ts'

const codeOf = (type: string) =>
  composeImplementationCode({
    creditCode: '11410802M0010001XW',
    level: '4',
    catalogueCode: `41${type}09001000`,
  })

test('a licence is not licensed, a benefit not given, an entry not confirmed; whatever else is not handled', () => {
  expect(['01', '05', '07', '10', '20'].map((type) => denialWord(codeOf(type)).zh)).toEqual([
    '不予许可',
    '不予给付',
    '不予确认',
    '不予办理',
    '不予办理',
  ])
})
