import type { Running } from '../../src/main.ts'
import { feedRead } from '../helpers/feed.ts'
import { apply, makeVisitor, settled, type Visitor } from '../helpers/visitor.ts'

type Case = { version: number; state: string; detail?: string }

export async function person(url: string, subject: string): Promise<Visitor> {
  const visitor = makeVisitor(url)
  await visitor.get('/place/set?code=410802000000&return=/')
  await visitor.signIn(subject)
  return visitor
}

export async function act(who: Visitor, caseNo: string, one: unknown): Promise<Case> {
  const { version } = (await who.api<Case>('GET', `/cases/${caseNo}`)).body
  const { status, body } = await who.api<Case>('POST', `/cases/${caseNo}/moves`, { seenVersion: version, act: one })
  if (status !== 200) throw new Error(`${status} ${body.detail}`)
  return body
}

const decision = (outcome: 'granted' | 'denied', reason: string) => ({
  move: 'decide',
  outcome,
  reason,
  basis: '《中华人民共和国食品安全法》第三十五条',
})

export type Staged = Record<
  'submitted' | 'correcting' | 'deferred' | 'suspended' | 'granted' | 'denied' | 'declined' | 'withdrawn',
  string
>

/** One case of citizen-1 in each state that a case page can show; all that follows from them has happened. */
export async function stageCases(bantuo: Running): Promise<Staged> {
  const as = (subject: string) => person(bantuo.url, subject)
  const [citizen, clerk, examiner, decider] = await Promise.all(
    ['citizen-1', 'clerk', 'examiner', 'decider'].map((subject) => as(subject)),
  )
  if (!citizen || !clerk || !examiner || !decider) throw new Error('a persona is missing')
  const food = (leaveOut: readonly string[] = []) =>
    apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' }, leaveOut })
  const submitted = await food()
  const correcting = await food()
  await act(clerk, correcting, {
    move: 'request-correction',
    requests: [
      { materialNo: 4, what: '主要设备设施布局、操作流程文件', reason: '没有标出操作间', basis: null },
      { materialNo: 6, what: '食品安全管理人员证明', reason: '照片看不清，请重拍', basis: null },
    ],
  })
  const deferred = await food(['5'])
  await act(clerk, deferred, { move: 'accept', deferred: [5] })
  const suspended = await food()
  await act(clerk, suspended, { move: 'accept', deferred: [] })
  await act(examiner, suspended, {
    move: 'stop-clock',
    procedure: 'inspection',
    basis: '《中华人民共和国行政许可法》第四十五条',
    expectedDays: 3,
  })
  const granted = await food()
  await act(clerk, granted, { move: 'accept', deferred: [] })
  await act(examiner, granted, { move: 'examine', supports: true, opinion: '场所、设备符合要求' })
  await act(decider, granted, decision('granted', '符合许可条件，准予许可'))
  const denied = await food()
  await act(clerk, denied, { move: 'accept', deferred: [] })
  await act(examiner, denied, { move: 'examine', supports: false, opinion: '布局不符合要求' })
  await act(decider, denied, decision('denied', '经营场所生熟不分，不符合布局要求'))
  const declined = await food()
  await act(clerk, declined, {
    move: 'decline',
    reason: '不属于本机关职权范围',
    basis: '《中华人民共和国行政许可法》第三十二条',
    rightOrgan: '山阳区有关机关',
  })
  const withdrawn = await food()
  await citizen.post(await citizen.get(`/cases/${withdrawn}`), `/cases/${withdrawn}/withdraw`, { reason: '不办了' })
  for (const caseNo of [granted, denied]) await settled(citizen, caseNo)
  await feedRead(bantuo.db)
  return { submitted, correcting, deferred, suspended, granted, denied, declined, withdrawn }
}
