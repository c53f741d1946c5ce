import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { apply } from '../helpers/visitor.ts'
import { act, person } from './cases.ts'
import { lookAtDesk, openRoute } from './seat.ts'

const bantuo = await startServer()
const browser: Browser = await openBrowser()
afterAll(() => browser.close())

test('before a route is published the editor reads where the clock would stop and which timers would be due otherwise', {
  timeout: 180_000,
}, async () => {
  const caseNo = await apply(await person(bantuo.url, 'citizen-1'), '食品经营许可', {
    values: { applicantKind: 'natural' },
  })
  await act(await person(bantuo.url, 'clerk'), caseNo, { move: 'accept', deferred: [] })
  const draft = readFileSync('seeds/routes/standard.bpmn', 'utf8')
    .replace(
      '<bpmn:userTask id="examine"',
      `<bpmn:boundaryEvent id="late" name="久未审查" attachedToRef="examine" cancelActivity="false" bantuo:days="working">
      <bpmn:outgoing>late-told</bpmn:outgoing>
      <bpmn:timerEventDefinition id="late-after"><bpmn:timeDuration>P5D</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:endEvent id="told" name="已提醒"><bpmn:incoming>late-told</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="late-told" sourceRef="late" targetRef="told" />
    <bpmn:userTask id="examine"`,
    )
    .replace(
      'bantuo:role="examiner" bantuo:stage="examination"',
      'bantuo:role="examiner" bantuo:stage="procedure" bantuo:procedure="hearing" bantuo:basis="《行政许可法》第四十五条" bantuo:procedureDays="20"',
    )
  const editor = await person(bantuo.url, 'editor')
  const title = { zh: '一般程序', en: 'Standard procedure' }
  const kept = await editor.api('PUT', '/process-definitions/standard/draft', { title, xml: draft, basedOn: null })
  expect(kept.status).toBe(200)

  const shown = async (text: Promise<string | null>): Promise<string> =>
    ((await text) ?? '').replace(/(\d+ ?年 ?)?\d+ ?月 ?\d+ ?日(（周.）|周.)|\w{3} \d+ [A-Z][a-z]+( \d{4})?/g, 'DAY')
  for (const [lang, button, rows, words] of [
    [
      'zh',
      '重放并发布…',
      [
        /^1 件：“审查”会停止计时：听证，最多 20 个工作日特别程序用足日数，最晚到期：DAY → DAY（1 件）$/,
        /^久未审查 1 件：定时 没有 → 5 个工作日按草稿到期：DAY$/,
      ],
      /“审查”会停止计时：听证，最多 20 个工作日；最晚到期：DAY → DAY；会有定时“久未审查”，到期：DAY/,
    ],
    [
      'en',
      'Replay and publish…',
      [
        /^1 case: “审查” would stop the clock: hearing, up to 20 working daysDue at the latest, where the procedure takes all its days: DAY → DAY \(1 case\)$/,
        /^久未审查 1 case: timer none → 5 working daysDue by the draft: DAY$/,
      ],
      /“审查” would stop the clock: hearing, up to 20 working days; due at the latest: DAY → DAY; timer “久未审查” would come, due DAY/,
    ],
  ] as const) {
    const { page, broken } = await openRoute(browser, bantuo.url, 'standard', lang)
    await page.getByRole('button', { name: button }).click()
    await page.locator('.replay-numbers').waitFor()
    const found = page.locator('.replay-steps > li')
    expect(await found.count()).toBe(rows.length)
    for (const [index, row] of rows.entries()) expect(await shown(found.nth(index).textContent())).toMatch(row)
    expect(await shown(page.locator('.replay-samples small').textContent())).toMatch(words)
    await lookAtDesk(page, `designer-gate-${lang}`, 300)
    expect(broken).toEqual([])
    await page.context().close()
  }
})
