import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test('a line of a table is quoted where it must be, and no cell is a formula for the program that opens it', () => {
  expect(csvLine(['办件', 'a"b', 'x,y', 'z\nz', ''])).toBe('办件,"a""b","x,y","z\nz",\r\n')
  expect(csvLine(['=HYPERLINK("http://x")', '+1', '-1', '@a', '2026-03-16'])).toBe(
    '"\'=HYPERLINK(""http://x"")",\'+1,\'-1,\'@a,2026-03-16\r\n',
  )
})
