import { type Db, sql } from '#base'
import type { CalendarDay } from '#standards'
import { noteCityChange } from '../city-change-store.ts'

export async function listCalendarDays(db: Db): Promise<CalendarDay[]> {
  const { rows } = await sql<{
    day: string
    kind: 'holiday' | 'workday'
    name: string
    status: 'final' | 'provisional'
  }>`
    select day, kind, name, status from calendar_days order by day`.execute(db)
  return rows.map((row) => ({ date: row.day, kind: row.kind, name: row.name, status: row.status }))
}

/** Replaces the days of the years that occur in `days`: a year's notice is taken whole. */
export async function keepCalendarDays(db: Db, days: readonly CalendarDay[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`with gone as (delete from calendar_days where extract(year from day) in
        (select distinct extract(year from d.date::date) from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d(date text))
        and day not in (select d.date::date from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d(date text)))
      insert into calendar_days (day, kind, name, status)
      select d.date::date, d.kind, d.name, coalesce(d.status, 'final')
      from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d(date text, kind text, name text, status text)
      on conflict (day) do update set kind = excluded.kind, name = excluded.name, status = excluded.status`.execute(tx)
    await noteCityChange(tx)
  })
}
