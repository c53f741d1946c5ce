import { isRefusal, refuse } from '#base'
import type { CaseFile } from '../case-file/case-file.ts'
import { completeTask, type Moment, type Outcome, refused } from '../case-file/progress.ts'
import { checkState, holdTask } from '../task/task.ts'
import { stopOf } from './stop-of.ts'

/**
 * Ends a special procedure that the route prescribes (听证, 检验, 检测, 检疫, 鉴定, 专家评审, 招标, 拍卖, 公示): the clock that it stopped
 * starts again, and its result is told (Licensing Law art. 45).
 */
export function finishProcedure(caseFile: CaseFile, input: { result: string }, moment: Moment): Outcome {
  const wrongState = checkState(caseFile, 'finish-procedure')
  if (wrongState) return refused(wrongState)
  if (input.result.trim().length < 2) {
    const sentence = { zh: '请写明特别程序的结果。', en: 'Write the result of the special procedure.' }
    return refused(refuse('invalid', sentence, [{ pointer: '/result', sentence }]))
  }
  const held = holdTask(caseFile, ['procedure'], moment)
  if (isRefusal(held)) return refused(held)
  const { task } = held
  const stop = stopOf(caseFile.history, task.token)
  const done = completeTask(caseFile, task.token, 'finished', moment)
  if (isRefusal(done)) return refused(done)
  return {
    events: [
      ...held.claimed,
      {
        type: 'clock-started',
        data: {
          on: moment.today.toString(),
          result: input.result,
          ...(task.procedure === undefined ? {} : { procedure: task.procedure }),
          ...(stop?.authorityCode === undefined ? {} : { authorityCode: stop.authorityCode }),
          ...(stop === undefined ? {} : { noticeNo: stop.noticeNo }),
        },
      },
      ...done,
    ],
  }
}

/** Ends a step that the office drew itself (现场勘查, 缴费核对 …), with one of the outcomes that the route offers there. */
export function completeStep(caseFile: CaseFile, input: { outcome: string; note: string }, moment: Moment): Outcome {
  const wrongState = checkState(caseFile, 'complete-step')
  if (wrongState) return refused(wrongState)
  const held = holdTask(caseFile, ['step'], moment)
  if (isRefusal(held)) return refused(held)
  const { token, element, outcomes } = held.task
  if (outcomes !== undefined && !outcomes.includes(input.outcome)) {
    const sentence = {
      zh: `请从这一步的结果中选择：${outcomes.join('、')}。`,
      en: `Choose one of this step’s outcomes: ${outcomes.join(', ')}.`,
    }
    return refused(refuse('invalid', sentence, [{ pointer: '/outcome', sentence }]))
  }
  const done = completeTask(caseFile, token, input.outcome === '' ? 'done' : input.outcome, moment)
  if (isRefusal(done)) return refused(done)
  return { events: [...held.claimed, { type: 'step-done', data: { token, element, ...input } }, ...done] }
}
