import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'

// The bare handler to compare completions with: it only sends the statement of the step that is asked for, for the case that is asked.
const { statements, caseId } = JSON.parse(process.env['STATEMENTS'] ?? '') as {
  statements: { sql: string; parameters: unknown[] }[]
  caseId: string
}
const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'] as string,
  max: Number(process.env['POOL_SIZE'] ?? 8),
})
const app = new Hono()
app.onError((error, c) => c.text(String(error), 500))
app.post('/', async (c) => {
  const step = Number(c.req.query('step'))
  const statement = statements[step]
  const values = statement?.parameters.map((value) => (value === caseId ? c.req.query('caseId') : value)) ?? []
  const { rows } = await pool.query({ name: `step-${step}`, text: statement?.sql ?? '', values })
  return rows.length === 1 ? c.json(rows[0]) : c.text('not moved', 409)
})
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
  process.send?.({ url: `http://127.0.0.1:${info.port}` }),
)
