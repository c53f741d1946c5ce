import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js'
import { useEffect, useRef, useState } from 'react'
import { api, orRefuse, problemOf } from '../api-client.ts'
import type { CaseView } from '../api-contract.ts'
import { ProblemNotice } from '../layout/notice.tsx'
import { w } from '../text.ts'

/** What we use of the drawing library; its own types do not fit our module resolution. */
type Shape = { x: number; y: number; width: number; height: number }
type Canvas = {
  addMarker(element: string, marker: string): void
  zoom(to: 'fit-viewport' | number, center?: 'auto'): number
  viewbox(): { scale: number }
  viewbox(box: Shape): void
}
type Viewer = {
  importXML(xml: string): Promise<unknown>
  get(name: 'canvas'): Canvas
  get(name: 'elementRegistry'): { get(element: string): Shape | undefined }
  get(name: 'overlays'): { add(element: string, overlay: { position: object; html: HTMLElement }): void }
  destroy(): void
}
const makeViewer = NavigatedViewer as unknown as new (options: { container: HTMLElement }) => Viewer

// Below this scale names of steps cannot be read: then the drawing shows where the case stands instead of everything.
const readable = 0.6

function lookAt(canvas: Canvas, here: Shape, place: HTMLElement | null): void {
  const width = (place?.clientWidth ?? 300) / 0.8
  const height = ((place?.clientHeight ?? 200) - 36) / 0.8
  canvas.viewbox({
    x: here.x + here.width / 2 - width / 2,
    y: here.y + here.height / 2 - height / 2,
    width,
    height,
  })
}

function addNote(viewer: Viewer, element: string, note: string): void {
  const html = document.createElement('div')
  html.className = 'diagram-note'
  html.textContent = note
  viewer.get('overlays').add(element, { position: { top: -22, left: -20 }, html })
}

/** `notes`: what stands beside an element, by its id. */
type Props = { diagram: string; run: CaseView['run']; notes: Readonly<Record<string, string>> }

/** The running process as drawn: where it stands is blue, what is done is grey. The step list beside it says the same in words. */
function Drawing({ diagram, run, notes, isWhole }: Props & { isWhole: boolean }) {
  const place = useRef<HTMLElement>(null)
  const [isBroken, setBroken] = useState(false)
  const standing = run.standing.map((one) => one.element).join(' ')
  const done = run.done.map((one) => one.element).join(' ')
  const said = JSON.stringify(Object.entries(notes))
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
        for (const [marker, elements] of Object.entries({ 'is-done': done, 'is-standing': standing }))
          for (const element of elements.split(' ')) if (known.get(element)) canvas.addMarker(element, marker)
        for (const [element, note] of JSON.parse(said) as [string, string][])
          if (known.get(element)) addNote(viewer, element, note)
        const scale = canvas.zoom('fit-viewport', 'auto')
        const here = known.get(standing.split(' ')[0] ?? '')
        if (scale < readable && here && !isWhole) lookAt(canvas, here, place.current)
      } catch {
        if (!isGone) setBroken(true)
      }
    }
    void draw()
    return () => {
      isGone = true
      viewer.destroy()
    }
  }, [diagram, standing, done, said, isWhole])
  if (isBroken)
    return (
      <p className="quiet">{w('流程图没有画出来，请看下面的环节。', 'The drawing failed; see the steps below.')}</p>
    )
  return (
    <section
      ref={place}
      className="diagram"
      aria-label={
        isWhole
          ? w('流程全图', 'The whole route')
          : w('流程图，文字见下面的环节', 'The route as a drawing; the steps below say it in words')
      }
    />
  )
}

type DiagramProps = Omit<Props, 'diagram'> & { route: { key: string; version: number } }

/** The drawing where the case stands, with a way to see it whole. A version never changes, so it is fetched once. */
export function RouteDiagram({ route, ...rest }: DiagramProps) {
  const [isOpen, setOpen] = useState(false)
  const drawing = useQuery({
    queryKey: ['drawing', route.key, route.version],
    queryFn: () => orRefuse(api.drawing(route)),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (drawing.isError)
    return <ProblemNotice problem={problemOf(drawing.error)} onRefresh={() => void drawing.refetch()} />
  if (drawing.isPending) return <div className="diagram" aria-busy="true" />
  const props = { ...rest, diagram: drawing.data.xml }
  return (
    <div className="diagram-place">
      <Drawing {...props} isWhole={false} />
      <Button size="small" onClick={() => setOpen(true)}>
        {w('看全图', 'See it whole')}
      </Button>
      <Modal
        open={isOpen}
        onCancel={() => setOpen(false)}
        footer={null}
        width="min(1280px, 96vw)"
        title={w('流程图', 'The route')}
        destroyOnHidden
      >
        <div className="diagram-whole">
          <Drawing {...props} isWhole />
        </div>
      </Modal>
    </div>
  )
}
