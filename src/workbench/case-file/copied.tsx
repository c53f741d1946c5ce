import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { Icon } from '../layout/icon.tsx'
import { w } from '../text.ts'

/** A code that can be copied. */
export function Copied({ value, shown }: { value: string; shown?: string }) {
  const [isCopied, setCopied] = useState(false)
  return (
    <span className="copied num">
      {shown ?? value}
      <Tooltip title={isCopied ? w('已复制', 'Copied') : w('复制', 'Copy')}>
        <Button
          type="text"
          size="small"
          aria-label={w(`复制 ${value}`, `Copy ${value}`)}
          icon={<Icon name={isCopied ? 'check' : 'copy'} size={14} />}
          onClick={() => {
            void navigator.clipboard?.writeText(value).then(() => {
              setCopied(true)
              setTimeout(() => setCopied(false), 1500)
            })
          }}
        />
      </Tooltip>
    </span>
  )
}
