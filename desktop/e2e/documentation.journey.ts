import { expect, test } from '@playwright/test'
import { type TestServer, testServer } from '../../server/testing/testServer.ts'
import { violations } from './fixtures/axe.ts'

let server: TestServer
test.beforeAll(async () => {
  server = await testServer()
})
test.afterAll(() => server?.close())

for (const colorScheme of ['light', 'dark'] as const)
  test(`the interface's documentation is found, read and copied by keyboard alone (${colorScheme})`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ colorScheme, permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    const wrong: string[] = []
    page.on('request', request => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) wrong.push(request.url())
    })
    page.on('console', message => {
      if (message.type() === 'error') wrong.push(message.text())
    })
    page.on('pageerror', error => wrong.push(error.message))
    await page.goto(`${server.url}/api/docs?language=en`)
    const operations = page.locator('details.op')
    await expect(operations.first()).toBeVisible()

    await page.keyboard.press('/')
    await page.keyboard.type('customers history')
    await expect(operations.filter({ visible: true })).toHaveCount(1)
    await page.keyboard.press('Enter')
    const opened = page.locator('details.op[open]')
    await expect(opened.getByText('nextBefore').first()).toBeVisible()
    await expect(page).toHaveURL(/#customer\.history$/)

    await opened.getByRole('button', { name: 'Copy' }).first().focus()
    await page.keyboard.press('Enter')
    await expect(opened.getByRole('button', { name: 'Copied' })).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`curl '${server.url}/api/v1/customers/`)

    await page.keyboard.press('/')
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Errors' }).press('Enter')
    await expect(page.getByRole('heading', { name: 'Errors' })).toBeInViewport()

    await page.evaluate(() => {
      for (const id of ['lead.list', 'lead.create', 'on.lead.created', 'auth.signIn'])
        document.getElementById(id)?.setAttribute('open', '')
    })
    expect(await violations(page)).toEqual([])

    await page.getByLabel('Language').selectOption('de')
    await expect(page.getByRole('link', { name: 'Erste Schritte' }).or(page.getByText('Erste Schritte'))).toBeVisible()
    expect(wrong).toEqual([])
    await context.close()
  })
