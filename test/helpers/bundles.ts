import { answerAll, aPhoto, fillSections, type Page, type Visitor } from './visitor.ts'

export const bundleNoOf = (page: Page): string => /\/me\/bundles\/(B\d+)/.exec(page.url)?.[1] ?? ''

/** The case number behind an item's name on the page of a bundle. */
export const caseNoIn = (page: Page, itemName: string): string =>
  new RegExp(`/cases/(\\d{21,})">${itemName.replaceAll(/[()（）]/g, '\\$&')}<`).exec(page.html)?.[1] ?? ''

/** Answers every question, those of the members too. */
export const answerBundle = answerAll

/** Reads a page again until it says what it must, for what follows by itself. */
export async function waitFor(visitor: Visitor, path: string, says: (page: Page) => boolean): Promise<Page> {
  let page = await visitor.get(path)
  for (let attempt = 0; attempt < 80 && !says(page); attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    page = await visitor.get(path)
  }
  if (!says(page)) throw new Error(`${path} never said it: ${page.text.slice(0, 1500)}`)
  return page
}

export const openCases = async (who: Visitor): Promise<{ caseNo: string; state: string }[]> =>
  (await who.api<{ items: { caseNo: string; state: string }[] }>('GET', '/cases')).body.items

type Acting = { version: number; state: string; moves: string[] }

/** Makes one move as an officer, on the case as it is now. */
export async function move(officer: Visitor, caseNo: string, act: unknown): Promise<Acting & { detail?: string }> {
  const now = (await officer.api<Acting>('GET', `/cases/${caseNo}`)).body
  const answer = await officer.api<Acting & { detail?: string }>('POST', `/cases/${caseNo}/moves`, {
    seenVersion: now.version,
    act,
  })
  if (answer.status >= 300) throw new Error(`${caseNo}: ${JSON.stringify(act)}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Accepts and decides an instant case. */
export async function grant(officer: Visitor, caseNo: string): Promise<void> {
  await move(officer, caseNo, { move: 'accept', deferred: [] })
  await decide(officer, caseNo, 'granted')
}

export const decide = (officer: Visitor, caseNo: string, outcome: 'granted' | 'denied') =>
  move(officer, caseNo, {
    move: 'decide',
    outcome,
    reason: outcome === 'granted' ? '材料齐全，符合条件' : '不符合法定条件，不予许可',
    basis: '《中华人民共和国行政许可法》第三十八条',
  })

/** Applies for a bundle from its guide to its own page; every paper is uploaded. */
export async function applyForBundle(
  who: Visitor,
  bundleId: string,
  options: {
    place: string
    answers?: Record<string, string>
    values?: Record<string, string>
    signedBy?: string
    /** How often the button is pressed at the same time. */
    presses?: number
  },
): Promise<Page> {
  await who.get(`/place/set?code=${options.place}&return=/`)
  let page = await who.get(`/bundles/${bundleId}/apply?${new URLSearchParams(options.answers ?? {})}`)
  const draft = /\/drafts\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? ''
  page = await answerAll(who, page, options.answers ?? {})
  page = await fillSections(who, page, options.values ?? {})
  for (const no of new Set([...page.html.matchAll(/data-upload="(\d+)"/g)].map((one) => one[1] ?? '')))
    page = await who.upload(page, `/drafts/${draft}/files?material=${no}`, `材料${no}.jpg`, aPhoto())
  page = await who.post(page, `/drafts/${draft}/papers`)
  const sign = options.signedBy ? { signedBy: options.signedBy } : {}
  const press = () => who.post(page, `/drafts/${draft}/review`, { delivery: 'online', declared: 'yes', ...sign })
  const [done, ...others] = await Promise.all([press(), ...Array.from({ length: (options.presses ?? 1) - 1 }, press)])
  if (others.some((one) => one.url !== done.url))
    throw new Error(`pressed once, answered twice: ${others.map((one) => one.url).join()}`)
  if (done.status !== 200) throw new Error(`${bundleId}: ${done.status} ${done.text.slice(0, 1500)}`)
  return done
}
