import type { Page } from 'playwright-core'

const written: Readonly<Record<string, string>> = {
  'resident-id': '11010519491231002X',
  'credit-code': '91410800MA0000007L',
  mobile: '13800000001',
}

/** Fills in whatever is empty on a page of a form, as somebody would who has everything at hand. */
async function fillIn(page: Page): Promise<void> {
  for (const field of await page.locator('main form[data-draft] :is(input,textarea)').all()) {
    if (!(await field.isVisible())) continue
    const type = await field.getAttribute('type')
    if (
      type === 'radio' ||
      (type === 'checkbox' && (await field.evaluate((one) => one.closest('fieldset') !== null)))
    ) {
      const name = await field.getAttribute('name')
      if ((await page.locator(`input[name="${name}"]:checked`).count()) === 0) await field.check()
    } else if (type !== 'checkbox' && type !== 'hidden' && (await field.inputValue()) === '') {
      const format = await field.getAttribute('data-format')
      const mode = await field.getAttribute('inputmode')
      const isNumber = mode === 'numeric' || mode === 'decimal'
      const plain = isNumber ? '3' : type === 'tel' ? '13800000001' : 'A123456789'
      await field.fill(type === 'date' ? '2026-02-20' : (written[format ?? ''] ?? plain))
    }
  }
}

/** Goes from the first question of a draft to its papers; `onForm` looks at each section of the form on the way. */
export async function goToPapers(page: Page, onForm: (step: number) => Promise<void> = async () => {}): Promise<void> {
  for (let step = 0; step < 14 && !page.url().includes('/papers'); step++) {
    await fillIn(page)
    const before = page.url()
    await page.click('main form[data-draft] .actions button')
    await page.waitForLoadState()
    if (page.url() !== before && !page.url().includes('/answers')) await onForm(step)
  }
}
