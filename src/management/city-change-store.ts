import { type Db, sql } from '#base'

/** Says, in the transaction that published something, that the city in memory of every process is out of date. */
export async function noteCityChange(db: Db): Promise<void> {
  await sql`update city_changes set no = no + 1`.execute(db)
}

/** The number of the last publication. */
export async function readCityChange(db: Db): Promise<number> {
  const { rows } = await sql<{ no: number }>`select no from city_changes`.execute(db)
  return rows[0]?.no ?? 0
}
