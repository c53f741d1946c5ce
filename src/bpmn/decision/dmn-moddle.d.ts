// dmn-moddle ships no types; this is the part of it that we use.
declare module 'dmn-moddle' {
  export type DmnElement = {
    $type: string
    $attrs: Record<string, string>
    $descriptor: { propertiesByName: Record<string, { default?: unknown } | undefined> }
    id?: string
    name?: string
    [property: string]: unknown
  }
  export type DmnWarning = { message: string; element?: DmnElement; property?: string; value?: string }
  export class DmnModdle {
    /** Rejects when the document is not XML or its root is not dmn:definitions of DMN 1.3. */
    fromXML(xml: string): Promise<{ rootElement: DmnElement; warnings: DmnWarning[] }>
  }
}
