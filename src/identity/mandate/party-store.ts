import { sql } from '#base'
import type { Party } from './party.ts'

const isOf = ({ accountId, submittedBy }: Party, table: string) =>
  sql`${sql.ref(`${table}.account_id`)} = ${accountId}::uuid
    and (${submittedBy}::uuid is null or ${sql.ref(`${table}.agent_account_id`)} = ${submittedBy}::uuid)`

/** The condition that a row of `case_files`, called `table` in the query, is this party's. */
export const isCaseOf = (party: Party, table: string) =>
  party.scope.type === 'all'
    ? sql`(${isOf(party, table)})`
    : sql`(${isOf(party, table)} and ${sql.ref(`${table}.entry_id`)} = any(${party.scope.entryIds}::text[]))`

/** The same of `bundle_files`: a mandate for some items opens a bundle that has no others. */
export const isBundleOf = (party: Party, table: string) =>
  party.scope.type === 'all'
    ? sql`(${isOf(party, table)})`
    : sql`(${isOf(party, table)} and not exists (select from bundle_members m where m.city_code = ${sql.ref(`${table}.city_code`)}
        and m.bundle_file_id = ${sql.ref(`${table}.bundle_file_id`)} and m.entry_id <> all(${party.scope.entryIds}::text[])))`

/**
 * Both while the session is only being looked for: `s` is its row, `m` the mandate that it acts under or nothing. What `partyOf`
 * says of a session that was read, as a condition.
 */
const isOfSession = (table: string) =>
  sql`${sql.ref(`${table}.account_id`)} = coalesce(m.principal_account_id, s.account_id)
    and (m.principal_kind is distinct from 'natural' or ${sql.ref(`${table}.agent_account_id`)} = s.account_id)`
const coversAll = sql`(m.mandate_id is null or m.scope->>'type' = 'all')`

export const isCaseOfSession = (table: string) =>
  sql`(${isOfSession(table)} and (${coversAll} or m.scope->'entryIds' ? ${sql.ref(`${table}.entry_id`)}))`

export const isBundleOfSession = (table: string) =>
  sql`(${isOfSession(table)} and (${coversAll} or not exists (select from bundle_members bm
    where bm.city_code = ${sql.ref(`${table}.city_code`)} and bm.bundle_file_id = ${sql.ref(`${table}.bundle_file_id`)}
      and not m.scope->'entryIds' ? bm.entry_id)))`
