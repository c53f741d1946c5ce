import type { Running } from '../../src/main.ts'
import { answerAll, aPhoto, fillSections, makeVisitor, type Page, settled, type Visitor } from '../helpers/visitor.ts'

type Case = { version: number; state: string; detail?: string }

const caseNoOf = (page: Page): string => /\/cases\/(\d{21,})/.exec(page.url)?.[1] ?? ''

export async function person(url: string, subject: string): Promise<Visitor> {
  const visitor = makeVisitor(url)
  await visitor.get('/place/set?code=410802000000&return=/')
  await visitor.signIn(subject)
  return visitor
}

/** Applies for what the question finds, with every paper but those left out. */
export async function apply(
  who: Visitor,
  question: string,
  options: { leaveOut?: readonly string[]; values?: Record<string, string> } = {},
): Promise<string> {
  const found = await who.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent(question)}&division=410802000000`,
  )
  let page = await who.get(`/items/${found.body.items[0]?.itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  page = await answerAll(who, page, options.values)
  page = await fillSections(who, page, options.values)
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? ''))) {
    if (options.leaveOut?.includes(no)) continue
    page = await who.upload(page, `/drafts/${draft}/files?material=${no}`, `材料${no}.jpg`, aPhoto())
  }
  page = await who.post(page, `/drafts/${draft}/papers`)
  const key = /name="key" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
  const done = await who.post(page, `/drafts/${draft}/review`, { key, delivery: 'online', declared: 'yes' })
  if (done.status !== 200) throw new Error(`${done.status} ${done.text.slice(0, 900)}`)
  return caseNoOf(done)
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

/** One case of citizen-1 in each state that a case page can show. */
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
  return { submitted, correcting, deferred, suspended, granted, denied, declined, withdrawn }
}
