import QRCode from 'qrcode'
import { groupCaseNo } from '#standards'
import { Code } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import type { CaseData } from './case-data.ts'

/** Following without signing in: the code to scan, where it leads, and the number and word that are asked for there. */
export function FollowCode({ view, data }: { view: View; data: CaseData }) {
  const { w } = view
  const { caseNo } = data.caseFile
  return (
    <figure className="follow-code">
      <Qr url={data.followUrl} name={w('二维码：打开查进度的页面', 'QR code: opens the page to follow the case')} />
      <figcaption>
        <span className="quiet">
          {w(
            '不登录查进度：用手机扫，打开“凭编号查进度”，编号已经填好，再输入查询码。',
            'To follow without signing in, scan it: the page “Follow a case by number” opens with the number filled in; enter the check word there.',
          )}
        </span>
        <span>
          {w('编号 ', 'Number ')}
          <Code code={caseNo} shown={groupCaseNo(caseNo)} />
        </span>
        <span>
          {w('查询码 ', 'Check word ')}
          <Code code={data.checkWord} />
        </span>
      </figcaption>
    </figure>
  )
}

/** Four modules of white around it, as readers of such codes expect (ISO/IEC 18004). */
const margin = 4

function Qr({ url, name }: { url: string; name: string }) {
  const { modules } = QRCode.create(url, { errorCorrectionLevel: 'M' })
  const side = modules.size + 2 * margin
  const squares = [...modules.data.entries()]
    .filter(([, isDark]) => isDark)
    .map(([at]) => `M${(at % modules.size) + margin} ${Math.floor(at / modules.size) + margin}h1v1h-1z`)
  return (
    <svg role="img" aria-label={name} viewBox={`0 0 ${side} ${side}`} width="148" height="148">
      <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
      <path fill="#1a1d21" d={squares.join('')} />
    </svg>
  )
}
