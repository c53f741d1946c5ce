import sparticuz from '@sparticuz/chromium'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { openDb } from '../src/base/index.ts'
import { demoIssuer, findAccountBySubject, openSession } from '../src/identity/index.ts'
import { endProcess, type Measure, startProcess } from './load.ts'

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const

/** Lighthouse, mobile profile, on home, search, guide and form; the least of the four categories counts (target ≥ 98). */
export async function benchLighthouse(databaseUrl: string, dataDir: string): Promise<Measure[]> {
  const server = await startProcess('server.ts', {
    DATABASE_URL: databaseUrl,
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
  })
  const { db, close } = openDb(databaseUrl, 1)
  const account = await findAccountBySubject(db, demoIssuer, 'citizen-1')
  const secret = account ? await openSession(db, account.accountId, Temporal.Now.instant()) : ''
  await close()
  const found = (await (
    await fetch(`${server.url}/api/v1/service-items?q=${encodeURIComponent('新生儿落户')}&division=410802001000`)
  ).json()) as { items: { itemCode: string }[] }
  const code = found.items[0]?.itemCode ?? ''
  const draft = await fetch(`${server.url}/items/${code}/apply`, {
    headers: { cookie: `session=${secret}` },
    redirect: 'manual',
  })
  const pages = [
    ['home', '/'],
    ['search', `/search?q=${encodeURIComponent('孩子刚出生怎么上户口')}`],
    ['guide', `/items/${code}`],
    ['form', `${draft.headers.get('location')}/applicant`],
  ] as const
  const chrome = await launch({
    chromePath: await sparticuz.executablePath(),
    chromeFlags: ['--headless=shell', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
  const measures: Measure[] = []
  try {
    for (const [name, path] of pages) {
      const result = await lighthouse(`${server.url}${path}`, {
        port: chrome.port,
        output: 'json',
        logLevel: 'silent',
        onlyCategories: [...categories],
        extraHeaders: { cookie: `session=${secret}; place=410802001000` },
      })
      const scores = result?.lhr.categories ?? {}
      for (const one of categories)
        measures.push({
          name: `lighthouse ${name}: ${one} (target ≥ 98)`,
          value: Math.round((scores[one]?.score ?? 0) * 100),
          unit: '',
        })
      const failed = Object.values(result?.lhr.audits ?? {}).filter(
        (one) => one.score !== null && one.score < 0.9 && one.scoreDisplayMode !== 'informative',
      )
      if (process.env['DETAILS'])
        console.log(
          name,
          failed.map((one) => `${one.id} ${one.score} ${one.displayValue ?? ''}`),
        )
    }
  } finally {
    chrome.kill()
    await endProcess(server.process)
  }
  return measures
}
