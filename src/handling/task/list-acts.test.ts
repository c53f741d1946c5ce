import { expect, test } from 'vitest'
import type { Session } from '#identity'
import type { ServiceItem } from '#management'
import type { CaseFile } from '../case-file/case-file.ts'
import { listActs, listTakeable } from './list-acts.ts'

const place = { divisionCode: '410802000000', authorityCode: 'A' }
const officer = (accountId: string): Session => ({
  account: { accountId, name: accountId, kind: 'officer', profile: {}, preferences: {} },
  roles: (['counter-clerk', 'examiner', 'decider'] as const).map((role) => ({ role, ...place })),
  csrf: '',
  mandate: null,
})
const me = officer('me')
const item = (caseType: 'instant' | 'committed' = 'committed') =>
  ({
    tables: {},
    content: {
      caseType,
      materials: [{ no: 1, name: { zh: '户口簿', en: 'Register' }, kind: 'own', need: 'required', heldBy: null }],
    },
  }) as unknown as ServiceItem
const roleAt: Record<string, string> = { acceptance: 'counter-clerk', examination: 'examiner', decision: 'decider' }
const task = (stage: string, assignee: { accountId: string; name: string } | null = null) => ({
  token: 1,
  name: stage,
  role: roleAt[stage],
  stage,
  assignee,
  instant: false,
  ...place,
})
const caseFile = (over: object): CaseFile =>
  ({
    state: 'submitted',
    item: { authorityCode: 'A' },
    applicant: { accountId: 'citizen' },
    answers: {},
    materials: [{ materialNo: 1 }],
    correction: null,
    deferred: [],
    clock: [],
    examinations: [],
    opinions: [],
    proposals: [],
    places: [place],
    tasks: [task('acceptance')],
    ...over,
  }) as unknown as CaseFile
const acts = (over: object, caseType: 'instant' | 'committed' = 'committed', canRun = true) =>
  listActs(caseFile(over), { session: me, item: item(caseType), authorityDivision: place.divisionCode, canRun })

test('by a version of its route that cannot be used only what needs no route is offered, and it is said why', () => {
  const { moves, hindrances } = acts({}, 'committed', false)
  expect(moves).toEqual(['receive-material', 'check-material', 'request-correction', 'terminate'])
  expect(hindrances.map((one) => one.zh)).toEqual(['这一版流程现在不能用，这一步暂时办不了。'])
})

test('a complete application may be accepted, told about, declined', () => {
  expect(acts({}).moves).toEqual([
    'receive-material',
    'check-material',
    'request-correction',
    'accept',
    'decline',
    'terminate',
  ])
  expect(acts({}).hindrances).toEqual([])
})

test('while a required paper is missing, acceptance is not offered and the paper is named', () => {
  const { moves, hindrances } = acts({ materials: [] })
  expect(moves).not.toContain('accept')
  expect(moves).not.toContain('check-material')
  expect(hindrances[0]?.zh).toContain('户口簿')
})

test('who was told once is not told again', () => {
  expect(acts({ correction: { requests: [] } }).moves).not.toContain('request-correction')
})

test('a colleague who holds the task is named, and nothing of that task is offered in their stead', () => {
  const held = { tasks: [task('acceptance', { accountId: 'li', name: '李' })] }
  expect(acts(held).moves).not.toContain('accept')
  expect(acts(held).hindrances.map((one) => one.zh)).toContain('acceptance正由李办理。')
  expect(listTakeable(caseFile(held), me, place.divisionCode)).toEqual({ claim: null, release: null })
  const mine = { tasks: [task('acceptance', { accountId: 'me', name: '我' })] }
  expect(listTakeable(caseFile(mine), me, place.divisionCode)).toEqual({ claim: null, release: 1 })
  expect(listTakeable(caseFile({}), me, place.divisionCode)).toEqual({ claim: 1, release: null })
})

test('nobody examines and decides the same case', () => {
  const decided = { state: 'accepted', tasks: [task('decision')] }
  expect(acts(decided).moves).toContain('decide')
  const own = acts({ ...decided, examinations: [{ by: 'me' }] })
  expect(own.moves).not.toContain('decide')
  expect(own.hindrances[0]?.zh).toContain('另一位同事')
})

test('while the clock stands it is started again before anything is decided', () => {
  const { moves } = acts({ state: 'accepted', tasks: [task('examination')], clock: [{ type: 'clock-stopped' }] })
  expect(moves).toContain('start-clock')
  for (const move of ['examine', 'decide', 'stop-clock']) expect(moves).not.toContain(move)
})

test('the limit is extended once, and never for an instant item', () => {
  const running = { state: 'accepted', tasks: [task('decision')] }
  expect(acts(running).moves).toContain('extend')
  expect(acts({ ...running, clock: [{ type: 'extended' }] }).moves).not.toContain('extend')
  expect(acts(running, 'instant').moves).not.toContain('extend')
})

test('after acceptance the counter takes in only what is still owed', () => {
  const owed = { state: 'accepted', tasks: [task('examination')], deferred: [{ materialNo: 1, supplied: false }] }
  expect(acts(owed).moves).toContain('receive-material')
  expect(acts({ ...owed, deferred: [] }).moves).not.toContain('receive-material')
})
