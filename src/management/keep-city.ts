import type { Db } from '#base'
import { type City, loadCity } from './city.ts'
import { readCityChange } from './city-change-store.ts'

/** The city in memory, kept current, with what was made from it. */
export type KeptCity<T> = {
  city: () => City
  made: () => T
  /** Reads again now if anything was published since; several callers share one reading. */
  refresh: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * Loads the city and reads it again whenever anything of it was published, by this process or another. Looks every `every`
 * milliseconds (one row); `make` builds from each new city what is served with it. When the database is away the last city
 * is served on.
 */
export async function keepCity<T>(
  db: Db,
  input: { cityCode: string; zone: string; every: number; make: (city: City) => T },
): Promise<KeptCity<T>> {
  const load = async (no: number, before?: City) => {
    const city = await loadCity(db, input.cityCode, input.zone, before)
    return { no, city, made: input.make(city) }
  }
  // The number is read before the city: a publication in between is noticed at the next look.
  let current = await load(await readCityChange(db))
  let queue: Promise<void> = Promise.resolve()
  const refresh = (): Promise<void> => {
    const next = queue.then(async () => {
      const no = await readCityChange(db)
      if (no !== current.no) current = await load(no, current.city)
    })
    queue = next.catch(() => {})
    return next
  }
  const timer = setInterval(() => void refresh().catch(() => {}), input.every)
  timer.unref()
  return {
    city: () => current.city,
    made: () => current.made,
    refresh,
    async stop() {
      clearInterval(timer)
      await queue
    },
  }
}
