import type { Text } from '#base'
import { t, w } from '../text.ts'
import type { AccountLine } from './officer-contract.ts'
import { momentWords, placeWord, roleWord } from './role-words.tsx'

const names: Record<string, Text> = {
  'role-given': { zh: '任命', en: 'Appointed' },
  'role-withdrawn': { zh: '免去岗位', en: 'Role withdrawn' },
  'account-disabled': { zh: '停用账户', en: 'Account disabled' },
  'account-enabled': { zh: '恢复账户', en: 'Account enabled' },
  'passkey-added': { zh: '添加通行密钥', en: 'Passkey added' },
  'passkey-removed': { zh: '移除通行密钥', en: 'Passkey removed' },
}

/** What was done to the account, the latest first: by whom, when and why. */
export function AccountHistory({ lines }: { lines: readonly AccountLine[] }) {
  if (lines.length === 0)
    return (
      <p className="quiet">
        {w('还没有记录。任命、免去、停用都会记在这里。', 'Nothing yet. Every change is kept here.')}
      </p>
    )
  return (
    <ol className="history">
      {lines.map((line) => (
        <li key={line.seq}>
          <p>
            <b>{t(names[line.type] ?? { zh: line.type, en: line.type })}</b>
            {line.role ? (
              <span>
                {roleWord(line.role.role)} <span lang="zh-CN">{placeWord(line.role)}</span>
              </span>
            ) : null}
            {line.device === '' ? null : <span lang="zh-CN">{line.device}</span>}
            <time dateTime={line.at} className="num">
              {momentWords(line.at)}
            </time>
          </p>
          <p className="detail">
            {line.byKind === 'system' ? (
              w('运维人员（命令行）', 'The operator, from the command line')
            ) : (
              <span lang="zh-CN">{line.by}</span>
            )}
            {line.reason === '' ? null : <span lang="zh-CN">{line.reason}</span>}
          </p>
        </li>
      ))}
    </ol>
  )
}
