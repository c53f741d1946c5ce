import { w } from '../text.ts'
import { translate } from './translate.ts'

/** What the palette and the menus offer: nothing that the engine would refuse. */
const replacements: ReadonlySet<string> = new Set([
  'replace-with-user-task',
  'replace-with-service-task',
  'replace-with-rule-task',
  'replace-with-expanded-subprocess',
  'replace-with-exclusive-gateway',
  'replace-with-parallel-gateway',
  'replace-with-inclusive-gateway',
  'replace-with-event-based-gateway',
  'replace-with-send-task',
  'replace-with-receive-task',
  'replace-with-none-start',
  'replace-with-none-end',
  'replace-with-terminate-end',
  'replace-with-timer-intermediate-catch',
  'replace-with-message-intermediate-catch',
  'replace-with-message-intermediate-throw',
  'replace-with-signal-intermediate-catch',
  'replace-with-signal-intermediate-throw',
  'replace-with-message-end',
  'replace-with-signal-end',
  'replace-with-message-boundary',
  'replace-with-non-interrupting-message-boundary',
  'replace-with-signal-boundary',
  'replace-with-non-interrupting-signal-boundary',
  'replace-with-error-boundary',
  'replace-with-escalation-boundary',
  'replace-with-non-interrupting-escalation-boundary',
  'replace-with-error-end',
  'replace-with-escalation-end',
  'replace-with-escalation-intermediate-throw',
  'replace-with-timer-boundary',
  'replace-with-non-interrupting-timer-boundary',
  'replace-with-conditional-flow',
  'replace-with-default-flow',
  'replace-with-sequence-flow',
])

type Entry = { action?: unknown; className?: string; title?: string; group?: string; label?: string }
type Entries = Record<string, Entry>
type Listener = {
  click: (event: Event, element?: unknown) => void
  dragstart?: (event: Event, element?: unknown) => void
}
type Injected = {
  palette: { registerProvider(provider: object): void }
  contextPad: { registerProvider(priority: number, provider: object): void }
  popupMenu: { registerProvider(id: string, priority: number, provider: object): void }
  create: { start(event: Event, shape: unknown): void }
  elementFactory: { createShape(options: object): unknown }
  autoPlace: { append(source: unknown, shape: unknown): void }
  tools: Record<'hand' | 'lasso' | 'space' | 'connect', (event: Event) => void>
}

/** The kinds of steps that can be drawn, by the words of the field. */
export const drawable = () =>
  [
    ['bpmn:UserTask', 'bpmn-icon-user-task', w('办理环节（人办）', 'Step done by people')],
    ['bpmn:ServiceTask', 'bpmn-icon-service-task', w('系统办理', 'Step done by the system')],
    ['bpmn:BusinessRuleTask', 'bpmn-icon-business-rule', w('按规则决定', 'Decided by rule')],
    ['bpmn:ExclusiveGateway', 'bpmn-icon-gateway-xor', w('按条件走一条路', 'One way, by condition')],
    ['bpmn:ParallelGateway', 'bpmn-icon-gateway-parallel', w('同时进行（并联）', 'Several ways at once')],
    ['bpmn:InclusiveGateway', 'bpmn-icon-gateway-or', w('按条件走几条路', 'Some ways, by condition')],
    ['bpmn:EndEvent', 'bpmn-icon-end-event-none', w('结束', 'End')],
  ] as const

const message = { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:MessageEventDefinition' }
const timer = { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' }

function paletteEntries({ create, elementFactory, tools }: Injected): Entries {
  const make = (options: object, className: string, title: string): Entry => {
    const start = (event: Event): void => create.start(event, elementFactory.createShape(options))
    return { group: 'steps', className, title, action: { click: start, dragstart: start } satisfies Listener }
  }
  const tool = (name: keyof Injected['tools'], className: string, title: string): Entry => ({
    ...{ group: 'tools', className, title, action: { click: tools[name] } satisfies Listener },
  })
  return {
    'hand-tool': tool('hand', 'bpmn-icon-hand-tool', w('移动画面', 'Move the canvas')),
    'lasso-tool': tool('lasso', 'bpmn-icon-lasso-tool', w('框选', 'Select with a frame')),
    'space-tool': tool('space', 'bpmn-icon-space-tool', w('腾出空间', 'Make room')),
    'connect-tool': tool('connect', 'bpmn-icon-connection-multi', w('连线', 'Connect')),
    'tool-separator': { group: 'tools', ...{ separator: true } } as Entry,
    'create.start': make({ type: 'bpmn:StartEvent' }, 'bpmn-icon-start-event-none', w('开始', 'Start')),
    ...Object.fromEntries(
      drawable().map(([type, className, title]) => [`create.${type}`, make({ type }, className, title)]),
    ),
    'create.message': make(
      message,
      'bpmn-icon-intermediate-event-catch-message',
      w('等一个消息', 'Wait for a message'),
    ),
    'create.timer': make(timer, 'bpmn-icon-intermediate-event-catch-timer', w('等到某时', 'Wait for a time')),
  }
}

function contextEntries({ create, elementFactory, autoPlace }: Injected) {
  return () => (entries: Entries) => {
    const appends = Object.keys(entries).some((name) => name === 'append.append-task')
    for (const name of Object.keys(entries))
      if (name.startsWith('append.') && name !== 'append.end-event') delete entries[name]
    if (!appends) return entries
    const append = (options: object): Listener => {
      const shape = (): unknown => elementFactory.createShape(options)
      return {
        click: (_event, element) => autoPlace.append(element, shape()),
        dragstart: (event) => create.start(event, shape()),
      }
    }
    const added = drawable()
      .filter(([type]) => type !== 'bpmn:EndEvent')
      .slice(0, 4)
    for (const [type, className, title] of added)
      entries[`append.${type}`] = { group: 'model', className, title, action: append({ type }) }
    return entries
  }
}

const onlyUnderstood = (entries: Entries): Entries =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => replacements.has(name)))

class Understood {
  static $inject = [
    ...['palette', 'contextPad', 'popupMenu', 'create', 'elementFactory', 'autoPlace'],
    ...['handTool', 'lassoTool', 'spaceTool', 'globalConnect'],
  ]
  constructor(
    palette: Injected['palette'],
    contextPad: Injected['contextPad'],
    popupMenu: Injected['popupMenu'],
    create: Injected['create'],
    elementFactory: Injected['elementFactory'],
    autoPlace: Injected['autoPlace'],
    ...tools: [Tool, Tool, Tool, Tool]
  ) {
    const injected = { palette, contextPad, popupMenu, create, elementFactory, autoPlace, tools: toolsOf(...tools) }
    injected.palette.registerProvider({ getPaletteEntries: () => paletteEntries(injected) })
    // A lower priority comes later, and sees what the library's own provider offers.
    injected.contextPad.registerProvider(500, { getContextPadEntries: contextEntries(injected) })
    injected.popupMenu.registerProvider('bpmn-replace', 500, {
      getPopupMenuEntries: () => onlyUnderstood,
      getPopupMenuHeaderEntries: () => () => ({}),
    })
  }
}

type Tool = Record<'activateHand' | 'activateSelection' | 'start', (event: Event) => void>
const toolsOf = (hand: Tool, lasso: Tool, space: Tool, connect: Tool): Injected['tools'] => ({
  hand: (event) => hand.activateHand(event),
  lasso: (event) => lasso.activateSelection(event),
  space: (event) => space.activateSelection(event),
  connect: (event) => connect.start(event),
})

/** The modules that make the drawing program offer only what the engine understands, in the reader's language. */
export const understood = [
  { __init__: ['understood'], understood: ['type', Understood], paletteProvider: ['value', null] },
  { translate: ['value', translate] },
]
