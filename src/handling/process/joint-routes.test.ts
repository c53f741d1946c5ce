import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Session } from '#identity'
import { asAnswered } from '#management'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { anOfficer } from '../../../test/helpers/people.ts'
import { fillIn } from '../../../test/helpers/rule-cases.ts'
import type { Act } from '../case-file/act.ts'
import type { Task } from '../case-file/case-file.ts'
import { submitCaseFile } from '../case-file/submit-case-file.ts'
import { listApplicableMaterials } from '../material/material.ts'
import { isStopped } from '../time-limit/special-procedure.ts'

const { db, time, handling, loaded, county, itemOf, citizen, must, act, open } = await openCaseDesk()
const today = Temporal.PlainDate.from('2026-03-02')

/** Somebody with this role at this authority, the same each time. */
const officers = new Map<string, Promise<Session>>()
function officerOf({
  role,
  authorityCode,
  divisionCode,
}: Pick<Task, 'role' | 'authorityCode' | 'divisionCode'>): Promise<Session> {
  const key = `${role} ${authorityCode}`
  const known =
    officers.get(key) ??
    anOfficer(db, `${role} ${officers.size}（演示）`, [{ role, divisionCode, authorityCode } as never])
  officers.set(key, known)
  return known
}

const basis = '《中华人民共和国行政许可法》第三十八条'
/** What an officer does at a step of this stage when nothing stands against the project. */
const acts: Readonly<Record<string, Act>> = {
  precheck: { move: 'propose-correction', requests: [] },
  acceptance: { move: 'accept', deferred: [] },
  opinion: { move: 'give-opinion', supports: true, opinion: '同意，无其他意见' },
  consult: { move: 'give-opinion', supports: true, opinion: '无意见' },
  countersign: { move: 'give-opinion', supports: true, opinion: '会签同意' },
  procedure: { move: 'finish-procedure', result: '程序已有结果，符合要求' },
  decision: { move: 'decide', outcome: 'granted', reason: '各部门均同意，符合规定条件', basis },
  delivery: { move: 'deliver', to: '本人' },
  examination: { move: 'examine', supports: true, opinion: '符合条件' },
}

test.each([
  ['S0144', 'joint-land'],
  ['S0145', 'joint-works-plan'],
  ['S0158', 'joint-construction'],
  ['S0171', 'joint-completion'],
])(
  'an investment project goes all the way through %s (%s): every department, its procedure, one decision',
  async (entryId, route) => {
    time.goTo('2026-03-02')
    const item = itemOf(entryId)
    const { answers, form } = fillIn(item, { together: 'together' }, today)
    const papers = listApplicableMaterials(asAnswered(item, answers), answers).filter(
      (one) => one.kind !== 'form' && one.heldBy === null,
    )
    const submitted = must(
      await submitCaseFile(handling, {
        ...{ session: citizen, item, divisionCode: county, channel: 'online', answers, form, materials: [] },
        ...{
          brought: papers.map((one) => one.no),
          delivery: 'counter',
          commitment: null,
          declared: true,
          key: randomUUID(),
          draftId: null,
        },
      }),
    )
    let caseFile = await open(submitted.caseId)
    expect(caseFile.route.key).toBe(route)
    const departments = new Set<string>()
    const paper = { digest: 'b'.repeat(64), mediaType: 'application/pdf', size: 1000, trust: 'B', position: 1 } as const
    let stopped = 0
    for (let step = 0; step < 60 && caseFile.tasks.length > 0; step += 1) {
      const [task] = caseFile.tasks.toSorted(
        (a, b) => Number(a.stage === 'acceptance') - Number(b.stage === 'acceptance'),
      )
      if (task === undefined) break
      departments.add(task.authorityCode)
      const officer = await officerOf(task)
      if (task.stage === 'acceptance' && caseFile.brought.length > 0) {
        const materials = papers.map((one) => ({ ...paper, materialNo: one.no, name: `${one.name.zh}.pdf` }))
        must(await act(officer, submitted.caseId, { move: 'receive-material', materials, note: '' }))
      }
      const done = acts[task.stage]
      if (done === undefined) throw new Error(`nobody knows what to do at ${task.element} (${task.stage})`)
      if (isStopped(caseFile.clock)) stopped += 1
      // Departments whose own clock stands give their opinion when their procedure has its result.
      const first = caseFile.tasks.find((one) => one.stage === 'procedure')
      const now = first !== undefined && first.authorityCode === task.authorityCode ? first : task
      caseFile = must(await act(await officerOf(now), submitted.caseId, acts[now.stage] ?? done))
    }
    expect(caseFile.tasks).toEqual([])
    expect(caseFile.state).toBe('granted')
    expect(caseFile.closedAt).not.toBeNull()
    expect(departments.size).toBeGreaterThanOrEqual(6)
    expect(stopped).toBeGreaterThan(0)
    expect(caseFile.opinions.length).toBeGreaterThanOrEqual(5)
    expect(loaded.authorities.get(caseFile.item.authorityCode).divisionCode).toBe(county)
  },
)
