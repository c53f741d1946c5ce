import { Icon } from '../layout/icon.tsx'
import { w } from '../text.ts'

/** The whole list as a table for a spreadsheet, not only what is shown; that it was taken is recorded. */
export function ExportLink({
  list,
  query = {},
  isEmpty,
}: {
  list: 'officer/cases' | 'inbox' | 'inbox/done'
  query?: Readonly<Record<string, string>>
  isEmpty: boolean
}) {
  if (isEmpty) return null
  const filled = Object.entries(query).filter(([, value]) => value !== '')
  const search = filled.length === 0 ? '' : `?${new URLSearchParams(filled)}`
  return (
    <a
      className="export"
      href={`/api/v1/${list}.csv${search}`}
      download
      title={w('导出会留下记录', 'Exports are recorded')}
    >
      <Icon name="paper" size={14} />
      {w('导出表格', 'Export as a table')}
    </a>
  )
}
