import { isRefusal, type Refusal } from '../../src/base/index.ts'
import { compile } from '../../src/bpmn/index.ts'
import type { CaseFile } from '../../src/handling/case-file/case-file.ts'
import type { ReplayReport } from '../../src/handling/replay/replay-report.ts'
import { replayAll } from '../../src/handling/replay/run-replay.ts'
import { findCalledIn, loadCity, pinCalls, type ServiceItem } from '../../src/management/index.ts'
import { seedDefinition } from '../../src/management/process-definition/process-definition-store.ts'
import { openCaseDesk } from './case-desk.ts'
import { seededAt } from './clock.ts'

/** The text of a route made of these elements, given as `tag id attributes > inside`, and flows as `from to` or `from to : condition`. */
export function drawRoute(key: string, elements: readonly string[], flows: readonly string[]): string {
  const parts = elements.map((line) => {
    const [head = '', inside = ''] = line.split(' > ')
    const [tag = '', id = '', ...attributes] = head.split(' ')
    return `<bpmn:${tag} id="${id}" name="${id}" ${attributes.join(' ')}>${inside}</bpmn:${tag}>`
  })
  const joined = flows.map((line, index) => {
    const [ends = '', condition] = line.split(' : ')
    const [from = '', to = ''] = ends.split(' ')
    const inside =
      condition === undefined
        ? ''
        : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`
    return `<bpmn:sequenceFlow id="${key}-f${index}" sourceRef="${from}" targetRef="${to}">${inside}</bpmn:sequenceFlow>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:bantuo="https://bantuo.example/bpmn" id="${key}-definitions" targetNamespace="https://bantuo.example/tests">
  <bpmn:message id="report" name="report" />
  <bpmn:process id="${key}-route" isExecutable="true">${parts.join('\n')}${joined.join('\n')}</bpmn:process>
</bpmn:definitions>`
}

/** Steps that most routes of tests have. */
export const drawn = {
  receive: 'userTask receive bantuo:role="counter-clerk" bantuo:stage="acceptance"',
  decide: 'userTask decide bantuo:role="decider" bantuo:stage="decision"',
  close: 'serviceTask close bantuo:call="close-case"',
} as const

/** A route whose examination has a limit of its own, in working days. */
export const drawLimited = (key: string, days: number): string =>
  drawRoute(
    key,
    [
      'startEvent start',
      drawn.receive,
      `userTask look bantuo:role="examiner" bantuo:stage="examination" bantuo:limit="${days}"`,
      drawn.decide,
      drawn.close,
      'endEvent end',
    ],
    ['start receive', 'receive look', 'look decide', 'decide close', 'close end'],
  )

/** At which elements somebody is to act. */
export const standing = (caseFile: CaseFile): string[] => caseFile.tasks.map((task) => task.element)

/** Why it was refused, as the officer reads it. */
export const sentence = (value: CaseFile | Refusal | true): string =>
  value !== true && isRefusal(value) ? value.sentence.zh : 'done'

/** A case desk whose item runs by any route that a test draws. */
export async function openRouteDesk() {
  const desk = await openCaseDesk()
  let city = desk.loaded
  const handling = { ...desk.handling, city: () => city }
  const reload = async (): Promise<void> => {
    city = await loadCity(desk.db, '4108', 'Asia/Shanghai', city)
    // The desk's own moves read the same city.
    Object.assign(desk.handling, { city: () => city })
  }
  const publish = async (key: string, xml: string, kind: 'process' | 'decision' = 'process'): Promise<void> => {
    await seedDefinition(desk.db, kind, { key, title: { zh: key, en: key }, xml, at: seededAt })
    await reload()
  }
  const itemBy = (route: string, over: Partial<ServiceItem['content']> = {}): ServiceItem => ({
    ...desk.item,
    content: { ...desk.item.content, ...over, route },
  })
  /** All recorded cases of a route, sent through a draft of it. */
  const replayed = async (key: string, draft: string): Promise<ReplayReport> => {
    const { graph, problems } = await compile(pinCalls(draft, city, key), {}, findCalledIn(city))
    if (graph === null) throw new Error(JSON.stringify(problems))
    return replayAll(handling, key, graph, async () => {})
  }
  return { ...desk, handling, publish, reload, itemBy, replayed }
}
