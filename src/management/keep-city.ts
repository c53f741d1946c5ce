import type { Db } from '#base'
import { type City, loadCity } from './city.ts'
import { readCityChange } from './city-change-store.ts'

/** The city in memory, kept current. */
export type KeptCity = {
  city: () => City
  /** Reads again now if anything was published since; several callers share one reading. */
  refresh: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * Loads the city and reads it again whenever anything of it was published, by this process or another. Looks every `every`
 * milliseconds (one row); `onLoad` is called with each new city before it is served, to build what depends on it. When the
 * database is away the last city is served on.
 */
export async function keepCity(
  db: Db,
  input: { cityCode: string; zone: string; every: number; onLoad: (city: City) => void },
): Promise<KeptCity> {
  let readAt = -1
  let current: City | undefined
  const load = async (): Promise<City> => {
    // Read before the city: a publication in between is noticed at the next look.
    const no = await readCityChange(db)
    if (current !== undefined && no === readAt) return current
    const next = await loadCity(db, input.cityCode, input.zone)
    input.onLoad(next)
    readAt = no
    current = next
    return next
  }
  let city = await load()
  let queue: Promise<void> = Promise.resolve()
  const refresh = (): Promise<void> => {
    const next = queue.then(async () => {
      city = await load()
    })
    queue = next.catch(() => {})
    return next
  }
  const timer = setInterval(() => void refresh().catch(() => {}), input.every)
  timer.unref()
  return {
    city: () => city,
    refresh,
    async stop() {
      clearInterval(timer)
      await queue
    },
  }
}
