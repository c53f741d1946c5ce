import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { compileDecisions, type Decisions, decide } from '#bpmn'
import { listDecidedItems, listItemTables } from '../../../test/helpers/rule-cases.ts'
import type { Fact } from './facts-of-case.ts'

// The tables that are shipped, row by row: what they grant, and what they leave to a person and why.

const seeds = new URL('../../../seeds/', import.meta.url)
const used = listDecidedItems(fileURLToPath(seeds))
// Tables that items name for something else are tried where those are asked.
const assessing = new Set(listItemTables(fileURLToPath(seeds)).map((one) => one.key))
const keys = readdirSync(new URL('decisions/', seeds))
  .map((file) => file.replace(/\.dmn$/, ''))
  .filter((key) => !assessing.has(key))

type Facts = Record<string, Fact>
type Row = [sentence: string, facts: Facts, outcome: 'granted' | 'doubtful', because?: string]

const person: Facts = { identityMatches: true, byAgent: false, mandateCovers: true, today: '2026-03-02' }
const firm: Facts = { identityMatches: true, byAgent: true, mandateCovers: true, today: '2026-03-02' }
/** Who applies, the same in every table; `agent` says what becomes of an application by an agent. */
const whoApplies = (agent: 'granted' | 'doubtful'): Row[] => [
  ['an agent under a valid mandate applies', { byAgent: true }, agent],
  ['the identity does not match what is vouched for', { identityMatches: false }, 'doubtful'],
  ['the mandate has ended or covers another item', { byAgent: true, mandateCovers: false }, 'doubtful'],
]
const whoActsForAFirm: Row[] = [
  ['nobody gave the agent a mandate', { identityMatches: false, mandateCovers: false, byAgent: false }, 'doubtful'],
  ['the mandate has ended', { mandateCovers: false }, 'doubtful'],
  ['somebody without a mandate applies', { byAgent: false }, 'doubtful'],
]

/** Each table: facts that are granted, and what changes when some of them are otherwise. */
const tables: Record<string, { granted: Facts; rows: Row[] }> = {
  'residence-endorsement': {
    granted: { ...person, expiresOn: '2026-03-20', addressChanged: false, missingPapers: 0, uncheckedPapers: 0 },
    rows: [
      ...whoApplies('doubtful'),
      ['it ends today', { expiresOn: '2026-03-02' }, 'granted'],
      ['it ends in 31 days', { expiresOn: '2026-04-02' }, 'granted'],
      ['it ends in 32 days', { expiresOn: '2026-04-03' }, 'doubtful', '还没到签注的时候'],
      ['it ended yesterday', { expiresOn: '2026-03-01' }, 'doubtful', '已经过期'],
      ['the holder has moved', { addressChanged: true }, 'doubtful', '住址有变化'],
      ['a paper is missing', { missingPapers: 1 }, 'doubtful', '材料还不齐'],
      ['an original was not checked', { uncheckedPapers: 1 }, 'doubtful', '原件还没有核对'],
    ],
  },
  'marriage-record': {
    granted: { ...person, whose: 'own', registeredAt: 'here', usedFor: 'house' },
    rows: [
      ...whoApplies('doubtful'),
      ['for an inheritance', { usedFor: 'inheritance' }, 'granted'],
      ['for something else', { usedFor: 'other' }, 'granted'],
      ['for a lawsuit', { usedFor: 'lawsuit' }, 'doubtful', '立案材料'],
      ['about somebody else', { whose: 'other' }, 'doubtful', '他人的婚姻档案'],
      ['registered elsewhere', { registeredAt: 'elsewhere' }, 'doubtful', '不在本机关'],
      ['an answer that the table does not know', { whose: 'ancestors' }, 'doubtful', '不在自动审批的范围内'],
    ],
  },
  'firm-insurance': {
    granted: { ...firm, establishedOn: '2026-02-20', employees: 12, dispatch: false },
    rows: [
      ...whoActsForAFirm,
      ['founded thirty days ago', { establishedOn: '2026-01-31' }, 'granted'],
      ['founded thirty-one days ago', { establishedOn: '2026-01-30' }, 'doubtful', '超过三十日'],
      ['founded tomorrow', { establishedOn: '2026-03-03' }, 'doubtful', '晚于今天'],
      ['500 employees', { employees: 500 }, 'granted'],
      ['501 employees', { employees: 501 }, 'doubtful', '职工人数较多'],
      ['no employees at all', { employees: 0 }, 'doubtful', '不在自动审批的范围内'],
      ['a labour dispatch firm', { dispatch: true }, 'doubtful', '派遣许可'],
    ],
  },
  'employee-enrolment': {
    granted: { ...firm, employeeIdNoAge: 30, hiredOn: '2026-03-01', wage: 4000, contractKind: 'fixed' },
    rows: [
      ...whoActsForAFirm,
      ['an open-ended contract', { contractKind: 'open' }, 'granted'],
      ['labour dispatch', { contractKind: 'dispatch' }, 'doubtful'],
      ['sixteen years old', { employeeIdNoAge: 16 }, 'granted'],
      ['fifteen years old', { employeeIdNoAge: 15 }, 'doubtful'],
      ['fifty years old', { employeeIdNoAge: 50 }, 'doubtful'],
      ['hired thirty-one days ago', { hiredOn: '2026-01-30' }, 'doubtful'],
      ['hired tomorrow', { hiredOn: '2026-03-03' }, 'doubtful'],
      ['a wage of 1,999 yuan', { wage: 1999 }, 'doubtful'],
      ['a wage of 50,001 yuan', { wage: 50_001 }, 'doubtful'],
    ],
  },
  'flexible-pension': {
    granted: { ...person, applicantAge: 35, before: 'never', startMonth: '2026-04-01', workSince: '2025-06-01' },
    rows: [
      ...whoApplies('granted'),
      ['paid here before', { before: 'here' }, 'granted'],
      ['paid elsewhere before', { before: 'other' }, 'doubtful', '关系转移'],
      ['fifteen years old', { applicantAge: 15 }, 'doubtful', '未满十六周岁'],
      ['forty-nine years old', { applicantAge: 49 }, 'granted'],
      ['fifty years old', { applicantAge: 50 }, 'doubtful', '退休年龄'],
      ['to begin in 91 days', { startMonth: '2026-06-01' }, 'doubtful', '日期太远'],
      ['work that begins tomorrow', { workSince: '2026-03-03' }, 'doubtful', '在今天之后'],
      ['an answer that the table does not know', { before: 'abroad' }, 'doubtful', '不在自动审批的范围内'],
    ],
  },
  'resident-pension': {
    granted: { ...person, applicantAge: 40, student: false, otherPension: false },
    rows: [
      ...whoApplies('granted'),
      ['sixteen years old', { applicantAge: 16 }, 'granted'],
      ['fifteen years old', { applicantAge: 15 }, 'doubtful', '未满十六周岁'],
      ['sixty years old', { applicantAge: 60 }, 'doubtful', '年满六十周岁'],
      ['a student', { student: true }, 'doubtful', '在校学生'],
      ['with another pension', { otherPension: true }, 'doubtful', '重复参保'],
    ],
  },
  unemployment: {
    granted: { ...person, applicantAge: 35, canWork: true, seeksWork: true, endedOn: '2026-02-01', why: 'expired' },
    rows: [
      ...whoApplies('granted'),
      ['dismissed', { why: 'dismissed' }, 'granted'],
      ['the firm closed', { why: 'closed' }, 'doubtful', '单位关闭'],
      ['fifteen years old', { applicantAge: 15 }, 'doubtful', '未满十六周岁'],
      ['fifty-five years old', { applicantAge: 55 }, 'doubtful', '退休年龄'],
      ['unable to work', { canWork: false }, 'doubtful', '劳动能力'],
      ['not looking for work', { seeksWork: false }, 'doubtful', '就业要求'],
      ['still at work until tomorrow', { endedOn: '2026-03-03' }, 'doubtful', '还在工作'],
      ['out of work for more than three years', { endedOn: '2023-03-02' }, 'doubtful', '超过三年'],
      ['two objections at once', { canWork: false, why: 'closed' }, 'doubtful', '劳动能力'],
      ['an answer that the table does not know', { why: 'other' }, 'doubtful', '不在自动审批的范围内'],
    ],
  },
  employment: {
    granted: { ...person, applicantKind: 'natural', startedOn: '2026-02-01', kind: 'employed', hours: 40 },
    rows: [
      ...whoApplies('granted'),
      ['forty-four hours a week', { hours: 44 }, 'granted'],
      ['forty-five hours a week for an employer', { hours: 45 }, 'doubtful', '四十四小时'],
      ['sixty hours a week for oneself', { hours: 60, kind: 'self' }, 'granted'],
      ['begun tomorrow', { startedOn: '2026-03-03' }, 'doubtful', '在今天之后'],
      ['begun more than a year ago', { startedOn: '2025-03-01' }, 'doubtful', '超过一年'],
      ['a firm registers its employees', { applicantKind: 'legal' }, 'doubtful', '核对名册'],
      ['a kind of work that the table does not know', { kind: 'volunteer' }, 'doubtful', '不在自动审批的范围内'],
    ],
  },
  'flexible-medical': {
    granted: { ...person, applicantAge: 35, scheme: 'none', employed: false },
    rows: [
      ...whoApplies('granted'),
      ['fifty-nine years old', { applicantAge: 59 }, 'granted'],
      ['sixty years old', { applicantAge: 60 }, 'doubtful', '核实'],
      ['fifteen years old', { applicantAge: 15 }, 'doubtful', '核实'],
      ['insured as a resident', { scheme: 'resident' }, 'doubtful', '核实'],
      ['insured as an employee and employed', { scheme: 'employee', employed: true }, 'doubtful', '核实'],
      ['a scheme that the table does not know', { scheme: 'abroad' }, 'doubtful', '不在自动审批的范围内'],
    ],
  },
  'long-stay-medical': {
    granted: { ...person, residentIdNo: 'A', insuredIdNo: 'A', promisesStay: true, since: '2026-03-10' },
    rows: [
      ...whoApplies('granted'),
      ['the stay began long ago', { since: '2020-01-01' }, 'granted'],
      ['the stay begins in 91 days', { since: '2026-06-01' }, 'doubtful', '太远'],
      ['the insured is somebody else', { insuredIdNo: 'B' }, 'doubtful', '替他人备案'],
      ['the long stay is not promised', { promisesStay: false }, 'doubtful', '居住证明'],
    ],
  },
  'short-stay-medical': {
    granted: { ...person, residentIdNo: 'A', insuredIdNo: 'A', reason: 'self', fromDate: '2026-03-10' },
    rows: [
      ...whoApplies('granted'),
      ['gone thirty days ago', { fromDate: '2026-01-31' }, 'granted'],
      ['gone thirty-one days ago', { fromDate: '2026-01-30' }, 'doubtful', '超过三十天'],
      ['to go in more than half a year', { fromDate: '2026-09-01' }, 'doubtful', '半年以后'],
      ['the insured is somebody else', { insuredIdNo: 'B' }, 'doubtful', '替他人备案'],
      ['a referral', { reason: 'referral' }, 'doubtful', '转诊记录'],
      ['an emergency yesterday', { reason: 'emergency', fromDate: '2026-03-01' }, 'granted'],
      ['somebody else’s emergency', { reason: 'emergency', fromDate: '2026-03-01', insuredIdNo: 'B' }, 'granted'],
      ['an emergency tomorrow', { reason: 'emergency', fromDate: '2026-03-03' }, 'doubtful', '自动备案范围'],
    ],
  },
  'fund-account': {
    granted: { ...person, applicantKind: 'natural', holderIdNoAge: 30, base: 5000, share: 8 },
    rows: [
      ...whoApplies('granted'),
      ['a firm for its employee', { applicantKind: 'legal', byAgent: true }, 'granted'],
      ['a firm for which nobody holds a mandate', { applicantKind: 'legal', byAgent: false }, 'doubtful'],
      ['a rate of 5 per cent', { share: 5 }, 'granted'],
      ['a rate of 4 per cent', { share: 4 }, 'doubtful', '低于 5%'],
      ['a rate of 12 per cent', { share: 12 }, 'granted'],
      ['a rate of 13 per cent', { share: 13 }, 'doubtful', '高于 12%'],
      ['80 yuan a month', { base: 1000 }, 'doubtful', '低于下限'],
      ['3,360 yuan a month', { base: 42_000 }, 'doubtful', '高于上限'],
      ['a holder of fifteen', { holderIdNoAge: 15 }, 'doubtful', '未满十六周岁'],
      ['a holder of sixty', { holderIdNoAge: 60 }, 'doubtful', '退休'],
    ],
  },
  'fund-certificate': {
    granted: { ...person, kind: 'deposit', forWhom: 'own', account: 'normal' },
    rows: [
      ...whoApplies('granted'),
      ['about somebody else', { forWhom: 'other' }, 'doubtful', '他人的证明'],
      ['that a loan is settled', { kind: 'settled' }, 'doubtful', '贷款账'],
      ['a sealed account', { account: 'sealed' }, 'doubtful', '封存'],
      ['a certificate that the table does not know', { kind: 'balance' }, 'doubtful', '不在自动审批的范围内'],
    ],
  },
  'birth-registration': {
    granted: {
      ...person,
      residentIdNo: 'A',
      motherIdNo: 'A',
      motherIdNoAge: 30,
      motherIdNoSex: 'female',
      event: 'pregnant',
      count: 'first',
    },
    rows: [
      ...whoApplies('doubtful'),
      ['the third child, not born yet', { count: 'third' }, 'granted'],
      ['the third child, born already', { count: 'third', event: 'born' }, 'doubtful', '现有子女'],
      ['somebody else applies for the mother', { motherIdNo: 'B' }, 'doubtful', '不是母亲本人'],
      ['the mother’s number is a man’s', { motherIdNoSex: 'male' }, 'doubtful', '男性'],
      ['a mother of seventeen', { motherIdNoAge: 17 }, 'doubtful', '未满十八周岁'],
      ['a mother of fifty', { motherIdNoAge: 50 }, 'granted'],
      ['a mother of fifty-one', { motherIdNoAge: 51 }, 'doubtful', '超过五十周岁'],
    ],
  },
  'environment-record': {
    granted: {
      ...person,
      category: 'restaurant',
      sensitive: false,
      operating: false,
      discharge: 'sewer',
      investment: 200,
    },
    rows: [
      ...whoApplies('granted'),
      ['no waste water', { discharge: 'none' }, 'granted'],
      ['waste water into a river', { discharge: 'river' }, 'doubtful'],
      ['a category nobody is sure of', { category: 'other' }, 'doubtful'],
      ['a category that the table does not know', { category: 'smelter' }, 'doubtful'],
      ['in a sensitive area', { sensitive: true }, 'doubtful'],
      ['it operates already', { operating: true }, 'doubtful'],
      ['50 million yuan', { investment: 5000 }, 'granted'],
      ['more than 50 million yuan', { investment: 5001 }, 'doubtful'],
    ],
  },
  'investment-record': {
    granted: {
      ...firm,
      list: 'outside',
      kind: 'new',
      founded: 'founded',
      landNeed: 'no',
      investment: 3000,
      startOn: '2026-05-01',
      finishOn: '2027-05-01',
      meetsPolicy: true,
      truthful: true,
    },
    rows: [
      ...whoActsForAFirm,
      ['nobody is sure of the list', { list: 'unsure' }, 'doubtful'],
      ['another kind of project', { kind: 'other' }, 'doubtful'],
      ['the firm is not founded', { founded: 'planned' }, 'doubtful'],
      ['new land for 100 million yuan', { landNeed: 'yes', investment: 10_000 }, 'granted'],
      ['new land for more', { landNeed: 'yes', investment: 10_001 }, 'doubtful'],
      ['more than 500 million yuan', { investment: 50_001 }, 'doubtful'],
      ['finished before it is begun', { finishOn: '2026-04-30' }, 'doubtful'],
      ['against industrial policy', { meetsPolicy: false }, 'doubtful'],
      ['not declared true', { truthful: false }, 'doubtful'],
    ],
  },
  'grain-record': {
    granted: { ...firm, capacity: 500, volume: 2000, ownStore: 'own', credit: false },
    rows: [
      ...whoActsForAFirm,
      ['a rented store', { ownStore: 'rented' }, 'granted'],
      ['no store', { ownStore: 'none' }, 'doubtful', '没有仓储设施'],
      ['a record of default', { credit: true }, 'doubtful', '失信记录'],
      ['49 tonnes of storage', { capacity: 49, volume: 100 }, 'doubtful', '偏小'],
      ['more than twelve turnovers', { volume: 6001 }, 'doubtful', '不相称'],
      ['storage of nothing', { capacity: 0 }, 'doubtful'],
      ['a store that the table does not know', { ownStore: 'shared' }, 'doubtful', '不在自动审批的范围内'],
    ],
  },
  'renovation-record': {
    granted: {
      ...firm,
      industry: 'encouraged',
      landNeed: false,
      energy: 200,
      investment: 800,
      startOn: '2026-05-01',
      finishOn: '2026-12-01',
    },
    rows: [
      ...whoActsForAFirm,
      ['an allowed industry', { industry: 'allowed' }, 'granted'],
      ['a restricted industry', { industry: 'restricted' }, 'doubtful'],
      ['an industry to be closed down', { industry: 'eliminated' }, 'doubtful'],
      ['new land', { landNeed: true }, 'doubtful'],
      ['999 tonnes of coal equivalent', { energy: 999 }, 'granted'],
      ['1,000 tonnes of coal equivalent', { energy: 1000 }, 'doubtful'],
      ['more than 500 million yuan', { investment: 50_001 }, 'doubtful'],
      ['finished on the day it is begun', { finishOn: '2026-05-01' }, 'doubtful'],
      ['more than five years', { finishOn: '2031-05-01' }, 'doubtful'],
    ],
  },
}

async function read(key: string): Promise<Decisions> {
  const compiled = await compileDecisions(readFileSync(new URL(`decisions/${key}.dmn`, seeds), 'utf8'))
  if ('problems' in compiled) throw new Error(`${key}: ${compiled.problems[0]?.sentence.en}`)
  expect(compiled.warnings, key).toEqual([])
  return compiled.decisions
}

/** What a table says; a table that cannot decide leaves the case to a person. */
function say(decisions: Decisions, facts: Facts): { outcome: string; reason: string; fired: string[] } {
  const decided = decide(decisions, 'outcome', facts)
  if ('refused' in decided) return { outcome: 'doubtful', reason: decided.sentence.zh, fired: [] }
  const value = decided.value as Readonly<Record<string, string>>
  const fired = decided.rules.flatMap((one) => one.rules.map((rule) => rule.id))
  return { outcome: value['outcome'] ?? '', reason: value['reason'] ?? '', fired }
}

test('the tables that are shipped are the tables that are tried here, each used by one item', () => {
  expect(Object.keys(tables).toSorted()).toEqual(keys.toSorted())
  expect(keys.length).toBeGreaterThanOrEqual(15)
  expect(used.map((one) => one.decision).toSorted()).toEqual(keys.toSorted())
  // What nobody checks later is not granted by a machine.
  for (const { id, sampling } of used) expect(sampling, id).toBeGreaterThan(0)
})

describe.each(Object.entries(tables))('the table %s', async (key, { granted, rows }) => {
  const decisions = await read(key)

  test('grants what is clear, and says why in a sentence', () => {
    const said = say(decisions, granted)
    expect(said.outcome, said.reason).toBe('granted')
    expect(said.reason).toMatch(/^.{8,}。$/)
  })

  test.each(rows)('%s', (_, change, outcome, because = '') => {
    const said = say(decisions, { ...granted, ...change })
    expect(said.outcome, said.reason).toBe(outcome)
    expect(said.reason).toContain(because)
  })

  test('decides nothing while any fact it asks for is missing or of another kind', () => {
    const asked = decisions.byId.get('outcome')?.inputs ?? []
    expect(asked.length).toBeGreaterThan(3)
    for (const { name } of asked) {
      const { [name]: known, ...rest } = granted
      expect(known, name).toBeDefined()
      expect(say(decisions, rest).outcome, `${name} is missing`).toBe('doubtful')
      expect(say(decisions, { ...granted, [name]: typeof known === 'string' ? 1 : 'x' }).outcome, name).toBe('doubtful')
    }
  })

  test('every one of its rules is told in both languages, and fires for one of these rows', () => {
    const fired = new Set(
      [granted, ...rows.map(([, change]) => ({ ...granted, ...change }))].flatMap(
        (facts) => say(decisions, facts).fired,
      ),
    )
    for (const { logic } of decisions.byId.values()) {
      if (logic.kind !== 'table') continue
      for (const { id, annotations } of logic.rules) {
        expect(
          annotations.map((one) => one.name),
          id,
        ).toEqual(['规则', 'English'])
        expect(fired, id).toContain(id)
      }
    }
  })

  test('every decision, input and requirement is drawn', () => {
    const xml = readFileSync(new URL(`decisions/${key}.dmn`, seeds), 'utf8')
    const ids = (pattern: RegExp): string[] => [...xml.matchAll(pattern)].map((match) => String(match[1])).toSorted()
    expect(ids(/<dmndi:DMNShape [^>]*dmnElementRef="([^"]+)"/g)).toEqual(ids(/<(?:decision|inputData) id="([^"]+)"/g))
    expect(ids(/<dmndi:DMNEdge [^>]*dmnElementRef="([^"]+)"/g)).toEqual(ids(/<informationRequirement id="([^"]+)"/g))
  })
})
