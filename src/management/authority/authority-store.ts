import { type Db, sql } from '#base'
import type { Authority } from './authority.ts'

type Row = {
  credit_code: string
  authority_no: string
  name: string
  short_name: string
  kind: string
  level: Authority['level']
  division_code: string
  nature: Authority['nature']
  synthetic: boolean
  details: Authority['details']
}

export async function listAuthorities(db: Db): Promise<Authority[]> {
  const { rows } = await sql<Row>`select * from authorities order by division_code, authority_no`.execute(db)
  return rows.map((row) => ({
    creditCode: row.credit_code,
    authorityNo: row.authority_no,
    name: row.name,
    shortName: row.short_name,
    kind: row.kind,
    level: row.level,
    divisionCode: row.division_code,
    nature: row.nature,
    synthetic: row.synthetic,
    details: row.details,
  }))
}

/** Writes the authorities; safe to run twice. */
export async function keepAuthorities(db: Db, authorities: readonly Authority[]): Promise<void> {
  await sql`insert into authorities (credit_code, authority_no, name, short_name, kind, level, division_code, nature, synthetic, details)
    select a."creditCode", a."authorityNo", a.name, a."shortName", a.kind, a.level, a."divisionCode", a.nature, a.synthetic, a.details
    from jsonb_to_recordset(${JSON.stringify(authorities)}::jsonb) as a("creditCode" text, "authorityNo" text, name text,
      "shortName" text, kind text, level text, "divisionCode" text, nature text, synthetic boolean, details jsonb)
    on conflict (credit_code) do update set name = excluded.name, short_name = excluded.short_name, kind = excluded.kind,
      details = excluded.details`.execute(db)
}
