import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { feedRead } from '../helpers/feed.ts'
import { startServer } from '../helpers/server.ts'
import { apply } from '../helpers/visitor.ts'
import { act, person } from './cases.ts'
import { axe, openContext, type Setting, settings, sideways, signIn, takePicture } from './look.ts'

// A firm files an investment project; seven departments of the district work on it at once (并联审批).
const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

const opened = async (subject: string, address: string, setting: Setting): Promise<Page> => {
  const page = await (await openContext(browser, bantuo.url, setting)).newPage()
  await signIn(page, bantuo.url, subject)
  await page.goto(`${bantuo.url}${address}`)
  await page.waitForSelector('main h1')
  return page
}
async function look(page: Page, setting: Setting, name: string): Promise<void> {
  await takePicture(page, setting, name)
  expect(await axe(page, name)).toEqual([])
  expect(await sideways(page), `${name} scrolls sideways`).toBe(0)
}
const departments = ['planning', 'development', 'water', 'environment', 'forestry', 'relics', 'emergency'] as const
const officer = (name: (typeof departments)[number]) => person(bantuo.url, `${name}-examiner`)

test('a firm hands in its project once, seven departments work side by side, one of them with experts, and the firm sees all of it', {
  timeout: 300_000,
}, async () => {
  bantuo.time.goTo('2026-03-02')
  const firm = await person(bantuo.url, 'firm-agent')
  const caseNo = await apply(firm, '建设用地规划许可', {
    values: { together: 'together', firmName: '焦作市好味道餐饮有限公司（演示）', creditCode: '91410800MA0000007L' },
  })

  // Before acceptance: two departments miss something; one of them says so in its browser.
  const water = await opened('water-examiner', `/workbench/cases/${caseNo}`, settings.desk)
  await water.getByRole('button', { name: /提交预审意见/ }).click()
  await water.getByRole('checkbox', { name: /水土保持方案/ }).check()
  await water.getByRole('dialog').getByRole('textbox').first().fill('缺少防治责任范围图')
  await look(water, settings.desk, 'project-precheck')
  await water.getByRole('button', { name: '提交：缺 1 项' }).click()
  await water.getByRole('dialog').waitFor({ state: 'detached' })
  await act(await officer('environment'), caseNo, {
    move: 'propose-correction',
    requests: [{ materialNo: 7, what: '环境影响评价文件', reason: '缺少公众参与说明', basis: null }],
  })
  for (const name of ['planning', 'development', 'forestry', 'relics', 'emergency'] as const)
    await act(await officer(name), caseNo, { move: 'propose-correction', requests: [] })

  // The lead's one notice holds both, ready to send.
  const clerk = await opened('clerk', `/workbench/cases/${caseNo}`, settings.desk)
  await clerk.getByText('部门提出的补正还没有告知申请人').waitFor()
  await clerk.getByRole('button', { name: /一次性告知/ }).click()
  await clerk.getByRole('button', { name: '发出告知书（2 项）' }).waitFor()
  await look(clerk, settings.desk, 'project-notice')
  await clerk.getByRole('button', { name: '发出告知书（2 项）' }).click()
  await clerk.getByRole('dialog').waitFor({ state: 'detached' })
  const told = await firm.get(`/cases/${caseNo}`)
  expect(told.text).toContain('缺少防治责任范围图')
  expect(told.text).toContain('缺少公众参与说明')
  await firm.post(told, `/cases/${caseNo}/supplement`, { note: '已按要求补交' })
  await act(await person(bantuo.url, 'clerk'), caseNo, { move: 'accept', deferred: [] })

  // All at work at once; the environment bureau has it reviewed by experts and its clock stands.
  const lead = await opened('planning-examiner', `/workbench/cases/${caseNo}`, settings.desk)
  await lead.getByText('生态环境审查').first().waitFor()
  await lead.waitForSelector('.diagram .djs-element.is-standing')
  await look(lead, settings.desk, 'project-running')
  await lead.getByRole('button', { name: '看全图' }).click()
  await lead.waitForSelector('.diagram-whole .djs-element.is-standing')
  await lead.waitForTimeout(500)
  await takePicture(lead, settings.desk, 'project-diagram')
  const seen = await opened('firm-agent', `/cases/${caseNo}`, settings.phone)
  expect(await seen.locator('main').textContent()).toContain('专家评审')
  // Its own clock stands, and with it the whole case's; nobody else's does.
  expect(await seen.locator('main').textContent()).toContain(
    '生态环境局的专家评审（特别程序）进行中，全件的总时限暂停计时；其他部门照常办理',
  )
  expect(await lead.locator('.sentence').first().textContent()).toContain('其他部门照常办理，各自的时限照算')
  await look(seen, settings.phone, 'project-case')

  // Each gives its opinion; what the emergency bureau does not say in five working days counts as agreement.
  for (const name of ['development', 'forestry', 'relics', 'water'] as const)
    await act(await officer(name), caseNo, { move: 'give-opinion', supports: true, opinion: '同意，无其他意见' })
  await lead.reload()
  await lead.getByRole('button', { name: /出具部门意见/ }).click()
  await lead.getByRole('dialog').getByText('同意', { exact: true }).click()
  await lead.getByRole('dialog').getByRole('textbox').fill('用地符合详细规划')
  await look(lead, settings.desk, 'project-opinion')
  await lead.getByRole('button', { name: '出具意见：同意' }).click()
  await lead.getByRole('dialog').waitFor({ state: 'detached' })
  bantuo.time.goTo('2026-03-12')
  await expect
    .poll(
      async () =>
        (
          await (await officer('planning')).api<{ tasks: { element: string }[] }>('GET', `/cases/${caseNo}`)
        ).body.tasks.map((one) => one.element),
      { timeout: 20_000 },
    )
    .toEqual(['environment-experts'])
  await act(await officer('environment'), caseNo, { move: 'finish-procedure', result: '专家评审意见：通过' })
  await act(await officer('environment'), caseNo, { move: 'give-opinion', supports: true, opinion: '环评可行' })
  await act(await officer('planning'), caseNo, {
    move: 'give-opinion',
    supports: true,
    opinion: '各部门一致，会签同意',
  })
  await act(await person(bantuo.url, 'planning-decider'), caseNo, {
    move: 'decide',
    outcome: 'granted',
    reason: '各部门一致同意',
    basis: '《中华人民共和国城乡规划法》第三十七条',
  })
  // Ten days later both sign in anew.
  const back = await person(bantuo.url, 'firm-agent')
  expect((await back.get(`/cases/${caseNo}`)).text).toContain('已准予，办妥了')
  await feedRead(bantuo.db)
  expect((await back.get('/me/messages')).text).toContain('组织专家评审')
  const later = await opened('planning-examiner', `/workbench/cases/${caseNo}`, settings.desk)
  await later.getByText('各部门一致，会签同意').waitFor()
  await look(later, settings.desk, 'project-done')
})
