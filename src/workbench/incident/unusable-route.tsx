import type { UnusableVersion } from '../api-contract.ts'
import { Notice } from '../layout/notice.tsx'
import { Link } from '../navigation.tsx'
import { t, w } from '../text.ts'

/** A version that an upgrade refuses and by which cases stand: why, how many, and where they are moved from. */
export const UnusableRoute = ({ one: { key, version, title, running, faults } }: { one: UnusableVersion }) => (
  <Notice
    kind="red"
    action={
      <Link to={{ page: 'process', key, tab: 'versions' }}>{w('移到另一版本', 'Move them to another version')}</Link>
    }
  >
    {w(
      `流程“${t(title)}”第 ${version} 版不能运行，${running} 件在办件停在那里。`,
      `Version ${version} of the route “${t(title)}” cannot be run; ${running === 1 ? '1 case stands' : `${running} cases stand`} by it.`,
    )}
    <ul>
      {faults.map(({ element, sentence }) => (
        <li key={`${element} ${sentence.en}`}>
          {element === null ? w('整个文件', 'The whole file') : <code>{element}</code>}
          {w('：', ': ')}
          {t(sentence)}
        </li>
      ))}
    </ul>
  </Notice>
)
