import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawn, drawRoute } from '../../../test/helpers/route-desk.ts'
import { checkDecisions, checkDefinition, type DefinitionGround } from './check-definition.ts'

const ground: DefinitionGround = {
  hasDecisions: (key) => key === 'fee-class',
  hasDepartment: (kind) => kind === '公安局',
  findCalled: () => null,
  sourcesOf: () => new Set(['outcome', 'delivery', 'waiting', 'parcels']),
}
const standard = readFileSync('seeds/routes/standard.bpmn', 'utf8')
const changed = (from: string, to: string): string => {
  if (!standard.includes(from)) throw new Error(`the standard route does not say ${from}`)
  return standard.replace(from, to)
}
const examine = 'bantuo:role="examiner" bantuo:stage="examination"'
const codes = async (xml: string) =>
  (await checkDefinition(xml, ground)).problems.map((one) => [one.element, one.code, one.severity])

test.each(readdirSync('seeds/routes'))('nothing stands against the shipped route %s', async (name) => {
  const { problems } = await checkDefinition(readFileSync(`seeds/routes/${name}`, 'utf8'), {
    hasDecisions: () => true,
    hasDepartment: () => true,
    sourcesOf: () => new Set(),
    findCalled: () => null,
  })
  expect(problems.filter((one) => one.severity === 'error')).toEqual([])
})

test.each([
  ['bantuo:stage="examination"', [['examine', 'role-missing', 'error']]],
  ['bantuo:role="mayor" bantuo:stage="examination"', [['examine', 'role-unknown', 'error']]],
  [`${examine} bantuo:limit="0"`, [['examine', 'limit-invalid', 'error']]],
  [`${examine} bantuo:limit="3"`, []],
  [`${examine} bantuo:level="upper"`, [['examine', 'level-unknown', 'error']]],
  [`${examine} bantuo:department="公安局"`, []],
  [`${examine} bantuo:department="外交部"`, [['examine', 'department-unknown', 'error']]],
  [
    `${examine} bantuo:procedure="hearing"`,
    [
      ['examine', 'basis-missing', 'error'],
      ['examine', 'procedure-days', 'error'],
      ['examine', 'procedure-stage', 'error'],
    ],
  ],
  ['bantuo:role="examiner" bantuo:stage="procedure"', [['examine', 'procedure-missing', 'error']]],
  [
    'bantuo:role="examiner" bantuo:stage="procedure" bantuo:procedure="hearing" bantuo:basis="第四十八条" bantuo:procedureDays="20"',
    [],
  ],
  ['bantuo:role="examiner"', [['examine', 'stage-missing', 'warning']]],
])('a step that says %s is told what it lacks', async (says, expected) => {
  expect(await codes(changed(examine, says))).toEqual(expected)
})

test.each([
  ['bantuo:role="counter-clerk" bantuo:stage="opinion"', [['examine', 'role-of-stage', 'error']]],
  ['bantuo:role="examiner" bantuo:stage="opinion"', []],
  ['bantuo:role="counter-clerk" bantuo:stage="examination"', [['examine', 'role-of-stage', 'error']]],
  ['bantuo:role="decider" bantuo:stage="decision"', [['decide', 'decided-before', 'error']]],
  ['bantuo:role="counter-clerk" bantuo:stage="delivery"', [['examine', 'stage-too-early', 'error']]],
  ['bantuo:role="examiner" bantuo:stage="follow-up"', [['examine', 'stage-too-early', 'error']]],
])('a step %s, put before the decision, is refused where cases would stand at it for ever', async (says, expected) => {
  expect(await codes(changed(examine, says))).toEqual(expected)
})

const examination = 'userTask look bantuo:role="examiner" bantuo:stage="examination"'
const rule = 'businessRuleTask rule bantuo:decides="outcome" bantuo:decision="fee-class"'
const decideByRule = 'serviceTask by-rule bantuo:call="decide-by-rule"'
const issue = 'serviceTask issue bantuo:call="issue-result"'
const deliver = 'userTask deliver bantuo:role="counter-clerk" bantuo:stage="delivery"'
const twice =
  ' > <bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>'

test.each<[string, readonly string[], readonly string[], [string, string][]]>([
  ['examines after it decided', [drawn.decide, examination, drawn.close], [], [['look', 'after-decision']]],
  ['decides several times', [`${drawn.decide}${twice}`, drawn.close], [], [['decide', 'stage-repeated']]],
  ['closes before it decides', [drawn.close, drawn.decide], [], [['close', 'stage-too-early']]],
  ['issues before it decides', [issue, drawn.decide, drawn.close], [], [['issue', 'stage-too-early']]],
  [
    'issues and delivers to whoever was denied',
    [drawn.decide, issue, drawn.close, deliver],
    [],
    [
      ['issue', 'grant-unasked'],
      ['deliver', 'grant-unasked'],
    ],
  ],
  [
    'decides by rule what the rules did not grant',
    [rule, decideByRule, drawn.close],
    [],
    [['by-rule', 'rule-unasked']],
  ],
  ['decides by rule without asking any', [decideByRule, drawn.close], [], [['by-rule', 'rule-unasked']]],
  [
    'decides by rule after somebody decided',
    [drawn.decide, 'userTask own bantuo:role="examiner" bantuo:stage="own"', decideByRule, drawn.close],
    [],
    [
      ['by-rule', 'decided-before'],
      ['by-rule', 'rule-unasked'],
    ],
  ],
  [
    'turns back from its decision',
    [drawn.decide, 'exclusiveGateway which default="r-f3"', drawn.close],
    ['which decide : outcome = "denied"'],
    [['decide', 'decided-before']],
  ],
])('a route that %s is refused', async (_, steps, more, expected) => {
  const way = ['start', 'receive', ...steps.map((one) => one.split(' ')[1]), 'end']
  const flows = way.slice(1).map((id, at) => `${way[at]} ${id}`)
  const xml = drawRoute('r', ['startEvent start', drawn.receive, ...steps, 'endEvent end'], [...flows, ...more])
  const { problems } = await checkDefinition(xml, ground)
  expect(problems.filter((one) => one.severity === 'error').map((one) => [one.element, one.code])).toEqual(expected)
})

const reminder = (id: string, host: string): string =>
  `boundaryEvent ${id} attachedToRef="${host}" cancelActivity="false" > <bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition>`
const second = 'userTask other bantuo:role="decider" bantuo:stage="decision"'

test.each<[string, readonly string[], readonly string[], string[]]>([
  [
    'an event that only begins something beside leads to the decision as well',
    [examination, reminder('late', 'look'), drawn.decide, drawn.close],
    ['receive look', 'look decide', 'late decide', 'decide close', 'close end'],
    ['decide'],
  ],
  [
    'two decide side by side',
    ['parallelGateway fork', drawn.decide, second, 'parallelGateway join', drawn.close],
    ['receive fork', 'fork decide', 'fork other', 'decide join', 'other join', 'join close', 'close end'],
    ['decide', 'other'],
  ],
  [
    'two branches go on to one decision without having met',
    [
      'parallelGateway fork',
      examination,
      'userTask note bantuo:role="examiner" bantuo:stage="own"',
      drawn.decide,
      drawn.close,
    ],
    ['receive fork', 'fork look', 'fork note', 'look decide', 'note decide', 'decide close', 'close end'],
    ['decide'],
  ],
  [
    'an event begins another decision beside the first',
    [drawn.decide, reminder('late', 'decide'), second, drawn.close],
    ['receive decide', 'decide close', 'late other', 'other close', 'close end'],
    ['decide', 'other'],
  ],
  [
    'branches meet before the decision',
    [
      'parallelGateway fork',
      examination,
      'userTask note bantuo:role="examiner" bantuo:stage="own"',
      'parallelGateway join',
      drawn.decide,
      drawn.close,
    ],
    ['receive fork', 'fork look', 'fork note', 'look join', 'note join', 'join decide', 'decide close', 'close end'],
    [],
  ],
  [
    'a reminder goes its own way',
    [
      examination,
      reminder('late', 'look'),
      'userTask note bantuo:role="examiner" bantuo:stage="own"',
      'endEvent noted',
      drawn.decide,
      drawn.close,
    ],
    ['receive look', 'look decide', 'late note', 'note noted', 'decide close', 'close end'],
    [],
  ],
])('where %s, the check says at which decision cases would be decided twice', async (_, steps, flows, expected) => {
  const xml = drawRoute('r', ['startEvent start', drawn.receive, ...steps, 'endEvent end'], ['start receive', ...flows])
  const { problems } = await checkDefinition(xml, ground)
  const errors = problems.filter((one) => one.severity === 'error')
  expect(errors.map((one) => [one.element, one.code])).toEqual(expected.map((node) => [node, 'decided-beside']))
})

test('who examines cannot decide, and nothing is examined before it is accepted', async () => {
  const decide = 'bantuo:role="decider" bantuo:stage="decision"'
  expect(await codes(changed(decide, 'bantuo:role="examiner" bantuo:stage="decision"'))).toEqual([
    ['decide', 'role-of-stage', 'error'],
  ])
  const swapped = standard
    .replace('bantuo:role="counter-clerk" bantuo:stage="acceptance"', 'HERE')
    .replace(examine, 'bantuo:role="counter-clerk" bantuo:stage="acceptance"')
    .replace('HERE', examine)
  expect((await codes(swapped)).map(([, code]) => code)).toEqual(['stage-too-early'])
})

test('a decision that a timer takes away from one head and gives to another is no second decision', async () => {
  const xml = changed(
    '<bpmn:userTask id="decide"',
    `<bpmn:boundaryEvent id="late" name="逾期" attachedToRef="decide"><bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="late-to-other" sourceRef="late" targetRef="other" />
    <bpmn:userTask id="other" name="另行决定" bantuo:role="decider" bantuo:stage="decision" />
    <bpmn:sequenceFlow id="other-to-gateway" sourceRef="other" targetRef="granted-or-denied" />
    <bpmn:userTask id="decide"`,
  )
  expect(await codes(xml)).toEqual([])
})

const fork = ['parallelGateway fork', 'parallelGateway join'] as const
const own = (id: string): string => `userTask ${id} bantuo:role="examiner" bantuo:stage="own"`
const choice = 'exclusiveGateway which default="r-f2"'

test.each<[string, readonly string[], readonly string[], string[]]>([
  [
    'an end by a time limit that closes nothing',
    [
      examination,
      'boundaryEvent late attachedToRef="look" > <bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition>',
      'endEvent left',
      drawn.decide,
      drawn.close,
    ],
    ['start receive', 'receive look', 'look decide', 'decide close', 'close end', 'late left'],
    ['left'],
  ],
  [
    'the way of what was declined, which is closed by that',
    [choice, 'endEvent declined', drawn.decide, drawn.close],
    [
      'start receive',
      'receive which',
      'which decide',
      'which declined : outcome = "declined"',
      'decide close',
      'close end',
    ],
    [],
  ],
  [
    'the same, drawn the other way round',
    [choice, 'endEvent declined', drawn.decide, drawn.close],
    [
      'start receive',
      'receive which',
      'which declined',
      'which decide : outcome = "accepted"',
      'decide close',
      'close end',
    ],
    [],
  ],
  [
    'a way of what was accepted, beside that of what was declined',
    [choice, 'endEvent declined', 'endEvent urgent', drawn.decide, drawn.close],
    [
      ...['start receive', 'receive which', 'which decide', 'which declined : outcome = "declined"'],
      ...['which urgent : channel = "online"', 'decide close', 'close end'],
    ],
    ['urgent'],
  ],
  [
    'a no that is decided and not closed',
    [drawn.decide, 'exclusiveGateway which default="r-f3"', 'endEvent denied', drawn.close],
    [
      'start receive',
      'receive decide',
      'decide which',
      'which close',
      'which denied : outcome = "denied"',
      'close end',
    ],
    ['denied'],
  ],
  [
    'a branch beside, which need not close what the other closes',
    [...fork.slice(0, 1), own('look'), 'endEvent seen', drawn.decide, drawn.close],
    ['start receive', 'receive fork', 'fork look', 'look seen', 'fork decide', 'decide close', 'close end'],
    [],
  ],
  [
    'branches that meet, one of which closes',
    [...fork, own('look'), drawn.decide, drawn.close],
    [
      'start receive',
      'receive fork',
      'fork look',
      'look join',
      'fork decide',
      'decide close',
      'close join',
      'join end',
    ],
    [],
  ],
  [
    'branches that meet, none of which closes, before a way that does not either',
    [...fork, own('look'), drawn.decide, 'exclusiveGateway which default="r-f7"', 'endEvent open', drawn.close],
    [
      ...['start receive', 'receive fork', 'fork look', 'look join', 'fork decide', 'decide join', 'join which'],
      ...['which close', 'which open : outcome = "denied"', 'close end'],
    ],
    ['open'],
  ],
  [
    'what is begun beside a step and ends by itself',
    [
      examination,
      'boundaryEvent late attachedToRef="look" cancelActivity="false" > <bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition>',
      own('remind'),
      'endEvent reminded',
      drawn.decide,
      drawn.close,
    ],
    ['start receive', 'receive look', 'look decide', 'decide close', 'close end', 'late remind', 'remind reminded'],
    [],
  ],
])('of %s the check says whether the case would stay open', async (_, steps, flows, expected) => {
  const xml = drawRoute('r', ['startEvent start', drawn.receive, ...steps, 'endEvent end'], flows)
  const { problems } = await checkDefinition(xml, ground)
  const errors = problems.filter((one) => one.severity === 'error')
  expect(errors.map((one) => [one.element, one.code])).toEqual(expected.map((end) => [end, 'ends-open']))
})

/** A sub-process of these elements, from `ID-in` to `ID-out`. */
function within(id: string, elements: readonly string[], flows: readonly string[], more = ''): string {
  const inner = drawRoute(id, [`startEvent ${id}-in`, ...elements, `endEvent ${id}-out`], flows)
  const body = /<bpmn:process[^>]*>([\s\S]*)<\/bpmn:process>/.exec(inner)?.[1] ?? ''
  return `subProcess ${id} > ${more}${body.replaceAll('\n', ' ')}`
}
const due = '<bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition>'

test.each<[string, readonly string[], readonly string[], [string, string][]]>([
  [
    'decides and closes inside a sub-process',
    [within('sub', [drawn.decide, drawn.close], ['sub-in decide', 'decide close', 'close sub-out'])],
    ['receive sub', 'sub end'],
    [],
  ],
  [
    'decides behind a sub-process whose branches end in it',
    [
      within(
        'sub',
        ['parallelGateway fork', own('a'), own('b'), 'endEvent b-out'],
        ['sub-in fork', 'fork a', 'a sub-out', 'fork b', 'b b-out'],
      ),
      ...[drawn.decide, drawn.close],
    ],
    ['receive sub', 'sub decide', 'decide close', 'close end'],
    [],
  ],
  [
    'reminds inside a sub-process before the decision',
    [
      within(
        'sub',
        [own('a'), `boundaryEvent late attachedToRef="a" cancelActivity="false" > ${due}`, 'endEvent told'],
        ['sub-in a', 'a sub-out', 'late told'],
      ),
      ...[drawn.decide, drawn.close],
    ],
    ['receive sub', 'sub decide', 'decide close', 'close end'],
    [],
  ],
  [
    'takes parallel branches away by a time limit',
    [
      within(
        'sub',
        ['parallelGateway fork', own('a'), own('b'), 'parallelGateway join'],
        ['sub-in fork', 'fork a', 'fork b', 'a join', 'b join', 'join sub-out'],
      ),
      `boundaryEvent late attachedToRef="sub" > ${due}`,
      ...['exclusiveGateway go', drawn.decide, drawn.close],
    ],
    ['receive sub', 'sub go', 'late go', 'go decide', 'decide close', 'close end'],
    [],
  ],
  [
    'accepts inside a sub-process under a time limit and parts the declined behind it',
    [
      within('sub', [own('check'), drawn.receive], ['sub-in check', 'check receive', 'receive sub-out']),
      `boundaryEvent late attachedToRef="sub" > ${due}`,
      ...['endEvent lapsed', choice, 'endEvent declined', drawn.decide, drawn.close],
    ],
    [
      'start sub',
      'sub which',
      'which declined',
      'late lapsed',
      'which decide : outcome = "accepted"',
      'decide close',
      'close end',
    ],
    [],
  ],
  [
    'closes undecided when a time limit is over',
    [
      examination,
      `boundaryEvent late attachedToRef="look" > ${due}`,
      'serviceTask over bantuo:call="close-case"',
      'endEvent left',
      drawn.decide,
      drawn.close,
    ],
    ['receive look', 'late over', 'over left', 'look decide', 'decide close', 'close end'],
    [['over', 'closes-undecided']],
  ],
  [
    'ends everything by a reminder',
    [
      examination,
      `boundaryEvent late attachedToRef="look" cancelActivity="false" > ${due}`,
      'endEvent all > <bpmn:terminateEventDefinition />',
      drawn.decide,
      drawn.close,
    ],
    ['receive look', 'late all', 'look decide', 'decide close', 'close end'],
    [['all', 'ends-open']],
  ],
  [
    'decides in a sub-process that is done three times',
    [
      within(
        'sub',
        [drawn.decide],
        ['sub-in decide', 'decide sub-out'],
        '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>',
      ),
      drawn.close,
    ],
    ['receive sub', 'sub close', 'close end'],
    // Done no time at all, it would come to the end undecided besides.
    [
      ['decide', 'stage-repeated'],
      ['close', 'closes-undecided'],
    ],
  ],
])('of a route that %s the check says no more than is wrong', async (_, steps, flows, expected) => {
  const receive = steps.some((one) => one.includes('id="receive"')) ? [] : [drawn.receive]
  const begin = receive.length === 0 ? [] : ['start receive']
  const xml = drawRoute('r', ['startEvent start', ...receive, ...steps, 'endEvent end'], [...begin, ...flows])
  const { problems } = await checkDefinition(xml, ground)
  const errors = problems.filter((one) => one.severity === 'error')
  expect(errors.map((one) => [one.element, one.code])).toEqual(expected)
})

test('a service that only a deployment may know is a warning, none at all an error; each is told with its line', async () => {
  const call = 'bantuo:call="issue-result"'
  expect(await codes(changed(call, 'bantuo:call="print-card"'))).toEqual([['issue', 'call-foreign', 'warning']])
  const { problems } = await checkDefinition(changed(call, ''), ground)
  expect(problems.map((one) => [one.element, one.code])).toEqual([['issue', 'call-missing']])
  const line = standard.split('\n').findIndex((text) => text.includes('id="issue"')) + 1
  expect(problems[0]?.line).toBe(line)
})

test('a route whose cases would never close or be accepted is warned of', async () => {
  const xml = standard
    .replaceAll('bantuo:call="close-case"', 'bantuo:call="invite-rating"')
    .replace('"acceptance"', '"own"')
  expect((await codes(xml)).map(([, code]) => code)).toEqual(['never-closes', 'never-accepts'])
})

test('a drawing that cannot run is told why, and nothing else', async () => {
  const { graph, problems } = await checkDefinition(changed('default="when-granted"', ''), ground)
  expect(graph).toBeNull()
  expect(problems.map((one) => one.code)).toContain('condition-missing')
})

const onExamine = (border: string, root = ''): string =>
  changed(
    '<bpmn:sequenceFlow id="examine-to-decide"',
    `<bpmn:boundaryEvent id="over" name="逾期" attachedToRef="examine" cancelActivity="false" ${border}</bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="over-to-end" sourceRef="over" targetRef="over-end" />
    <bpmn:endEvent id="over-end" />
    <bpmn:sequenceFlow id="examine-to-decide"`,
  ).replace('<bpmn:process ', `${root}<bpmn:process `)
const timer = (text: string, form = 'timeDuration'): string =>
  `<bpmn:timerEventDefinition><bpmn:${form}>${text}</bpmn:${form}></bpmn:timerEventDefinition>`

test.each([
  [`bantuo:days="working">${timer('P3D')}`, []],
  [`bantuo:days="calendar">${timer('P3D')}`, []],
  [`bantuo:days="working">${timer('R3/P1D', 'timeCycle')}`, []],
  [`bantuo:days="working">${timer('waiting')}`, []],
  [`bantuo:days="holidays">${timer('P3D')}`, [['over', 'days-unknown', 'error']]],
  [`bantuo:days="working">${timer('PT36H')}`, [['over', 'days-not-whole', 'warning']]],
  [`bantuo:days="working">${timer('2026-10-01', 'timeDate')}`, [['over', 'days-of-date', 'warning']]],
  [`>${timer('three days')}`, [['over', 'condition-unknown-name', 'error']]],
  ['><bpmn:messageEventDefinition />', [['over', 'name-missing', 'error']]],
  ['><bpmn:signalEventDefinition signalRef="s" />', []],
] as const)('a time or a message on the border of a step is told at it: %s', async (border, expected) => {
  expect(await codes(onExamine(border, '<bpmn:signal id="s" name="变更" />'))).toEqual(expected)
})

const repeated = (loop: string): string =>
  standard.replace(/(<bpmn:userTask id="examine"[\s\S]*?)<\/bpmn:userTask>/, `$1${loop}</bpmn:userTask>`)

test.each([
  ['<bpmn:multiInstanceLoopCharacteristics />', [['examine', 'loop-invalid', 'error']]],
  [
    '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>',
    [],
  ],
  ['<bpmn:multiInstanceLoopCharacteristics bantuo:collection="parcels" bantuo:element="parcel" />', []],
  ['<bpmn:multiInstanceLoopCharacteristics bantuo:collection="two words" />', [['examine', 'loop-invalid', 'error']]],
  ['<bpmn:standardLoopCharacteristics />', [['examine', 'loop-invalid', 'error']]],
  ['<bpmn:standardLoopCharacteristics loopMaximum="3" />', []],
  [
    '<bpmn:standardLoopCharacteristics><bpmn:loopCondition>outcome = </bpmn:loopCondition></bpmn:standardLoopCharacteristics>',
    [['examine', 'condition-syntax', 'error']],
  ],
] as const)('a repetition that lacks something is told at its step: %s', async (loop, expected) => {
  expect(await codes(repeated(loop))).toEqual(expected)
})

test('decisions are checked with their gaps and overlaps', async () => {
  const faulty = readFileSync('src/bpmn/decision/fixtures/faulty-table.dmn', 'utf8')
  const found = await checkDecisions(faulty)
  expect(found.length).toBeGreaterThan(0)
  expect(await checkDecisions('<a/>')).toMatchObject([{ severity: 'error' }])
})

const around = (body: string, flows: readonly string[]): string => {
  const lines = flows.map((line, at) => {
    const [from = '', to = ''] = line.split(' ')
    return `<bpmn:sequenceFlow id="f${at}" sourceRef="${from}" targetRef="${to}" />`
  })
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bantuo="https://bantuo.example/bpmn" id="d" targetNamespace="t">
    <bpmn:message id="m" name="m" /><bpmn:error id="bad" name="bad" errorCode="bad" />
    <bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s" /><bpmn:endEvent id="e" />${body}${lines.join('')}</bpmn:process></bpmn:definitions>`
}
const errorsOf = async (xml: string) => (await codes(xml)).filter(([, , severity]) => severity === 'error')

test('a circle of services that are done at once, or of messages that the route sends itself, is not published', async () => {
  const gate = '<bpmn:exclusiveGateway id="g" default="f2" />'
  const back = ['s x', 'x g', 'g x', 'g e']
  const flow =
    '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">n = 1</bpmn:conditionExpression>'
  const withWay = (xml: string) => xml.replace('targetRef="e" />', `targetRef="e">${flow}</bpmn:sequenceFlow>`)
  const atOnce = around(`<bpmn:serviceTask id="x" bantuo:call="invite-rating" />${gate}`, back)
  expect(await errorsOf(withWay(atOnce))).toEqual([['x', 'turns-in-circle', 'error']])
  const later = around(`<bpmn:serviceTask id="x" bantuo:call="check-register" />${gate}`, back)
  expect(await errorsOf(withWay(later))).toEqual([])
  const event = '<bpmn:messageEventDefinition messageRef="m" />'
  const told = around(
    `<bpmn:intermediateThrowEvent id="x">${event}</bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="y">${event}</bpmn:intermediateCatchEvent>${gate}`,
    ['s x', 'x y', 'g x', 'g e', 'y g'],
  )
  expect((await errorsOf(withWay(told))).map(([, code]) => code)).toEqual(['turns-in-circle'])
})

test('an end with an error that nothing around it catches is not published', async () => {
  const end = '<bpmn:endEvent id="x"><bpmn:errorEventDefinition errorRef="bad" /></bpmn:endEvent>'
  const gate = '<bpmn:parallelGateway id="g" />'
  expect(await errorsOf(around(`${end}${gate}`, ['s g', 'g x', 'g e']))).toEqual([['x', 'error-uncaught', 'error']])
})

test('a condition that reads what nothing gives is warned of once, at the first that reads it', async () => {
  const asks = (name: string) => standard.replaceAll('outcome = "declined"', `${name} = "declined"`)
  const found = (await codes(asks('outcom'))).filter(([, code]) => code === 'name-unsourced')
  expect(found).toHaveLength(1)
  expect(found[0]?.[2]).toBe('warning')
  const { problems } = await checkDefinition(asks('outcom'), ground)
  expect(problems.find((one) => one.code === 'name-unsourced')?.sentence.zh).toContain('“outcom”')
  expect(await codes(asks('delivery'))).toEqual([['declined', 'ends-open', 'error']])
})

test('an error that nobody can name at a step, and an escalation on a single one, are said to never happen', async () => {
  const border = (type: string) =>
    `<bpmn:boundaryEvent id="b" attachedToRef="x"><bpmn:${type}EventDefinition /></bpmn:boundaryEvent>`
  const silent = async (step: string, type: string) =>
    (await codes(around(`${step}${border(type)}`, ['s x', 'x e', 'b e']))).filter(([, code]) => code === 'never-raised')
  const told = [['b', 'never-raised', 'warning']]
  expect(await silent('<bpmn:serviceTask id="x" bantuo:call="check-register" />', 'error')).toEqual([])
  expect(await silent('<bpmn:serviceTask id="x" bantuo:call="check-register" />', 'escalation')).toEqual(told)
  expect(await silent('<bpmn:serviceTask id="x" bantuo:call="issue-result" />', 'error')).toEqual(told)
  expect(await silent('<bpmn:userTask id="x" bantuo:role="examiner" />', 'error')).toEqual(told)
})

test('a route of very many decisions, one after the other, is told so as soon as any other', async () => {
  const steps = Array.from({ length: 9_000 }, (_, at) => `d${at}`)
  const way = ['s', ...steps, 'e']
  const xml = around(
    steps.map((id) => `<bpmn:userTask id="${id}" bantuo:role="decider" bantuo:stage="decision" />`).join(''),
    way.slice(1).map((id, at) => `${way[at]} ${id}`),
  )
  const started = performance.now()
  const { problems } = await checkDefinition(xml, ground)
  expect(problems.filter((one) => one.code === 'decided-before').length).toBe(8_999)
  expect(performance.now() - started).toBeLessThan(20_000)
})
