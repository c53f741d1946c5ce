import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import type { HandedIn } from '#handling'
import { paperAddress } from '../api-client.ts'
import { Icon } from '../layout/icon.tsx'
import { Notice } from '../layout/notice.tsx'
import { w } from '../text.ts'

const steps = [0.5, 0.75, 1, 1.5, 2, 3] as const

/** A PDF is shown from a blob: its own address is sandboxed, and a browser's viewer does not open in a sandbox. */
function PdfFrame({ address, name }: { address: string; name: string }) {
  const file = useQuery({
    queryKey: ['paper', address],
    queryFn: async () => {
      const response = await fetch(address)
      if (!response.ok) throw new Error(String(response.status))
      return new Blob([await response.arrayBuffer()], { type: 'application/pdf' })
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!file.data) return
    const made = URL.createObjectURL(file.data)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file.data])
  if (file.isError)
    return (
      <Notice kind="red">{w('文件没有打开，请刷新后再试。', 'The file did not open; refresh and try again.')}</Notice>
    )
  if (!navigator.pdfViewerEnabled)
    return (
      <p className="viewer-other">
        {w('这个浏览器不能直接显示 PDF。', 'This browser does not show PDFs.')}{' '}
        <a href={address} download={name}>
          {w('下载查看', 'Download')}
        </a>
      </p>
    )
  if (url === null) return <Skeleton active paragraph={{ rows: 8 }} />
  return <iframe src={url} title={name} className="pdf" />
}

/** A picture at a zoom, turned. Lying on its side it gets a box of its turned shape, or its edges could not be scrolled to. */
function Picture({ address, name, zoom, turn }: { address: string; name: string; zoom: number; turn: number }) {
  const [ratio, setRatio] = useState(1)
  const isOnSide = turn % 180 !== 0
  return (
    <div className="picture" style={{ width: `${zoom * 100}%`, aspectRatio: `${isOnSide ? 1 / ratio : ratio}` }}>
      <img
        src={address}
        alt={name}
        style={{ width: `${isOnSide ? ratio * 100 : 100}%`, transform: `translate(-50%, -50%) rotate(${turn}deg)` }}
        onLoad={({ currentTarget }) => setRatio(currentTarget.naturalWidth / currentTarget.naturalHeight)}
      />
    </div>
  )
}

/** One paper, large (`side` tells two on one page apart): zoom and turn for pictures, the browser's own tools for PDFs. */
export function PaperViewer({ caseNo, paper, side = '' }: { caseNo: string; paper: HandedIn; side?: string }) {
  const [zoom, setZoom] = useState(2)
  const [turn, setTurn] = useState(0)
  const address = paperAddress(caseNo, paper.materialNo, paper.position)
  const isPicture = paper.mediaType.startsWith('image/')
  return (
    <div className="viewer">
      <div className="viewer-tools" role="toolbar" aria-label={`${side}${w('查看工具', 'Viewer')}`}>
        <span className="viewer-name">{paper.name}</span>
        {isPicture ? (
          <>
            <Button
              type="text"
              aria-label={w('缩小', 'Zoom out')}
              disabled={zoom === 0}
              icon={<Icon name="minus" />}
              onClick={() => setZoom(zoom - 1)}
            />
            <output className="num">{Math.round((steps[zoom] ?? 1) * 100)}%</output>
            <Button
              type="text"
              aria-label={w('放大', 'Zoom in')}
              disabled={zoom === steps.length - 1}
              icon={<Icon name="plus" />}
              onClick={() => setZoom(zoom + 1)}
            />
            <Button
              type="text"
              aria-label={w('向右转 90 度', 'Turn right')}
              icon={<Icon name="turn" />}
              onClick={() => setTurn((turn + 90) % 360)}
            />
          </>
        ) : null}
        <Button
          type="text"
          href={address}
          target="_blank"
          rel="noreferrer"
          icon={<Icon name="out" />}
          aria-label={w('在新窗口打开', 'Open in a new window')}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a large picture is scrolled, by keyboard too */}
      <section className="viewer-page" aria-label={`${side}${paper.name}`} tabIndex={0}>
        {isPicture ? (
          <Picture address={address} name={paper.name} zoom={steps[zoom] ?? 1} turn={turn} />
        ) : paper.mediaType === 'application/pdf' ? (
          <PdfFrame address={address} name={paper.name} />
        ) : (
          <p className="viewer-other">
            {w('这种文件不能在这里显示。', 'This kind of file cannot be shown here.')}{' '}
            <a href={address} download={paper.name}>
              {w('下载查看', 'Download')}
            </a>
          </p>
        )}
      </section>
    </div>
  )
}
