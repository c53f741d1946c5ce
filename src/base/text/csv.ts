/** A cell of a table as other programs read it: quoted where it must be (RFC 4180), and never taken for a formula by a spreadsheet. */
const cell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line of a CSV file, with its end. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/** Says to spreadsheets that what follows is UTF-8; Chinese is unreadable there without. */
export const csvMark = '\uFEFF'
