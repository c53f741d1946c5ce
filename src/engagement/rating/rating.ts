import { type Refusal, refuse, type Text } from '#base'
import { type OfficerRole, type Role, reaches, type Session, scopeCovers } from '#identity'

export type RatingOption = { code: string; text: Text }

const options = (level: number, lines: string): RatingOption[] =>
  lines.split('\n').map((line, index): RatingOption => {
    const [code = '', zh = '', en = ''] = line.trim().split('|')
    if (!code.startsWith(String(level))) throw new Error(`rating option ${index} of level ${level}`)
    return { code, text: { zh, en } }
  })

/** The national option list (好差评), active codes only. The words are the standard's and are not edited locally. */
export const ratingOptions: Readonly<Record<1 | 2 | 3 | 4 | 5, readonly RatingOption[]>> = {
  5: options(
    5,
    `510|一窗受理一次办结|Done at one counter, once
511|可以先受理后补材料|Accepted first, papers later
512|不用提交证明|No proofs needed
513|可以全程网上办理|All online
514|可以使用手机办理|By phone
515|可以就近办理|Close by
516|无需材料直接办理|No papers at all
517|服务热情效率高|Kind and quick`,
  ),
  4: options(
    4,
    `406|填写一张表单就可完成申报|One form was enough
407|在线提交材料窗口核验|Sent online, checked at the counter
408|一张清单告知全部申报材料|One list named every paper
409|用告知承诺减免申报材料|A commitment replaced papers
410|可以在线预约办理|Could be booked online
411|跑大厅一次办完|One visit
412|可以使用自助机办理|Self-service machine
413|服务态度较好|Good manner`,
  ),
  3: options(
    3,
    `307|一次性告知需要补正的材料|Told once what was missing
308|提供申报材料样本|Samples were given
309|在承诺的时间内办结|Done within the promise
310|办事指南指引准确|The guide was right
311|按办事指南要求的材料即可办理|The papers of the guide were enough
312|可以快递送达|Delivered by post
313|跑动次数与承诺的一致|As many visits as promised
314|服务态度一般|Ordinary manner`,
  ),
  2: options(
    2,
    `207|没有提供材料样本|No samples
208|没有提供材料清单|No list of papers
209|未在承诺时间内办结|Not done within the promise
210|同样内容的证明材料被要求多次提交|The same proof asked for again
211|承诺网办但无法在线办理|Promised online, but it was not
212|在线预约办理后到实体大厅重复取号排队|Booked, and queued again
213|窗口人员业务不熟练|Staff did not know the matter
214|服务态度生硬|Brusque manner`,
  ),
  1: options(
    1,
    `108|在办事指南之外增加新的审批条件|Conditions outside the guide
109|需提供办事指南之外的申报材料|Papers outside the guide
110|无理由超过法定办理时间|Past the legal limit without reason
111|办事指南提供样本有错|A wrong sample in the guide
112|承诺在线收取申报材料实际无法收取|Promised to take papers online, but did not
113|多头跑窗口和部门|Sent from counter to counter
114|跑动次数与承诺的不一致|More visits than promised
115|服务态度差效率低|Bad manner, slow`,
  ),
}

export const ratingLevels: Readonly<Record<1 | 2 | 3 | 4 | 5, Text>> = {
  5: { zh: '非常满意', en: 'Very satisfied' },
  4: { zh: '满意', en: 'Satisfied' },
  3: { zh: '基本满意', en: 'Fairly satisfied' },
  2: { zh: '不满意', en: 'Dissatisfied' },
  1: { zh: '非常不满意', en: 'Very dissatisfied' },
}

export type Level = 1 | 2 | 3 | 4 | 5
export const isLevel = (value: number): value is Level =>
  value === 1 || value === 2 || value === 3 || value === 4 || value === 5

/** How long an invitation is good for. */
export const invitationDays = 30

/** Checks a rating before it is kept: a level, and only options of that level. */
export function ratingFlaw(input: { level: number; options: readonly string[]; remark: string }): Refusal | null {
  if (!isLevel(input.level)) {
    return refuse('invalid', { zh: '请选择一个评价等级。', en: 'Choose one of the five grades.' }, [
      { pointer: '/level', sentence: { zh: '请选择一个评价等级。', en: 'Choose one of the five grades.' } },
    ])
  }
  const known = new Set(ratingOptions[input.level].map((option) => option.code))
  if (input.options.some((code) => !known.has(code))) {
    return refuse('invalid', {
      zh: '所选理由与评价等级不一致，请重新选择。',
      en: 'The chosen reasons belong to another grade. Choose again.',
    })
  }
  if (input.remark.length > 500)
    return refuse('invalid', { zh: '留言最多 500 字。', en: 'The remark takes at most 500 characters.' })
  return null
}

/** Which case is rated: who decides it, and for which item. */
type RatedCase = { authorityCode: string; authorityDivision: string; entryId: string }

const staff: readonly Role[] = ['counter-clerk', 'examiner', 'decider', 'supervisor']

/** Do these roles make somebody staff of what is rated? Then they do not rate it, not their own case either. */
export const isStaffOf = (
  roles: readonly OfficerRole[],
  { authorityCode, authorityDivision }: Omit<RatedCase, 'entryId'>,
): boolean => staff.some((role) => reaches(roles, role, { authorityCode, divisionCode: authorityDivision }))

/**
 * Is the invitation this session's? A person rates for themselves alone, never an agent for them, and never staff of the authority
 * that decided; for a firm whoever acts for it now under a mandate that covers the item.
 */
export function isInvited(
  { account, roles, mandate }: Session,
  invitation: RatedCase & { accountId: string },
): boolean {
  if (isStaffOf(roles, invitation)) return false
  if (invitation.accountId === account.accountId) return true
  return (
    mandate?.principalKind === 'legal' &&
    mandate.principalAccountId === invitation.accountId &&
    scopeCovers(mandate.scope, invitation.entryId)
  )
}
