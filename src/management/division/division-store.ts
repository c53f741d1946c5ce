import { type Db, sql } from '#base'
import type { Division } from './division.ts'

type Row = { code: string; name: string; level: Division['level']; parent_code: string | null }

export async function listDivisions(db: Db): Promise<Division[]> {
  const { rows } = await sql<Row>`select code, name, level, parent_code from divisions order by code`.execute(db)
  return rows.map((row) => ({ code: row.code, name: row.name, level: row.level, parentCode: row.parent_code }))
}

/** Writes the divisions as given; safe to run twice. */
export async function keepDivisions(db: Db, divisions: readonly Division[]): Promise<void> {
  await sql`insert into divisions (code, name, level, parent_code)
    select d.code, d.name, d.level, d."parentCode"
    from jsonb_to_recordset(${JSON.stringify(divisions)}::jsonb) as d(code text, name text, level text, "parentCode" text)
    on conflict (code) do update set name = excluded.name, level = excluded.level, parent_code = excluded.parent_code`.execute(
    db,
  )
}
