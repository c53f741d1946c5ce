import type { Text } from '#base'
import { denialWord } from '../../management/catalogue/denial-word.ts'
import { stepName } from '../../management/process-definition/step-name.ts'
import type { CaseView } from '../api-contract.ts'
import { dayWords } from '../words.ts'

const nameOf = (task: CaseView['tasks'][number]): Text => ({ zh: task.authorityName, en: task.authorityNameEn })

/** Where the case stands, in a sentence before any diagram: what, by whom, by when, how long that is. */
export function stateSentence(caseFile: CaseView): Text {
  const task = caseFile.tasks[0]
  const departments = new Set(caseFile.tasks.map((one) => one.authorityName))
  const one = task ? nameOf(task) : { zh: caseFile.authority.name, en: caseFile.authority.nameEn }
  const who: Text =
    departments.size > 1
      ? { zh: `${one.zh}等 ${departments.size} 个部门同时`, en: `${one.en} and ${departments.size - 1} others at once` }
      : one
  switch (caseFile.state) {
    case 'submitted':
      return {
        zh: `等待受理，由${who.zh}办理；${dayWords(caseFile.receivedOn)}收到，五个工作日内不告知的，依法视为受理。`,
        en: `To be accepted by ${who.en}; received ${dayWords(caseFile.receivedOn)}. Unless told within five working days it counts as accepted.`,
      }
    case 'correcting':
      return correctingSentence(caseFile)
    case 'accepted':
      return acceptedSentence(caseFile, who)
    case 'granted':
      return task
        ? { zh: `已准予，还要${task.name}。`, en: `Granted; “${stepName(task.name).en}” is still to be done.` }
        : { zh: '已准予，办妥了。', en: 'Granted and done.' }
    case 'denied':
      return { zh: `已作出${denialWord(caseFile.item.itemCode).zh}的决定。`, en: 'Denied.' }
    case 'declined':
      return { zh: '不予受理，已告知申请人。', en: 'Declined; the applicant was told.' }
    case 'withdrawn':
      return { zh: '申请人已撤回。', en: 'Withdrawn by the applicant.' }
    case 'terminated':
      return { zh: '已终止办理。', en: 'Terminated.' }
    case 'revoked':
      return {
        zh: '自动作出的准予已撤销，已告知申请人。',
        en: 'What was granted by rule was revoked; the applicant was told.',
      }
  }
}

function correctingSentence(caseFile: CaseView): Text {
  const by = dayWords(caseFile.correction?.dueOn ?? '')
  return caseFile.history.some((event) => event.type === 'supply-overdue')
    ? {
        zh: `补正期限（${by}）已过，申请人没有补交：依法终止办理，或者联系申请人补交。`,
        en: `The applicant did not supply by ${by}: end the case by law, or ask them to supply.`,
      }
    : { zh: `已一次性告知，等申请人在 ${by}前补正。`, en: `The applicant was told once and has until ${by}.` }
}

function acceptedSentence(caseFile: CaseView, who: Text): Text {
  const clock = caseFile.clocks[0]
  const stage = caseFile.tasks[0]?.stage
  const doing =
    stage === 'decision' ? { zh: '等待决定', en: 'awaiting decision' } : { zh: '正在审查', en: 'being examined' }
  const others = caseFile.tasks.filter((one) => !caseFile.stoppedDepartments.includes(one.authorityName))
  if (clock?.state === 'stopped' && caseFile.stoppedDepartments.length > 0 && others.length > 0) {
    const whose = caseFile.stoppedDepartments.map((name) => {
      const task = caseFile.tasks.find((one) => one.authorityName === name)
      return task ? nameOf(task) : { zh: name, en: name }
    })
    return {
      zh: `${whose.map((one) => one.zh).join('、')}的特别程序进行中，该部门的时限和全件的总时限停止计时；其他部门照常办理，各自的时限照算。`,
      en: `A special procedure of ${whose.map((one) => one.en).join(', ')} is running: its own limit and that of the whole case stand; the other departments go on and their limits run.`,
    }
  }
  if (clock?.state === 'stopped')
    return {
      zh: `特别程序进行中，计时停止，由${who.zh}办理。`,
      en: `A special procedure is running; the clock stands. ${who.en}.`,
    }
  if (!clock?.dueOn) return { zh: `${doing.zh}，由${who.zh}办理。`, en: `It is ${doing.en} by ${who.en}.` }
  const left =
    clock.remaining < 0
      ? { zh: `已超期 ${-clock.remaining} 个工作日`, en: `overdue by ${-clock.remaining} working days` }
      : clock.remaining === 0
        ? { zh: '就是今天', en: 'that is today' }
        : { zh: `还有 ${clock.remaining} 个工作日`, en: `${clock.remaining} working days left` }
  return {
    zh: `${doing.zh}，由${who.zh}办理，应在 ${dayWords(clock.dueOn)}前办结，${left.zh}。`,
    en: `It is ${doing.en} by ${who.en}, due by ${dayWords(clock.dueOn)}; ${left.en}.`,
  }
}
