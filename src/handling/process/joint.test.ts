import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { isRefusal, type Refusal, sql } from '#base'
import { asAnswered, keepCalendarDays, listCalendarDays, loadCity } from '#management'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import { anOfficer } from '../../../test/helpers/people.ts'
import { openAsReader } from '../access/open-as-reader.ts'
import type { Act } from '../case-file/act.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { recountDueDates } from '../case-file/recount-due-dates.ts'
import { submitCaseFile } from '../case-file/submit-case-file.ts'
import { listApplicableMaterials } from '../material/material.ts'
import { listInbox, searchCases } from '../task/task-store.ts'
import { statutoryLimit, taskDueOn } from '../time-limit/special-procedure.ts'
import { dueOn, extensionDays } from '../time-limit/time-limit.ts'

const { db, time, handling, loaded, county, itemOf, citizen, must, act, open, fireAll } = await openCaseDesk()

const clerk = await anOfficer(db, '牵头窗口（演示）', [
  { role: 'counter-clerk', divisionCode: county, authorityCode: null },
])
const departments = [
  '自然资源和规划局',
  '发展和改革委员会',
  '水利局',
  '生态环境局',
  '林业局',
  '文化广电和旅游局',
  '应急管理局',
]
const codeOf = (kind: string): string => loaded.authorities.findAt(kind, county)?.creditCode ?? ''
const examiners = new Map(
  await Promise.all(
    departments.map(
      async (kind) =>
        [
          kind,
          await anOfficer(db, `${kind}（演示）`, [
            { role: 'examiner', divisionCode: county, authorityCode: codeOf(kind) },
          ]),
        ] as const,
    ),
  ),
)
const examinerOf = (kind: string) => {
  const found = examiners.get(kind)
  if (found === undefined) throw new Error(`nobody of ${kind}`)
  return found
}
const head = await anOfficer(db, '牵头负责人（演示）', [
  { role: 'decider', divisionCode: county, authorityCode: codeOf('自然资源和规划局') },
])
const answers = { together: 'together' }
const item = itemOf('S0144')
const papers = listApplicableMaterials(item, answers).filter((one) => one.kind !== 'form' && one.heldBy === null)

const submitJoint = (key = randomUUID()) =>
  submitCaseFile(handling, {
    session: citizen,
    item,
    divisionCode: county,
    channel: 'online',
    answers,
    form: {
      firmName: '焦作市好味道餐饮有限公司（演示）',
      creditCode: '91410800MA0000007L',
      legalRepresentative: '王（演示）',
      mobile: '13800000000',
      address: '焦东路 1 号',
      projectName: '演示产业园一期',
      projectCode: '2603-410802-04-01-000001',
      siteAddress: '焦东路 1 号',
      landArea: 20000,
      floorArea: 30000,
      investment: 5000,
    },
    materials: [],
    brought: papers.map((one) => one.no),
    delivery: 'online',
    commitment: null,
    declared: true,
    key,
    draftId: null,
  })

const sentence = (value: CaseFile | Refusal) => (isRefusal(value) ? value.sentence.zh : 'done')
const nothingMissing: Act = { move: 'propose-correction', requests: [] }
const takeIn = (caseId: string) =>
  act(clerk, caseId, {
    move: 'receive-material',
    materials: papers.map((one) => ({
      materialNo: one.no,
      position: 1,
      name: `${one.name.zh}.pdf`,
      digest: 'b'.repeat(64),
      mediaType: 'application/pdf',
      size: 1000,
      trust: 'B',
    })),
    note: '',
  })

/** A case that has passed every department's first look and was accepted. */
async function accepted(): Promise<string> {
  const { caseId } = must(await submitJoint())
  for (const kind of departments) must(await act(examinerOf(kind), caseId, nothingMissing))
  must(await takeIn(caseId))
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  return caseId
}

test('one submission reaches seven departments at once, each in its own work list and nobody else’s', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitJoint())
  const opened = await open(caseId)
  expect(opened.route.key).toBe('joint-land')
  expect(opened.tasks.map((task) => task.stage)).toEqual(Array(7).fill('precheck'))
  expect(new Set(opened.tasks.map((task) => task.authorityCode)).size).toBe(7)
  for (const kind of departments) {
    const page = await listInbox(db, '4108', examinerOf(kind).roles, {
      holder: 'all',
      accountId: examinerOf(kind).account.accountId,
      text: null,
      after: null,
      limit: 50,
    })
    const own = page.rows.filter((row) => row.caseId === caseId)
    expect(own.map((row) => row.authorityCode)).toEqual([codeOf(kind)])
    // Each finds it by its number too, though another authority decides it.
    const byNumber = { text: opened.caseNo, state: null, before: null, limit: 5 }
    const found = await searchCases(db, '4108', examinerOf(kind).roles, byNumber)
    expect(found.rows.map((row) => row.caseId)).toEqual([caseId])
  }
})

test('what five departments miss is told to the applicant in one notice, and once', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitJoint())
  const lacking = (materialNo: number, reason: string): Act => ({
    move: 'propose-correction',
    requests: [{ materialNo, what: '材料', reason, basis: null }],
  })
  must(await act(examinerOf('水利局'), caseId, lacking(8, '缺少防治责任范围图')))
  must(await act(examinerOf('生态环境局'), caseId, lacking(7, '缺少公众参与说明')))
  must(await act(examinerOf('林业局'), caseId, lacking(8, '未说明占用林地')))
  expect(sentence(await act(examinerOf('林业局'), caseId, lacking(8, '再说一次')))).not.toBe('done')
  for (const kind of ['自然资源和规划局', '发展和改革委员会', '文化广电和旅游局', '应急管理局'])
    must(await act(examinerOf(kind), caseId, nothingMissing))
  must(await takeIn(caseId))
  expect(sentence(await act(clerk, caseId, { move: 'accept', deferred: [] }))).toContain('还没有告知申请人')
  const told = must(await act(clerk, caseId, { move: 'request-correction', requests: [] }))
  expect(told.correction?.requests.map((one) => [one.materialNo, one.reason])).toEqual([
    [8, '缺少防治责任范围图；未说明占用林地'],
    [7, '缺少公众参与说明'],
  ])
  must(await act(citizen, caseId, { move: 'supplement', materials: [], form: null, note: '已补' }))
  expect(must(await act(clerk, caseId, { move: 'accept', deferred: [] })).state).toBe('accepted')
})

test('a department that says nothing for three working days holds nobody up', async () => {
  time.goTo('2026-03-05')
  const { caseId } = must(await submitJoint())
  for (const kind of departments.slice(1)) must(await act(examinerOf(kind), caseId, nothingMissing))
  time.goTo('2026-03-10')
  await fireAll()
  expect((await open(caseId)).tasks.map((task) => task.stage)).toEqual(['precheck'])
  time.goTo('2026-03-11')
  await fireAll()
  expect((await open(caseId)).tasks.map((task) => task.stage)).toEqual(['acceptance'])
})

test('after acceptance all work at once; only who needs experts stops its own clock, and the joint limit is 45 days and 15 more', async () => {
  time.goTo('2026-03-02')
  const caseId = await accepted()
  const running = await open(caseId)
  expect(running.tasks.map((task) => task.stage).toSorted()).toEqual([
    'consult',
    'consult',
    'opinion',
    'opinion',
    'opinion',
    'opinion',
    'procedure',
  ])
  const limit = statutoryLimit(asAnswered(item, answers))
  expect(limit).toMatchObject({ value: 45, unit: 'working-day' })
  expect(extensionDays(limit)).toBe(15)
  const stop = running.clock.find((event) => event.type === 'clock-stopped')
  expect(stop).toMatchObject({ procedure: 'expert-review', authorityCode: codeOf('生态环境局'), expectedDays: 15 })

  // Others are not held up by it, and their limits run.
  const water = running.tasks.find((task) => task.authorityCode === codeOf('水利局'))
  if (water === undefined) throw new Error('no task')
  expect(taskDueOn(water, running.clock, loaded.calendar)?.toString()).toBe('2026-03-12')
  must(await act(examinerOf('水利局'), caseId, { move: 'give-opinion', supports: true, opinion: '水土保持方案可行' }))
  expect(
    sentence(await act(examinerOf('水利局'), caseId, { move: 'give-opinion', supports: false, opinion: '改主意' })),
  ).not.toBe('done')

  // The experts take until 12 March; those days count neither for the environment nor for the whole.
  time.goTo('2026-03-12')
  const before = dueOn(limit, [{ type: 'accepted', on: Temporal.PlainDate.from('2026-03-02') }], loaded.calendar)
  const reviewed = must(
    await act(examinerOf('生态环境局'), caseId, { move: 'finish-procedure', result: '专家评审意见：通过' }),
  )
  const after = dueOn(limit, reviewed.clock, loaded.calendar)
  expect(before && after && before.until(after).days).toBeGreaterThan(0)
  expect(reviewed.tasks.find((task) => task.authorityCode === codeOf('生态环境局'))?.stage).toBe('opinion')
})

test('silence of a consulted department counts as agreement; the lead countersigns, the head decides, and none of the examiners may', async () => {
  time.goTo('2026-03-02')
  const caseId = await accepted()
  const own = ['自然资源和规划局', '发展和改革委员会', '水利局', '林业局']
  for (const kind of own)
    must(await act(examinerOf(kind), caseId, { move: 'give-opinion', supports: true, opinion: `${kind}同意` }))
  must(
    await act(examinerOf('文化广电和旅游局'), caseId, { move: 'give-opinion', supports: true, opinion: '不涉及文物' }),
  )
  time.goTo('2026-03-10')
  await fireAll()
  const silent = await open(caseId)
  expect(
    silent.history.some((event) => event.type === 'timer-fired' && event.data.element === 'consult-emergency-over'),
  ).toBe(true)
  must(await act(examinerOf('生态环境局'), caseId, { move: 'finish-procedure', result: '专家评审意见：通过' }))
  const last = must(
    await act(examinerOf('生态环境局'), caseId, { move: 'give-opinion', supports: true, opinion: '环评可行' }),
  )
  expect(last.tasks.map((task) => task.stage)).toEqual(['countersign'])
  // Everybody who worked on it reads everybody's opinion, and none extends the limit of the whole.
  for (const kind of departments) {
    const read = await openAsReader(handling, examinerOf(kind), last.caseNo)
    expect(read?.opinions.map((one) => one.opinion)).toEqual(last.opinions.map((one) => one.opinion))
    const extended = await act(examinerOf(kind), caseId, { move: 'extend', days: 1, basis: '', reason: '' })
    expect(sentence(extended)).toContain('岗位')
  }
  const elsewhere = await anOfficer(db, '邻区水利（演示）', [
    { role: 'examiner', divisionCode: '410803000000', authorityCode: null },
  ])
  expect(await openAsReader(handling, elsewhere, last.caseNo)).toBeUndefined()
  must(await act(examinerOf('自然资源和规划局'), caseId, { move: 'give-opinion', supports: true, opinion: '会签同意' }))
  const granted = must(
    await act(head, caseId, {
      move: 'decide',
      outcome: 'granted',
      reason: '各部门一致同意',
      basis: '城乡规划法第三十七条',
    }),
  )
  expect(granted.state).toBe('granted')
  expect(granted.opinions.map((one) => one.stage)).toEqual([
    'opinion',
    'opinion',
    'opinion',
    'opinion',
    'consult',
    'opinion',
    'countersign',
  ])
  expect(granted.run.status).toBe('ended')
})

test('alone, the same item goes its ordinary way', async () => {
  expect(asAnswered(item, { together: 'alone' }).content.route).toBe('standard')
  expect(statutoryLimit(asAnswered(item, { together: 'alone' })).value).toBe(20)
})

test.each(['S0144', 'S0145', 'S0158', 'S0171'])(
  'the stage of %s sends its papers to at least six departments of the county',
  async (entryId) => {
    const stage = asAnswered(itemOf(entryId), answers)
    const { graph } = loaded.getDefinition(stage.content.route)
    const named = new Set(graph.properties.map((one) => one['department']).filter((one) => one !== undefined))
    for (const kind of named) expect(loaded.authorities.findAt(kind, county), kind).toBeDefined()
    expect(named.size + 1).toBeGreaterThanOrEqual(6)
  },
)

test('when a year’s holidays become known, the days of open steps are counted anew', async () => {
  time.goTo('2026-03-02')
  const caseId = await accepted()
  const days = async (): Promise<string[]> =>
    (
      await sql<{
        due_on: string
      }>`select due_on from tasks where case_id = ${caseId}::uuid and state = 'open' and due_on is not null
        order by token`.execute(db)
    ).rows.map((row) => row.due_on)
  const before = await days()
  expect(before.length).toBeGreaterThan(3)
  const holidays = ['2026-03-05', '2026-03-06'].map((date) => ({
    ...{ date, kind: 'holiday' as const, name: '试验假', status: 'final' as const },
  }))
  const known = (await listCalendarDays(db)).filter((day) => String(day.date).startsWith('2026'))
  await keepCalendarDays(db, [...known, ...holidays])
  const city = await loadCity(db, '4108', 'Asia/Shanghai')
  expect(await recountDueDates(db, city, time.clock())).toBeGreaterThan(0)
  const after = await days()
  expect(after).toHaveLength(before.length)
  for (const [at, day] of after.entries()) expect(day > (before[at] ?? '')).toBe(true)
  expect(await recountDueDates(db, city, time.clock())).toBe(0)
})
