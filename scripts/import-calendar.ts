import { readFileSync } from 'node:fs'
import { migrate } from '../src/base/index.ts'
import { recountDueDates } from '../src/handling/index.ts'
import { keepCalendarDays, loadCity } from '../src/management/index.ts'
import {
  type CalendarDay,
  readCalendarCsv,
  readHolidayJson,
  readHolidayNotice,
  type Sentence,
} from '../src/standards/index.ts'
import { withConfiguredDatabase } from './configured-database.ts'

// npm run calendar FILE: a year's holiday notice as text or web page (.txt, .html), as JSON, or as days (.csv like
// seeds/calendar.csv). A year is taken whole; a notice that does not add up is refused with every reason.
const path = process.argv[2]
if (path === undefined) {
  console.error('usage: npm run calendar -- FILE.txt|FILE.html|FILE.json|FILE.csv')
  process.exit(2)
}
const { days, problems } = readDays(path)
for (const problem of problems) console.error(`${problem.zh} ${problem.en}`)
if (problems.length > 0 || days.length === 0) process.exit(1)
await withConfiguredDatabase(async (db, config) => {
  await migrate(db, 'migrations')
  await keepCalendarDays(db, days)
  console.log(`${days.length} days are loaded; a running service reads them within seconds`)
  // Broken off, it is done again by importing the same file once more.
  const city = await loadCity(db, config.cityCode, config.zone)
  console.log(`${await recountDueDates(db, city, Temporal.Now.instant())} open cases are due on another day`)
})

function readDays(path: string): { days: readonly CalendarDay[]; problems: readonly Sentence[] } {
  const text = readFileSync(path, 'utf8')
  if (path.endsWith('.csv')) return { days: readCalendarCsv(text), problems: [] }
  return path.endsWith('.json') ? readHolidayJson(JSON.parse(text)) : readHolidayNotice(text)
}
