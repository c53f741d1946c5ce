import { constructName } from './construct-name.ts'

export type Sentence = { zh: string; en: string }

/** Why a model cannot be published. `element` is a BPMN id, `line` counts from 1; either is null where it has no meaning. */
export type Problem = { element: string | null; line: number | null; code: ProblemCode; sentence: Sentence }

export type ProblemCode = keyof typeof sentences

/** Takes a problem of the element with this id. */
export type Add = (code: ProblemCode, element: string, what?: string) => void

// One line per problem: the code is the contract, the sentence is for the person who draws the process.
const sentences = {
  'too-large': (n: string) => ({ zh: `文件超过 ${n} 字节`, en: `the file is larger than ${n} bytes` }),
  'too-many-elements': (n: string) => ({ zh: `元素超过 ${n} 个`, en: `there are more than ${n} elements` }),
  'too-deep': (n: string) => ({ zh: `元素嵌套超过 ${n} 层`, en: `elements are nested more than ${n} deep` }),
  'too-many-attributes': (n: string) => ({
    zh: `一个元素的属性超过 ${n} 个`,
    en: `an element has more than ${n} attributes`,
  }),
  'id-too-long': (n: string) => ({ zh: `标识超过 ${n} 个字符`, en: `the id is longer than ${n} characters` }),
  doctype: () => ({ zh: '不得含有 DOCTYPE 或实体声明', en: 'a DOCTYPE or entity declaration is not allowed' }),
  'unknown-entity': (name: string) => ({
    zh: `不得引用实体“${name}”`,
    en: `the entity reference "${name}" is not allowed`,
  }),
  'illegal-character': (hex: string) => ({
    zh: `含有 XML 不允许的字符 ${hex}`,
    en: `character ${hex} is not allowed in XML`,
  }),
  encoding: (name: string) => ({ zh: `编码须为 UTF-8，而不是 ${name}`, en: `the encoding must be UTF-8, not ${name}` }),
  'not-xml': (what: string) => ({ zh: `不是完整的 XML:${what}`, en: `this is not well-formed XML: ${what}` }),
  'not-bpmn': (what: string) => ({ zh: `不是 BPMN 2.0：${what}`, en: `this is not BPMN 2.0: ${what}` }),
  'missing-id': (what: string) => ({
    zh: `“${constructName(what)}”没有标识(id)`,
    en: `${what} has no id`,
  }),
  'duplicate-id': (id: string) => ({ zh: `标识“${id}”重复`, en: `the id "${id}" is used twice` }),
  'dangling-reference': (id: string) => ({
    zh: `引用的“${id}”不存在`,
    en: `"${id}" is referred to but does not exist`,
  }),
  unsupported: (what: string) => ({
    zh: `尚不支持“${constructName(what)}”(${what})`,
    en: `${what} is not supported yet`,
  }),
  'unsupported-attribute': (what: string) => ({
    zh: `尚不支持属性“${what}”`,
    en: `the attribute ${what} is not supported`,
  }),
  'misplaced-property': (what: string) => ({
    zh: `扩展属性“${what}”只能写在任务和事件上`,
    en: `the extension property ${what} may only stand on a task or an event`,
  }),
  'no-process': () => ({ zh: '没有流程', en: 'there is no process' }),
  'several-processes': () => ({ zh: '一个文件只能有一个流程', en: 'a file may hold only one process' }),
  'no-start': () => ({ zh: '没有开始事件', en: 'there is no start event' }),
  'several-starts': () => ({ zh: '只能有一个开始事件', en: 'there may be only one start event' }),
  'no-end': () => ({ zh: '没有结束事件', en: 'there is no end event' }),
  'start-with-incoming': () => ({ zh: '开始事件不能有进入的顺序流', en: 'a start event cannot have an incoming flow' }),
  'end-with-outgoing': () => ({ zh: '结束事件不能有离开的顺序流', en: 'an end event cannot have an outgoing flow' }),
  'dead-end': () => ({ zh: '没有离开的顺序流', en: 'there is no outgoing flow' }),
  unreachable: () => ({ zh: '从开始事件走不到这里', en: 'it cannot be reached from the start event' }),
  'no-way-out': () => ({ zh: '从这里走不到任何结束事件', en: 'no end event can be reached from here' }),
  'implicit-split': () => ({
    zh: '有多条离开的顺序流，请用网关说明如何分支',
    en: 'it has several outgoing flows; use a gateway to say how they branch',
  }),
  'flow-mismatch': (id: string) => ({
    zh: `节点所列的顺序流“${id}”并不与它相连`,
    en: `the node lists the flow "${id}", which is not connected to it`,
  }),
  'condition-missing': () => ({
    zh: '排他或包容网关的分支缺少条件(默认分支除外)',
    en: 'a branch of an exclusive or inclusive gateway needs a condition, unless it is the default',
  }),
  'condition-misplaced': () => ({
    zh: '条件只能写在排他或包容网关的非默认分支上',
    en: 'a condition may only stand on a branch of an exclusive or inclusive gateway that is not its default',
  }),
  'default-misplaced': () => ({
    zh: '默认分支须是本网关离开的顺序流之一',
    en: 'the default must be one of the outgoing flows of its own gateway',
  }),
  'condition-too-long': (n: string) => ({
    zh: `条件超过 ${n} 个字符`,
    en: `the condition is longer than ${n} characters`,
  }),
  'too-many-expressions': (n: string) => ({
    zh: `到这里条件、定时和重复的写法合计超过 ${n} 处，请把一部分改成决策表`,
    en: `with this there are more than ${n} conditions, timers and repetitions: let decision tables say some of them`,
  }),
  'expressions-too-long': (n: string) => ({
    zh: `到这里全部条件、定时和重复的写法合计超过 ${n} 个字符，请写短些，或把一部分改成决策表`,
    en: `with this all conditions, timers and repetitions are longer than ${n} characters together: shorten them, or let decision tables say some`,
  }),
  'condition-language': (what: string) => ({
    zh: `条件只能用 FEEL 书写，而不是 ${what}`,
    en: `conditions are written in FEEL, not in ${what}`,
  }),
  'condition-syntax': (what: string) => ({
    zh: `条件不是正确的 FEEL:${what}`,
    en: `the condition is not valid FEEL: ${what}`,
  }),
  'condition-forbidden': (what: string) => ({
    zh: `条件中不能使用“${what}”`,
    en: `"${what}" is not allowed in a condition`,
  }),
  'condition-range-value': (what: string) => ({
    zh: `区间“${what}”只能写在 in 之后，不能当作一个值`,
    en: `the range "${what}" may only stand after "in"; it is no value of its own`,
  }),
  'condition-range-ends': (what: string) => ({
    zh: `区间“${what}”的两端须是同一类：两个数、两段文字或两个日期`,
    en: `both ends of the range "${what}" must be of one kind: two numbers, two texts or two dates`,
  }),
  'condition-unknown-name': (what: string) => ({
    zh: `条件中的“${what}”不是变量`,
    en: `"${what}" in the condition is not the name of a variable`,
  }),
  'condition-not-boolean': (what: string) =>
    what === ''
      ? { zh: '条件的结果不是“是”或“否”', en: 'the condition does not yield true or false' }
      : {
          zh: `“${what}”不是判断；and、or 的两边和 not( ) 里要各写一个完整的判断，例如 a = "x" or a = "y"`,
          en: `${what} is no test; write a whole one on both sides of "and" and "or", and in not( ), as in a = "x" or a = "y"`,
        },
  'parallel-arity': () => ({
    zh: '并行网关须至少有两条进入或两条离开的顺序流',
    en: 'a parallel gateway needs at least two incoming or two outgoing flows',
  }),
  'flow-crosses': () => ({
    zh: '顺序流不能越过子流程的边界',
    en: 'a sequence flow cannot cross the border of a sub-process',
  }),
  'several-events': (what: string) => ({
    zh: `一个事件只能有一种定义，“${constructName(what)}”多余`,
    en: `an event has one definition only; ${what} is one too many`,
  }),
  'event-missing': () => ({ zh: '没有说明等待什么事件', en: 'it does not say which event it waits for' }),
  'name-missing': (what: string) => ({
    zh: `没有指明消息、信号、错误或升级(${what})`,
    en: `it does not say which message, signal, error or escalation (${what})`,
  }),
  'timer-invalid': (what: string) => ({
    zh: `定时须是一个 ISO 8601 的时长、时刻或周期，或得出它的 FEEL 表达式：${what}`,
    en: `a timer needs one ISO 8601 duration, date or cycle, or a FEEL expression that yields it: ${what}`,
  }),
  'timer-unbounded': (what: string) => ({
    zh: `定时最长一百年，周期最短一分钟：${what}`,
    en: `a timer waits for a hundred years at most, a cycle for a minute at least: ${what}`,
  }),
  'timer-cycle': () => ({
    zh: '周期定时只能用于不中断的边界事件',
    en: 'a cycle may only stand on a boundary event that does not interrupt',
  }),
  'boundary-misplaced': () => ({
    zh: '边界事件须附在同一流程内的任务、子流程或调用活动上(发送任务除外)',
    en: 'a boundary event needs a task (other than a send task), sub-process or call activity of the same process',
  }),
  'boundary-with-incoming': () => ({
    zh: '边界事件不能有进入的顺序流',
    en: 'a boundary event cannot have an incoming flow',
  }),
  'error-must-interrupt': () => ({
    zh: '错误边界事件总是中断活动的',
    en: 'an error boundary event always interrupts',
  }),
  'event-gateway-branch': () => ({
    zh: '事件网关须有至少两条分支，每条只通向一个捕获事件或接收任务，且该处没有别的进入',
    en: 'an event-based gateway needs two branches or more, each to a catch event or receive task entered by nothing else',
  }),
  'loop-invalid': (what: string) => ({
    zh: `多实例须有次数或列表之一，循环须有条件或上限，变量名须合规：${what}`,
    en: `a multi-instance needs either a cardinality or a collection, a loop a condition or a maximum: ${what}`,
  }),
  'called-unknown': (what: string) => ({
    zh: `没有可以调用的流程“${what}”，请先发布它或另选一个`,
    en: `there is no process “${what}” to call: publish it first or choose another`,
  }),
  'called-recursive': (what: string) => ({
    zh: `流程“${what}”直接或间接调用自己`,
    en: `the process "${what}" calls itself, directly or through others`,
  }),
  'called-invalid': (what: string) => ({
    zh: `调用的流程不能运行：${what}`,
    en: `the called process cannot run: ${what}`,
  }),
  'empty-loop': () => ({
    zh: '此处的循环里没有任何任务，会无休止地空转',
    en: 'this loop contains no task and would turn for ever',
  }),
  'join-never-completes': () => ({
    zh: '有一种走法使此汇合永远等不齐',
    en: 'there is a way through the process on which this join waits for ever',
  }),
  'join-overrun': () => ({
    zh: '有一种走法使同一分支两次到达此汇合',
    en: 'there is a way through the process on which one branch reaches this join twice',
  }),
  'never-ends': () => ({
    zh: '流程经过这里会无休止地重复，永远不能结束',
    en: 'the process repeats itself here without end',
  }),
  'too-many-tokens': (n: string) => ({
    zh: `同时进行的分支可能超过 ${n} 个`,
    en: `more than ${n} branches may run at the same time`,
  }),
  'too-tangled': () => ({ zh: '流程过于错综，无法检查', en: 'the process is too tangled to be checked' }),
} as const satisfies Record<string, (what: string) => Sentence>

/** A problem with its sentence in both languages; `what` is the word or number that the sentence names. */
export function problem(code: ProblemCode, element: string | null, line: number | null, what = ''): Problem {
  return { element, line, code, sentence: sentences[code](what.length > 80 ? `${what.slice(0, 79)}…` : what) }
}
