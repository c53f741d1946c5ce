import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { apply } from '../helpers/visitor.ts'
import { person } from './cases.ts'
import { lookAtDesk, type Size, takeSeat } from './seat.ts'

// A route that asks another system before the counter sees the case; the system is down until somebody mends it.
let isDown = true
const bantuo = await startServer(undefined, {
  'check-register': async () => {
    if (isDown) throw new Error('登记系统没有回应：连接超时（30 秒）')
    return { registered: true }
  },
})
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

type Case = { run: { standing: { name: string }[] }; history: { type: string; data: Record<string, unknown> }[] }

const sitDown = (subject: string, address: string, size: Size = 'desk', lang: 'zh' | 'en' = 'zh') =>
  takeSeat(browser, bantuo.url, { subject, address, size, lang, until: 'main h1, main h2, .empty-place' })
const look = (page: Page, name: string) => lookAtDesk(page, name, 500)

async function publishRoute(): Promise<void> {
  const editor = await person(bantuo.url, 'editor')
  const xml = readFileSync('seeds/routes/standard.bpmn', 'utf8')
    .replace(
      '<bpmn:userTask id="receive"',
      `<bpmn:serviceTask id="register" name="核验登记信息" bantuo:call="check-register">
      <bpmn:incoming>start-to-receive</bpmn:incoming><bpmn:outgoing>register-to-receive</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:sequenceFlow id="register-to-receive" sourceRef="register" targetRef="receive" />
    <bpmn:userTask id="receive"`,
    )
    .replace(
      /(<bpmn:userTask id="receive"[\s\S]*?)<bpmn:incoming>start-to-receive/,
      '$1<bpmn:incoming>register-to-receive',
    )
    .replace(/(id="start-to-receive" sourceRef="\w+" targetRef=")receive/, '$1register')
  const title = { zh: '一般程序', en: 'Standard' }
  const path = '/process-definitions/standard'
  const kept = await editor.api<{ digest: string }>('PUT', `${path}/draft`, { title, xml, basedOn: null })
  const { digest } = kept.body
  const begun = await editor.api<{ replayId: string; detail?: string }>('POST', `${path}/replays`, { digest })
  expect(begun.status, JSON.stringify(begun.body)).toBe(202)
  const { replayId } = begun.body
  const state = async () => (await editor.api<{ state: string }>('GET', `${path}/replays/${replayId}`)).body.state
  await expect.poll(state).toBe('done')
  const published = await editor.api('POST', `${path}/publish`, { digest, replayId })
  expect(published.status, JSON.stringify(published.body)).toBe(200)
}

test('an administrator sees what failed, has one tried again and passes another by; both reasons stay with the cases', {
  timeout: 240_000,
}, async () => {
  const before = await sitDown('admin', '/workbench/incidents')
  await before.page.getByText('没有故障').waitFor()
  await look(before.page, 'incidents-none')
  await before.page.context().close()

  await publishRoute()
  const citizen = await person(bantuo.url, 'citizen-1')
  const first = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  const second = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  const third = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  let clerk = await person(bantuo.url, 'clerk')
  const opened = async (caseNo: string) => (await clerk.api<Case>('GET', `/cases/${caseNo}`)).body
  const standing = async (caseNo: string) => (await opened(caseNo)).run.standing.map((one) => one.name)
  expect(await standing(first)).toEqual(['核验登记信息'])
  // Four times it is tried again by itself, then it waits for a person.
  const admin = await person(bantuo.url, 'admin')
  const waiting = async () => (await admin.api<{ items: object[] }>('GET', '/incidents')).body.items.length
  await expect
    .poll(
      async () => {
        bantuo.time.forward({ minutes: 16 })
        await new Promise((resolve) => setTimeout(resolve, 600))
        return waiting()
      },
      { timeout: 60_000 },
    )
    .toBe(3)

  // Whoever sat idle for so long signs in again.
  clerk = await person(bantuo.url, 'clerk')
  const { page, broken } = await sitDown('admin', '/workbench/incidents')
  await page.getByText('登记系统没有回应').first().waitFor()
  await look(page, 'incidents')
  const small = await sitDown('admin', '/workbench/incidents', 'phone')
  await small.page.getByText('登记系统没有回应').first().waitFor()
  await look(small.page, 'incidents')
  await small.page.getByRole('button', { name: '处理' }).first().click()
  await small.page.locator('.ant-modal:visible').waitFor()
  await look(small.page, 'incident-settle')
  await small.page.context().close()

  // One is passed by: the route goes on without an answer.
  const rowOf = (caseNo: string) => page.locator(`tr[data-row^="${caseNo}"]`)
  const dialog = page.locator('.ant-modal:visible')
  await rowOf(second).getByRole('button', { name: '处理' }).click()
  await dialog.getByText('登记系统没有回应').waitFor()
  await dialog.getByText('系统已自动试过 5 次').waitFor()
  await dialog.getByText('跳过，流程往下走').click()
  await dialog.getByText('跳过后不会再有这一步的结果').waitFor()
  await dialog.getByRole('button', { name: '跳过这一步' }).click()
  await dialog.getByText('请写明原因').waitFor()
  await dialog.getByLabel('原因').fill('已电话核实登记信息，不再等系统')
  await look(page, 'incident-settle')
  await dialog.getByRole('button', { name: '跳过这一步' }).click()
  await rowOf(second).waitFor({ state: 'detached' })
  await expect.poll(() => standing(second)).toEqual(['收件受理'])

  // The cause is mended: what waits for the same service is tried again at once, and goes on by itself.
  isDown = false
  await rowOf(first).getByRole('button', { name: '处理' }).click()
  await dialog.getByText('同一服务的其余 1 件也一起再试').click()
  await dialog.getByLabel('原因').fill('登记系统已恢复')
  await dialog.getByRole('button', { name: '再试一次' }).click()
  await page.getByText('2 件将马上再试').waitFor()
  await page.getByText('没有故障').waitFor()
  for (const caseNo of [first, third])
    await expect.poll(() => standing(caseNo), { timeout: 10_000 }).toEqual(['收件受理'])
  const settled = async (caseNo: string) =>
    (await opened(caseNo)).history.find((one) => one.type === 'incident-settled')?.data
  for (const caseNo of [first, third])
    expect(await settled(caseNo)).toMatchObject({ how: 'retried', reason: '登记系统已恢复' })
  expect(await settled(second)).toMatchObject({ how: 'skipped', reason: '已电话核实登记信息，不再等系统' })
  expect(broken).toEqual([])
  await page.context().close()
})

test('in English it is English; an officer without that office has no such page', { timeout: 60_000 }, async () => {
  const english = await sitDown('admin', '/workbench/incidents', 'desk', 'en')
  await english.page.getByText('Nothing has failed').waitFor()
  await english.page.context().close()
  for (const subject of ['clerk', 'editor']) {
    const { page } = await sitDown(subject, '/workbench/incidents')
    await page.getByText('您的岗位没有这一页').waitFor()
    expect(await page.getByRole('link', { name: '流程故障' }).count()).toBe(0)
    await page.context().close()
  }
})
