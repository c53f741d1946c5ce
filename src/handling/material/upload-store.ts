import { type Db, sql, together, uuidv7 } from '#base'

export type Upload = {
  fileId: string
  accountId: string
  draftId: string | null
  materialNo: number | null
  name: string
  digest: string
  mediaType: string
  size: number
  givenAt: Temporal.Instant
}

type Row = {
  file_id: string
  account_id: string
  draft_id: string | null
  material_no: number | null
  name: string
  digest: string
  media_type: string
  size: number
  given_at: Temporal.Instant
}

const toUpload = (row: Row): Upload => ({
  fileId: row.file_id,
  accountId: row.account_id,
  draftId: row.draft_id,
  materialNo: row.material_no,
  name: row.name,
  digest: row.digest,
  mediaType: row.media_type,
  size: row.size,
  givenAt: row.given_at,
})

/** Remembers that this account gave this file. The name is shown to people and never used as a path. */
export async function addUpload(db: Db, cityCode: string, input: Omit<Upload, 'fileId'>): Promise<Upload> {
  const { rows } =
    await sql<Row>`insert into uploads (city_code, file_id, account_id, draft_id, material_no, name, digest, media_type, size, given_at)
    values (${cityCode}, ${uuidv7(input.givenAt)}, ${input.accountId}::uuid, ${input.draftId}::uuid, ${input.materialNo}, ${plainFileName(input.name)},
      ${input.digest}, ${input.mediaType}, ${input.size}, ${input.givenAt.toString()}) returning *`.execute(db)
  return toUpload(rows[0] as Row)
}

/** A file name as people may see it: no path, no control or direction-changing characters, at most 120 characters. */
export const plainFileName = (name: string): string =>
  name
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^.*[/\\]/, '')
    .slice(-120) || '文件'

// What an upload is never changes, so it is read once; only its owner ever finds it.
const read = new WeakMap<object, Map<string, Upload>>()
const maxRead = 20_000

/** Those of these files that this account gave itself, by id. */
export async function listOwnUploads(
  db: Db,
  cityCode: string,
  accountId: string,
  fileIds: readonly string[],
): Promise<Map<string, Upload>> {
  const cache = read.get(db) ?? new Map<string, Upload>()
  read.set(db, cache)
  const unread = fileIds.filter((id) => !cache.has(`${cityCode} ${id}`))
  if (unread.length > 0) {
    const { rows } =
      await sql<Row>`select * from uploads where city_code = ${cityCode} and file_id = any(${unread}::uuid[])`.execute(
        together(db),
      )
    if (cache.size + rows.length > maxRead) cache.clear()
    for (const row of rows) cache.set(`${cityCode} ${row.file_id}`, toUpload(row))
  }
  return new Map(
    fileIds.flatMap((id): [string, Upload][] => {
      const upload = cache.get(`${cityCode} ${id}`)
      return upload?.accountId === accountId ? [[id, upload]] : []
    }),
  )
}

export async function listUploadsOfDraft(db: Db, cityCode: string, draftId: string): Promise<Upload[]> {
  const { rows } = await sql<Row>`select * from uploads where city_code = ${cityCode} and draft_id = ${draftId}::uuid
    order by material_no, given_at`.execute(together(db))
  return rows.map(toUpload)
}

/** Takes a file back that was not handed in: where nothing else refers to it, it is not kept. */
export async function removeUpload(
  db: Db,
  cityCode: string,
  accountId: string,
  fileId: string,
  at: Temporal.Instant,
): Promise<void> {
  read.get(db)?.delete(`${cityCode} ${fileId}`)
  await sql`with gone as (delete from uploads where city_code = ${cityCode} and account_id = ${accountId}::uuid
      and file_id = ${fileId}::uuid returning digest)
    insert into forgotten_files (city_code, digest, since) select ${cityCode}, digest, ${at.toString()}::timestamptz from gone
    on conflict (city_code, digest) do update set since = excluded.since`.execute(db)
}

/** These uploads waited under a draft or case and have been handed in. */
export async function releaseUploads(db: Db, cityCode: string, fileIds: readonly string[]): Promise<void> {
  await sql`update uploads set draft_id = null where city_code = ${cityCode} and file_id = any(${fileIds}::uuid[])`.execute(
    db,
  )
}
