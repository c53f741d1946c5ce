import { type Db, lastId, nextPageKey, readPageKey, sql, together, uuidv7 } from '#base'
import type { Delivery } from '../case-file/case-event.ts'

/** What somebody has filled in so far. Kept on the server, so that another device finds it; one per item and principal. */
export type DraftContent = {
  answers: Record<string, string>
  form: Record<string, unknown>
  /** Sections the applicant has been through. */
  seen: string[]
  brought: number[]
  delivery: Delivery | null
}

export type Draft = {
  draftId: string
  accountId: string
  /** '' for oneself, otherwise the mandate. */
  principal: string
  entryId: string
  authorityCode: string
  version: number
  content: DraftContent
  savedAt: Temporal.Instant
}

type Row = {
  draft_id: string
  account_id: string
  principal: string
  entry_id: string
  authority_code: string
  version: number
  content: DraftContent & { divisionCode: string }
  saved_at: Temporal.Instant
}

const toDraft = (row: Row): Draft & { divisionCode: string } => {
  const { divisionCode, ...content } = row.content
  return {
    draftId: row.draft_id,
    accountId: row.account_id,
    principal: row.principal,
    entryId: row.entry_id,
    authorityCode: row.authority_code,
    version: row.version,
    content,
    divisionCode,
    savedAt: row.saved_at,
  }
}

export type PlacedDraft = ReturnType<typeof toDraft>

export const emptyDraft: DraftContent = { answers: {}, form: {}, seen: [], brought: [], delivery: null }

/** The one draft of this account for this item, made when there is none. Two devices at once get the same one. */
export async function openDraft(
  db: Db,
  cityCode: string,
  input: {
    accountId: string
    principal: string
    entryId: string
    authorityCode: string
    divisionCode: string
    content: DraftContent
    at: Temporal.Instant
  },
): Promise<PlacedDraft> {
  const content = JSON.stringify({ ...input.content, divisionCode: input.divisionCode })
  const { rows } =
    await sql<Row>`insert into drafts (city_code, draft_id, account_id, principal, entry_id, authority_code, version, content, saved_at)
    values (${cityCode}, ${uuidv7(input.at)}, ${input.accountId}::uuid, ${input.principal}, ${input.entryId}, ${input.authorityCode}, 1, ${content}::jsonb, ${input.at.toString()})
    on conflict (city_code, account_id, principal, entry_id, authority_code) do update set saved_at = drafts.saved_at
    returning *`.execute(db)
  return toDraft(rows[0] as Row)
}

export async function findDraftOf(
  db: Db,
  cityCode: string,
  accountId: string,
  draftId: string,
): Promise<PlacedDraft | undefined> {
  const { rows } = await sql<Row>`select * from drafts where city_code = ${cityCode} and draft_id = ${draftId}::uuid
    and account_id = ${accountId}::uuid`.execute(together(db))
  return rows[0] && toDraft(rows[0])
}

/**
 * Hangs a draft on another mandate of the same principal to the same account. False where another draft for that item hangs on it already:
 * there is one per item and principal.
 */
export async function passDraftOn(db: Db, cityCode: string, draft: PlacedDraft, mandateId: string): Promise<boolean> {
  const { rows } = await sql`update drafts d set principal = ${mandateId}, version = version + 1
    where city_code = ${cityCode} and draft_id = ${draft.draftId}::uuid and principal = ${draft.principal}
      and not exists (select from drafts o where o.city_code = d.city_code and o.account_id = d.account_id
        and o.principal = ${mandateId} and o.entry_id = d.entry_id and o.authority_code = d.authority_code)
    returning d.draft_id`.execute(db)
  return rows.length > 0
}

/** Saves what was typed. A slower device does not overwrite a faster one field by field: what it changed is merged in. */
export async function saveDraft(
  db: Db,
  cityCode: string,
  accountId: string,
  draftId: string,
  change: Partial<DraftContent>,
  at: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const { form, ...rest } = change
  const { rows } = await sql<{
    saved_at: Temporal.Instant
  }>`update drafts set version = version + 1, saved_at = ${at.toString()}::timestamptz,
      content = content || ${JSON.stringify(rest)}::jsonb || jsonb_build_object('form', (content->'form') || ${JSON.stringify(form ?? {})}::jsonb)
    where city_code = ${cityCode} and draft_id = ${draftId}::uuid and account_id = ${accountId}::uuid returning saved_at`.execute(
    db,
  )
  return rows[0]?.saved_at ?? null
}

/** An account's drafts, the one touched last first, paged by key. Two saved at the same moment are told apart by their ids. */
export async function listDraftsOf(
  db: Db,
  cityCode: string,
  accountId: string,
  page: { before: string | null; limit: number },
): Promise<{ rows: PlacedDraft[]; next: string | null }> {
  const [at = 'infinity', draftId = lastId] = readPageKey(page.before, ['instant', 'id']) ?? []
  const { rows } = await sql<Row>`select * from drafts where city_code = ${cityCode} and account_id = ${accountId}::uuid
      and (saved_at, draft_id) < (${at}::timestamptz, ${draftId}::uuid)
    order by saved_at desc, draft_id desc limit ${page.limit}`.execute(db)
  const next = nextPageKey(rows, page.limit, (last) => [last.saved_at, last.draft_id])
  return { rows: rows.map(toDraft), next }
}
