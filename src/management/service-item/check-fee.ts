import type { Text } from '#base'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'
import type { Finding } from './finding.ts'

type Fee = EntryContent['fee']
type Rule = Pick<Finding, 'rule' | 'severity'> & { sentence: Text; places: (fee: Fee) => string[] }

const blank = (text: string): boolean => text.trim() === ''

/** An amount of money that is more than nothing. */
const amount = /[1-9]\d*(\.\d+)?\s*(万)?元|0\.\d*[1-9]\s*元/

const rules: readonly Rule[] = [
  {
    rule: 'fee-needs-basis',
    severity: 'error',
    places: ({ charged, basis, lines = [] }) => [
      ...(charged && blank(basis) ? ['fee/basis'] : []),
      ...lines.flatMap((one, at) => (blank(one.basis) ? [`fee/lines/${at}/basis`] : [])),
    ],
    sentence: {
      zh: '收费事项和每一项收费都须写明收费依据（《行政许可法》第五十八条、第五十九条）。',
      en: 'A fee, and each line of it, needs its basis (Administrative Licensing Law, arts. 58 and 59).',
    },
  },
  {
    rule: 'fee-charged-or-not',
    severity: 'error',
    places: ({ charged, lines = [] }) => (!charged && lines.length > 0 ? ['fee/lines'] : []),
    sentence: {
      zh: '写明不收费的事项不能列收费项目。',
      en: 'An item that charges nothing has no lines of what is charged.',
    },
  },
  {
    // A sentence may well name a sum that is no longer charged: a person has to look.
    rule: 'fee-text-fits',
    severity: 'warning',
    places: ({ charged, text }) => (!charged && amount.test(text.zh) ? ['fee/text'] : []),
    sentence: {
      zh: '写明不收费的事项，收费说明里却有金额，请核对。',
      en: 'The item charges nothing, and the words on its fee name a sum. Check them.',
    },
  },
]

/** What is wrong with what an item charges, of the entry or of one authority's own fee. */
export const checkFee = (fee: Fee): Finding[] =>
  rules.flatMap(({ rule, severity, sentence, places }) => {
    const found = places(fee)
    return found.length === 0 ? [] : [{ rule, severity, element: 'fee', sentence, places: found }]
  })
