import { type Flaw, isRefusal, type Refusal, refuse, type Text } from '#base'
import { initialState } from '#bpmn'
import {
  type Answers,
  checkForm,
  cleanAnswers,
  pruneValues,
  refOf,
  resolveScenario,
  type ServiceItem,
} from '#management'
import { checkCreditCode, checkResidentId } from '#standards'
import { listApplicableMaterials, missingMaterials } from '../material/material.ts'
import { askedFacts } from '../process/asked-facts.ts'
import { signalRun } from '../process/run.ts'
import { assessmentEvents } from './assess-submission.ts'
import type { Applicant, CaseEvent, Channel, Delivery, HandedIn } from './case-event.ts'
import type { Moment } from './progress.ts'

export type Submission = {
  applicant: Applicant
  channel: Channel
  divisionCode: string
  answers: Answers
  form: Record<string, unknown>
  materials: readonly HandedIn[]
  brought: readonly number[]
  delivery: Delivery
  /** For items handled by commitment (告知承诺): the declarant's name as typed. */
  commitment: { signedBy: string; text: string } | null
  declared: boolean
}

/** The most files one case may carry, and the most under one material. */
export const maxFiles = 60
export const maxFilesPerMaterial = 12

/** Everything that is wrong with a submission, all at once. */
export function submissionFlaws(submission: Submission, moment: Pick<Moment, 'item' | 'today'>): Flaw[] {
  const { content } = moment.item
  const answers = cleanAnswers(content.questions, submission.answers)
  const outcome = resolveScenario(content.questions, answers)
  const flaws: Flaw[] = []
  if (outcome.type === 'stopped') flaws.push({ pointer: `/answers/${outcome.question.id}`, sentence: outcome.why })
  if (outcome.type === 'unanswered') {
    flaws.push(
      ...outcome.questions.map(
        (question): Flaw => ({
          pointer: `/answers/${question.id}`,
          sentence: { zh: `请回答：${question.text.zh}`, en: `Answer: ${question.text.en}` },
        }),
      ),
    )
  }
  flaws.push(...applicantFlaws(submission.applicant, moment))
  flaws.push(...checkForm(content.form, content.questions, { answers, values: submission.form, today: moment.today }))
  flaws.push(...materialFlaws(submission, answers, moment), ...unlistedFlaws(submission.brought, content.materials))
  if (!content.delivery.includes(submission.delivery)) {
    flaws.push({
      pointer: '/delivery',
      sentence: {
        zh: '请选择本事项提供的领取方式。',
        en: 'Choose one of the ways in which this item’s result is delivered.',
      },
    })
  }
  if (!submission.declared) {
    flaws.push({
      pointer: '/declared',
      sentence: {
        zh: '提交前请勾选声明：所填内容和材料真实。',
        en: 'Tick the declaration that what you give is true.',
      },
    })
  }
  if (content.route === 'commitment' && submission.commitment?.signedBy !== submission.applicant.name) {
    flaws.push({
      pointer: '/commitment',
      sentence: {
        zh: `请在承诺书上填写申请人姓名“${submission.applicant.name}”。`,
        en: `Sign the commitment with the applicant’s name, “${submission.applicant.name}”.`,
      },
    })
  }
  return flaws
}

// What is promised is the authority's text, whatever a client sends for it.
const promised = '本人已知晓办理条件，承诺已经符合，并愿承担不实承诺的法律责任。'
const signedOnPaper = '窗口签署纸质承诺书'

function applicantFlaws(applicant: Applicant, moment: Pick<Moment, 'item'>): Flaw[] {
  const checked = applicant.kind === 'natural' ? checkResidentId(applicant.code) : checkCreditCode(applicant.code)
  const flaws: Flaw[] = checked.ok ? [] : [{ pointer: '/applicant/code', sentence: checked.reason }]
  const wrong = whyNotFor(moment.item, applicant.kind)
  if (wrong !== null) flaws.push({ pointer: '/applicant/kind', sentence: wrong })
  return flaws
}

/** Why a person, or a firm, cannot apply for an item; null where they can. */
export function whyNotFor({ content }: Pick<ServiceItem, 'content'>, kind: Applicant['kind']): Text | null {
  if (content.subjects.includes(kind)) return null
  return kind === 'natural'
    ? {
        zh: '本事项只能由企业或其他单位申请。请先选择您代表的单位。',
        en: 'Only firms and other bodies can apply for this. Choose the one you act for.',
      }
    : {
        zh: '本事项只能由个人申请。替单位办事的，请先在“我的”里回到为自己办。',
        en: 'Only persons can apply for this. If you act for a firm, go to “Mine” and act for yourself first.',
      }
}

/** Papers said to be brought that the list does not have at all; what the answers make unnecessary may be brought all the same. */
export const unlistedFlaws = (brought: readonly number[], listed: readonly { no: number }[]): Flaw[] =>
  brought.flatMap((no, at) =>
    listed.some((one) => one.no === no)
      ? []
      : [
          {
            pointer: `/brought/${at}`,
            sentence: { zh: `材料清单里没有第 ${no} 号材料。`, en: `The list of papers has no number ${no}.` },
          },
        ],
  )

function materialFlaws(submission: Submission, answers: Answers, moment: Pick<Moment, 'item'>): Flaw[] {
  const listed = new Set(listApplicableMaterials(moment.item, answers).map((material) => material.no))
  const missing = missingMaterials(moment.item, answers, submission)
  const flaws = missing.map(
    (material): Flaw => ({
      pointer: `/materials/${material.no}`,
      sentence: {
        zh: `请上传${material.name.zh}，或选择“带原件到窗口”。`,
        en: `Upload this paper or choose to bring it to the counter: ${material.name.en}.`,
      },
    }),
  )
  const counts = Map.groupBy(submission.materials, (one) => one.materialNo)
  for (const [no, files] of counts) {
    if (!listed.has(no))
      flaws.push({
        pointer: `/materials/${no}`,
        sentence: {
          zh: '按您的情况不需要这份材料，请移除。',
          en: 'In your situation this paper is not needed. Remove it.',
        },
      })
    if (files.length > maxFilesPerMaterial) {
      flaws.push({
        pointer: `/materials/${no}`,
        sentence: {
          zh: `一份材料最多 ${maxFilesPerMaterial} 个文件，请合并后再传。`,
          en: `At most ${maxFilesPerMaterial} files for one paper. Combine them.`,
        },
      })
    }
  }
  if (submission.materials.length > maxFiles) {
    flaws.push({
      pointer: '/materials',
      sentence: {
        zh: `一次申请最多 ${maxFiles} 个文件，请合并后再传。`,
        en: `At most ${maxFiles} files in one application. Combine some.`,
      },
    })
  }
  return flaws
}

/** The case as it begins: what was said and handed in, under the revision of the item that was published then. */
function submittedFrom(
  submission: Submission,
  route: { key: string; version: number },
  { item, today }: Pick<Moment, 'item' | 'today'>,
): Extract<CaseEvent, { type: 'submitted' }> {
  const answers = cleanAnswers(item.content.questions, submission.answers)
  return {
    type: 'submitted',
    data: {
      item: refOf(item),
      itemCode: item.itemCode,
      itemName: item.content.name.zh,
      divisionCode: submission.divisionCode,
      route,
      applicant: submission.applicant,
      channel: submission.channel,
      answers,
      form: pruneValues(item.content.form, answers, submission.form),
      materials: [...submission.materials],
      brought: [...submission.brought],
      delivery: submission.delivery,
      commitment: submission.commitment && {
        signedBy: submission.commitment.signedBy,
        text: submission.channel === 'counter' ? signedOnPaper : promised,
      },
      receivedOn: today.toString(),
    },
  }
}

/** The first move: checks everything and starts the published route. `caseNo` is not known yet; the route does not need it. */
export function submit(
  submission: Submission,
  route: { key: string; version: number },
  moment: Moment,
): CaseEvent[] | Refusal {
  const flaws = submissionFlaws(submission, moment)
  if (flaws.length > 0) {
    return refuse(
      'invalid',
      {
        zh: `还有 ${flaws.length} 处需要修改，您填的内容都还在。`,
        en: `${flaws.length} things need attention. Nothing you entered is lost.`,
      },
      flaws,
    )
  }
  const begun = submittedFrom(submission, route, moment)
  const { questions } = moment.item.content
  const asked = askedFacts(moment.graph, begun.data, questions, moment.today)
  const start = { type: 'start', variables: { delivery: submission.delivery, ...asked } } as const
  const facts = {
    caseNo: '',
    resultName: '',
    decided: null,
    stops: 0,
    noticeOf: () => undefined,
    ruling: null,
    isAccepted: false,
    isClosed: false,
    basis: '',
  } as const
  const run = signalRun(initialState(), start, { graph: moment.graph, moment, facts })
  return isRefusal(run) ? run : [begun, ...assessmentEvents(submission, moment), ...run]
}
