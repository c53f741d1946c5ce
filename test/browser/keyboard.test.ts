import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { aPhoto } from '../helpers/visitor.ts'
import { stageCases } from './cases.ts'
import { openContext, settings, signIn } from './look.ts'

const bantuo = await startServer()
const browser = await openBrowser()
afterAll(() => browser.close())
const photo = join(mkdtempSync(join(tmpdir(), 'bantuo-keys-')), '照片.jpg')
writeFileSync(photo, aPhoto())

type Stop = { what: string; top: number; left: number; marked: boolean; shown: boolean; covered: boolean }

/** Where the focus is: what it stands on, whether it can be seen, and whether anything lies over it. */
const whereIs = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const at = document.activeElement
    if (!(at instanceof HTMLElement) || at === document.body) return null
    // A file field is drawn by its button, a choice by its line.
    const seen = at.matches('input[type=file]') ? (at.previousElementSibling as HTMLElement) : at
    const box = seen.getBoundingClientRect()
    const style = getComputedStyle(at.closest('.box') ?? seen)
    const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    return {
      what: `${at.tagName.toLowerCase()} ${(at.getAttribute('href') ?? at.getAttribute('name') ?? at.textContent ?? '').trim().slice(0, 60)}`,
      top: Math.round(box.top + scrollY),
      left: Math.round(box.left),
      marked: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
      shown: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
      covered: over !== null && over !== seen && !seen.contains(over) && !over.contains(seen),
    }
  })

/** Walks a page by Tab from its beginning until the focus leaves it, and reports what a person without a mouse would. */
async function walk(page: Page, name: string): Promise<string[]> {
  const complaints: string[] = []
  await page.evaluate(() => {
    scrollTo(0, 0)
    ;(document.activeElement as HTMLElement | null)?.blur()
  })
  const known = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')]
      .filter((one) => one.checkVisibility() && one.tabIndex >= 0 && !(one as HTMLInputElement).disabled)
      // A date has stops of its own: year, month, day, and the calendar.
      .reduce((count, one) => count + ((one as HTMLInputElement).type === 'date' ? 4 : 1), 0),
  )
  const stops: Stop[] = []
  for (let step = 0; step < known + 5; step++) {
    await page.keyboard.press('Tab')
    const stop = await whereIs(page)
    if (stop === null) break
    if (step === 0 && !stop.what.includes('#main')) complaints.push(`${name}: the first stop is ${stop.what}`)
    if (!stop.marked) complaints.push(`${name}: no visible focus on ${stop.what}`)
    if (!stop.shown) complaints.push(`${name}: focus out of sight on ${stop.what}`)
    if (stop.covered) complaints.push(`${name}: something lies over ${stop.what}`)
    stops.push(stop)
  }
  // Radio buttons of one name are one stop; nothing else may be left out, and nothing may hold the focus fast.
  if (stops.length > known) complaints.push(`${name}: the focus goes round (${stops.length} of ${known})`)
  const back = stops.findIndex((stop, index) => {
    const before = stops[index - 1]
    return before !== undefined && index > 1 && stop.top < before.top - 400 && stop.left <= before.left
  })
  if (back > 0) complaints.push(`${name}: the order jumps back to ${stops[back]?.what}`)
  return complaints
}

/** Presses Tab until the focus stands on what `selector` names. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 120; step++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reaches ${selector} on ${page.url()}`)
}

test('every page can be walked by Tab: skip link first, focus seen and uncovered, in order, and out again', {
  timeout: 240_000,
}, async () => {
  const cases = await stageCases(bantuo)
  const context = await openContext(browser, bantuo.url, settings.phone)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  await page.goto(`${bantuo.url}/cases/${cases.granted}`)
  const rate = await page.locator('a[href^="/rate/"]').getAttribute('href')
  await page.goto(`${bantuo.url}/search?q=${encodeURIComponent('食品经营许可')}`)
  const item = await page.locator('.rows a').first().getAttribute('href')
  const complaints: string[] = []
  for (const [name, path] of Object.entries({
    home: '/',
    search: `/search?q=${encodeURIComponent('上户口')}`,
    guide: item,
    place: '/place',
    browse: '/browse/person',
    departments: '/browse/departments',
    follow: '/follow',
    verify: '/verify',
    me: '/me',
    mandates: '/me/mandates',
    messages: '/me/messages',
    access: '/me/access',
    rate,
    missing: '/no-such-page',
    submitted: `/cases/${cases.submitted}`,
    correcting: `/cases/${cases.correcting}`,
    deferred: `/cases/${cases.deferred}`,
    granted: `/cases/${cases.granted}`,
    denied: `/cases/${cases.denied}`,
  })) {
    await page.goto(`${bantuo.url}${path}`)
    complaints.push(...(await walk(page, name)))
  }
  expect(complaints).toEqual([])
  await context.close()
})

test('a mother applies by keyboard alone, uploads, submits, follows, withdraws and rates', {
  timeout: 240_000,
}, async () => {
  const context = await openContext(browser, bantuo.url, settings.desk)
  const page = await context.newPage()
  const complaints: string[] = []
  await page.goto(bantuo.url)
  // On a desk the cursor waits in the box.
  await page.keyboard.type('分户立户')
  await page.keyboard.press('Enter')
  await page.waitForURL(/search/)
  // The skip link jumps over the head of the page.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  await tabTo(page, '.rows a')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/items\//)
  await tabTo(page, '.go a')
  await page.keyboard.press('Enter')
  await page.waitForURL(/demo-identity/)
  await tabTo(page, 'a[href$="persona=citizen-1"]')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/drafts\//)
  for (let step = 0; step < 14 && !page.url().includes('/papers'); step++) {
    complaints.push(...(await walk(page, page.url().replace(/.*\//, 'form '))))
    await fillByKeys(page)
    await page.keyboard.press('Enter')
    await page.waitForLoadState()
    await page.waitForTimeout(300)
  }
  complaints.push(...(await walk(page, 'papers')))
  for (let no = 0; no < (await page.locator('input[type=file]').count()); no++) {
    const id = await page.locator('input[type=file]').nth(no).getAttribute('id')
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    // Asked for before the tabbing: the browser must know of it before the key comes.
    const chooser = page.waitForEvent('filechooser')
    await tabTo(page, `#${id}`)
    await page.keyboard.press('Space')
    await (await chooser).setFiles(photo)
    await page.waitForSelector(`li:has(#${id}) .file a`)
    await page.waitForLoadState()
  }
  await tabTo(page, 'form[action$="/papers"] button')
  await page.keyboard.press('Enter')
  await page.waitForURL(/review/)
  complaints.push(...(await walk(page, 'review')))
  await tabTo(page, 'form[data-once] button')
  await page.keyboard.press('Enter')
  // What is wrong is where the focus goes; its link leads to the place.
  await page.waitForSelector('.summary:focus')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await tabTo(page, 'input[name=declared]')
  await page.keyboard.press('Space')
  await tabTo(page, 'form[data-once] button')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/cases\//)
  complaints.push(...(await walk(page, 'submitted')))
  // Opening and closing what is folded up leaves the focus where it was.
  await tabTo(page, 'details:has(button.grave) summary')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
  expect(await page.evaluate(() => document.activeElement?.closest('details')?.open)).toBe(true)
  await tabTo(page, 'button.grave')
  await page.keyboard.press('Enter')
  await page.locator('main').getByText('您已撤回申请').first().waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

test('a rating is given by keyboard alone', { timeout: 120_000 }, async () => {
  const cases = await stageCases(bantuo)
  const context = await openContext(browser, bantuo.url, settings.phone)
  const page = await context.newPage()
  await signIn(page, bantuo.url, 'citizen-1')
  await page.goto(`${bantuo.url}/cases/${cases.granted}`)
  await tabTo(page, 'a[href^="/rate/"]')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/rate\//)
  // Without an answer nothing is sent, and it is said where.
  await tabTo(page, 'main form button')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.summary:focus')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await tabTo(page, 'input[name=level]')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await tabTo(page, 'input[name=options]')
  await page.keyboard.press('Space')
  await tabTo(page, 'textarea')
  await page.keyboard.type('很快')
  await tabTo(page, 'main form button')
  await page.keyboard.press('Enter')
  await page.getByText('已收到您的评价').waitFor()
  await context.close()
})

/** Fills what is empty on a page of the form without touching a mouse, and ends on its button. */
async function fillByKeys(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const one = document.activeElement as HTMLInputElement | null
      if (!one?.closest('main form[data-draft]')) return null
      const group = one.name ? document.querySelectorAll(`input[name="${CSS.escape(one.name)}"]:checked`) : []
      return {
        tag: one.tagName,
        type: one.type,
        empty: one.value === '',
        format: one.dataset['format'] ?? '',
        mode: one.inputMode,
        chosen: group.length > 0,
        last: one.matches('.actions button'),
      }
    })
    if (at === null) continue
    if (at.last) return
    if (at.type === 'radio' && !at.chosen) await page.keyboard.press('Space')
    else if (at.type === 'date' && at.empty) await page.keyboard.type('02202026')
    else if (['text', 'tel', 'textarea'].includes(at.type) && at.empty)
      await page.keyboard.type(
        at.format === 'resident-id' ? '11010519491231002X' : at.mode === 'numeric' ? '3' : 'A123456789',
      )
  }
}
