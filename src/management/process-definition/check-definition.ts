import type { Text } from '#base'
import { compile, compileDecisions, type FindCalled, type Graph } from '#bpmn'
import { findUnfinished } from './open-ends.ts'
import { neverRaised, turnsInCircle, uncaughtErrors } from './route-faults.ts'
import { unsourcedNames } from './route-names.ts'
import { stageFaults } from './stage-faults.ts'
import { stepCalls, stepProcedures, stepRoles } from './step-property.ts'

/** What stands against a route or a decision. An error keeps it from being published, a warning is shown. */
export type DefinitionProblem = {
  element: string | null
  line: number | null
  code: string
  severity: 'error' | 'warning'
  sentence: Text
}

/** What a route may name of the city it is drawn for. */
export type DefinitionGround = {
  hasDecisions: (key: string) => boolean
  /** Is there a department of this kind (公安局 …)? */
  hasDepartment: (kind: string) => boolean
  /** Names that conditions can read here: facts of a case, outputs of the route's tables. */
  sourcesOf: (graph: Graph) => ReadonlySet<string>
  /** The text of a route that is called, by the name that stands in the (pinned) drawing. */
  findCalled: FindCalled
}

export type CheckedDefinition = { graph: Graph | null; problems: DefinitionProblem[] }

/**
 * Everything that can be said against a route before it is published: what the engine cannot run, what handling does not
 * serve, and what a step says that no office could follow. Each names its element, its line, and what to do.
 */
export async function checkDefinition(xml: string, ground: DefinitionGround): Promise<CheckedDefinition> {
  const { graph, problems } = await compile(xml, {}, ground.findCalled)
  if (graph === null)
    return { graph, problems: problems.map((problem) => ({ ...problem, severity: 'error' as const })) }
  const found = [...graph.ids.entries()].flatMap(([node, element]) =>
    faultsOfStep(graph, node, ground).map((fault) => ({ ...fault, element, line: lineOf(xml, element) })),
  )
  const unsourced = unsourcedNames(graph, ground.sourcesOf(graph)).map(({ name, element }) => ({
    ...withoutSource(name),
    element,
    line: lineOf(xml, element),
  }))
  const never = stageFaults(graph).map((fault) => ({
    ...fault,
    severity: 'error' as const,
    line: lineOf(xml, fault.element),
  }))
  const early = new Set(never.filter(({ code }) => code === 'stage-too-early').map(({ element }) => element))
  const stuck = stuckAt(xml, graph).filter(
    ({ code, element }) => code !== 'closes-undecided' || !early.has(element ?? ''),
  )
  return { graph, problems: [...found, ...never, ...unsourced, ...stuck, ...faultsOfRoute(graph)] }
}

/** The same for a file of decisions. */
export async function checkDecisions(xml: string): Promise<DefinitionProblem[]> {
  const compilation = await compileDecisions(xml)
  return 'problems' in compilation ? compilation.problems : compilation.warnings
}

const lineOf = (xml: string, id: string): number | null => {
  const at = xml.search(new RegExp(`\\sid=["']${id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}["']`))
  return at < 0 ? null : xml.slice(0, at).split('\n').length
}

type Fault = Pick<DefinitionProblem, 'code' | 'severity' | 'sentence'>
const error = (code: string, zh: string, en: string): Fault => ({ code, severity: 'error', sentence: { zh, en } })
const warning = (code: string, zh: string, en: string): Fault => ({ code, severity: 'warning', sentence: { zh, en } })

function faultsOfStep(graph: Graph, node: number, ground: DefinitionGround): Fault[] {
  const kind = graph.kindNames[node] ?? 'user-task'
  const properties = graph.properties[node] ?? {}
  const faults: Fault[] = []
  if (kind === 'user-task') faults.push(...faultsOfTask(properties, ground))
  if (kind === 'service-task') faults.push(...faultsOfCall(properties['call']))
  faults.push(...faultsOfTimer(graph.events[node] ?? null, properties['days']))
  const { decision } = properties
  if (decision !== undefined && !ground.hasDecisions(decision))
    faults.push(
      error(
        'decision-unknown',
        `没有已发布的决策“${decision}”，请先发布它或另选一个`,
        `there is no published decision “${decision}”: publish it first or choose another`,
      ),
    )
  return faults
}

const withoutSource = (name: string): Fault =>
  warning(
    'name-unsourced',
    `这里读取“${name}”，但它不是情形答案、表单字段、办件情况，也不是前面决策表的输出；除非登记的服务或消息会带回它，办件到这里会判断不了`,
    `this reads “${name}”, which is no answer, field or fact of a case and no output of a table before; unless a service or a message brings it, cases will be undecided here`,
  )

const wholeDays = /^(R\d*\/)?P\d+D$/
const isWritten = /^(R\d*\/)?P[\dT]/

/** Working days can only be counted where whole days are. */
function faultsOfTimer(event: Graph['events'][number], days: string | undefined): Fault[] {
  if (days === undefined) return []
  if (days !== 'working' && days !== 'calendar')
    return [error('days-unknown', '日子只能按“工作日”或“日历日”数', 'days are working days or calendar days')]
  if (event?.type !== 'timer' || days === 'calendar') return []
  if (event.form === 'date')
    return [
      warning(
        'days-of-date',
        '已写明时刻，按工作日数不起作用',
        'a moment is given: counting working days has no effect',
      ),
    ]
  if (wholeDays.test(event.text) || !isWritten.test(event.text)) return []
  return [
    warning(
      'days-not-whole',
      `只有整天才能按工作日数，“${event.text}”会按钟点算`,
      `only whole days can be counted as working days; “${event.text}” goes by the clock`,
    ),
  ]
}

const isCount = (text: string, most: number): boolean => /^[1-9]\d{0,3}$/.test(text) && Number(text) <= most

function faultsOfTask(properties: Readonly<Record<string, string>>, ground: DefinitionGround): Fault[] {
  const { role, stage, level, department, limit } = properties
  const faults: Fault[] = []
  if (role === undefined || role === '')
    faults.push(error('role-missing', '没有说明谁办，请选择岗位', 'it does not say who does it: choose a role'))
  else if (!Object.hasOwn(stepRoles, role))
    faults.push(error('role-unknown', `没有“${role}”这个办理岗位`, `“${role}” is not a role that handles cases`))
  if (stage === undefined || stage === '')
    faults.push(
      warning(
        'stage-missing',
        '没有说明属于哪个环节，将作为本单位自己的步骤办理',
        'it names no stage and will be a step of the office’s own',
      ),
    )
  if (level !== undefined && level !== 'lower')
    faults.push(error('level-unknown', '层级只能是“下一级”', 'the level can only be “lower”'))
  // `=name`: each time the department that a list names; which they are is known only when the case is there.
  if (department !== undefined && !department.startsWith('=') && !ground.hasDepartment(department))
    faults.push(
      error('department-unknown', `本市没有“${department}”这类部门`, `the city has no department “${department}”`),
    )
  if (limit !== undefined && !isCount(limit, 3650))
    faults.push(
      error(
        'limit-invalid',
        '时限应是 1 到 3650 的工作日数',
        'the limit must be a number of working days from 1 to 3650',
      ),
    )
  return [...faults, ...faultsOfProcedure(properties)]
}

function faultsOfProcedure({ procedure, basis, procedureDays, stage }: Readonly<Record<string, string>>): Fault[] {
  const faults: Fault[] = []
  if (procedure === undefined) {
    if (stage === 'procedure')
      faults.push(error('procedure-missing', '没有选择哪一种特别程序', 'it does not say which special procedure'))
    return faults
  }
  if (!Object.hasOwn(stepProcedures, procedure))
    faults.push(error('procedure-unknown', `没有“${procedure}”这种特别程序`, `there is no procedure “${procedure}”`))
  if ((basis ?? '').trim() === '')
    faults.push(
      error(
        'basis-missing',
        '特别程序停止计时，须写明法律依据（行政许可法第四十五条）',
        'a special procedure stops the clock and needs its legal basis (Licensing Law art. 45)',
      ),
    )
  if (!isCount(procedureDays ?? '', 3650))
    faults.push(
      error(
        'procedure-days',
        '请写明特别程序预计需要的天数',
        'say how many days the special procedure is expected to take',
      ),
    )
  if (stage !== 'procedure')
    faults.push(
      error(
        'procedure-stage',
        '特别程序的环节须选“特别程序”',
        'the stage of a special procedure is “Special procedure”',
      ),
    )
  return faults
}

function faultsOfCall(call: string | undefined): Fault[] {
  if (call === undefined || call === '')
    return [error('call-missing', '没有说明调用什么服务', 'it does not say which service is called')]
  if (Object.hasOwn(stepCalls, call)) return []
  return [
    warning(
      'call-foreign',
      `服务“${call}”须由本系统的部署登记，否则办件会停在这里等人处理`,
      `the service “${call}” must be registered by the deployment, or cases will wait here for somebody`,
    ),
  ]
}

/** Where a case would turn for ever, stand for ever, or end without having been decided and closed. */
function stuckAt(xml: string, graph: Graph): DefinitionProblem[] {
  const circle = turnsInCircle(graph)
  const { closings, ends } = findUnfinished(graph)
  const at = (elements: readonly string[], fault: Fault): DefinitionProblem[] =>
    elements.map((element) => ({ ...fault, element, line: lineOf(xml, element) }))
  return [
    ...at(uncaughtErrors(graph), errorUncaught),
    ...at(circle === null ? [] : [circle], inCircle),
    ...at(ends, endsOpen),
    ...at(closings, closesUndecided),
    ...at(neverRaised(graph), raisedByNobody),
  ]
}

const errorUncaught = error(
  'error-uncaught',
  '这里以错误结束，但外面没有接住它的边界事件，办件会停在半路；请在外层加边界事件，或改成普通结束',
  'this ends with an error that nothing catches, and the case would stand for ever: add an event on the border around it, or end plainly',
)
const inCircle = error(
  'turns-in-circle',
  '流程会在这里自己转圈：这一圈里没有人办事，也不等时间和外来消息',
  'the route turns in a circle here: on the way round nobody does anything and nothing is waited for',
)
const closesUndecided = error(
  'closes-undecided',
  '办件会没有作出决定就走到这里，不能办结，也不能制发结果；请先经过决定环节',
  'a case may come here undecided and can neither be closed nor get its result: lead it through a decision first',
)
const endsOpen = error(
  'ends-open',
  '受理后的办件会走到这里结束，却没有办结：没有人能再办它，时限还在走；请先决定再“办结”，或改连到别的环节',
  'an accepted case may end here without being closed: nobody could act on it and its clock would run on. Decide it and close it before, or lead it elsewhere',
)
const raisedByNobody = warning(
  'never-raised',
  '这个边界事件不会发生：只有登记的服务能以业务错误结束，升级只由子流程里的事件抛出',
  'this event will never happen: only a registered service ends with a named error, and only events within a sub-process escalate',
)

/** What a whole route lacks. */
function faultsOfRoute(graph: Graph): DefinitionProblem[] {
  const has = (property: string, value: string): boolean =>
    graph.properties.some((properties) => properties[property] === value)
  const whole = { element: null, line: null }
  const faults: Fault[] = []
  if (!has('call', 'close-case'))
    faults.push(warning('never-closes', '没有“办结”服务，办件不会办结', 'no step closes the case: it will stay open'))
  if (!has('stage', 'acceptance') && !has('call', 'accept-by-rule'))
    faults.push(
      warning('never-accepts', '没有受理环节，时限不会起算', 'no step accepts the case: its clock never starts'),
    )
  if (!has('stage', 'decision') && !has('call', 'decide-by-rule'))
    faults.push(warning('never-decides', '没有决定环节', 'no step decides'))
  return faults.map((fault) => ({ ...fault, ...whole }))
}
