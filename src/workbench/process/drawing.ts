import Modeler from 'bpmn-js/lib/Modeler.js'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js'
import { changesModule, togetherCommand } from './changes.ts'
import { describe } from './describe-step.ts'
import { type ActServices, actsOn, optionsOf } from './drawing-acts.ts'
import {
  listNames,
  makeChange,
  nameEvent,
  type PartServices,
  repeat,
  setTimer,
  type TimerSetting,
} from './drawing-parts.ts'
import type { DrawnElement, EventName, Repetition, Step } from './step.ts'
import { understood } from './understood.ts'

type Point = { x: number; y: number }
type Modeling = ActServices['modeling'] & {
  updateLabel(element: DrawnElement, text: string): void
}
type SpaceTool = {
  calculateAdjustments(
    elements: unknown,
    axis: 'x',
    delta: number,
    start: number,
  ): { movingShapes: unknown[]; resizingShapes: unknown[] }
  makeSpace(moving: unknown[], resizing: unknown[], delta: Point, direction: 'e', start: number): void
}
type Box = { x: number; y: number; width: number; height: number }
type Viewbox = Box & { scale: number; inner: Box; outer: { width: number; height: number } }
type Services = {
  canvas: {
    zoom(to: 'fit-viewport' | number, center?: 'auto'): number
    viewbox(): Viewbox
    viewbox(box: { x: number; y: number; width: number; height: number }): void
    addMarker(element: string, marker: string): void
    removeMarker(element: string, marker: string): void
    scrollToElement(element: string): void
    resized(): void
    getRootElement(): DrawnElement
  }
  elementRegistry: { get(id: string): DrawnElement | undefined; getAll(): DrawnElement[] }
  eventBus: { on(events: string | string[], listener: (event: { newSelection?: DrawnElement[] }) => void): void }
  selection: { select(element: DrawnElement | null): void }
  modeling: Modeling
  elementFactory: { createShape(options: object): unknown }
  bpmnFactory: { create(type: string, properties: object): object }
  spaceTool: SpaceTool
  autoPlace: { append: ActServices['append'] }
  bpmnReplace: { replaceElement(element: DrawnElement, target: object): DrawnElement }
  bpmnRules: { canConnect(source: DrawnElement, target: DrawnElement): unknown }
  commandStack: {
    execute(command: string, context: object): void
    undo(): void
    redo(): void
    canUndo(): boolean
    canRedo(): boolean
  }
}
type Library = {
  importXML(xml: string): Promise<unknown>
  saveXML(options: { format: boolean }): Promise<{ xml: string }>
  get<N extends keyof Services>(name: N): Services[N]
  destroy(): void
}

// Naming the namespace keeps `bantuo:` as the prefix, whatever a file from elsewhere chose.
const moddleExtensions = { bantuo: { name: 'bantuo', prefix: 'bantuo', uri: 'https://bantuo.example/bpmn', types: [] } }
type Make = new (options: object) => Library

export type Drawing = ReturnType<typeof makeDrawing>

/** A drawing to look at, or to draw in: what the pages need of the library, by our own names. */
export function makeDrawing(container: HTMLElement, mayDraw: boolean) {
  const library = mayDraw
    ? new (Modeler as unknown as Make)({
        container,
        moddleExtensions,
        additionalModules: [...understood, changesModule],
      })
    : new (NavigatedViewer as unknown as Make)({ container, moddleExtensions })
  const covered = mayDraw ? palette : 0
  const get = library.get.bind(library) as Library['get']
  const element = (id: string): DrawnElement | undefined => get('elementRegistry').get(id)
  return {
    ...lookingAt(get, element, covered),
    ...(mayDraw
      ? { ...drawingIn(get, element), ...partsIn(get, element), ...changing(get, element), ...actsIn(get, element) }
      : null),
    open: async (xml: string): Promise<void> => {
      await library.importXML(xml)
      get('canvas').resized()
      show(get('canvas'), covered, mayDraw ? readable : 0)
    },
    text: async (): Promise<string> => (await library.saveXML({ format: true })).xml,
    destroy: () => library.destroy(),
  }
}

/** Below this the names of steps cannot be read: then the beginning is shown, and the rest is a drag away. */
const readable = 0.62
/** What the palette covers at the left. */
const palette = 120

/** Shows the drawing with room around it, beside what the palette covers, no smaller than `smallest`: the beginning, if not all. */
function show(canvas: Services['canvas'], covered: number, smallest: number): void {
  const { inner, outer } = canvas.viewbox()
  const whole = Math.min(1, (outer.width - covered - 24) / inner.width, (outer.height - 24) / inner.height)
  // A container without a size yet, or a drawing without any.
  if (!Number.isFinite(whole) || whole <= 0) {
    canvas.zoom(canvas.zoom('fit-viewport', 'auto') * 0.94, 'auto')
    return
  }
  const scale = Math.max(smallest, whole)
  const [width, height] = [outer.width / scale, outer.height / scale]
  const free = scale > whole ? 0 : Math.max(0, (width - covered / scale - inner.width) / 2 - 12 / scale)
  canvas.viewbox({
    ...{ width, height },
    x: inner.x - (covered + 12) / scale - free,
    y: inner.y + inner.height / 2 - height / 2.1,
  })
}

type Get = Library['get']
type Find = (id: string) => DrawnElement | undefined

function lookingAt(get: Get, element: Find, covered: number) {
  return {
    on: (events: string[], listener: (event: { newSelection?: DrawnElement[] }) => void) =>
      get('eventBus').on(events, listener),
    steps: (): Step[] =>
      get('elementRegistry')
        .getAll()
        .filter((one) => one.type !== 'label' && one.businessObject !== undefined && one.labelTarget === undefined)
        .flatMap((one) => describe(one) ?? []),
    step: (id: string): Step | null => {
      const found = element(id)
      return found === undefined ? null : describe(found)
    },
    mark: (ids: readonly string[], marker: string) => {
      for (const id of ids) if (element(id)) get('canvas').addMarker(id, marker)
    },
    unmark: (ids: readonly string[], marker: string) => {
      for (const id of ids) if (element(id)) get('canvas').removeMarker(id, marker)
    },
    show: (id: string) => {
      if (element(id)) get('canvas').scrollToElement(id)
    },
    fit: () => show(get('canvas'), covered, 0),
    zoom: (by: number) => get('canvas').zoom(get('canvas').viewbox().scale * by),
  }
}

/** How far the rest moves when a step is put in between. */
const room = 170

function drawingIn(get: Get, element: Find) {
  const body = (text: string): unknown =>
    text.trim() === '' ? undefined : get('bpmnFactory').create('bpmn:FormalExpression', { body: text.trim() })
  return {
    rename: (id: string, name: string) => {
      const found = element(id)
      if (found) get('modeling').updateProperties(found, { name: name === '' ? undefined : name })
    },
    /** Sets one of our own attributes; an empty text takes it away. */
    say: (id: string, property: string, value: string) => {
      const found = element(id)
      if (found) get('modeling').updateProperties(found, { [`bantuo:${property}`]: value === '' ? undefined : value })
    },
    /** Which route a call goes to; the version is written in when the drawing is published. */
    call: (id: string, key: string) => {
      const found = element(id)
      if (found) get('modeling').updateProperties(found, { calledElement: key === '' ? undefined : key })
    },
    condition: (id: string, text: string) => {
      const found = element(id)
      if (found) get('modeling').updateProperties(found, { conditionExpression: body(text) })
    },
    makeDefault: (id: string, is: boolean) => {
      const flow = element(id)
      if (!flow?.source) return
      if (is) get('modeling').updateProperties(flow, { conditionExpression: undefined })
      get('modeling').updateProperties(flow.source, { default: is ? flow.businessObject : undefined })
    },
  }
}

const partServices = (get: Get): PartServices => ({
  elements: () => get('elementRegistry').getAll(),
  root: () => get('canvas').getRootElement(),
  create: (type, properties) => get('bpmnFactory').create(type, properties),
  change: makeChange(get('commandStack')),
})

/** What has no shape: names of events, repetitions, times. */
function partsIn(get: Get, element: Find) {
  const services = partServices(get)
  const on = (id: string, act: (found: DrawnElement) => void): void => {
    const found = element(id)
    if (found) act(found)
  }
  return {
    nameEvent: (id: string, name: string) => on(id, (found) => nameEvent(services, found, name)),
    eventNames: (type: EventName['type']) => listNames(services, type),
    repeat: (id: string, repetition: Repetition) => on(id, (found) => repeat(services, found, repetition)),
    timer: (id: string, setting: TimerSetting) => on(id, (found) => setTimer(services, found, setting)),
  }
}

const actsIn = (get: Get, find: Find) =>
  actsOn({
    find,
    elements: () => get('elementRegistry').getAll(),
    root: () => get('canvas').getRootElement(),
    select: (found) => get('selection').select(found),
    shape: (options) => get('elementFactory').createShape(options),
    append: (source, shape) => get('autoPlace').append(source, shape),
    replace: (found, target) => get('bpmnReplace').replaceElement(found, target),
    repeat: (found, repetition) => repeat(partServices(get), found, repetition),
    together: (act) => get('commandStack').execute(togetherCommand, { act }),
    mayConnect: (source, target) => get('bpmnRules').canConnect(source, target),
    modeling: get('modeling'),
  })

function changing(get: Get, element: Find) {
  return {
    select: (id: string) => get('selection').select(element(id) ?? null),
    insertAfter: (id: string, type: string, name: string): string | null => insertAfter(get, element(id), type, name),
    remove: (id: string) => {
      const found = element(id)
      if (found) get('modeling').removeElements([found])
    },
    undo: () => get('commandStack').undo(),
    redo: () => get('commandStack').redo(),
    mayUndo: () => get('commandStack').canUndo(),
    mayRedo: () => get('commandStack').canRedo(),
  }
}

/** Puts a step on the way that leaves an element first, and moves what comes after to make room: drawing without a mouse. */
function insertAfter(get: Get, source: DrawnElement | undefined, type: string, name: string): string | null {
  const flow = source?.outgoing?.find((one) => one.type === 'bpmn:SequenceFlow')
  const target = flow?.target
  if (!source) return null
  if (!flow || !target) return actsIn(get, (id) => get('elementRegistry').get(id)).append(source.id, type, name)
  const edge = (source.x ?? 0) + (source.width ?? 0)
  const start = edge + 10
  const tool = get('spaceTool')
  const { movingShapes, resizingShapes } = tool.calculateAdjustments(
    get('canvas').getRootElement().children,
    'x',
    room,
    start,
  )
  tool.makeSpace(movingShapes, resizingShapes, { x: room, y: 0 }, 'e', start)
  const at = { x: edge + room / 2 + 20, y: (source.y ?? 0) + (source.height ?? 0) / 2 }
  const made = get('modeling').createShape(get('elementFactory').createShape(optionsOf(type)), at, flow)
  if (name !== '') get('modeling').updateProperties(made, { name })
  get('selection').select(made)
  return made.id
}
