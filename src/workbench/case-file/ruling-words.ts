import type { Text } from '#base'
import type { Ruling } from '#handling'
import { decisionName } from '../../management/process-definition/step-name.ts'
import { t } from '../text.ts'

type Spoken = Pick<Ruling, 'rules'>

/** A rule by its table and number. */
export function ruleName({ decision, rule }: Ruling['rules'][number]): Text {
  const { zh, en } = decisionName(decision)
  return { zh: `${zh}，规则 ${rule}`, en: `${en}, rule ${rule}` }
}

/**
 * The reason of a ruling in both languages. The reason itself stands in the decision and is Chinese; its English is what the rule
 * that concluded says to readers of English. Where nobody wrote that, it stays Chinese.
 */
export function reasonWords(reason: string, { rules }: Spoken): Text {
  const last = rules.at(-1)
  return { zh: reason, en: last === undefined || last.says.en === last.says.zh ? reason : last.says.en }
}

/** Why it was decided: a decision by rule gives the rule's reason, which has its English; what an officer wrote has not. */
export const decidedReason = (reason: string, ruling: Ruling | null): string =>
  ruling?.reason === reason ? t(reasonWords(reason, ruling)) : reason
