import pg from 'pg'

const names = new Map<string, string>()
// Beyond this many different texts the server would hold too many plans; the rest run unnamed.
const maxPrepared = 400

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= maxPrepared) return undefined
  const name = `q${names.size}`
  names.set(text, name)
  return name
}

type QueryArguments = [text: unknown, values?: unknown, ...rest: unknown[]]

/** Names every parameterised statement so that PostgreSQL parses and plans it once per connection. */
export class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares seven overloads of one function
  override query(...args: any[]): any {
    const [text, values, ...rest] = args as QueryArguments
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const query = super.query as (...a: any[]) => unknown
    if (typeof text !== 'string' || !Array.isArray(values)) return query.apply(this, args)
    // Without parameters it may be a script of several statements, which cannot be prepared.
    if (values.length === 0) return query.call(this, text, ...rest)
    const name = nameOf(text)
    return query.call(this, name === undefined ? { text, values } : { name, text, values }, ...rest)
  }
}
