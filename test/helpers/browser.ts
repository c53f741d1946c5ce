import { mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

/** A browser that npm installed, with Chinese fonts from npm: nothing of the machine's is needed. */
export async function openBrowser(): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'bantuo-fonts-'))
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  const path = join(folder, 'fonts.conf')
  writeFileSync(
    path,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}/400Regular</dir><dir>${fonts}/600SemiBold</dir><cachedir>${folder}</cachedir></fontconfig>`,
  )
  const executablePath = await sparticuz.executablePath()
  const launch = () =>
    chromium.launch({
      executablePath,
      args: [
        '--headless=shell',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--font-render-hinting=none',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
      // Where the machine names no character set the browser cannot open a file whose name is Chinese.
      env: { ...process.env, LC_ALL: 'C.UTF-8', FONTCONFIG_FILE: path },
    })
  // Two test files may unpack the browser at the same moment; the one that loses tries again.
  return launch().catch(() => new Promise((resolve) => setTimeout(resolve, 2_000)).then(launch))
}
