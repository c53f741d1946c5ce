import type { Finding } from '#management'
import { Icon } from '../layout/icon.tsx'
import { Notice } from '../layout/notice.tsx'
import { t, w } from '../text.ts'
import { elementName } from './element-words.ts'

/** What the conformity check says, each sentence with its element. */
export const Findings = ({ findings }: { findings: readonly Finding[] }) =>
  findings.length === 0 ? (
    <Notice kind="good">{w('规范性检查没有发现问题。', 'The conformity check found nothing.')}</Notice>
  ) : (
    <ul className="findings">
      {findings.map((finding) => (
        <li key={`${finding.rule} ${finding.sentence.en}`}>
          <span className={finding.severity === 'error' ? 'due red' : 'due amber'}>
            <Icon name={finding.severity === 'error' ? 'warning' : 'info'} size={14} />
            {finding.severity === 'error' ? w('错误', 'Error') : w('提醒', 'Warning')}
          </span>
          <span>
            <b>{elementName(finding.element)}</b>
            {w('：', ': ')}
            {t(finding.sentence)}
          </span>
        </li>
      ))}
    </ul>
  )
