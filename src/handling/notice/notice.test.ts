import { expect, test } from 'vitest'
import { openCaseDesk } from '../../../test/helpers/case-desk.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { caseFileAt, listNotices } from './notice.ts'

const { time, clerk, examiner, decider, submitNew, must, act } = await openCaseDesk()
const lettersOf = (caseFile: CaseFile): [string, string][] =>
  listNotices(caseFile).map((one) => [one.address, one.number.replace(caseFile.caseNo, '')])
const basis = '《中华人民共和国行政许可法》第四十五条'

test('each act that the law wants told in writing has a letter with its own number, in the order they were sent', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew())
  must(await act(clerk, caseId, { move: 'accept', deferred: [] }))
  const stop = { move: 'stop-clock', basis, expectedDays: 5 } as const
  must(await act(examiner, caseId, { ...stop, procedure: 'testing' }))
  must(await act(examiner, caseId, { move: 'start-clock', result: '检测合格' }))
  must(await act(examiner, caseId, { ...stop, procedure: 'hearing' }))
  must(await act(examiner, caseId, { move: 'start-clock', result: '听证笔录已形成' }))
  const extended = await act(decider, caseId, { move: 'extend', days: 5, basis, reason: '案情复杂，需要核实' })
  const ended = must(extended)
  expect(lettersOf(ended)).toEqual([
    ['receipt', '-S1'],
    ['acceptance', '-L1'],
    ['procedure', '-T1'],
    ['procedure-2', '-T2'],
    ['extension', '-Y1'],
  ])
  const terminated = must(await act(decider, caseId, { move: 'terminate', reason: '申请人已经注销', basis }))
  expect(lettersOf(terminated).at(-1)).toEqual(['termination', '-Z1'])
})

test('a letter says what was true when it was sent, whatever happened since', async () => {
  time.goTo('2026-03-02')
  const { caseId } = must(await submitNew({ without: [2] }))
  time.goTo('2026-03-03')
  const requests = [{ materialNo: 2, what: '居民户口簿', reason: '没有提交', basis: null }]
  const told = must(await act(clerk, caseId, { move: 'request-correction', requests }))
  time.goTo('2026-03-04')
  const ended = must(await act(decider, caseId, { move: 'terminate', reason: '申请人已经去世', basis }))
  const letters = Object.fromEntries(listNotices(ended).map((one) => [one.kind, caseFileAt(ended, one.seq)]))
  expect(letters['receipt']).toMatchObject({ state: 'submitted', correction: null, brought: [2] })
  expect(letters['correction']).toMatchObject({ state: 'correcting', correction: told.correction, closedAt: null })
  expect(letters['termination']?.state).toBe('terminated')
  expect(letters['receipt']?.account).toEqual(ended.account)
})
