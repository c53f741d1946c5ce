import { migrate } from '../src/base/index.ts'
import { withConfiguredDatabase } from './configured-database.ts'

// npm start migrates too; this is for a look before, and for servers that may not change their schema when they start.
await withConfiguredDatabase(async (db) => {
  const applied = await migrate(db, 'migrations')
  console.log(applied.length === 0 ? 'nothing to apply' : applied.map((name) => `applied ${name}`).join('\n'))
})
