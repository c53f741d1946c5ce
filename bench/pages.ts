import { endProcess, load, type Measure, startProcess } from './load.ts'

/** A guide page against a constant page of the same size from the same server, and what a guide weighs. */
export async function benchPages(databaseUrl: string, dataDir: string, seconds: number): Promise<Measure[]> {
  const server = await startProcess('server.ts', {
    DATABASE_URL: databaseUrl,
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
  })
  const search = (await (
    await fetch(`${server.url}/api/v1/service-items?q=${encodeURIComponent('开饭店')}&division=410802000000`)
  ).json()) as { items: { itemCode: string }[] }
  const path = `/items/${search.items[0]?.itemCode}`
  const packed = await fetch(`${server.url}${path}`, { headers: { 'accept-encoding': 'gzip' } })
  const weight = Number(packed.headers.get('content-length') ?? (await packed.arrayBuffer()).byteLength)
  const plain = await fetch(`${server.url}${path}`, { headers: { 'accept-encoding': 'identity' } })
  const page = await plain.text()
  const size = Buffer.byteLength(page)
  const assets = await Promise.all(
    [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(async ([, address = '']) => {
      const response = await fetch(`${server.url}${address}`, { headers: { 'accept-encoding': 'gzip' } })
      return Number(response.headers.get('content-length') ?? 0) || (await response.arrayBuffer()).byteLength
    }),
  )
  const get = (target: string) => [{ method: 'GET' as const, path: target, headers: { 'accept-encoding': 'identity' } }]
  await load({ url: server.url, connections: 16, seconds: 2, requests: get(path) })
  const ratios: number[] = []
  let guides = 0
  for (let round = 0; round < 3; round++) {
    const constant = await load({ url: server.url, connections: 16, seconds, requests: get(`/constant?size=${size}`) })
    const guide = await load({ url: server.url, connections: 16, seconds, requests: get(path) })
    ratios.push(guide.perSecond / constant.perSecond)
    guides = Math.max(guides, guide.perSecond)
  }
  await endProcess(server.process)
  return [
    { name: 'guide pages per second', value: Math.round(guides), unit: '/s' },
    {
      name: 'guide page ÷ constant page of the same size (median of three, target ≥ 0.5)',
      value: ratios.toSorted((a, b) => a - b)[1] ?? 0,
      unit: 'ratio',
    },
    { name: 'guide page on the wire, gzip (target ≤ 40)', value: weight / 1024, unit: 'KB' },
    { name: 'style and script of a guide, gzip', value: assets.reduce((sum, one) => sum + one, 0) / 1024, unit: 'KB' },
  ]
}
