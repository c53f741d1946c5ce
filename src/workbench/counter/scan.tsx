import { Button } from 'antd'
import { useRef, useState } from 'react'
import { api } from '../api-client.ts'
import { Icon } from '../layout/icon.tsx'
import { w } from '../text.ts'

/** A scanned file that the server has checked and keeps for this officer. */
export type Scanned = { materialNo: number; fileId: string; name: string }

/** What a scanner or a telephone makes. */
const accepted = 'image/jpeg,image/png,application/pdf,.ofd'

type Props = {
  materialNo: number
  name: string
  onScanned: (files: Scanned[]) => void
  isBusy?: boolean
}

/** One button that takes the files of one paper; each is checked by the server at once, and what is wrong with it is said here. */
export function ScanButton({ materialNo, name, onScanned, isBusy = false }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState(0)
  const [refused, setRefused] = useState<string[]>([])
  const take = async (files: File[]): Promise<void> => {
    setSending(files.length)
    setRefused([])
    const kept: Scanned[] = []
    for (const file of files) {
      const answer = await api.giveFile(file)
      if (answer.ok) kept.push({ materialNo, fileId: answer.value.fileId, name: file.name })
      else setRefused((before) => [...before, `${file.name}${w('：', ': ')}${answer.problem.detail}`])
      setSending((left) => left - 1)
    }
    if (kept.length > 0) onScanned(kept)
  }
  return (
    <span className="scan">
      <input
        ref={field}
        type="file"
        className="sr"
        tabIndex={-1}
        accept={accepted}
        multiple
        aria-label={w(`扫描或选择文件：${name}`, `Scan or choose files: ${name}`)}
        onChange={(event) => {
          void take([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <Button
        icon={<Icon name="plus" size={14} />}
        loading={sending > 0 || isBusy}
        onClick={() => field.current?.click()}
        aria-label={w(`扫描原件：${name}`, `Scan the original: ${name}`)}
      >
        {sending > 0
          ? w(`正在上传，还有 ${sending} 个`, `Uploading, ${sending} left`)
          : w('扫描原件', 'Scan the original')}
      </Button>
      {refused.map((sentence) => (
        <span key={sentence} className="field-error" role="alert">
          <Icon name="warning" size={14} />
          {sentence}
        </span>
      ))}
    </span>
  )
}
