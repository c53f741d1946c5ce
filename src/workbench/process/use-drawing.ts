import { type RefObject, useEffect, useRef, useState } from 'react'
import { type Drawing, makeDrawing } from './drawing.ts'
import { fetchDrawingStyle } from './drawing-style.ts'

export type DrawingState = {
  place: RefObject<HTMLDivElement | null>
  drawing: Drawing | null
  /** The element that is chosen. */
  chosen: string | null
  /** Counts the changes: what is read of the drawing is read again when it grows. */
  changes: number
  problem: string | null
}

type Input = { xml: string; shown: number; mayDraw: boolean; onChange?: (xml: string) => void }
type Hear = {
  changed: () => void
  chosen: (id: string | null) => void
  opened: (drawing: Drawing) => void
  broken: (problem: string) => void
}

/** Opens the text and listens; what it gives ends it. */
function openDrawing(place: HTMLElement, latest: RefObject<Input>, hear: Hear): () => void {
  const { mayDraw } = latest.current
  const made = makeDrawing(place, mayDraw)
  let isGone = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const changed = () => {
    hear.changed()
    clearTimeout(timer)
    timer = setTimeout(() => void made.text().then((xml) => !isGone && latest.current.onChange?.(xml)), 350)
  }
  const begin = async () => {
    try {
      await fetchDrawingStyle()
      await made.open(latest.current.xml)
      if (isGone) return
      made.on(['commandStack.changed'], changed)
      made.on(['selection.changed'], ({ newSelection }) => hear.chosen(newSelection?.[0]?.id ?? null))
      if (!mayDraw) made.on(['element.click'], (event) => hear.chosen(clickedId(event)))
      hear.opened(made)
    } catch (error) {
      if (!isGone) hear.broken(error instanceof Error ? error.message : String(error))
    }
  }
  void begin()
  return () => {
    isGone = true
    clearTimeout(timer)
    made.destroy()
  }
}

/**
 * Opens a drawing in a place of the page. `onChange` is given the file each time something was drawn, at most three times a
 * second; a new `shown` number opens the given text anew.
 */
export function useDrawing(input: Input): DrawingState {
  const place = useRef<HTMLDivElement>(null)
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [changes, setChanges] = useState(0)
  const [problem, setProblem] = useState<string | null>(null)
  const latest = useRef(input)
  latest.current = input
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is opened when it is replaced from outside, not when it is drawn
  useEffect(() => {
    if (place.current === null) return
    const more = () => setChanges((count) => count + 1)
    const opened = (made: Drawing) => {
      setDrawing(made)
      setProblem(null)
      more()
    }
    const close = openDrawing(place.current, latest, { changed: more, chosen: setChosen, opened, broken: setProblem })
    return () => {
      setDrawing(null)
      setChosen(null)
      close()
    }
  }, [input.shown, input.mayDraw])
  return { place, drawing, chosen, changes, problem }
}

const clickedId = (event: object): string | null => (event as { element?: { id: string } }).element?.id ?? null
