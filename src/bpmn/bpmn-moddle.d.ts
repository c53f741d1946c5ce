// bpmn-moddle ships no types for its entry; this is the part of it that we use.
declare module 'bpmn-moddle' {
  export type ModdleElement = {
    $type: string
    $attrs: Record<string, string>
    $descriptor: { propertiesByName: Record<string, { default?: unknown; isReference?: boolean } | undefined> }
    id?: string
    name?: string
    [property: string]: unknown
  }
  export type ModdleWarning = { message: string; element?: ModdleElement; property?: string; value?: string }
  export class BpmnModdle {
    constructor(packages?: Record<string, object>)
    /** Rejects when the document is not XML or its root is not bpmn:definitions. */
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: ModdleWarning[] }>
    toXML(element: ModdleElement, options: { format: boolean }): Promise<{ xml: string }>
    create(type: string, properties: Record<string, unknown>): ModdleElement
  }
}
