import type { Text } from '#base'
import type { EntryContent } from '../catalogue/catalogue-entry.ts'

/** 事项状态: 在用, 暂停, 取消. Derived from what the item says and the day, never set. */
export type ItemState = 'in-use' | 'paused' | 'cancelled'

type Lasting = Pick<EntryContent, 'name' | 'effectiveOn' | 'cancelOn' | 'paused'>

/** The state on a day, with the sentence that tells why nobody can apply; null while the item is in use. */
function standing(
  { name, effectiveOn, cancelOn, paused }: Lasting,
  today: Temporal.PlainDate,
): { state: ItemState; why: Text | null } {
  const day = today.toString()
  if (cancelOn !== undefined && cancelOn <= day)
    return {
      state: 'cancelled',
      why: {
        zh: `“${name.zh}”自 ${cancelOn} 起取消，不再受理。已经申请的照常办完。`,
        en: `“${name.en}” ended on ${cancelOn} and can no longer be applied for. Cases already submitted are finished as usual.`,
      },
    }
  if (effectiveOn !== undefined && effectiveOn > day)
    return {
      state: 'paused',
      why: {
        zh: `“${name.zh}”自 ${effectiveOn} 起施行，请到那天再申请。`,
        en: `“${name.en}” begins on ${effectiveOn}. Please apply from that day on.`,
      },
    }
  if (paused !== undefined)
    return {
      state: 'paused',
      why: {
        zh: `“${name.zh}”暂停办理：${paused.zh}`,
        en: `“${name.en}” is suspended: ${paused.en}`,
      },
    }
  return { state: 'in-use', why: null }
}

export const stateOf = (content: Lasting, today: Temporal.PlainDate): ItemState => standing(content, today).state

/** Why nobody can apply today, in a sentence; null while the item is in use. */
export const whyNotInUse = (content: Lasting, today: Temporal.PlainDate): Text | null => standing(content, today).why
