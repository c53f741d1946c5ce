/** Somebody at a browser without scripts: keeps cookies, follows redirects, fills in forms by their names. */
export type Visitor = ReturnType<typeof makeVisitor>

export type Page = { status: number; url: string; html: string; text: string; headers: Headers }

/** `from`: the network address, where the server believes a proxy. */
export function makeVisitor(base: string, from?: string) {
  const jar = new Map<string, string>()
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  async function request(path: string, init: RequestInit = {}): Promise<Page> {
    let url = new URL(path, base)
    let options = init
    for (let hops = 0; hops < 15; hops++) {
      const response = await fetch(url, {
        ...options,
        redirect: 'manual',
        headers: {
          ...(options.headers as Record<string, string>),
          cookie: cookie(),
          ...(from === undefined ? {} : { 'x-forwarded-for': from }),
          ...(options.method === 'POST' ? { origin: base } : {}),
        },
      })
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        const at = pair.indexOf('=')
        if (/max-age=0/i.test(line)) jar.delete(pair.slice(0, at))
        else jar.set(pair.slice(0, at), pair.slice(at + 1))
      }
      const location = response.headers.get('location')
      if (response.status >= 300 && response.status < 400 && location !== null) {
        await response.arrayBuffer()
        url = new URL(location, url)
        options = {}
        continue
      }
      const html = await response.text()
      return {
        status: response.status,
        url: `${url.pathname}${url.search}`,
        html,
        text: textOf(html),
        headers: response.headers,
      }
    }
    throw new Error(`too many redirects from ${path}`)
  }
  const get = (path: string): Promise<Page> => request(path)
  const csrfOf = (page: Page): string => /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''

  return {
    get,
    raw: request,
    cookies: jar,
    /** Posts a form that stands on `page`. */
    post: (page: Page, path: string, values: Readonly<Record<string, string | string[]>> = {}) => {
      const body = new URLSearchParams({ _csrf: csrfOf(page) })
      for (const [name, value] of Object.entries(values)) for (const one of [value].flat()) body.append(name, one)
      return request(path, { method: 'POST', body })
    },
    upload: (page: Page, path: string, name: string, content: Uint8Array<ArrayBuffer>) => {
      const body = new FormData()
      body.append('_csrf', csrfOf(page))
      body.append('file', new Blob([content]), name)
      return request(path, { method: 'POST', body })
    },
    api: async <T>(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<{ status: number; body: T }> => {
      const page = await request(`/api/v1${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: page.status, body: (page.html === '' ? undefined : JSON.parse(page.html)) as T }
    },
    /** Signs in as a persona through the real protocol. */
    async signIn(subject: string): Promise<Page> {
      const choose = await get('/sign-in')
      return get(`${choose.url}?persona=${subject}`)
    },
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", nbsp: ' ' }

/** What a reader sees of a page: words, without marks. */
export const textOf = (html: string): string =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&(amp|lt|gt|quot|#x27|nbsp);/g, (_, name: string) => entities[name] ?? '')

/** The smallest real JPEG, as a photograph of a paper. */
export const aPhoto = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    Buffer.from(
      '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
      'base64',
    ),
  )

/** Scans a paper at the counter; gives the number of the file. */
export async function scan(clerk: Visitor): Promise<string> {
  const page = await clerk.raw('/api/v1/files', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent('扫描.jpg') },
    body: aPhoto(),
  })
  if (page.status !== 201) throw new Error(`${page.status} ${page.html}`)
  return (JSON.parse(page.html) as { fileId: string }).fileId
}

/** Answers every question with its first option that does not end the matter. */
export async function answerAll(
  visitor: Visitor,
  start: Page,
  chosen: Readonly<Record<string, string>> = {},
): Promise<Page> {
  let page = start
  for (let round = 0; round < 8 && page.url.endsWith('/answers'); round++) {
    const values: Record<string, string> = { ...chosen }
    for (const [tag] of page.html.matchAll(/<input[^>]*type="radio"[^>]*>/g)) {
      const name = /name="([^"]+)"/.exec(tag)?.[1]
      if (name !== undefined) values[name] ??= /value="([^"]+)"/.exec(tag)?.[1] ?? ''
    }
    page = await visitor.post(page, page.url, values)
  }
  return page
}

const samples: Record<string, string> = { date: '2026-02-20', tel: '13800000001', email: 'a@example.cn' }

/** Fills in what is empty on each page of the form with something plausible. */
export async function fillSections(
  visitor: Visitor,
  start: Page,
  chosen: Readonly<Record<string, string>> = {},
): Promise<Page> {
  let page = start
  for (let round = 0; round < 30 && !page.url.includes('/papers'); round++) {
    const values: Record<string, string> = { ...chosen }
    for (const [tag] of page.html.matchAll(/<(input|textarea)[^>]*>/g)) {
      const name = /name="([^"]+)"/.exec(tag)?.[1]
      const type = /type="([^"]+)"/.exec(tag)?.[1] ?? 'textarea'
      const given = /value="([^"]*)"/.exec(tag)?.[1] ?? ''
      if (!name || name === '_csrf' || chosen[name] !== undefined) continue
      // Of several boxes the first is ticked; a choice that must be made is made.
      if (type === 'radio' || type === 'checkbox') values[name] ??= given
      else if (type === 'hidden') values[name] = given
      else
        values[name] =
          given !== ''
            ? given
            : tag.includes('data-format="resident-id"')
              ? '11010519491231002X'
              : tag.includes('inputMode="numeric"') || tag.includes('inputMode="decimal"')
                ? '3'
                : (samples[type] ?? 'A123456789')
    }
    const next = await visitor.post(page, page.url, values)
    if (next.status === 422)
      throw new Error(
        `${page.url}: ${[...next.html.matchAll(/class="error"[^>]*>([^<]+)/g)].map((one) => one[1]).join(' ')} ${next.text.slice(0, 600)}`,
      )
    page = next
  }
  return page
}

/** Waits until the case is over and its invitation to rate is there. */
export async function settled(visitor: Visitor, caseNo: string): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const page = await visitor.get(`/cases/${caseNo}`)
    if (page.html.includes('/rate/')) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`${caseNo} did not end with an invitation to rate`)
}

const caseNoOf = (page: Page): string => /\/cases\/(\d{21,})/.exec(page.url)?.[1] ?? ''

/** Applies for the item that a question finds; every paper but those in `leaveOut` is uploaded. */
export async function apply(
  who: Visitor,
  question: string,
  options: { leaveOut?: readonly string[]; values?: Record<string, string>; signedBy?: string } = {},
): Promise<string> {
  const found = await who.api<{ items: { itemCode: string }[] }>(
    'GET',
    `/service-items?q=${encodeURIComponent(question)}&division=410802000000`,
  )
  let page = await who.get(`/items/${found.body.items[0]?.itemCode}/apply`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  page = await answerAll(who, page, options.values)
  page = await fillSections(who, page, options.values)
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? ''))) {
    if (options.leaveOut?.includes(no)) continue
    page = await who.upload(page, `/drafts/${draft}/files?material=${no}`, `材料${no}.jpg`, aPhoto())
  }
  page = await who.post(page, `/drafts/${draft}/papers`)
  const done = await who.post(page, `/drafts/${draft}/review`, {
    delivery: 'online',
    declared: 'yes',
    ...(options.signedBy ? { signedBy: options.signedBy } : {}),
  })
  if (done.status !== 200) throw new Error(`${done.status} ${done.text.slice(0, 900)}`)
  return caseNoOf(done)
}
