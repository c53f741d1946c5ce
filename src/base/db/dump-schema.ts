import { type Db, sql } from './db.ts'

/** The schema as sorted, reviewable text: what `docs/schema.sql` must equal (a check compares them). */
export async function dumpSchema(db: Db): Promise<string> {
  const columns = await sql<{ table: string; line: string }>`
    select c.table_name as table, '  ' || c.column_name || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when c.is_nullable = 'NO' then ' not null' else '' end
      || coalesce(' default ' || c.column_default, '')
      || case when a.attidentity <> '' then ' generated always as identity' else '' end as line
    from information_schema.columns c
    join pg_attribute a on a.attrelid = ('public.' || quote_ident(c.table_name))::regclass and a.attname = c.column_name
    join information_schema.tables t on t.table_name = c.table_name and t.table_schema = 'public'
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
    order by c.table_name, c.ordinal_position`.execute(db)
  const constraints = await sql<{ table: string; line: string }>`
    select conrelid::regclass::text as table, '  constraint ' || conname || ' ' || pg_get_constraintdef(oid) as line
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' order by 1, conname`.execute(db)
  const indexes = await sql<{ line: string }>`
    select indexdef || ';' as line from pg_indexes where schemaname = 'public'
      and indexname not in (select conname from pg_constraint) order by indexname`.execute(db)
  const triggers = await sql<{ line: string }>`
    select pg_get_triggerdef(oid) || ';' as line from pg_trigger where not tgisinternal
      and tgrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace) order by tgname`.execute(db)
  const tables = [...new Set(columns.rows.map((row) => row.table))].sort()
  const parts = tables.map((table) => {
    const lines = [...columns.rows, ...constraints.rows].filter((row) => row.table === table).map((row) => row.line)
    return `create table ${table} (\n${lines.join(',\n')}\n);`
  })
  return `${['-- Written by npm run db:dump. Do not edit.', ...parts, ...[...indexes.rows, ...triggers.rows].map((row) => row.line)].join('\n\n')}\n`
}
