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
  return chromium.launch({
    executablePath: await unpackBrowser(),
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
}

/** Unpacked by the first who asks; others may not start it before all of it is there, so a run of tests asks before its files begin. */
export const unpackBrowser = (): Promise<string> => sparticuz.executablePath()
