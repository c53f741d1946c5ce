import { randomUUID } from 'node:crypto'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'

// The bare handler to compare with: it parses nothing, checks nothing, and only sends the statement of a submission.
const { sql, parameters, caseId, caseNo, key } = JSON.parse(process.env['STATEMENT'] ?? '') as {
  sql: string
  parameters: unknown[]
  caseId: string
  caseNo: string
  key: string
}
const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'] as string,
  max: Number(process.env['POOL_SIZE'] ?? 8),
})
const app = new Hono()
app.onError((error, c) => c.text(String(error), 500))
app.post('/api/v1/cases', async (c) => {
  const id = randomUUID()
  const values = parameters.map((value) => (value === caseId || value === key || value === caseNo ? id : value))
  const { rows } = await pool.query({ name: 'submission', text: sql, values })
  return c.json(rows[0] ?? null, 201)
})
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
  process.send?.({ url: `http://127.0.0.1:${info.port}` }),
)
