import { expect, test } from 'vitest'
import { reasonWords, ruleName } from './ruling-words.ts'

const says = { zh: '符合备案条件', en: 'Meets the conditions of filing' }

test('the reason of a ruling reads in English as the rule that concluded says it; where nobody wrote that it stays Chinese', () => {
  const first = { decision: '申请人身份', rule: 2, says: { zh: '本人', en: 'In person' } }
  const last = { decision: '备案结论', rule: 1, says }
  expect(reasonWords('符合条件，准予备案', { rules: [first, last] })).toEqual({ zh: '符合条件，准予备案', en: says.en })
  const untranslated = { ...last, says: { zh: '符合', en: '符合' } }
  expect(reasonWords('符合条件', { rules: [untranslated] }).en).toBe('符合条件')
  expect(reasonWords('符合条件', { rules: [] }).en).toBe('符合条件')
})

test('a table that is shipped is named in English too; one that the city drew keeps its name', () => {
  expect(ruleName({ decision: '备案结论', rule: 3, says })).toEqual({
    zh: '备案结论，规则 3',
    en: 'Conclusion on filing, rule 3',
  })
  expect(ruleName({ decision: '自绘表', rule: 1, says }).en).toBe('自绘表, rule 1')
})
