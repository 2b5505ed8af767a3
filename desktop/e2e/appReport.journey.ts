import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { supportChange } from '../../shared/support.ts'
import { startApp } from './fixtures/app.ts'
import { expect, test } from './fixtures/journey.ts'
import { password, people } from './fixtures/office.ts'

test('in the app a report goes out as a draft of the mail program and as a file that main writes', async ({
  browser,
  office,
  words,
}) => {
  const { say } = words
  const folder = await mkdtemp(join(tmpdir(), 'pergel-report-'))
  const app = await startApp(browser, { server: office.url, signIn: `${people.admin}:${password}` })
  try {
    const page = await app.page()
    await expect(page.getByRole('main')).toBeVisible({ timeout: 60_000 })
    const address = 'destek@anadolu.example'
    await expect
      .poll(async () => (await app.ask('session.state', {})).viewer?.rights.abilities, { timeout: 60_000 })
      .toContain('admin')
    const change = supportChange(await app.ask('records.all', { kind: 'setting' }), address)
    if (change) await app.ask('records.save', change)
    await page.keyboard.press('Control+Shift+KeyB')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(say('problems:report.what')).fill('Şu ekranda çok bekliyorum. '.repeat(120))

    await test.step('the draft', async () => {
      await dialog.getByRole('link', { name: say('problems:report.mail') }).click()
      await expect.poll(() => app.outside).toHaveLength(1)
      expect(app.outside[0]).toMatch(/^mailto:destek@anadolu\.example\?subject=/)
    })
    const save = dialog.getByRole('button', { name: say('problems:report.save'), exact: true })
    const file = join(folder, 'rapor.json')
    await test.step('a dialog that is cancelled leaves nothing', async () => {
      await save.click()
      await expect.poll(() => app.saves.length).toBe(1)
      expect(app.saves[0]?.defaultPath).toMatch(/pergel-[\d-]+\.json$/)
    })
    await test.step('a place that takes nothing is said', async () => {
      app.places.push(join(folder, 'missing', 'rapor.json'))
      await save.click()
      await expect(page.getByText(say('problems:report.notSaved'))).toBeVisible()
    })
    await test.step('the file is what the dialog showed', async () => {
      app.places.push(file)
      await save.click()
      await expect(page.getByText(say('problems:report.saved'))).toBeVisible()
      const kept = JSON.parse(await readFile(file, 'utf8')) as Record<string, Record<string, unknown>>
      expect(Object.keys(kept)).toEqual(['window', 'core'])
      expect(kept['core']?.['settings']).toMatchObject({ accounts: 1 })
    })
    expect(app.sessions.get('pergel')?.download()).toBe(false)
  } finally {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  }
})
