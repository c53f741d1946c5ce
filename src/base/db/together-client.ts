import type { Duplex } from 'node:stream'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { PreparingClient } from './preparing-client.ts'

/** A read by key that has no answer by then has none coming: all others wait behind it, so the connection is given up. */
const patience = 5_000

/** A connection on which nobody waits for another's answer, and whose questions of one turn of the loop go out with one write. */
export class TogetherClient extends PreparingClient {
  #corked = false

  constructor(config: pg.ClientConfig) {
    // Newer than the types.
    super({ ...config, connectionTimeoutMillis: patience, query_timeout: patience, pipeline: true } as pg.ClientConfig)
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg declares seven overloads of one function
  override query(...args: any[]): any {
    if (!this.#corked) {
      const { stream } = (this as unknown as { connection: { stream: Duplex } }).connection
      this.#corked = true
      stream.cork()
      setImmediate(() => {
        this.#corked = false
        stream.uncork()
      })
    }
    return super.query(...args)
  }
}

/** A pool of one connection that all use at the same time; when it is lost, whoever asks next opens another. */
export function shareConnection(open: () => pg.Client): PostgresPool {
  let current: Promise<PostgresPoolClient> | undefined
  const connect = (): Promise<PostgresPoolClient> => {
    const client = open()
    const opened = client
      .connect()
      .then(() => Object.assign(client, { release: () => {} }) as unknown as PostgresPoolClient)
    const forget = () => {
      if (current === opened) current = undefined
    }
    client.on('error', forget)
    client.on('end', forget)
    opened.catch(forget)
    return opened
  }
  return {
    options: {},
    connect: () => {
      current ??= connect()
      return current
    },
    end: async () => {
      const client = await current?.catch(() => undefined)
      await (client as unknown as pg.Client | undefined)?.end()
    },
  }
}
