import { type Browser, chromium, type Page } from '@playwright/test'
import { pageScript } from './person.ts'

export interface Window {
  browser: Browser
  page: Page
  close(): Promise<void>
}

/** A browser of its own with one page, as large as a usual screen. */
export async function openWindow(url: string): Promise<Window> {
  const executablePath = process.env['PERGEL_CHROMIUM']
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  })
  try {
    const page = await browser.newPage({
      // What measures is not the page's own.
      bypassCSP: true,
      viewport: { width: 1440, height: 900 },
      locale: 'tr-TR',
      timezoneId: 'Europe/Istanbul',
    })
    page.setDefaultTimeout(30_000)
    await page.addInitScript({ path: pageScript })
    await page.goto(url)
    return { browser, page, close: () => browser.close() }
  } catch (error) {
    await browser.close()
    throw error
  }
}
