import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { type Db, openDb } from '../../src/base/index.ts'

/** A database of its own for this test file, cloned from the template; gone when the file is done. */
export async function freshDatabase(): Promise<{ db: Db; pool: pg.Pool; url: string }> {
  const template = new URL(inject('postgresUrl'))
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const admin = new URL(template)
  admin.pathname = '/postgres'
  await runSql(admin.href, `create database ${name} template bantuo`)
  const url = new URL(template)
  url.pathname = `/${name}`
  const { db, pool, close } = openDb(url.href, 6)
  afterAll(async () => {
    await close()
    await runSql(admin.href, `drop database if exists ${name} with (force)`)
  })
  return { db, pool, url: url.href }
}

async function runSql(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Two files may clone at the same moment; the template allows one at a time.
  for (let attempt = 0; ; attempt++) {
    try {
      await client.query(text)
      break
    } catch (error) {
      if (attempt > 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  await client.end()
}
