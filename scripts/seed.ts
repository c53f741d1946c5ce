import { migrate, systemClock } from '../src/base/index.ts'
import { loadSeeds } from '../src/management/index.ts'
import { withConfiguredDatabase } from './configured-database.ts'

// Adds what is missing and changes what the seeds changed; safe to run twice.
await withConfiguredDatabase(async (db) => {
  await migrate(db, 'migrations')
  await loadSeeds(db, 'seeds', systemClock())
  console.log('the seeds are loaded')
})
