import { isRefusal, type Refusal, refuse, type Text } from '#base'
import { addWorkingDays, type Calendar, countWorkingDays } from '#standards'
import { isTellingOverdue } from '../correction/correction.ts'
import { gatheredRequests } from '../correction/correction-request.ts'
import { listApplicableMaterials, missingMaterials } from '../material/material.ts'
import { checkState, holdTask } from '../task/task.ts'
import { dueOn, type TimeLimit } from '../time-limit/time-limit.ts'
import type { CaseEvent, Deferred } from './case-event.ts'
import type { CaseFile } from './case-file.ts'
import { completeTask, type Moment, type Outcome, refused } from './progress.ts'

/** Deferred materials must come this many working days before the promised date, and within 20 in any case. */
const deferMargin = 2
const deferMost = 20

/**
 * Accepts the application (受理): the clock starts. Materials still missing may be deferred only where the published list
 * allows (容缺受理); originals that were to be brought must have been checked first.
 */
export function accept(caseFile: CaseFile, input: { deferred: number[] }, moment: Moment): Outcome {
  const wrongState = checkState(caseFile, 'accept')
  if (wrongState) return refused(wrongState)
  const held = holdTask(caseFile, ['acceptance'], moment)
  if (isRefusal(held)) return refused(held)
  const hindrance = hindranceOf(caseFile, input.deferred, moment)
  if (hindrance) return refused(hindrance)
  const done = completeTask(caseFile, held.task.token, 'accepted', moment, { isAccepted: true })
  if (isRefusal(done)) return refused(done)
  const deferred = input.deferred.map((no) => deferredOf(no, moment))
  return {
    events: [
      ...held.claimed,
      { type: 'accepted', data: { on: moment.today.toString(), deferred, by: 'officer' } },
      ...done,
    ],
  }
}

/** Why the application cannot be accepted with these papers deferred: everything necessary is here or told to the applicant. */
function hindranceOf(caseFile: CaseFile, deferred: readonly number[], moment: Moment): Refusal | null {
  const listed = listApplicableMaterials(moment.item, caseFile.answers)
  const missing = missingMaterials(moment.item, caseFile.answers, { materials: caseFile.materials, brought: [] })
  const notDeferrable = deferred.filter((no) => listed.find((material) => material.no === no)?.need !== 'deferrable')
  if (notDeferrable.length > 0)
    return notToFollow(notDeferrable, {
      zh: '所选材料不在容缺目录内，不能后补。',
      en: 'The chosen papers may not be deferred.',
    })
  const given = deferred.filter((no) => caseFile.materials.some((one) => one.materialNo === no))
  if (given.length > 0)
    return notToFollow(given, {
      zh: '所选材料已经交了，不用后补。',
      en: 'The chosen papers were handed in; nothing of them is owed.',
    })
  const still = missing.filter((material) => !deferred.includes(material.no))
  if (still.length > 0) {
    return refuse('conflict', {
      zh: `主要材料还不齐：${still.map((one) => one.name.zh).join('、')}。请核验原件、一次性告知补正，或按目录容缺受理。`,
      en: `Papers are missing: ${still.map((one) => one.name.en).join(', ')}. Check the originals, ask once for correction, or defer where the list allows.`,
    })
  }
  const untold = gatheredRequests(caseFile)
  if (untold.length > 0) {
    return refuse('conflict', {
      zh: `部门提出的补正还没有告知申请人：${untold.map((one) => one.what).join('、')}。请先一次性告知。`,
      en: `Departments found things missing that the applicant was not told: ${untold.map((one) => one.what).join(', ')}. Ask for correction first.`,
    })
  }
  return null
}

const notToFollow = (numbers: readonly number[], sentence: Text): Refusal =>
  refuse(
    'invalid',
    sentence,
    numbers.map((no) => ({
      pointer: `/deferred/${no}`,
      sentence: { zh: `材料 ${no} 不能后补。`, en: `Paper ${no} cannot follow later.` },
    })),
  )

function deferredOf(no: number, moment: Moment): Deferred {
  const { committed, materials } = moment.item.content
  const name = materials.find((material) => material.no === no)?.name.zh ?? ''
  return { materialNo: no, name, dueOn: deferredDueOn(committed, moment.today, moment.calendar).toString() }
}

/** By when a deferred paper is owed (容缺受理) of a case accepted on this day: counted back from the day that was promised, in whatever unit. */
export function deferredDueOn(
  committed: Omit<TimeLimit, 'kind'>,
  acceptedOn: Temporal.PlainDate,
  calendar: Calendar,
): Temporal.PlainDate {
  const promised = dueOn({ kind: 'committed', ...committed }, [{ type: 'accepted', on: acceptedOn }], calendar)
  const within = promised === null ? deferMost : countWorkingDays(calendar, acceptedOn, promised)
  return addWorkingDays(calendar, acceptedOn, Math.min(deferMost, Math.max(1, within - deferMargin)))
}

/**
 * Not told within five working days means accepted from the day of receipt (art. 32), whatever step the office's own route stands at:
 * an acceptance that is open is done by it, one that opens later is done as it opens. Done by the system, by law.
 */
export function acceptByLaw(caseFile: CaseFile, moment: Moment): Outcome {
  if (!isTellingOverdue(caseFile, moment)) return { events: [] }
  const accepted: CaseEvent = {
    type: 'accepted',
    data: { on: caseFile.receivedOn.toString(), deferred: [], by: 'law' },
  }
  const task = caseFile.tasks.find((one) => one.stage === 'acceptance')
  if (task === undefined) return { events: [accepted] }
  const done = completeTask(caseFile, task.token, 'accepted', moment, { isAccepted: true })
  if (isRefusal(done)) return refused(done)
  return { events: [accepted, ...done] }
}

/** 不予受理: with the reason, the legal basis and, when it is not this authority's matter, the right organ. */
export function decline(
  caseFile: CaseFile,
  input: { reason: string; basis: string; rightOrgan: string | null },
  moment: Moment,
): Outcome {
  const wrongState = checkState(caseFile, 'decline')
  if (wrongState) return refused(wrongState)
  const flaws = [
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
  if (flaws.length > 0)
    return refused(
      refuse('invalid', { zh: '不予受理须说明理由和依据。', en: 'Declining needs a reason and a legal basis.' }, flaws),
    )
  const held = holdTask(caseFile, ['acceptance'], moment)
  if (isRefusal(held)) return refused(held)
  const done = completeTask(caseFile, held.task.token, 'declined', moment)
  if (isRefusal(done)) return refused(done)
  return { events: [...held.claimed, { type: 'declined', data: { on: moment.today.toString(), ...input } }, ...done] }
}

/** A clerk or examiner has seen the original (B) or the issuer's record (A). Checking twice changes nothing. */
export function checkMaterial(
  caseFile: CaseFile,
  input: { materialNo: number; trust: 'A' | 'B'; note: string },
  moment: Moment,
): Outcome {
  const wrongState = checkState(caseFile, 'check-material')
  if (wrongState) return refused(wrongState)
  const stage = caseFile.state === 'accepted' ? ['examination'] : ['acceptance']
  const held = holdTask(caseFile, stage, moment)
  if (isRefusal(held)) return refused(held)
  const given = caseFile.materials.filter((one) => one.materialNo === input.materialNo)
  if (given.length === 0) {
    return refused(
      refuse('invalid', {
        zh: '这份材料还没有收到。请先扫描上传原件，再标记核验。',
        en: 'This paper has not been received. Scan the original first.',
      }),
    )
  }
  if (given.every((one) => one.trust === input.trust)) return { events: [] }
  return { events: [...held.claimed, { type: 'material-checked', data: input }] }
}
