import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isRefusal, type Refusal } from '#base'
import type { Session } from '#identity'
import { anOfficer } from '../../../test/helpers/people.ts'
import { openRuleDesk, ruleCase } from '../../../test/helpers/rule-desk.ts'
import type { Act } from '../case-file/act.ts'
import type { Delivery } from '../case-file/case-event.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { makeCaseTally } from '../case-file/case-numbers-store.ts'
import { drawOf, isSampled } from '../process/sample.ts'
import { listActs } from '../task/list-acts.ts'
import { listInbox } from '../task/task-store.ts'

// 抽查 and 撤销: what a table granted is checked afterwards, and taken back where it does not stand.

const desk = await openRuleDesk()
const { db, time, county, itemOf, must, act, citizen, apply, open, decideAll, officersOf, submitNew } = desk
const pension = ruleCase('S0075')
const item = itemOf(pension.entryId)
const { examiner, decider, clerk } = await officersOf(item)
const sentence = (value: CaseFile | Refusal): string => (isRefusal(value) ? value.sentence.zh : value.state)
const typesOf = (caseFile: CaseFile): string[] => caseFile.history.map((event) => event.type)
const movesFor = (caseFile: CaseFile, session: Session): string[] =>
  listActs(caseFile, { session, item, authorityDivision: item.authority.divisionCode, canRun: true }).moves
const steps = (caseFile: CaseFile): string[] => caseFile.tasks.map((task) => task.name)
const inboxOf = async (session: Session): Promise<string[]> => {
  const page = { holder: 'all' as const, text: '', accountId: session.account.accountId, limit: 500, after: null }
  return (await listInbox(db, '4108', session.roles, page)).rows.map((row) => row.caseNo)
}
const overturn: Act = {
  move: 'overturn',
  reason: '申请人当时已参加职工养老保险，不符合条件',
  basis: '《中华人民共和国行政许可法》第六十九条',
}

/** A case that was granted by rule, drawn for a later check or not. Case numbers cannot be chosen, so people apply until one falls so. */
async function granted(drawn: boolean, delivery: Delivery = 'online'): Promise<CaseFile> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const { caseId, caseNo } = await apply(pension, {}, citizen, delivery)
    await decideAll()
    if (isSampled(caseNo, item.content.sampling ?? 0) === drawn) return open(caseId)
  }
  throw new Error('no case fell as wanted')
}

describe('a share of what tables grant is checked later', () => {
  test('the draw follows from the case number alone, so that anybody can recompute it', () => {
    // printf 410802021120260302000001 | sha256sum | cut -c1-8  →  bc78fd4e
    expect(drawOf('410802021120260302000001')).toBe(0xbc78fd4e / 2 ** 32)
    const draws = Array.from({ length: 2000 }, (_, at) => drawOf(`4108020211202603020${String(at).padStart(5, '0')}`))
    const share = draws.filter((draw) => draw < 0.05).length / draws.length
    expect(share).toBeGreaterThan(0.03)
    expect(share).toBeLessThan(0.07)
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true)
    expect(isSampled('410802021120260302000001', 0)).toBe(false)
    expect(isSampled('410802021120260302000001', 1)).toBe(true)
  })

  test('a case that was drawn says so, and waits for an examiner of the deciding authority; others are over', async () => {
    const drawn = await granted(true)
    expect(drawn.state).toBe('granted')
    expect(drawn.history.find((event) => event.type === 'sampled')?.data).toEqual({
      share: 0.05,
      draw: drawOf(drawn.caseNo),
    })
    expect(drawn.tasks.map((task) => [task.name, task.role, task.stage, task.authorityCode])).toEqual([
      ['事后抽查', 'examiner', 'follow-up', item.authority.creditCode],
    ])
    expect(await inboxOf(examiner)).toContain(drawn.caseNo)
    const other = await granted(false)
    expect(typesOf(other)).not.toContain('sampled')
    expect(other.tasks).toEqual([])
    expect(other.run.status).not.toBe('running')
  })

  test('the check does not keep the result from whoever collects it', async () => {
    const drawn = await granted(true, 'counter')
    expect(steps(drawn).toSorted()).toEqual(['事后抽查', '送达'])
    const handed = must(await act(clerk, drawn.caseId, { move: 'deliver', to: '本人' }))
    expect(steps(handed)).toEqual(['事后抽查'])
  })

  test('a check that finds nothing ends there', async () => {
    const drawn = await granted(true)
    const done = must(
      await act(examiner, drawn.caseId, { move: 'follow-up', finding: '与参保库核对一致', sound: true }),
    )
    expect(done.state).toBe('granted')
    expect(done.tasks).toEqual([])
    expect(done.run.status).not.toBe('running')
  })

  test('a check that finds something takes nothing back by itself: it goes to a decider, who upholds or overturns', async () => {
    const finding: Act = { move: 'follow-up', finding: '参保库显示已有职工养老保险', sound: false }
    const drawn = await granted(true)
    const found = must(await act(examiner, drawn.caseId, finding))
    expect(found.state).toBe('granted')
    expect(found.tasks.map((task) => [task.name, task.role])).toEqual([['复核自动决定', 'decider']])
    expect(await inboxOf(decider)).toContain(drawn.caseNo)
    expect(movesFor(found, decider).toSorted()).toEqual(['complete-step', 'overturn'])
    expect(sentence(await act(decider, drawn.caseId, { move: 'complete-step', outcome: '别的', note: '' }))).toContain(
      '维持原决定',
    )
    const upheld = must(
      await act(decider, drawn.caseId, { move: 'complete-step', outcome: '维持原决定', note: '职工保险已于上月终止' }),
    )
    expect(upheld.state).toBe('granted')
    expect(upheld.tasks).toEqual([])
    const second = await granted(true)
    must(await act(examiner, second.caseId, finding))
    const revoked = must(await act(decider, second.caseId, overturn))
    expect(revoked.state).toBe('revoked')
    expect(revoked.tasks).toEqual([])
    expect(await inboxOf(decider)).not.toContain(second.caseNo)
  })
})

describe('a decider of the deciding authority overturns what a table granted', () => {
  test('with reason and legal basis; open steps end, and what was decided stays in the record', async () => {
    time.goTo('2026-03-03')
    const before = await granted(false, 'counter')
    time.forward({ hours: 24 })
    expect(movesFor(before, decider)).toContain('overturn')
    const revoked = must(await act(decider, before.caseId, overturn, randomUUID(), before.version))
    expect(revoked.state).toBe('revoked')
    expect(revoked.overturned).toMatchObject({
      byName: '负责人（演示）',
      basis: overturn.basis,
      reason: overturn.reason,
    })
    expect(revoked.decision).toEqual(before.decision)
    expect(revoked.result).toEqual(before.result)
    expect(revoked.closedAt).toEqual(before.closedAt)
    expect(revoked.tasks).toEqual([])
    expect(typesOf(revoked).slice(-3).toSorted()).toEqual(['overturned', 'run-advanced', 'task-cancelled'])
    expect(movesFor(revoked, decider)).toEqual([])
    expect(movesFor(revoked, clerk)).toEqual([])
  })

  test('once: the same request again gives the same answer, another is refused', async () => {
    const { caseId } = await granted(false)
    const key = randomUUID()
    const first = must(await act(decider, caseId, overturn, key))
    const again = must(await act(decider, caseId, overturn, key))
    expect(again.version).toBe(first.version)
    expect(sentence(await act(decider, caseId, overturn))).toContain('已经撤销')
    const both = await granted(false)
    const results = await Promise.all([1, 2, 3].map(() => act(decider, both.caseId, overturn, null, both.version)))
    expect(results.filter((one) => !isRefusal(one))).toHaveLength(1)
    expect(typesOf(await open(both.caseId)).filter((type) => type === 'overturned')).toHaveLength(1)
  })

  test('not without a reason in words or a legal basis', async () => {
    const { caseId } = await granted(false)
    const refused = await act(decider, caseId, { move: 'overturn', reason: '错', basis: ' ' })
    expect(isRefusal(refused) && refused.flaws.map((flaw) => flaw.pointer)).toEqual(['/reason', '/basis'])
    expect((await open(caseId)).state).toBe('granted')
  })

  test('not by anybody else: another authority’s decider, an examiner, a clerk, the applicant, or a decider who is the applicant', async () => {
    const before = await granted(true)
    const elsewhere = { divisionCode: county, authorityCode: desk.place.authorityCode }
    const stranger = await anOfficer(db, '别家负责人（演示）', [{ role: 'decider', ...elsewhere }])
    const next = await anOfficer(db, '邻区负责人（演示）', [
      { role: 'decider', divisionCode: '410803000000', authorityCode: item.authority.creditCode },
    ])
    const self: Session = { ...decider, account: { ...decider.account, accountId: citizen.account.accountId } }
    for (const who of [stranger, next]) {
      expect(sentence(await act(who, before.caseId, overturn))).toContain('没有这个办件')
      expect(await inboxOf(who)).not.toContain(before.caseNo)
    }
    for (const who of [examiner, clerk, citizen, self]) {
      expect(movesFor(before, who)).not.toContain('overturn')
      expect(sentence(await act(who, before.caseId, overturn))).toContain('不能办理这一步')
    }
    expect((await open(before.caseId)).state).toBe('granted')
  })

  test('not what an officer decided, and not before anything was decided', async () => {
    const { caseId } = must(await submitNew())
    expect(sentence(await act(desk.decider, caseId, overturn))).toContain('不能再这样办理')
    const doubtful = await apply(pension, pension.doubtful.with(Temporal.PlainDate.from('2026-03-04')))
    await decideAll()
    must(await act(clerk, doubtful.caseId, { move: 'accept', deferred: [] }))
    const basis = item.content.legalBasis[0] ?? ''
    const reason = '原养老保险已经终止，准予参保'
    const byHand = must(await act(clerk, doubtful.caseId, { move: 'decide', outcome: 'granted', reason, basis }))
    expect(movesFor(byHand, decider)).not.toContain('overturn')
    expect(sentence(await act(decider, doubtful.caseId, overturn))).toContain('不是系统按规则决定的')
  })

  test('the case still counts as one that was handled', async () => {
    const before = await makeCaseTally(db, '4108', 'Asia/Shanghai')(time.clock())
    const { caseId } = await granted(false)
    const between = await makeCaseTally(db, '4108', 'Asia/Shanghai')(time.clock())
    must(await act(decider, caseId, overturn))
    const after = await makeCaseTally(db, '4108', 'Asia/Shanghai')(time.clock())
    expect(between.handled).toBeGreaterThan(before.handled)
    expect(after).toEqual(between)
  })
})
