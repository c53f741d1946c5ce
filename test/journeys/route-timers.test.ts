import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { act, person } from '../browser/cases.ts'
import { startServer } from '../helpers/server.ts'
import { apply } from '../helpers/visitor.ts'

const bantuo = await startServer()

/** The standard route with these events on its examination, each leading to an end of its own, or, where it takes the place of the examination, to the decision. */
const withTimers = (timers: readonly { id: string; name: string; length: string; more: string }[]): string =>
  readFileSync('seeds/routes/standard.bpmn', 'utf8').replace(
    '<bpmn:userTask id="examine"',
    `${timers
      .map(
        ({ id, name, length, more }) => `<bpmn:boundaryEvent id="${id}" name="${name}" attachedToRef="examine" ${more}>
      <bpmn:outgoing>${id}-told</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeDuration>${length}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    ${more.includes('false') ? `<bpmn:endEvent id="${id}-end"><bpmn:incoming>${id}-told</bpmn:incoming></bpmn:endEvent>` : ''}
    <bpmn:sequenceFlow id="${id}-told" sourceRef="${id}" targetRef="${more.includes('false') ? `${id}-end` : 'decide'}" />`,
      )
      .join('\n')}<bpmn:userTask id="examine"`,
  )

async function publish(xml: string): Promise<void> {
  const editor = await person(bantuo.url, 'editor')
  const path = '/process-definitions/standard'
  const title = { zh: '一般程序', en: 'Standard procedure' }
  const { digest } = (await editor.api<{ digest: string }>('PUT', `${path}/draft`, { title, xml, basedOn: null })).body
  const { replayId } = (await editor.api<{ replayId: string }>('POST', `${path}/replays`, { digest })).body
  const state = async () => (await editor.api<{ state: string }>('GET', `${path}/replays/${replayId}`)).body.state
  await expect.poll(state).toBe('done')
  expect((await editor.api('POST', `${path}/publish`, { digest, replayId })).status).toBe(200)
}

test('the applicant reads until when an open step waits by the route’s own timers, and what follows; a timer without a name is not told', async () => {
  await publish(
    withTimers([
      { id: 'late', name: '久未审查', length: 'P5D', more: 'cancelActivity="false" bantuo:days="working"' },
      { id: 'over', name: '转上级办理', length: 'PT72H', more: '' },
      { id: 'quiet', name: '', length: 'P1D', more: 'cancelActivity="false"' },
    ]),
  )
  const citizen = await person(bantuo.url, 'citizen-1')
  const caseNo = await apply(citizen, '食品经营许可', { values: { applicantKind: 'natural' } })
  await act(await person(bantuo.url, 'clerk'), caseNo, { move: 'accept', deferred: [] })
  const examiner = await person(bantuo.url, 'examiner')
  const page = await citizen.get(`/cases/${caseNo}`)
  expect(page.text).toContain('3 月 9 日（周一）还没有办完的，另外会：久未审查；这一步照常办')
  expect(page.text).toContain('3 月 5 日（周四）09:30还没有办完的，不再等这一步：转上级办理')
  expect(page.text).not.toContain('3 月 3 日')

  await act(examiner, caseNo, {
    ...{ move: 'stop-clock', procedure: 'inspection', expectedDays: 3 },
    basis: '《中华人民共和国行政许可法》第四十五条',
  })
  expect((await citizen.get(`/cases/${caseNo}`)).text).toContain('现在计时暂停，这一天会顺延')
  await citizen.get('/settings/lang?to=en&return=/')
  const english = (await citizen.get(`/cases/${caseNo}`)).text
  expect(english).toContain('still open')
  expect(english).toContain('its clock stands now, and the day moves')
})
