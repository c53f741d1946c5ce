import { createHash, createHmac, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isRefusal, type Refusal } from '../refusal/refusal.ts'
import { inspectFile, type MediaType } from './inspect-file.ts'

export type StoredFile = { digest: string; size: number; mediaType: MediaType }

/** Where clean content lives, under its own digest. */
export type Shelf = {
  put(digest: string, content: Buffer): Promise<void>
  get(digest: string): Promise<Buffer>
  /** Takes it off where it was put before `before`; whether it did. One put since, or not there, stays as it is. */
  remove(digest: string, before: Temporal.Instant): Promise<boolean>
}

export type FileStore = {
  /** Quarantine → inspection → clean shelf. Returns what it is, or why it is refused; nothing refused is kept. */
  receive(content: Buffer): Promise<StoredFile | Refusal>
  read(digest: string): Promise<Buffer>
  /** Removes what nothing refers to any more, unless the same content was received again since `before`. */
  forget(digest: string, before: Temporal.Instant): Promise<boolean>
}

const digestPattern = /^[0-9a-f]{64}$/

/** Files on the local disk, two folder levels by digest, written once and synced before they count. */
export function diskShelf(directory: string): Shelf {
  const pathOf = (digest: string) => {
    if (!digestPattern.test(digest)) throw new Error('not a digest')
    return join(directory, 'clean', digest.slice(0, 2), digest.slice(2, 4), digest)
  }
  return {
    async put(digest, content) {
      const path = pathOf(digest)
      const folder = join(path, '..')
      await mkdir(folder, { recursive: true })
      const temporary = `${path}.${randomUUID()}`
      try {
        await writeSynced(temporary, content)
        await rename(temporary, path)
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
      // A name counts when its folder is on the disk, and a folder when the one above it is.
      for (const above of [folder, join(folder, '..'), join(folder, '../..')]) await syncFolder(above)
    },
    get: (digest) => readFile(pathOf(digest)),
    async remove(digest, before) {
      const path = pathOf(digest)
      const found = await stat(path).catch(() => null)
      if (found === null || found.mtimeMs >= before.epochMilliseconds) return false
      await rm(path, { force: true })
      return true
    },
  }
}

type S3 = { url: string; accessKey: string; secretKey: string; now: () => Date; pauseMs?: number }

type Method = 'GET' | 'PUT' | 'HEAD' | 'DELETE'
type Answer = { content: Buffer; headers: Headers; found: boolean }

// What passes by itself: the store restarts, throttles, or the line broke. Writing the same digest twice is harmless.
const passing = new Set([408, 429, 500, 502, 503, 504])
const attempts = 4

/** One request to the store: its answer, or what passes by itself; anything else is thrown. */
async function askStore(options: S3, method: Method, digest: string, body?: Buffer): Promise<Answer | Error> {
  const url = new URL(`${options.url.replace(/\/$/, '')}/${digest}`)
  const headers = signV4(method, url, body ?? Buffer.alloc(0), options)
  try {
    const response = await fetch(url, {
      method,
      headers,
      signal: AbortSignal.timeout(30_000),
      ...(body ? { body: new Uint8Array(body) } : {}),
    })
    const content = Buffer.from(await response.arrayBuffer())
    if (response.ok || (response.status === 404 && method === 'HEAD'))
      return { content, headers: response.headers, found: response.ok }
    const refusal = new Error(`object store answered ${response.status} to ${method}`)
    if (passing.has(response.status)) return refusal
    throw refusal
  } catch (error) {
    // fetch tells a broken line by a TypeError, and its patience by a DOMException.
    if (error instanceof TypeError || error instanceof DOMException) return error
    throw error
  }
}

/**
 * Files in an S3-compatible store (MinIO, Ceph, a cloud): path-style addresses, signature version 4. A store that is
 * busy is asked again, four times in all, after `pauseMs` (250) doubled each time.
 */
export function s3Shelf(options: S3): Shelf {
  const request = async (method: Method, digest: string, body?: Buffer): Promise<Answer> => {
    if (!digestPattern.test(digest)) throw new Error('not a digest')
    for (let attempt = 1; ; attempt++) {
      const answer = await askStore(options, method, digest, body)
      if (!(answer instanceof Error)) return answer
      if (attempt === attempts) throw answer
      await new Promise((resolve) => setTimeout(resolve, (options.pauseMs ?? 250) * 2 ** (attempt - 1)))
    }
  }
  return {
    put: async (digest, content) => void (await request('PUT', digest, content)),
    get: async (digest) => (await request('GET', digest)).content,
    async remove(digest, before) {
      const { found, headers } = await request('HEAD', digest)
      const putAt = Date.parse(headers.get('last-modified') ?? '')
      if (!found || !(putAt < before.epochMilliseconds)) return false
      await request('DELETE', digest)
      return true
    },
  }
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

function signV4(
  method: string,
  url: URL,
  body: Buffer,
  options: { accessKey: string; secretKey: string; now: () => Date },
): Record<string, string> {
  const stamp = options
    .now()
    .toISOString()
    .replace(/[-:]|\.\d{3}/g, '')
  const day = stamp.slice(0, 8)
  const scope = `${day}/us-east-1/s3/aws4_request`
  const digest = sha256(body)
  const canonical = [
    method,
    url.pathname,
    '',
    `host:${url.host}`,
    `x-amz-content-sha256:${digest}`,
    `x-amz-date:${stamp}`,
    '',
    'host;x-amz-content-sha256;x-amz-date',
    digest,
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n')
  const key = ['us-east-1', 's3', 'aws4_request'].reduce<Buffer>(
    (k, part) => hmac(k, part),
    hmac(`AWS4${options.secretKey}`, day),
  )
  const signature = createHmac('sha256', key).update(toSign).digest('hex')
  return {
    'x-amz-date': stamp,
    'x-amz-content-sha256': digest,
    authorization: `AWS4-HMAC-SHA256 Credential=${options.accessKey}/${scope}, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
  }
}

async function writeSynced(path: string, content: Buffer): Promise<void> {
  const handle = await open(path, 'w', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes what a process that died left in quarantine; an hour is longer than any inspection takes. */
async function sweepQuarantine(quarantine: string): Promise<void> {
  await mkdir(quarantine, { recursive: true })
  for (const name of await readdir(quarantine)) {
    const path = join(quarantine, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (Date.now() - mtimeMs > 3_600_000) await rm(path, { force: true })
  }
}

/** The file store over a shelf: everything passes quarantine first, and stored names are digests, never the client's. */
export function makeFileStore(directory: string, shelf: Shelf = diskShelf(directory)): FileStore {
  const quarantine = join(directory, 'quarantine')
  let swept: Promise<void> | undefined
  return {
    async receive(content) {
      swept ??= sweepQuarantine(quarantine)
      await swept
      const held = join(quarantine, randomUUID())
      await writeSynced(held, content)
      try {
        const seen = await inspectFile(content)
        if (isRefusal(seen)) return seen
        const digest = sha256(content)
        await shelf.put(digest, content)
        return { digest, size: content.length, mediaType: seen.mediaType }
      } finally {
        await rm(held, { force: true })
      }
    },
    read: (digest) => shelf.get(digest),
    forget: (digest, before) => shelf.remove(digest, before),
  }
}
