import type { ReactNode } from 'react'
import type { CaseRow } from '../api-contract.ts'
import { Link } from '../navigation.tsx'
import { w } from '../text.ts'
import { groupCaseNo } from '../words.ts'

export type Column<R> = {
  key: string
  name: string
  /** Read aloud, not shown: what stands below speaks for itself. */
  isNameHidden?: boolean
  width?: string
  cell: (row: R) => ReactNode
}

type Props<R> = {
  caption: string
  columns: readonly Column<R>[]
  rows: readonly R[]
  keyOf: (row: R) => string
  /** Said under the first row. */
  note?: string | undefined
}

/** The link that opens a row; the list's keys move between these. */
export const CaseLink = ({ row }: { row: CaseRow }) => (
  <Link to={{ page: 'case', caseNo: row.caseNo }} className="case-link" data-row-link>
    {w(row.itemName, row.itemNameEn)}
  </Link>
)

export const CaseNumber = ({ caseNo }: { caseNo: string }) => <span className="num case-no">{groupCaseNo(caseNo)}</span>

/** A real table of 36-pixel rows; on a phone the same rows stand as cards. */
export function CaseTable<R>({ caption, columns, rows, keyOf, note }: Props<R>) {
  return (
    <table className="rows">
      <caption className="sr">{caption}</caption>
      <colgroup>
        {columns.map((column) => (
          <col key={column.key} style={column.width ? { width: column.width } : undefined} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col">
              {column.isNameHidden ? <span className="sr">{column.name}</span> : column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={keyOf(row)} data-row={keyOf(row)}>
            {columns.map((column) => (
              <td key={column.key} className={`col-${column.key}`} data-name={column.name}>
                {column.cell(row)}
                {index === 0 && column.key === 'item' && note ? (
                  <span className="row-note" title={note}>
                    {note}
                  </span>
                ) : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The shape of the table while it is on its way. */
export const TableSkeleton = ({ rows = 8 }: { rows?: number }) => (
  <div className="table-skeleton" aria-hidden="true">
    {Array.from({ length: rows }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: grey bars have no identity
      <i key={index} />
    ))}
  </div>
)
