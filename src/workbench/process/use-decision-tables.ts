import DmnModeler from 'dmn-js/lib/Modeler.js'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { w } from '../text.ts'
import { fetchDrawingStyle } from './drawing-style.ts'
import { translate } from './translate.ts'

type View = {
  type: 'drd' | 'decisionTable' | 'literalExpression' | 'boxedExpression'
  element: { id: string }
  name?: string
}
type Viewer = {
  on(event: string, listener: () => void): void
  get(name: 'canvas'): { zoom(to?: string | number, center?: 'auto'): number }
}
type Library = {
  importXML(xml: string): Promise<unknown>
  saveXML(options: { format: boolean }): Promise<{ xml: string }>
  getViews(): View[]
  getActiveView(): View | undefined
  getActiveViewer(): Viewer | undefined
  open(view: View): Promise<unknown>
  on(event: string, listener: () => void): void
  destroy(): void
}
const inOurWords = { additionalModules: [{ translate: ['value', translate] }] }
const make = DmnModeler as unknown as new (options: object) => Library

export type TableView = { id: string; type: View['type']; name: string }
export type DecisionTables = {
  place: RefObject<HTMLDivElement | null>
  views: readonly TableView[]
  active: string | null
  open: (id: string) => void
  problem: string | null
}

const idOf = (view: View): string => `${view.type} ${view.element.id}`
const shown = (view: View): TableView => ({ id: idOf(view), type: view.type, name: view.name ?? view.element.id })

type Input = { xml: string; shown: number; onChange: (xml: string) => void }
type Hear = {
  views: (views: readonly TableView[], active: string | null) => void
  broken: (problem: string | null) => void
}

/** What an editor came for: the table that decides, which stands before those it requires; the drawing is a tab away. */
const firstTable = (views: readonly View[]): View | undefined => views.find((one) => one.type !== 'drd')

/** The whole drawing is seen, with a margin for what lies over its left. */
function fitIn(library: Library): void {
  const canvas = library.getActiveViewer()?.get('canvas')
  if (canvas !== undefined) canvas.zoom(canvas.zoom('fit-viewport', 'auto') * 0.86, 'auto')
}

/** The library leaves the head of the numbers empty: it is heard as a column without a name. */
function nameRuleColumn(place: HTMLElement): void {
  const head = place.querySelector('th.index-column:empty')
  const name = document.createElement('span')
  name.className = 'rule-column'
  name.textContent = w('规则', 'Rule')
  head?.append(name)
}

/** Opens the text and listens; gives the library and what ends it. */
function openTables(place: HTMLElement, latest: RefObject<Input>, hear: Hear): { library: Library; close: () => void } {
  const library = new make({
    container: place,
    ...Object.fromEntries(['drd', 'decisionTable', 'literalExpression'].map((view) => [view, inOurWords])),
  })
  const watch = watcher(library, (xml) => latest.current.onChange(xml))
  const told = () => {
    const view = library.getActiveView()
    hear.views(library.getViews().map(shown), view ? idOf(view) : null)
    if (watch.viewer() && view?.type === 'drd') fitIn(library)
    nameRuleColumn(place)
  }
  const begin = async () => {
    try {
      await fetchDrawingStyle()
      await library.importXML(latest.current.xml)
      if (watch.isGone()) return
      library.on('views.changed', told)
      const first = firstTable(library.getViews())
      if (first) await library.open(first)
      else told()
      hear.broken(null)
    } catch (error) {
      if (!watch.isGone()) hear.broken(error instanceof Error ? error.message : String(error))
    }
  }
  void begin()
  const close = () => {
    watch.end()
    library.destroy()
  }
  return { library, close }
}

/** Opens a file of decisions in a place of the page: the drawing of what requires what, and each table. */
export function useDecisionTables(input: Input): DecisionTables {
  const place = useRef<HTMLDivElement>(null)
  const library = useRef<Library | null>(null)
  const [open, setOpen] = useState<{ views: readonly TableView[]; active: string | null }>({ views: [], active: null })
  const [problem, setProblem] = useState<string | null>(null)
  const latest = useRef(input)
  latest.current = input
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is opened when it is replaced from outside, not when it is drawn
  useEffect(() => {
    if (place.current === null) return
    const views: Hear['views'] = (all, active) => setOpen({ views: all, active })
    const opened = openTables(place.current, latest, { views, broken: setProblem })
    library.current = opened.library
    return () => {
      library.current = null
      opened.close()
    }
  }, [input.shown])
  const show = (id: string) => {
    const view = library.current?.getViews().find((one) => idOf(one) === id)
    if (view) void library.current?.open(view)
  }
  return { place, ...open, open: show, problem }
}

/** Tells of changes in whichever view is open, at most three times a second. */
function watcher(library: Library, onChange: (xml: string) => void) {
  const seen = new Set<Viewer>()
  let isGone = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const changed = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void library.saveXML({ format: true }).then(({ xml }) => !isGone && onChange(xml)), 350)
  }
  return {
    /** Whether the view that is open was not seen before. */
    viewer: (): boolean => {
      const viewer = library.getActiveViewer()
      if (viewer === undefined || seen.has(viewer)) return false
      seen.add(viewer)
      viewer.on('commandStack.changed', changed)
      return true
    },
    isGone: () => isGone,
    end: () => {
      isGone = true
      clearTimeout(timer)
    },
  }
}
