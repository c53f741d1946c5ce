import { expect, test } from 'vitest'
import { compileDecisions } from '#bpmn'
import { keepDefinitionDraft } from '#management'
import type { RuleCase } from '../../../test/helpers/rule-cases.ts'
import { openRuleDesk } from '../../../test/helpers/rule-desk.ts'
import type { AssessmentReport } from './assessment-report.ts'
import { replayAssessments } from './replay-assessments.ts'
import { readReplay, startReplay } from './run-replay.ts'

// What a draft of the table of identity cards would have asked of three people, and what of it they would have paid.
const desk = await openRuleDesk()
const { handling, city, apply, publishTable } = desk
const key = 'identity-card'
const renewal: RuleCase = {
  entryId: 'S0010',
  applicant: 'person',
  atCounter: true,
  clear: () => ({ reason: 'damaged', holder: 'adult', place: 'local' }),
  doubtful: { with: () => ({}), because: '' },
}
const damaged = await apply(renewal)
const expired = await apply(renewal, { reason: 'expired' })
const child = await apply(renewal, { holder: 'minor' })

async function replay(change: (xml: string) => string): Promise<AssessmentReport> {
  const draft = change(city().getDecisions(key).xml)
  const compilation = await compileDecisions(draft)
  if ('problems' in compilation) throw new Error(JSON.stringify(compilation.problems))
  return replayAssessments(handling, key, compilation.decisions, async () => {})
}

test('the same rules say the same of every application', async () => {
  expect(await replay((xml) => xml)).toEqual({ cases: 3, same: 3, undecided: 0, others: 0, changes: [] })
})

test('who would have paid more is counted, with what they paid and what it would have been', async () => {
  const report = await replay((xml) => xml.replace(/(<outputEntry id="fee-r2-o1">\s*<text>)40/, '$145.5'))
  expect(report).toEqual({
    ...{ cases: 3, same: 1, undecided: 0, others: 0 },
    changes: [
      {
        use: 'fee',
        change: { zh: '40 元 → 45.5 元', en: '40 yuan → 45.5 yuan' },
        cases: 2,
        samples: [damaged.caseNo, child.caseNo].toSorted(),
      },
    ],
  })
})

test('of whom another paper would have been asked, and of whom one less, is told by the papers’ names', async () => {
  const more = await replay((xml) =>
    xml.replace(/(<inputEntry id="papers-r2-c1">\s*<text>)"changed"/, '$1"changed","expired"'),
  )
  expect(more).toMatchObject({ cases: 3, same: 2 })
  expect(more.changes).toMatchObject([
    { use: 'papers', cases: 1, samples: [expired.caseNo], change: { zh: expect.stringMatching(/^多要：/) } },
  ])
  const less = await replay((xml) => xml.replace(/(<inputEntry id="papers-r1-c1">\s*<text>)-/, '$1"changed"'))
  expect(less.changes[0]).toMatchObject({ use: 'papers', change: { zh: expect.stringMatching(/^不再要：/) } })
})

test('an application is compared with the version that was asked then, not with the newest', async () => {
  await publishTable(
    key,
    city()
      .getDecisions(key)
      .xml.replace(/(<outputEntry id="fee-r2-o1">\s*<text>)40/, '$145'),
  )
  expect((await replay((xml) => xml)).changes).toMatchObject([{ change: { zh: '40 元 → 45 元' }, cases: 2 }])
})

test('the gate of a table goes through the applications too, and counts them on its way', async () => {
  const { xml } = city().getDecisions(key)
  const actor = { kind: 'officer' as const, accountId: desk.citizen.account.accountId, name: '编辑', authorityCode: '' }
  const act = { cityCode: '4108', kind: 'decision' as const, key, at: handling.clock(), actor }
  const kept = await keepDefinitionDraft(handling.db, act, { title: { zh: '换领', en: 'Renewal' }, xml, basedOn: null })
  if (kept === false) throw new Error('the draft was not kept')
  const begun = await startReplay(handling, { kind: 'decision', key, digest: kept.digest, startedBy: '编辑' })
  if ('refused' in begun) throw new Error(begun.sentence.zh)
  await begun.finished
  expect(await readReplay(handling, begun.replayId)).toMatchObject({
    ...{ state: 'done', total: 3, replayed: 3 },
    report: { cases: 0, assessed: { cases: 3, changes: [{ use: 'fee', cases: 2 }] } },
  })
})
