import { Button } from 'antd'
import { useState } from 'react'
import { w } from '../text.ts'

const maskedCode = (code: string): string =>
  code.length === 18 && /^\d{17}/.test(code) ? `${code.slice(0, 6)} •••••••• ${code.slice(14)}` : code

/** An identity number, hidden from whoever looks over the shoulder until it is asked for; other codes stand as they are. */
export function Masked({ code }: { code: string }) {
  const [isShown, setShown] = useState(false)
  const hidden = maskedCode(code)
  return (
    <>
      <span className="num">{isShown ? code : hidden}</span>{' '}
      {hidden === code ? null : (
        <Button size="small" type="link" onClick={() => setShown(!isShown)}>
          {isShown ? w('遮住', 'Hide') : w('显示', 'Show')}
        </Button>
      )}
    </>
  )
}
