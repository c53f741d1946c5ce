import { type Flaw, isRefusal, refuse } from '#base'
import type { CaseFile } from '../case-file/case-file.ts'
import { completeTask, type Moment, type Outcome, refused } from '../case-file/progress.ts'
import { checkState, holdTask } from '../task/task.ts'
import { isStopped } from '../time-limit/special-procedure.ts'

const actorId = (moment: Moment): string => (moment.actor.kind === 'system' ? '' : moment.actor.accountId)

/** 审查: an opinion for the decider, in words. */
export function examine(caseFile: CaseFile, input: { supports: boolean; opinion: string }, moment: Moment): Outcome {
  const wrongState = checkState(caseFile, 'examine')
  if (wrongState) return refused(wrongState)
  if (input.opinion.trim().length < 2) {
    return refused(
      refuse('invalid', { zh: '请写明审查意见。', en: 'Write the opinion.' }, [
        { pointer: '/opinion', sentence: { zh: '请写明审查意见。', en: 'Write the opinion.' } },
      ]),
    )
  }
  const standing = clockStands(caseFile)
  if (standing) return standing
  const held = holdTask(caseFile, ['examination'], moment)
  if (isRefusal(held)) return refused(held)
  const done = completeTask(caseFile, held.task.token, input.supports ? 'supported' : 'not-supported', moment)
  if (isRefusal(done)) return refused(done)
  return { events: [...held.claimed, { type: 'examined', data: { element: held.task.element, ...input } }, ...done] }
}

/** A decision, and what takes one back, says why in plain words and names its article (Licensing Law art. 38). */
export const reasonFlaws = (input: { reason: string; basis: string }): Flaw[] => [
  ...(input.reason.trim().length < 5
    ? [
        {
          pointer: '/reason',
          sentence: {
            zh: '请用申请人看得懂的话写明理由（至少 5 个字）。',
            en: 'Give the reason in plain words (at least 5 characters).',
          },
        },
      ]
    : []),
  ...(input.basis.trim() === ''
    ? [{ pointer: '/basis', sentence: { zh: '请选择法律依据。', en: 'Choose the legal basis.' } }]
    : []),
]

/**
 * 决定: granted or denied, always with reason and legal basis. Whoever examined a case does not decide it; deferred
 * materials must have come before it can be granted.
 */
export function decide(
  caseFile: CaseFile,
  input: { outcome: 'granted' | 'denied'; reason: string; basis: string },
  moment: Moment,
): Outcome {
  const wrongState = checkState(caseFile, 'decide')
  if (wrongState) return refused(wrongState)
  if ([...caseFile.examinations, ...caseFile.opinions].some((one) => one.by === actorId(moment))) {
    return refused(
      refuse('not-allowed', {
        zh: '本件由您审查，须由另一位有决定权的同事决定。',
        en: 'You examined this case; a colleague with the power to decide must decide it.',
      }),
    )
  }
  const flaws = reasonFlaws(input)
  if (flaws.length > 0)
    return refused(
      refuse('invalid', { zh: '决定须写明理由和依据。', en: 'A decision needs a reason and a legal basis.' }, flaws),
    )
  const owed = caseFile.deferred.filter((one) => !one.supplied)
  if (input.outcome === 'granted' && owed.length > 0) {
    return refused(
      refuse('conflict', {
        zh: `容缺的材料还没有补齐：${owed.map((one) => one.name).join('、')}。`,
        en: `Deferred papers are still owed: ${owed.map((one) => one.name).join(', ')}.`,
      }),
    )
  }
  const standing = clockStands(caseFile)
  if (standing) return standing
  const held = holdTask(caseFile, ['decision'], moment)
  if (isRefusal(held)) return refused(held)
  const done = completeTask(caseFile, held.task.token, input.outcome, moment, { decided: input.outcome })
  if (isRefusal(done)) return refused(done)
  return { events: [...held.claimed, { type: 'decided', data: { ...input, on: moment.today.toString() } }, ...done] }
}

/** While a special procedure runs nothing is decided: its result is part of the reasons. */
function clockStands(caseFile: CaseFile): Outcome | null {
  if (!isStopped(caseFile.clock)) return null
  return refused(
    refuse('conflict', {
      zh: '特别程序尚未结束，计时停止中。请先恢复计时。',
      en: 'A special procedure is still running. Start the clock again first.',
    }),
  )
}

/**
 * 事后核查 of a case decided on a commitment, or 抽查 of one decided by rule. A finding against it takes nothing back by itself:
 * the route may lead it to a decider (outcome `unsound`).
 */
export function followUp(caseFile: CaseFile, input: { finding: string; sound: boolean }, moment: Moment): Outcome {
  const wrongState = checkState(caseFile, 'follow-up')
  if (wrongState) return refused(wrongState)
  if (input.finding.trim().length < 2) {
    const sentence = {
      zh: '请写明核查了什么、是否属实。',
      en: 'Write what was checked and whether it proved true.',
    }
    return refused(refuse('invalid', sentence, [{ pointer: '/finding', sentence }]))
  }
  const held = holdTask(caseFile, ['follow-up'], moment)
  if (isRefusal(held)) return refused(held)
  const done = completeTask(caseFile, held.task.token, input.sound ? 'checked' : 'unsound', moment)
  if (isRefusal(done)) return refused(done)
  return { events: [...held.claimed, { type: 'followed-up', data: input }, ...done] }
}

/** 送达: who received the result, and how. */
export function deliver(caseFile: CaseFile, input: { to: string }, moment: Moment): Outcome {
  const wrongState = checkState(caseFile, 'deliver')
  if (wrongState) return refused(wrongState)
  if (input.to.trim() === '') {
    return refused(
      refuse('invalid', { zh: '请填写签收人或快递单号。', en: 'Enter who received it, or the tracking number.' }, [
        {
          pointer: '/to',
          sentence: { zh: '请填写签收人或快递单号。', en: 'Enter who received it, or the tracking number.' },
        },
      ]),
    )
  }
  const held = holdTask(caseFile, ['delivery'], moment)
  if (isRefusal(held)) return refused(held)
  const done = completeTask(caseFile, held.task.token, 'delivered', moment)
  if (isRefusal(done)) return refused(done)
  return { events: [...held.claimed, { type: 'delivered', data: { how: caseFile.delivery, to: input.to } }, ...done] }
}
