import { expect, test } from 'vitest'
import { sql } from '#base'
import { compileDecisions } from '#bpmn'
import { openRuleDesk, ruleCase } from '../../../test/helpers/rule-desk.ts'
import { replayRulings } from './replay-rulings.ts'
import type { RuleReport } from './rule-report.ts'

// What a draft of the pension table would have said of three people: one who was registered, a student, one with another pension.
const desk = await openRuleDesk()
const { db, handling, city, citizen, apply, open, decideAll, time, publishTable } = desk
const pension = ruleCase('S0075')
const key = 'resident-pension'

const registered = await apply(pension)
const student = await apply(pension, { student: true })
const insured = await apply(pension, { otherPension: true })
const other = await apply(ruleCase('S0129'))
await decideAll()

async function replay(draft: (xml: string) => string): Promise<RuleReport> {
  const compilation = await compileDecisions(draft(city().getDecisions(key).xml))
  if ('problems' in compilation) throw new Error(JSON.stringify(compilation.problems))
  return replayRulings(handling, key, compilation.decisions, async () => {})
}
const nothing = { 'to-doubtful': 0, 'to-granted': 0, outputs: 0, rules: 0, undecided: 0 }
const changed = ({ samples }: RuleReport): [string, string][] => samples.map((one) => [one.caseNo, one.change])
const same = (xml: string): string => xml

test('the same rules say the same of every case that they decided, and of no other', async () => {
  expect((await open(registered.caseId)).state).toBe('granted')
  expect((await open(other.caseId)).state).toBe('granted')
  expect(await replay(same)).toEqual({ cases: 3, same: 3, changes: nothing, undecided: [], samples: [] })
})

test('who was granted and would be doubtful is named, with both outcomes and rules', async () => {
  const report = await replay((xml) =>
    xml.replace(/(<inputEntry id="outcome-r1-c2">\s*<text>)\[16\.\.59\]/, '$1[40..59]'),
  )
  expect(report).toMatchObject({ cases: 3, same: 2, changes: { ...nothing, 'to-doubtful': 1 } })
  expect(report.samples).toMatchObject([
    {
      ...{ caseNo: registered.caseNo, change: 'to-doubtful', why: null },
      before: { outcome: 'granted', rules: [{ decision: '申请人身份' }, { decision: '参保结论', rule: 1 }] },
      after: { outcome: 'doubtful', reason: '情况不在自动审批的范围内，由工作人员办理。' },
    },
  ])
  expect(report.samples[0]?.after?.rules.at(-1)).toMatchObject({ decision: '参保结论', rule: 0 })
})

test('who was doubtful and would be granted is named', async () => {
  const report = await replay((xml) =>
    xml.replace(/(<outputEntry id="outcome-r5-o1">\s*<text>)"doubtful"/, '$1"granted"'),
  )
  expect(changed(report)).toEqual([[insured.caseNo, 'to-granted']])
})

test('another sentence in the decision is told, and so are other rules with the same result', async () => {
  const worded = await replay((xml) => xml.replace('准予参保登记。', '予以参保登记。'))
  expect(changed(worded)).toEqual([[registered.caseNo, 'outputs']])
  const rule = /<rule id="outcome-rule1">[\s\S]*?<\/rule>/
  const split = await replay((xml) => {
    const [text = ''] = rule.exec(xml) ?? []
    const young = text.replace('[16..59]', '[16..30]')
    const older = text.replaceAll('id="outcome-r', 'id="outcome-more-r').replace('[16..59]', '[31..59]')
    return xml.replace(rule, `${young}${older}`)
  })
  expect(changed(split)).toEqual([[registered.caseNo, 'rules']])
})

test('a rule put in above the others gives them new numbers, which changes nothing for anybody', async () => {
  const report = await replay((xml) => {
    const [text = ''] = /<rule id="outcome-rule2">[\s\S]*?<\/rule>/.exec(xml) ?? []
    const first = text.replaceAll('id="outcome-r', 'id="outcome-new-r').replace('&lt; 16', '&lt; 10')
    return xml.replace('<rule id="outcome-rule1">', `${first}<rule id="outcome-rule1">`).replace('&lt; 16', '[10..15]')
  })
  expect(report).toMatchObject({ cases: 3, same: 3 })
})

test('a fact that the old rules did not look at is taken from the case as it was then', async () => {
  const report = await replay((xml) => xml.replaceAll('applicantAge', 'givenPapers'))
  expect(changed(report).toSorted()).toEqual(
    [
      [registered.caseNo, 'to-doubtful'],
      [student.caseNo, 'outputs'],
      [insured.caseNo, 'outputs'],
    ].toSorted(),
  )
})

test('what was not asked of people when they applied cannot be decided again, and the report says what it was', async () => {
  const report = await replay((xml) => xml.replaceAll('"student"', '"disabled"').replaceAll('>student<', '>disabled<'))
  expect(report).toMatchObject({ cases: 3, same: 0, changes: { ...nothing, undecided: 3 } })
  expect(report.undecided).toMatchObject([{ cases: 3, why: { zh: '草稿要问“disabled”，办件申请时没有这一项' } }])
  expect(report.samples[0]).toMatchObject({ change: 'undecided', after: null, before: { outcome: 'granted' } })
})

test('whom the identity provider vouched for then counts as vouched for, whatever it says today', async () => {
  await sql`update accounts set name = '改名（演示）' where account_id = ${citizen.account.accountId}::uuid`.execute(db)
  time.forward({ hours: 24 * 365 })
  expect(await replay(same)).toMatchObject({ cases: 3, same: 3 })
  await sql`update accounts set name = ${citizen.account.name} where account_id = ${citizen.account.accountId}::uuid`.execute(
    db,
  )
})

test('a case is compared with the version that decided it, not with the newest', async () => {
  await publishTable(key, city().getDecisions(key).xml.replace('准予参保登记。', '予以参保登记。'))
  expect(city().getDecisions(key).version).toBe(2)
  const report = await replay(same)
  expect(report).toMatchObject({ cases: 3, same: 2 })
  expect(report.samples).toMatchObject([
    {
      ...{ caseNo: registered.caseNo, change: 'outputs' },
      before: { reason: expect.stringContaining('，准予参保登记。') },
      after: { reason: expect.stringContaining('，予以参保登记。') },
    },
  ])
})

const tamper = (caseId: string, data: ReturnType<typeof sql>) =>
  sql`update events set data = ${data} where type = 'ruled' and stream_id = ${caseId}`.execute(db)

test('a ruling from before this was kept is read from the columns of its table; where it is not there, the case is left out', async () => {
  await tamper(student.caseId, sql`data - 'vouched'`)
  expect(await replay(same)).toMatchObject({ cases: 3, same: 2, changes: { ...nothing, outputs: 1 } })
  await tamper(student.caseId, sql`data #- '{inputs,身份与实名信息一致}'`)
  const report = await replay(same)
  expect(report).toMatchObject({ same: 1, changes: { ...nothing, outputs: 1, undecided: 1 } })
  expect(report.undecided[0]?.why.zh).toContain('当时没有记下“identityMatches”')
})

test('a record on which the old version does not say again what it said is no ground for a comparison', async () => {
  await tamper(insured.caseId, sql`jsonb_set(data, '{reason}', '"另一句话"')`)
  const report = await replay(same)
  expect(report.changes).toMatchObject({ outputs: 1, undecided: 2 })
  expect(report.undecided.map((one) => one.why.zh).join()).toContain('得不到当时的结论')
})
