import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser } from '../helpers/browser.ts'
import { startServer } from '../helpers/server.ts'
import { still } from './look.ts'
import { lookAtDesk } from './seat.ts'

const bantuo = await startServer()
const browser = await openBrowser()
afterAll(() => browser.close())

type Device = { id: string; removeAll: () => Promise<unknown> }

/** A page in a browser whose device verifies its user by itself, as after a touch with the right finger. */
async function atDevice(size = { width: 1440, height: 900 }): Promise<{ page: Page; device: Device }> {
  const context = await browser.newContext({ viewport: size, ...still })
  await context.addCookies([{ name: 'lang', value: 'zh', url: bantuo.url }])
  const page = await context.newPage()
  const tools = await context.newCDPSession(page)
  await tools.send('WebAuthn.enable')
  const { authenticatorId: id } = await tools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { page, device: { id, removeAll: () => tools.send('WebAuthn.clearCredentials', { authenticatorId: id }) } }
}

const look = (page: Page, name: string) => lookAtDesk(page, name, 400)

test('an officer adds a passkey, signs in by it, removes it, and it opens nothing any more', {
  timeout: 120_000,
}, async () => {
  const { page } = await atDevice()
  await page.goto(`${bantuo.url}/sign-in?return=%2Fworkbench%2Fpasskeys`)
  await page.click('a[href*="persona=examiner"]')
  await page.getByText('还没有通行密钥').waitFor()
  await look(page, 'passkeys-none')
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await page.getByText('请给这台设备起个名字').waitFor()
  await look(page, 'passkeys-error')
  await page.getByLabel('添加一台设备').fill('窗口三号的安全密钥')
  await page.getByLabel('添加一台设备').press('Enter')
  await page.locator('table').getByText('窗口三号的安全密钥').waitFor()
  await look(page, 'passkeys')
  await page.getByLabel('添加一台设备').fill('同一台设备')
  await page.getByLabel('添加一台设备').press('Enter')
  await page.getByText('这台设备已经添加过了').waitFor()

  await page.getByRole('button', { name: '退出' }).click()
  await page.waitForURL(`${bantuo.url}/`)
  await page.goto(`${bantuo.url}/workbench/passkeys`)
  await page.getByRole('button', { name: '用通行密钥登录' }).waitFor()
  await look(page, 'passkey-sign-in')
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await page.locator('table').getByText('窗口三号的安全密钥').waitFor()
  expect(await page.locator('.who').textContent()).toContain('演示')
  await page.setViewportSize({ width: 390, height: 844 })
  await look(page, 'passkeys')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.getByRole('button', { name: '移除 窗口三号的安全密钥' }).click()
  await page.locator('.ant-popover').getByRole('button', { name: '移除', exact: true }).click()
  await page.getByText('还没有通行密钥').waitFor()
  await page.getByRole('button', { name: '退出' }).click()
  await page.waitForURL(`${bantuo.url}/`)
  await page.goto(`${bantuo.url}/workbench/passkeys`)
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await page.getByText('没有通过核对').waitFor()
  await look(page, 'passkey-refused')
  await page.context().close()
})

test('a device without a key for this place says so, and the page stays as it was', { timeout: 60_000 }, async () => {
  const { page } = await atDevice({ width: 390, height: 844 })
  await page.goto(`${bantuo.url}/workbench/`)
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await page.getByText('没有完成').waitFor({ timeout: 15_000 })
  await look(page, 'passkey-none')
  await page.context().close()
})
