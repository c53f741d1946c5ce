import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js'
import { useEffect, useRef, useState } from 'react'
import type { CaseView } from '../api-contract.ts'
import { w } from '../text.ts'

/** What we use of the drawing library; its own types do not fit our module resolution. */
type Canvas = { addMarker(element: string, marker: string): void; zoom(to: 'fit-viewport', center?: 'auto'): number }
type Viewer = {
  importXML(xml: string): Promise<unknown>
  get(name: 'canvas'): Canvas
  get(name: 'elementRegistry'): { get(element: string): unknown }
  destroy(): void
}
const makeViewer = NavigatedViewer as unknown as new (options: { container: HTMLElement }) => Viewer

/** The running process as drawn: where it stands is blue, what is done is grey. The step list beside it says the same in words. */
export function RouteDiagram({ diagram, run }: { diagram: string; run: CaseView['run'] }) {
  const place = useRef<HTMLElement>(null)
  const [isBroken, setBroken] = useState(false)
  const standing = run.standing.map((one) => one.element).join(' ')
  const done = run.done.map((one) => one.element).join(' ')
  useEffect(() => {
    if (place.current === null) return
    const viewer = new makeViewer({ container: place.current })
    let isGone = false
    const draw = async () => {
      try {
        await viewer.importXML(diagram)
        if (isGone) return
        const canvas = viewer.get('canvas')
        const known = viewer.get('elementRegistry')
        for (const [marker, elements] of [
          ['is-done', done],
          ['is-standing', standing],
        ] as const)
          for (const element of elements.split(' '))
            if (element !== '' && known.get(element)) canvas.addMarker(element, marker)
        canvas.zoom('fit-viewport', 'auto')
      } catch {
        if (!isGone) setBroken(true)
      }
    }
    void draw()
    return () => {
      isGone = true
      viewer.destroy()
    }
  }, [diagram, standing, done])
  if (isBroken)
    return (
      <p className="quiet">{w('流程图没有画出来，请看下面的环节。', 'The drawing failed; see the steps below.')}</p>
    )
  return (
    <section
      ref={place}
      className="diagram"
      aria-label={w('流程图，文字见下面的环节', 'The route as a drawing; the steps below say it in words')}
    />
  )
}
