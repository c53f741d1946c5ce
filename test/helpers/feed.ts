import { type Db, sql } from '../../src/base/index.ts'

/**
 * Waits until both readers of the feed have read everything that had happened when this was called: its messages are written,
 * its bundles went on. A reader may wait for a transaction of another database of the same server, so for longer than it works.
 */
export async function feedRead(db: Db): Promise<void> {
  const { rows } = await sql<{ tx: string; no: string }>`select tx::text as tx, feed_no::text as no from events
    order by events.tx desc, events.feed_no desc limit 1`.execute(db)
  const [last] = rows
  if (last === undefined) return
  for (let tries = 0; tries < 300; tries++) {
    const behind = await sql`select reader from feed_cursors
      where reader in ('engagement', 'bundle') and (tx, feed_no) < (${last.tx}::xid8, ${last.no}::bigint)`.execute(db)
    if (behind.rows.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the feed was not read to its end within half a minute')
}

/**
 * Reads by `read`, the turn of one reader of the feed, until nothing that happened is left unread, what its own turns did neither. "Nothing
 * read" says little: while a transaction is open in another database of the same server (another test file's) the feed is held back here too.
 */
export async function readToEnd(db: Db, reader: 'engagement' | 'bundle', read: () => Promise<number>): Promise<void> {
  const patience = Date.now() + 30_000
  const isBehind = async (): Promise<boolean> => {
    const { rows } = await sql`select 1 from events, feed_cursors
      where reader = ${reader} and (events.tx, events.feed_no) > (feed_cursors.tx, feed_cursors.feed_no) limit 1`.execute(
      db,
    )
    return rows.length > 0
  }
  while ((await read()) > 0 || (await isBehind())) {
    if (Date.now() > patience) throw new Error(`${reader} did not read the feed to its end within half a minute`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
