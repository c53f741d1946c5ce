import type { FindCalled } from '#bpmn'

/** The routes of a city, as far as others call them. */
type Routes = {
  hasRoute(key: string): boolean
  getDefinition(key: string): { version: number }
  listDefinitions(): readonly { key: string; version: number; xml: string }[]
}

const call = /(\bcalledElement\s*=\s*)(["'])([^"'@]*)(@\d+)?\2/g

/** The text with every call of another route naming the version that `versionOf` gives; where it gives none the bare name stands. */
export const pinBy = (xml: string, versionOf: (key: string, version: number | null) => number | null): string =>
  xml.replace(call, (_, start: string, quote: string, key: string, pinned: string | undefined) => {
    const version = versionOf(key, pinned === undefined ? null : Number(pinned.slice(1)))
    return `${start}${quote}${key}${version === null ? '' : `@${version}`}${quote}`
  })

/** A draft calls the newest published versions, whatever an older text of it named; itself it does not call. */
export const pinCalls = (xml: string, routes: Routes, own?: string): string =>
  pinBy(xml, (key) => (key !== own && routes.hasRoute(key) ? routes.getDefinition(key).version : null))

/** The text of a called version, withdrawn or not: what names it keeps it. */
export const findCalledIn =
  (routes: Routes): FindCalled =>
  (name) =>
    routes.listDefinitions().find(({ key, version }) => `${key}@${version}` === name)?.xml ?? null
