import { expect, test } from 'vitest'
import { startServer } from '../helpers/server.ts'
import { aPhoto, apply, makeVisitor, settled, type Visitor } from '../helpers/visitor.ts'

const bantuo = await startServer()

type Case = {
  version: number
  state: string
  moves: string[]
  detail?: string
  deferred: { materialNo: number; dueOn: string; supplied: boolean }[]
  clocks: { dueOn: string | null }[]
}

const person = async (subject: string): Promise<Visitor> => {
  const visitor = makeVisitor(bantuo.url)
  await visitor.get('/place/set?code=410802000000&return=/')
  await visitor.signIn(subject)
  return visitor
}
/** The firm's agent, acting for the firm. */
async function firmAgent(): Promise<Visitor> {
  const agent = await person('firm-agent')
  const me = await agent.get('/me')
  expect(me.text).toContain('焦作市好味道餐饮有限公司（演示）')
  const mandate = /name="mandate" value="([0-9a-f-]+)"/.exec(me.html)?.[1] ?? ''
  await agent.post(me, '/me/act-for', { mandate })
  return agent
}

const look = async (who: Visitor, caseNo: string): Promise<Case> =>
  (await who.api<Case>('GET', `/cases/${caseNo}`)).body
async function act(who: Visitor, caseNo: string, one: unknown): Promise<{ status: number; body: Case }> {
  const { version } = await look(who, caseNo)
  return who.api<Case>('POST', `/cases/${caseNo}/moves`, { seenVersion: version, act: one })
}

test('a firm’s agent gets a food licence: accepted with a paper deferred, clock stopped and started, examined by one, decided by another', {
  timeout: 120_000,
}, async () => {
  let agent = await firmAgent()
  const caseNo = await apply(agent, '食品经营许可', {
    leaveOut: ['5'],
    values: { applicantKind: 'legal', creditCode: '91410800MA0000007L' },
  })
  expect((await agent.get(`/cases/${caseNo}`)).text).toContain('解放区市场监督管理局')

  const clerk = await person('clerk')
  const accepted = await act(clerk, caseNo, { move: 'accept', deferred: [5] })
  expect(accepted.body.state, accepted.body.detail).toBe('accepted')
  const [owed] = accepted.body.deferred
  expect(owed?.supplied).toBe(false)
  // Committed: five working days from Monday 2 March, so due on Monday the 9th.
  expect(accepted.body.clocks[0]?.dueOn).toBe('2026-03-09')
  let page = await agent.get(`/cases/${caseNo}`)
  expect(page.text).toContain('应在 3 月 9 日（周一）前办结')
  expect(page.text).toContain('请在')

  // Another day: sessions have ended overnight, and everybody signs in again.
  bantuo.time.goTo('2026-03-04')
  let examiner = await person('examiner')
  agent = await firmAgent()
  const stopped = await act(examiner, caseNo, {
    move: 'stop-clock',
    procedure: 'inspection',
    basis: '《中华人民共和国行政许可法》第四十五条',
    expectedDays: 3,
  })
  expect(stopped.body.state, stopped.body.detail).toBe('accepted')
  expect((await agent.get(`/cases/${caseNo}`)).text).toContain('计时暂停')
  // Lists know the day only as it was when the clock stopped, so while it stands they name none.
  const mine = (await agent.get('/me')).text
  expect([mine.includes('计时暂停'), mine.includes('前办结')]).toEqual([true, false])
  for (const list of ['inbox.csv', 'officer/cases.csv']) {
    const { html } = await examiner.raw(`/api/v1/${list}?q=${caseNo}`)
    expect([html.includes('计时停止'), html.includes('2026-03-12')]).toEqual([true, false])
  }
  bantuo.time.goTo('2026-03-09')
  examiner = await person('examiner')
  agent = await firmAgent()
  const started = await act(examiner, caseNo, { move: 'start-clock', result: '现场检验合格' })
  expect(started.status, started.body.detail).toBe(200)
  // Stopped on the 4th, 5th and 6th: three working days more.
  page = await agent.get(`/cases/${caseNo}`)
  expect(page.text).toContain('3 月 12 日（周四）')
  expect(page.text).toContain('为什么是这一天')
  expect(page.text).toContain('暂停')

  const supported = await act(examiner, caseNo, { move: 'examine', supports: true, opinion: '场所、设备符合要求' })
  expect(supported.status, supported.body.detail).toBe(200)
  const decider = await person('decider')
  const tooEarly = await act(decider, caseNo, {
    move: 'decide',
    outcome: 'granted',
    reason: '符合许可条件，准予许可',
    basis: '食品安全法第三十五条',
  })
  expect(tooEarly.status).toBe(409)
  expect(tooEarly.body.detail).toContain('容缺的材料还没有补齐')
  page = await agent.upload(
    await agent.get(`/cases/${caseNo}`),
    `/cases/${caseNo}/files?material=5`,
    '制度目录.jpg',
    aPhoto(),
  )
  page = await agent.post(page, `/cases/${caseNo}/deferred`)
  expect(page.text).toContain('补齐容缺材料')
  // A page that stood open still offers the upload; what nobody waits for any more is not taken.
  const late = await agent.upload(page, `/cases/${caseNo}/files?material=5`, '又一份.jpg', aPhoto())
  expect([late.status, late.text]).toEqual([422, expect.stringContaining('现在不需要补交这份材料')])
  expect(
    (
      await act(examiner, caseNo, {
        move: 'decide',
        outcome: 'granted',
        reason: '符合许可条件，准予许可',
        basis: '食品安全法',
      })
    ).status,
  ).toBe(403)
  const granted = await act(decider, caseNo, {
    move: 'decide',
    outcome: 'granted',
    reason: '符合许可条件，准予许可',
    basis: '《中华人民共和国食品安全法》第三十五条',
  })
  expect(granted.body.state, granted.body.detail).toBe('granted')
  for (const paper of ['receipt', 'acceptance', 'decision', 'result']) {
    expect((await agent.get(`/cases/${caseNo}/${paper}.pdf`)).html.slice(0, 5), paper).toBe('%PDF-')
  }
  await settled(agent, caseNo)
})

test('a paper that was handed in is not owed: it cannot be deferred, and the list of what may come later is closed', async () => {
  const values = { applicantKind: 'legal', creditCode: '91410800MA0000007L' }
  const caseNo = await apply(await firmAgent(), '食品经营许可', { values })
  const clerk = await person('clerk')
  for (const [deferred, detail] of [
    [[5], '所选材料已经交了，不用后补。'],
    [[4], '所选材料不在容缺目录内，不能后补。'],
  ] as const) {
    const refused = await act(clerk, caseNo, { move: 'accept', deferred })
    expect([refused.status, refused.body.detail]).toEqual([422, detail])
  }
  expect((await act(clerk, caseNo, { move: 'accept', deferred: [] })).body.state).toBe('accepted')
})

test('what is not this authority’s matter is declined with the reason and the right organ', {
  timeout: 60_000,
}, async () => {
  const citizen = await person('citizen-1')
  const caseNo = await apply(citizen, '公共场所卫生许可', { signedBy: '王小满（演示）' }).catch(() =>
    apply(citizen, '分户、立户登记'),
  )
  const clerk = await person('clerk')
  const refused = await act(clerk, caseNo, { move: 'decline', reason: '', basis: '', rightOrgan: null })
  expect(refused.status).toBe(422)
  const declined = await act(clerk, caseNo, {
    move: 'decline',
    reason: '不属于本机关职权范围',
    basis: '《中华人民共和国行政许可法》第三十二条',
    rightOrgan: '山阳区有关机关',
  })
  expect(declined.body.state, declined.body.detail).toBe('declined')
  const page = await citizen.get(`/cases/${caseNo}`)
  expect(page.text).toContain('不属于本机关职权范围')
  expect(page.text).toContain('请向山阳区有关机关申请')
  expect(page.text).toContain('行政复议')
  expect((await citizen.get(`/cases/${caseNo}/decision.pdf`)).html.slice(0, 5)).toBe('%PDF-')
})

test('a denial states its reason and the right to review, and a rating is still invited', {
  timeout: 60_000,
}, async () => {
  const citizen = await person('citizen-1')
  const caseNo = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  const clerk = await person('clerk')
  expect((await act(clerk, caseNo, { move: 'accept', deferred: [] })).body.state).toBe('accepted')
  await act(await person('examiner'), caseNo, { move: 'examine', supports: false, opinion: '布局不符合要求' })
  const denied = await act(await person('decider'), caseNo, {
    move: 'decide',
    outcome: 'denied',
    reason: '经营场所生熟不分，不符合布局要求',
    basis: '《食品经营许可和备案管理办法》',
  })
  expect(denied.body.state, denied.body.detail).toBe('denied')
  await settled(citizen, caseNo)
  const page = await citizen.get(`/cases/${caseNo}`)
  expect(page.text).toContain('经营场所生熟不分')
  expect(page.text).toContain('六十日内')
  expect(page.html).not.toContain('result.pdf')
})

test('an applicant withdraws, and the case is over for everybody', { timeout: 60_000 }, async () => {
  const citizen = await person('citizen-1')
  const caseNo = await apply(citizen, '分户、立户登记')
  const page = await citizen.post(await citizen.get(`/cases/${caseNo}`), `/cases/${caseNo}/withdraw`, {
    reason: '不办了',
  })
  expect(page.text).toContain('您已撤回申请')
  const again = await citizen.post(await citizen.get('/me'), `/cases/${caseNo}/withdraw`)
  expect(again.status).toBe(409)
  const clerk = await person('clerk')
  expect((await act(clerk, caseNo, { move: 'accept', deferred: [] })).status).toBe(409)
})

test('a village agent acts for an old man under his mandate, he sees it, and takes the mandate back', {
  timeout: 60_000,
}, async () => {
  const agent = await person('village-agent')
  const me = await agent.get('/me')
  const mandate = [...(/name="mandate" value="([0-9a-f-]+)"/.exec(me.html) ?? [])][1] ?? ''
  expect((await agent.post(me, '/me/act-for', { mandate })).text).toContain('您正在替“张大爷（演示）”办事')
  const caseNo = await apply(agent, '分户、立户登记', { values: { residentIdNo: '440524188001010014' } })
  const old = await person('citizen-2')
  expect((await old.get('/me')).text).toContain('分户、立户登记')
  expect((await old.get(`/cases/${caseNo}`)).status).toBe(200)
  const mandates = await old.get('/me/mandates')
  const id = /\/me\/mandates\/([0-9a-f-]+)\/revoke/.exec(mandates.html)?.[1] ?? ''
  expect((await old.post(mandates, `/me/mandates/${id}/revoke`)).text).toContain('已收回')
  expect((await agent.get('/me')).text).not.toContain('您正在替')
})

test('a supervisor reads a case and may do nothing to it; the applicant sees who has read it', {
  timeout: 60_000,
}, async () => {
  const citizen = await person('citizen-1')
  const caseNo = await apply(citizen, '分户、立户登记')
  const supervisor = await person('supervisor')
  expect((await look(supervisor, caseNo)).moves).toEqual([])
  expect((await act(supervisor, caseNo, { move: 'accept', deferred: [] })).status).toBe(403)
  expect((await citizen.get('/me/access')).text).toContain('何监察（演示）')
})
