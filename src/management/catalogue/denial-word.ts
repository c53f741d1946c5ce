import type { Text } from '#base'

// What a decision against the applicant is called, by the item type in its code (for licences: Licensing Law art. 38).
const words: Readonly<Record<string, string>> = { '01': '不予许可', '05': '不予给付', '07': '不予确认' }

/** 事项类型: two digits of the basic code, which follows authority and level in an implementation code (31 or 33 characters). */
const typeIn = (itemCode: string): string => itemCode.slice(21, 23)

/**
 * 不予许可 of a licence, 不予给付 of a benefit, 不予确认 of an entry in a register; 不予办理 of whatever else is applied for. The browser
 * shares this file.
 */
export const denialWord = (itemCode: string): Text => ({ zh: words[typeIn(itemCode)] ?? '不予办理', en: 'Denied' })
