import { describe } from './describe-step.ts'
import { bearsEvents, branchesByCondition, keptSays, lossesOf } from './kind-losses.ts'
import type { DrawnElement, Repetition } from './step.ts'
import { type KindTarget, kindOf, kindsFor } from './step-kind.ts'

type Point = { x: number; y: number }
/** What is needed of the drawing program to draw without a mouse. */
export type ActServices = {
  elements: () => DrawnElement[]
  find: (id: string) => DrawnElement | undefined
  root: () => DrawnElement
  select: (element: DrawnElement) => void
  shape: (options: object) => unknown
  append: (source: DrawnElement, shape: unknown) => DrawnElement
  replace: (element: DrawnElement, target: KindTarget) => DrawnElement
  repeat: (element: DrawnElement, repetition: Repetition) => void
  /** Makes one step of several acts. */
  together: (act: () => void) => void
  mayConnect: (source: DrawnElement, target: DrawnElement) => unknown
  modeling: {
    createShape(shape: unknown, at: Point, parent: DrawnElement, hints?: object): DrawnElement
    updateProperties(element: DrawnElement, properties: Record<string, unknown>): void
    connect(source: DrawnElement, target: DrawnElement): DrawnElement
    moveElements(elements: DrawnElement[], by: Point): void
    removeElements(elements: DrawnElement[]): void
  }
}

const isWay = (element: DrawnElement): boolean => element.type === 'bpmn:SequenceFlow'

/** What can be drawn in the panel: kinds, ways, places; each is one step for whoever takes it back. */
export const actsOn = (services: ActServices) => ({ ...kindsOn(services), ...stepsOn(services), ...waysOn(services) })

type On = <T>(id: string, act: (found: DrawnElement) => T) => T | null
const finder =
  (services: ActServices): On =>
  (id, act) => {
    const found = services.find(id)
    return found === undefined ? null : act(found)
  }

const targetOf = ({ businessObject }: DrawnElement, kind: string): KindTarget | null =>
  kindsFor(businessObject).find(([key]) => key === kind)?.[2] ?? null

/** The element as another kind: what that kind has too is taken along, what it cannot have goes. */
function becomes(services: ActServices, found: DrawnElement, target: KindTarget): DrawnElement {
  const step = describe(found)
  const { modeling } = services
  let made = found
  services.together(() => {
    made = services.replace(found, target)
    if (step === null) return
    const says = keptSays(step, target).map(([property, value]) => [`bantuo:${property}`, value] as const)
    if (says.length > 0) modeling.updateProperties(made, Object.fromEntries(says))
    // The drawing program leaves out which list is gone through.
    if (step.repetition !== null && 'count' in step.repetition) services.repeat(made, step.repetition)
    const borders = bearsEvents(target) ? [] : (made.attachers ?? []).slice()
    if (borders.length > 0) modeling.removeElements(borders)
    if (branchesByCondition(target)) return
    for (const way of made.outgoing ?? [])
      if (way.businessObject.conditionExpression) modeling.updateProperties(way, { conditionExpression: undefined })
  })
  return made
}

function kindsOn(services: ActServices) {
  const on = finder(services)
  return {
    /** The kinds an element may take, and the one that it has; empty where there is nothing to choose. */
    kinds: (id: string): { kind: string; options: (readonly [string, string])[] } | null =>
      on(id, ({ businessObject, children }) => {
        // What stands within a sub-process would be lost with it.
        const holds = businessObject.$type === 'bpmn:SubProcess' && (children ?? []).length > 0
        const options = holds ? [] : kindsFor(businessObject).map(([key, word]) => [key, word] as const)
        return options.length === 0 ? null : { kind: kindOf(businessObject) ?? '', options }
      }),
    changeKind: (id: string, kind: string): string | null =>
      on(id, (found) => {
        const target = targetOf(found, kind)
        if (target === null) return null
        const made = becomes(services, found, target)
        services.select(made)
        return made.id
      }),
    /** What would be lost by it, in the words of the panel. */
    losses: (id: string, kind: string): string[] =>
      on(id, (found) => {
        const target = targetOf(found, kind)
        const step = describe(found)
        return target === null || step === null || kindOf(found.businessObject) === kind
          ? []
          : lossesOf(step, found, target)
      }) ?? [],
  }
}

function stepsOn(services: ActServices) {
  const on = finder(services)
  return {
    /** Puts a step beside the last, with a way to it. */
    append: (id: string, type: string, name: string): string | null =>
      on(id, (found) => {
        // Waiting is for something; a time is what most wait for.
        const waits =
          type === 'bpmn:IntermediateCatchEvent' ? { eventDefinitionType: 'bpmn:TimerEventDefinition' } : null
        const made = services.append(found, services.shape({ type, ...waits }))
        if (name !== '') services.modeling.updateProperties(made, { name })
        services.select(made)
        return made.id
      }),
    addBorder: (id: string): string | null =>
      on(id, (found) => {
        const options = { type: 'bpmn:BoundaryEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' }
        const at = { x: (found.x ?? 0) + (found.width ?? 0) - 30, y: (found.y ?? 0) + (found.height ?? 0) }
        const made = services.modeling.createShape(services.shape(options), at, found, { attach: true })
        services.select(made)
        return made.id
      }),
  }
}

function waysOn(services: ActServices) {
  const on = finder(services)
  return {
    /** Where a way may lead from here that does not lead there yet. */
    targets: (id: string): DrawnElement[] =>
      on(id, (found) => {
        const known = (found.outgoing ?? []).filter(isWay).map((way) => way.target)
        return services
          .elements()
          .filter((one) => one !== found && one.businessObject !== undefined && one.labelTarget === undefined)
          .filter((one) => !known.includes(one) && !isWay(one) && leadsTo(services.mayConnect(found, one)))
      }) ?? [],
    connect: (id: string, target: string): string | null =>
      on(id, (found) => on(target, (other) => services.modeling.connect(found, other).id)),
    ways: (id: string): { id: string; to: string }[] =>
      on(id, (found) =>
        (found.outgoing ?? []).filter(isWay).map((way) => ({
          ...{ id: way.id, to: way.target?.businessObject.name ?? way.target?.id ?? '' },
        })),
      ) ?? [],
    move: (id: string, by: Point): void => {
      on(id, (found) => services.modeling.moveElements([found], by))
    },
  }
}

/** What is drawn for a type. Waiting is for something, and a time is what most wait for. */
export const optionsOf = (type: string): object =>
  type === 'bpmn:IntermediateCatchEvent' ? { type, eventDefinitionType: 'bpmn:TimerEventDefinition' } : { type }

const leadsTo = (allowed: unknown): boolean =>
  typeof allowed === 'object' && allowed !== null && 'type' in allowed && allowed.type === 'bpmn:SequenceFlow'
