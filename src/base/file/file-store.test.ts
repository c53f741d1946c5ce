import { createHash, createHmac } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { aJpeg, aPdf } from '../../../test/helpers/files.ts'
import { isRefusal } from '../refusal/refusal.ts'
import { diskShelf, makeFileStore, type Shelf, s3Shelf } from './file-store.ts'

const directory = mkdtempSync(join(tmpdir(), 'bantuo-files-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))
const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))

describe('on a disk', () => {
  const store = makeFileStore(directory)

  test('what is clean leaves quarantine and lies under its digest, whole', async () => {
    const kept = await store.receive(aJpeg)
    expect(kept).toEqual({ digest: sha256(aJpeg), size: aJpeg.length, mediaType: 'image/jpeg' })
    expect(await store.read(sha256(aJpeg))).toEqual(aJpeg)
    expect(readdirSync(join(directory, 'quarantine'))).toEqual([])
  })

  test('the same content given again, even at the same moment, is kept once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => store.receive(aJpeg)))
    const names = filesIn(join(directory, 'clean'))
    expect(names.map((name) => name.split('/').at(-1))).toEqual([sha256(aJpeg)])
  })

  test('what is refused is kept nowhere', async () => {
    const before = filesIn(directory)
    expect(isRefusal(await store.receive(aPdf('/OpenAction << /S /Launch >>')))).toBe(true)
    expect(filesIn(directory)).toEqual(before)
  })

  test.each(['../../etc/passwd', `${'a'.repeat(63)}/`, '', 'A'.repeat(64), `${'a'.repeat(64)}\n`])(
    'no name but a digest leads to a file: %j',
    async (name) => {
      const shelf = diskShelf(directory)
      await expect((async () => shelf.get(name))()).rejects.toThrow('not a digest')
      await expect((async () => shelf.put(name, aJpeg))()).rejects.toThrow('not a digest')
    },
  )

  test('a file that is gone is breakage, not an empty paper', async () => {
    await expect(store.read('0'.repeat(64))).rejects.toThrow('ENOENT')
  })

  test('a file that nothing refers to any more goes, unless the same content was received again meanwhile', async () => {
    const soon = Temporal.Now.instant().add({ seconds: 5 })
    const earlier = Temporal.Now.instant().subtract({ hours: 1 })
    const { digest } = (await store.receive(aPdf('/Kind /Forgotten'))) as { digest: string }
    expect(await store.forget(digest, earlier)).toBe(false)
    expect((await store.read(digest)).length).toBeGreaterThan(0)
    expect(await store.forget(digest, soon)).toBe(true)
    await expect(store.read(digest)).rejects.toThrow('ENOENT')
    expect(await store.forget(digest, soon)).toBe(false)
  })

  test('what a process that died left in quarantine is removed; what another is inspecting stays', async () => {
    const quarantine = join(directory, 'quarantine')
    writeFileSync(join(quarantine, 'left'), 'x')
    writeFileSync(join(quarantine, 'now'), 'x')
    const yesterday = new Date(Date.now() - 86_400_000)
    utimesSync(join(quarantine, 'left'), yesterday, yesterday)
    await makeFileStore(directory).receive(aJpeg)
    expect(readdirSync(quarantine)).toEqual(['now'])
    rmSync(join(quarantine, 'now'))
  })

  test('when the shelf breaks, the giver is not told that it was kept, and quarantine is emptied', async () => {
    const broken: Shelf = {
      put: () => Promise.reject(new Error('disk full')),
      get: () => Promise.reject(new Error()),
      remove: () => Promise.reject(new Error()),
    }
    await expect(makeFileStore(directory, broken).receive(aJpeg)).rejects.toThrow('disk full')
    expect(readdirSync(join(directory, 'quarantine'))).toEqual([])
  })
})

describe('in an object store', async () => {
  const accessKey = 'AKIDEXAMPLE'
  const secretKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
  const now = new Date('2026-03-02T01:30:00.123Z')
  const objects = new Map<string, Buffer>()
  const asked: string[] = []
  let busy = 0
  let cut = 0

  // Checks what it is asked as the AWS documentation tells ("Create a signed AWS API request"), from what arrived on
  // the wire and not from what the client thinks it sent.
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      asked.push(`${request.method} ${request.url}`)
      if (cut-- > 0) return void request.socket.destroy()
      if (busy-- > 0) return void response.writeHead(503).end('SlowDown')
      if (!isSigned(request, body, { accessKey, secretKey })) return void response.writeHead(403).end()
      if (request.method === 'PUT') {
        objects.set(request.url ?? '', body)
        return void response.writeHead(200).end()
      }
      const found = objects.get(request.url ?? '')
      if (request.method === 'DELETE') objects.delete(request.url ?? '')
      const putAt = { 'last-modified': now.toUTCString() }
      response.writeHead(found ? 200 : 404, putAt).end(request.method === 'GET' ? found : undefined)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/city-files/`
  const shelfWith = (key: string) => s3Shelf({ url, accessKey, secretKey: key, now: () => now, pauseMs: 1 })
  const store = makeFileStore(directory, shelfWith(secretKey))
  const address = `/city-files/${sha256(aJpeg)}`
  beforeEach(() => {
    objects.clear()
    asked.length = 0
    busy = 0
    cut = 0
  })

  test('a file is put under its digest with a signature that the store can verify, and comes back whole', async () => {
    expect(await store.receive(aJpeg)).toMatchObject({ digest: sha256(aJpeg) })
    expect(asked).toEqual([`PUT ${address}`])
    expect(await store.read(sha256(aJpeg))).toEqual(aJpeg)
  })

  test('a file that nothing refers to any more is deleted there too, but not one that was put again since', async () => {
    const { digest } = (await store.receive(aJpeg)) as { digest: string }
    expect(await store.forget(digest, Temporal.Instant.from('2026-03-02T01:00:00Z'))).toBe(false)
    expect(await store.forget(digest, Temporal.Instant.from('2026-03-02T02:00:00Z'))).toBe(true)
    expect(objects.size).toBe(0)
    expect(await store.forget(digest, Temporal.Instant.from('2026-03-02T02:00:00Z'))).toBe(false)
  })

  test('the same content twice is one object', async () => {
    await store.receive(aJpeg)
    await store.receive(aJpeg)
    expect([...objects.keys()]).toEqual([address])
  })

  test('what is refused never travels to the store', async () => {
    expect(isRefusal(await store.receive(Buffer.from('hello')))).toBe(true)
    expect(asked).toEqual([])
  })

  test('a wrong secret is refused at once: asking again would not help', async () => {
    await expect(shelfWith('another').put(sha256(aJpeg), aJpeg)).rejects.toThrow('answered 403 to PUT')
    expect(asked.length).toBe(1)
  })

  test('a store that is busy or hangs up is asked again', async () => {
    busy = 2
    cut = 1
    await store.receive(aJpeg)
    expect(asked.length).toBe(4)
    expect(objects.get(address)).toEqual(aJpeg)
  })

  test('a store that stays busy is an error after four times, and nothing counts as kept', async () => {
    busy = 100
    await expect(store.receive(aJpeg)).rejects.toThrow('answered 503 to PUT')
    expect(asked.length).toBe(4)
    expect(readdirSync(join(directory, 'quarantine'))).toEqual([])
  })

  test('a missing object is breakage, told at once', async () => {
    await expect(store.read('0'.repeat(64))).rejects.toThrow('answered 404 to GET')
    expect(asked.length).toBe(1)
  })

  test('no name but a digest is asked for', async () => {
    await expect(shelfWith(secretKey).get('../other-bucket/x')).rejects.toThrow('not a digest')
    expect(asked).toEqual([])
  })
})

function isSigned(request: IncomingMessage, body: Buffer, keys: { accessKey: string; secretKey: string }): boolean {
  const header = request.headers.authorization ?? ''
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/
  const [, key, day, region, names, signature] = found.exec(header) ?? []
  const stamp = String(request.headers['x-amz-date'])
  if (key !== keys.accessKey || !/^\d{8}T\d{6}Z$/.test(stamp) || stamp.slice(0, 8) !== day) return false
  if (request.headers['x-amz-content-sha256'] !== sha256(body)) return false
  const signed = (names ?? '').split(';')
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return false
  const headers = signed.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('')
  const canonical = `${request.method}\n${request.url}\n\n${headers}\n${names}\n${sha256(body)}`
  const text = `AWS4-HMAC-SHA256\n${stamp}\n${day}/${region}/s3/aws4_request\n${sha256(canonical)}`
  let secret: Buffer = Buffer.from(`AWS4${keys.secretKey}`)
  for (const part of [day, region, 's3', 'aws4_request']) {
    secret = createHmac('sha256', secret).update(String(part)).digest()
  }
  return createHmac('sha256', secret).update(text).digest('hex') === signature
}

test('the check of the signature is the one the documentation prints', () => {
  // "Signature Version 4: GET object" of the S3 documentation, the published example.
  const example = {
    method: 'GET',
    url: '/test.txt',
    headers: {
      host: 'examplebucket.s3.amazonaws.com',
      range: 'bytes=0-9',
      'x-amz-content-sha256': sha256(''),
      'x-amz-date': '20130524T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
  } as unknown as IncomingMessage
  const keys = { accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }
  expect(isSigned(example, Buffer.alloc(0), keys)).toBe(true)
})
