import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { root } from '../childProcess.ts'
import { findChromium } from '../chromium.mjs'
import { appIcon, templateIcon } from './drawings.ts'
import { icnsOf, icnsSizes } from './icns.ts'
import { icoOf } from './ico.ts'

/**
 * `node build/icons/draw.ts`: draws resources/icons from the mark, with a browser. Run it when the mark or the drawings
 * change, look at what came out, and commit it.
 */
const icons = join(root, 'resources/icons')
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256]
/** macOS leaves a tenth of air around every icon's tile. */
const macInset = 0.0977

const mark = await readFile(join(root, 'desktop/renderer/theme/mark.svg'), 'utf8')
const executablePath = findChromium({ root, node: process.execPath })
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] })
try {
  const page = await browser.newPage()
  const app = (size: number) => picture(page, size, appIcon(mark, { size, inset: 0 }))
  const mac = (size: number) => picture(page, size, appIcon(mark, { size, inset: macInset }))

  for (const size of linuxSizes) await save(`app/${size}x${size}.png`, await app(size))
  await save('icon.png', await app(256))
  await save('icon.ico', icoOf(await inTurn(windowsSizes, app)))
  await save('icon.icns', icnsOf(await inTurn(icnsSizes, mac)))
  for (const [size, suffix] of [
    [16, ''],
    [24, '@1.5x'],
    [32, '@2x'],
    [48, '@3x'],
  ] as const) {
    await save(`tray${suffix}.png`, await app(size))
  }
  for (const [size, suffix] of [
    [16, ''],
    [32, '@2x'],
    [48, '@3x'],
  ] as const) {
    await save(`trayTemplate${suffix}.png`, await picture(page, size, templateIcon(mark, size)))
  }
} finally {
  await browser.close()
}

async function picture(page: Page, size: number, svg: string): Promise<Uint8Array> {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>body{margin:0;background:transparent}svg{display:block}</style>${svg}`)
  return page.screenshot({ omitBackground: true })
}

async function inTurn(sizes: number[], draw: (size: number) => Promise<Uint8Array>): Promise<Uint8Array[]> {
  const drawn: Uint8Array[] = []
  for (const size of sizes) drawn.push(await draw(size))
  return drawn
}

async function save(name: string, bytes: Uint8Array): Promise<void> {
  const file = join(icons, name)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, bytes)
}
