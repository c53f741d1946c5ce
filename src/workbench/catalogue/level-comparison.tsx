import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api, orRefuse, problemOf } from '../api-client.ts'
import type { EntryView, ItemRow } from '../catalogue-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { ProblemNotice } from '../layout/notice.tsx'
import { Link } from '../navigation.tsx'
import { t, w } from '../text.ts'
import { levelNames, limitWords } from '../words.ts'
import { elementName } from './element-words.ts'

function Confirm({ item, entryId }: { item: ItemRow; entryId: string }) {
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  if (item.confirmed)
    return (
      <span className="due green">
        <Icon name="check" size={14} />
        {w('已确认', 'Confirmed')}
      </span>
    )
  if (!item.mayEdit) return <span className="due none">{w('示例数据', 'Sample data')}</span>
  return (
    <Button
      size="small"
      loading={isBusy}
      aria-label={w(`确认 ${item.authority} 的内容，去掉示例数据标记`, `Confirm ${item.authorityEn}`)}
      onClick={async () => {
        setBusy(true)
        const answer = await api.confirmItem(item)
        setBusy(false)
        if (answer.ok) message.success(w(`已确认：${item.authority}`, `Confirmed: ${item.authorityEn}`))
        else message.error(answer.problem.detail, 6)
        await cache.invalidateQueries({ queryKey: ['entry', entryId] })
      }}
    >
      {w('确认', 'Confirm')}
    </Button>
  )
}

/** A cell that stands out when this authority says it differently. */
const Cell = ({ name, differs, children }: { name: string; differs: boolean; children: string }) => (
  <td data-name={name} className={differs ? 'differs' : undefined}>
    {children}
    {differs ? <span className="sr">{w('（与目录不同）', ' (differs from the entry)')}</span> : null}
  </td>
)

function Line({ item, entryId }: { item: ItemRow; entryId: string }) {
  return (
    <tr>
      <td className="col-item">
        <Link to={{ page: 'entry', entryId: entryId, authority: item.authorityCode, tab: '' }} className="case-link">
          {w(item.authority, item.authorityEn)}
        </Link>
      </td>
      <td data-name={w('层级', 'Level')}>{t(levelNames[item.level] ?? { zh: item.level, en: item.level })}</td>
      <Cell name={w('承诺时限', 'Limit')} differs={item.overridden.includes('committed')}>
        {limitWords(item.committed)}
      </Cell>
      <Cell name={w('到现场', 'Visits')} differs={item.overridden.includes('visits')}>
        {w(`${item.visits} 次`, `${item.visits}`)}
      </Cell>
      <Cell name={w('收费', 'Fee')} differs={item.overridden.includes('fee')}>
        {t(item.fee)}
      </Cell>
      <td data-name={w('不同之处', 'Differs in')} title={item.overridden.map(elementName).join(w('、', ', '))}>
        {item.overridden.map(elementName).join(w('、', ', ')) || (
          <span className="quiet">{w('与目录相同', 'None')}</span>
        )}
      </td>
      <td>
        <Confirm item={item} entryId={entryId} />
      </td>
    </tr>
  )
}

const FindAuthority = ({ value, onChange }: { value: string; onChange: (value: string) => void }) => (
  <div className="toolbar">
    <Input
      className="list-search"
      allowClear
      value={value}
      prefix={<Icon name="search" />}
      placeholder={w('机关名称，如“修武县”', 'Part of an authority’s name')}
      aria-label={w('查找实施机关', 'Find an authority')}
      onChange={(event) => onChange(event.target.value)}
    />
  </div>
)

/** 各级对照: who says what differently; those that differ or were confirmed come first. */
export function LevelComparison({ entry }: { entry: EntryView }) {
  const [find, setFind] = useState('')
  const typed = useDeferredValue(find.trim())
  const found = useQuery({
    queryKey: ['entry', entry.entryId, '', typed],
    queryFn: () => orRefuse(api.entry(entry.entryId, '', typed)),
    enabled: typed !== '',
    placeholderData: (before) => before,
  })
  const items = typed === '' ? entry.items : (found.data?.items ?? [])
  const more = typed === '' ? entry.itemCount - entry.items.length : 0
  return (
    <>
      <p className="quiet comparison-words">
        {w(
          '没有标出的内容与目录相同。标出的格子是这个机关自己的说法。确认后，办事指南上的“示例数据”标记去掉。',
          'What is not marked is the same as in the entry. Marked cells are the authority’s own. Confirming removes the mark “sample data” from the guide.',
        )}
      </p>
      <FindAuthority value={find} onChange={setFind} />
      {found.isError ? <ProblemNotice problem={problemOf(found.error)} /> : null}
      <table className="rows comparison">
        <caption className="sr">{w('各级对照', 'Across levels')}</caption>
        <colgroup>
          <col />
          <col style={{ width: '72px' }} />
          <col style={{ width: '130px' }} />
          <col style={{ width: '80px' }} />
          <col style={{ width: '130px' }} />
          <col style={{ width: '24%' }} />
          <col style={{ width: '110px' }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{w('实施机关', 'Authority')}</th>
            <th scope="col">{w('层级', 'Level')}</th>
            <th scope="col">{w('承诺时限', 'Limit')}</th>
            <th scope="col">{w('到现场', 'Visits')}</th>
            <th scope="col">{w('收费', 'Fee')}</th>
            <th scope="col">{w('不同之处', 'Differs in')}</th>
            <th scope="col">{w('确认', 'Confirmed')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Line key={item.authorityCode} item={item} entryId={entry.entryId} />
          ))}
        </tbody>
      </table>
      {more > 0 ? (
        <p className="quiet comparison-words">
          {w(
            `还有 ${more} 个机关没有列出，可按名称查找。`,
            `${more} more authorities are not listed; find them by name.`,
          )}
        </p>
      ) : null}
    </>
  )
}
