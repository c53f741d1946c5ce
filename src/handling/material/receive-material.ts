import { isRefusal, refuse } from '#base'
import type { ServiceItem } from '#management'
import type { CorrectionRequest, HandedIn } from '../case-file/case-event.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { type Moment, type Outcome, refused } from '../case-file/progress.ts'
import { checkState, holdTask } from '../task/task.ts'
import { isAskedFor, listApplicableMaterials } from './material.ts'

/**
 * 收件: a clerk takes papers in at the counter, having seen the originals (grade B). What was to be brought, what a notice
 * asked for and what was deferred are received the same way. Papers outside the published list and the notice are refused:
 * what may not be asked for may not be collected either.
 */
export function receiveMaterial(
  caseFile: CaseFile,
  input: { materials: HandedIn[]; note: string },
  moment: Moment,
): Outcome {
  const wrongState = checkState(caseFile, 'receive-material')
  if (wrongState) return refused(wrongState)
  if (input.materials.length === 0) {
    return refused(refuse('invalid', { zh: '还没有扫描任何材料。', en: 'Nothing has been scanned yet.' }))
  }
  const wanted = listReceivable(caseFile, moment.item)
  const unasked = input.materials.filter((one) => !wanted.includes(one.materialNo))
  if (unasked.length > 0) {
    return refused(
      refuse(
        'invalid',
        {
          zh: '有材料不在本件的清单内，不能收取。',
          en: 'Some papers are not on this case’s list and may not be taken.',
        },
        unasked.map((one) => ({
          pointer: `/materials/${one.materialNo}`,
          sentence: { zh: `材料 ${one.materialNo} 不需要。`, en: `Paper ${one.materialNo} is not needed.` },
        })),
      ),
    )
  }
  const isBefore = caseFile.state === 'submitted' || caseFile.state === 'correcting'
  const held = isBefore ? holdTask(caseFile, ['acceptance'], moment) : { claimed: [] }
  if (isRefusal(held)) return refused(held)
  const { materials, note } = input
  const answersNotice = caseFile.state === 'correcting' && isAnswered(caseFile, materials)
  return {
    events: [
      ...held.claimed,
      { type: 'material-received', data: { materials, note } },
      // What was asked for is all here: the five working days to accept begin on this day.
      ...(answersNotice
        ? [
            {
              type: 'supplemented' as const,
              data: { receivedOn: moment.today.toString(), materials: [], form: null, note },
            },
          ]
        : []),
    ],
  }
}

/** What a clerk may take in now: before acceptance the list and the notice, afterwards only what is still owed. */
export const listReceivable = (
  caseFile: Pick<CaseFile, 'state' | 'answers' | 'correction' | 'deferred'>,
  item: Pick<ServiceItem, 'content' | 'tables'>,
): number[] =>
  caseFile.state === 'submitted' || caseFile.state === 'correcting'
    ? [
        ...listApplicableMaterials(item, caseFile.answers)
          .filter(isAskedFor)
          .map((one) => one.no),
        ...(caseFile.correction?.requests ?? []).flatMap((one) => one.materialNo ?? []),
      ]
    : caseFile.deferred.filter((one) => !one.supplied).map((one) => one.materialNo)

/** Papers taken in at the counter after the applicant was told. */
function receivedSinceNotice(caseFile: CaseFile): HandedIn[] {
  const told = caseFile.history.findLastIndex((event) => event.type === 'correction-requested')
  return caseFile.history
    .slice(told + 1)
    .flatMap((event) => (event.type === 'material-received' ? event.data.materials : []))
}

/** Papers on the notice that are neither handed in now nor were taken in at the counter since it was told. */
export function listLacking(caseFile: CaseFile, handedIn: readonly HandedIn[]): CorrectionRequest[] {
  const here = new Set([...receivedSinceNotice(caseFile), ...handedIn].map((one) => one.materialNo))
  const requests = caseFile.correction?.requests ?? []
  return requests.filter(({ materialNo }) => materialNo !== null && !here.has(materialNo))
}

/** Everything on the notice has a number and is here. A request in free words is answered by accepting. */
const isAnswered = (caseFile: CaseFile, handedIn: readonly HandedIn[]): boolean =>
  (caseFile.correction?.requests ?? []).every((request) => request.materialNo !== null) &&
  listLacking(caseFile, handedIn).length === 0
