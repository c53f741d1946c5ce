import { dateIn, type Flaw, isRefusal, type Refusal, refuse } from '#base'
import { findAccountByResidentId, keepWalkIn, reaches } from '#identity'
import { checkResidentId } from '#standards'
import type { Handling } from './make-move.ts'
import { cannotBegin, type SubmitInput, submitCaseFile, type WalkedIn } from './submit-case-file.ts'

/** Who stands at the counter: the applicant, or who hands in for them, with the card that was looked at. */
export type WalkIn = {
  kind: 'natural' | 'legal'
  /** The person's name, or the firm's. */
  name: string
  /** Resident identity number, or credit code. */
  code: string
  mobile: string
  /** Who hands it in: for a firm its 经办人; for a person a 委托代理人 (Licensing Law art. 29), null when they come themselves. */
  handler: { name: string; residentIdNo: string } | null
  /** Material numbers whose originals the clerk has seen: kept as grade B. */
  originals: readonly number[]
}

/**
 * 窗口收件: a clerk enters an application for somebody at the counter. The same rules as online, and the case belongs to the
 * applicant, who follows it under their own account from then on. Only clerks whose counter takes this authority's items.
 */
export async function receiveApplication(
  handling: Handling,
  input: Omit<SubmitInput, 'channel' | 'draftId' | 'walkIn'> & { applicant: WalkIn },
): Promise<{ caseId: string; caseNo: string } | Refusal> {
  const { session, item, applicant } = input
  const place = { divisionCode: item.authority.divisionCode, authorityCode: item.authority.creditCode }
  if (session.account.kind !== 'officer' || !reaches(session.roles, 'counter-clerk', place)) {
    return refuse('not-allowed', {
      zh: '您的窗口不收这个部门的事项，请引导到对应窗口。',
      en: 'Your counter does not take this authority’s items. Show the way to the right one.',
    })
  }
  const walkIn = await keepApplicant(handling, applicant)
  // Nobody is asked to complete an application that cannot be taken in.
  if (isRefusal(walkIn))
    return cannotBegin(handling.city(), item, dateIn(handling.city().zone, handling.clock())) ?? walkIn
  return submitCaseFile(handling, { ...input, channel: 'counter', draftId: null, walkIn })
}

/** Gives whoever stands at the counter the account that what they hand in belongs to, once what was said of them is whole. */
export async function keepApplicant(handling: Handling, applicant: WalkIn): Promise<WalkedIn | Refusal> {
  const person =
    applicant.kind === 'natural' ? { name: applicant.name, residentIdNo: applicant.code } : applicant.handler
  const flaws = walkInFlaws(applicant)
  if (person === null || flaws.length > 0)
    return refuse('invalid', { zh: '请补全申请人信息。', en: 'Complete the applicant’s particulars.' }, flaws)
  const account = await keepWalkIn(handling.db, { ...person, mobile: applicant.mobile, at: handling.clock() })
  if (account === false) return otherName(applicant.kind === 'natural' ? '/applicant/name' : '/applicant/handler')
  const { kind, name, code, mobile, originals } = applicant
  const handler = handlerOf(applicant)
  // A person's case is theirs, whoever hands it in; of who does no account is made.
  const known = handler && (await findAccountByResidentId(handling.db, handler.residentIdNo))
  if (handler && known && known.name !== handler.name) return otherName('/applicant/handler')
  const whole = { kind, name, code, mobile, accountId: account.accountId, ...(handler ? { handler } : {}) }
  return { applicant: whole, originals }
}

/** Who hands it in for somebody else; a person who comes themselves needs nobody. */
const handlerOf = ({ kind, code, handler }: WalkIn): WalkIn['handler'] =>
  kind === 'natural' && handler?.residentIdNo === code ? null : handler

const otherName = (pointer: string): Refusal =>
  refuse('invalid', { zh: '姓名和证件号码对不上。', en: 'Name and identity number do not match.' }, [
    {
      pointer,
      sentence: {
        zh: '这个证件号码登记的是另一个姓名，请对照身份证再核对一次。',
        en: 'This identity number is registered under another name. Look at the card again.',
      },
    },
  ])

function walkInFlaws(applicant: WalkIn): Flaw[] {
  const flaws: Flaw[] = []
  const say = (pointer: string, zh: string, en: string) => flaws.push({ pointer, sentence: { zh, en } })
  if (applicant.name.trim() === '') say('/applicant/name', '请填写申请人名称。', 'Enter the applicant’s name.')
  if (!/^1\d{10}$/.test(applicant.mobile))
    say('/applicant/mobile', '请填写 11 位手机号。', 'Enter an 11-digit mobile number.')
  const handler = handlerOf(applicant)
  if (applicant.kind === 'natural') {
    const checked = checkResidentId(applicant.code)
    if (!checked.ok) flaws.push({ pointer: '/applicant/code', sentence: checked.reason })
    if (handler === null) return flaws
  }
  if (handler === null || handler.name.trim() === '')
    say('/applicant/handler', '请填写经办人姓名和身份证号。', 'Enter who hands it in.')
  else {
    const checked = checkResidentId(handler.residentIdNo)
    if (!checked.ok) flaws.push({ pointer: '/applicant/handler', sentence: checked.reason })
  }
  return flaws
}
