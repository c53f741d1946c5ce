import { type Db, sql } from '#base'
import { formatCaseNo } from '#standards'

type Key = { cityCode: string; division: string; authorityNo: string; on: Temporal.PlainDate }
type Block = { next: number; end: number }

const blockSize = 50
const blocks = new WeakMap<object, Map<string, Promise<Block>>>()

/** Takes the next fifty numbers of an authority's day for this process. */
async function claimBlock(db: Db, key: Key): Promise<Block> {
  const { rows } = await sql<{
    last: number
  }>`insert into case_no_counters as n (city_code, division_code, authority_no, received_on, last)
    values (${key.cityCode}, ${key.division}, ${key.authorityNo}, ${key.on.toString()}, ${blockSize})
    on conflict (city_code, division_code, authority_no, received_on) do update set last = n.last + ${blockSize}
    returning last`.execute(db)
  const last = rows[0]?.last ?? blockSize
  return { next: last - blockSize + 1, end: last }
}

/**
 * The next case number of an authority's day. Numbers are drawn in blocks, so that an authority's submissions do not wait in
 * line for one counter row until each has reached the disk; a block begun before a restart leaves a gap, never a double.
 */
export async function drawCaseNo(db: Db, key: Key): Promise<string> {
  const mine = blocks.get(db) ?? new Map<string, Promise<Block>>()
  blocks.set(db, mine)
  const name = `${key.cityCode} ${key.division} ${key.authorityNo} ${key.on}`
  for (;;) {
    let claimed = mine.get(name)
    if (claimed === undefined) {
      // Yesterday's blocks are of no use any more.
      if (mine.size > 5_000) mine.clear()
      claimed = claimBlock(db, key)
      mine.set(name, claimed)
      claimed.catch(() => mine.delete(name))
    }
    const block = await claimed
    if (block.next <= block.end) {
      const serial = block.next
      block.next += 1
      return formatCaseNo({ division: key.division, authorityNo: key.authorityNo, on: key.on, serial })
    }
    if (mine.get(name) === claimed) mine.delete(name)
  }
}
